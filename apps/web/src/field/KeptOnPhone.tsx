import { useEffect, useState } from 'react';
import { useLanguage } from '../words/defineWords.ts';
import { formatNumber } from '../words/format.ts';
import { useKeptMap } from './kept-map.ts';
import { shiftWords } from './shift-words.ts';

/** What this phone has when there is no signal, and whether the phone promised to keep it. */
export function KeptOnPhone() {
  const t = shiftWords.useText();
  const language = useLanguage();
  const map = useKeptMap();
  const [isSafe, setIsSafe] = useState<boolean | null>(null);
  useEffect(() => {
    navigator.storage?.persisted?.().then(setIsSafe, () => undefined);
  }, []);
  const size = map ? `${formatNumber(map.byteCount / 1_000_000, language, 1)} MB` : '';
  return (
    <section>
      <h2>{t('kept.title')}</h2>
      <p>{t('kept.app')}</p>
      <p>
        {map === null
          ? t('kept.mapNone')
          : map.missingCount > 0
            ? t('kept.mapPart', { count: map.tileCount })
            : t('kept.map', { count: map.tileCount, size })}
      </p>
      {isSafe === null ? null : <p className="visit-soft">{t(isSafe ? 'kept.safe' : 'kept.unsafe')}</p>}
    </section>
  );
}
