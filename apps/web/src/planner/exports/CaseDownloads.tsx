import { useLanguage } from '../../words/defineWords.ts';
import { formatNumber } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { DownloadLink } from './DownloadLink.tsx';
import { exportWords } from './words.ts';

/**
 * The cases as files: without names for whoever may see them, with names for a dispatcher who asks for exactly that. `most`: there are more cases
 * than the server writes into one file, which is this many; null otherwise.
 */
export function CaseDownloads({ unitId, most }: { unitId: string | null; most: number | null }) {
  const t = exportWords.useText();
  const language = useLanguage();
  const { mayChange } = usePlanner();
  const unit = unitId ? `unitId=${encodeURIComponent(unitId)}` : '';
  if (!unitId && most !== null) return <p className="downloads-words">{t('tooMany', { most: formatNumber(most, language) })}</p>;
  return (
    <fieldset className="downloads">
      <legend className="field-label">{t('title')}</legend>
      <DownloadLink href={`/api/exports/cases.geojson${unit ? `?${unit}` : ''}`}>{t('cases')}</DownloadLink>
      {mayChange ? (
        <>
          <DownloadLink href={`/api/exports/cases.geojson?names=1${unit ? `&${unit}` : ''}`}>{t('casesWithNames')}</DownloadLink>
          <p className="downloads-words">{t('namesWords')}</p>
        </>
      ) : null}
      <p className="downloads-words">{t('scope')}</p>
    </fieldset>
  );
}
