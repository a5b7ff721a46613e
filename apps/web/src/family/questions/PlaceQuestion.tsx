import { LocateFixed, MapPin } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { Fallible } from '../../design/Fallible.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatNumber } from '../../words/format.ts';
import { familyWords } from '../words.ts';
import type { QuestionProps } from './question-props.ts';

const PointMap = lazy(async () => ({ default: (await import('./PointMap.tsx')).PointMap }));

/** A position worse than this would send the team to another street. */
const USABLE_METRES = 100;

type Search = { state: 'idle' | 'finding' | 'denied' } | { state: 'found' | 'too-coarse'; metres: number };

/** Optional: the device's own position, asked for only on the button, or a touch on the map. Without either the address must do. */
export function PlaceQuestion({ draft, change }: QuestionProps) {
  const t = familyWords.useText();
  const c = common.useText();
  const language = useLanguage();
  const [search, setSearch] = useState<Search>({ state: 'idle' });
  const [mapOpen, setMapOpen] = useState(draft.point !== null);

  function locate() {
    if (!('geolocation' in navigator)) {
      setSearch({ state: 'denied' });
      return;
    }
    setSearch({ state: 'finding' });
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const metres = Math.ceil(coords.accuracy);
        setMapOpen(true);
        if (metres > USABLE_METRES) {
          setSearch({ state: 'too-coarse', metres });
          return;
        }
        setSearch({ state: 'found', metres });
        change({ point: { lat: coords.latitude, lon: coords.longitude } });
      },
      () => {
        setSearch({ state: 'denied' });
        setMapOpen(true);
      },
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 0 },
    );
  }

  return (
    <>
      <Button size="touch" wide icon={LocateFixed} isDisabled={search.state === 'finding'} onPress={locate}>
        {search.state === 'finding' ? t('place.finding') : t('place.here')}
      </Button>
      {search.state === 'denied' ? <Notice tone="warn" title={t('place.denied')} /> : null}
      {search.state === 'too-coarse' ? (
        <Notice tone="warn" title={t('place.tooCoarse', { metres: formatNumber(search.metres, language) })} />
      ) : null}
      {search.state === 'found' ? <Notice tone="good" title={t('place.accuracy', { metres: search.metres })} /> : null}
      {mapOpen ? (
        <div className="point-map">
          <p className="family-soft">{t('place.touch')}</p>
          <Fallible otherwise={<Notice tone="warn" title={t('place.mapFailed')} />}>
            <Suspense fallback={<Skeleton label={c('loading')} lines={6} />}>
              <PointMap
                wardId={draft.ward?.id ?? null}
                point={draft.point}
                onPoint={(point) => {
                  change({ point });
                  setSearch({ state: 'idle' });
                }}
              />
            </Suspense>
          </Fallible>
        </div>
      ) : (
        <Button size="touch" wide icon={MapPin} onPress={() => setMapOpen(true)}>
          {t('place.open')}
        </Button>
      )}
      {draft.point ? (
        <div className="ward-chosen">
          <p role="status">
            <MapPin aria-hidden />
            <span>{t('place.chosen')}</span>
          </p>
          <Button size="touch" onPress={() => change({ point: null })}>
            {t('place.clear')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
