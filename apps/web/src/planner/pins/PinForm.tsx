import type { CaseDetail } from '@gocua/api/contract/cases';
import { pinDoubt } from '@gocua/api/contract/pin-doubts';
import type { PlaceHit, PlaceSearchResult } from '@gocua/api/contract/places';
import { useQuery } from '@tanstack/react-query';
import L from 'leaflet';
import { CircleCheck, MapPin, OctagonAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { StateMark } from '../../design/StateMark.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useMap } from '../../map/MapStage.tsx';
import { PlaceSearchBox } from '../../map/PlaceSearchBox.tsx';
import { mapWords } from '../../map/words.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatNumber } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { useBoundaries } from '../data/useBoundaries.ts';
import { isInside, metresBetween, type Place, readPlace, writePlace } from './pinDraft.ts';
import { useSetPin } from './usePinCommands.ts';
import { usePinMark } from './usePinMark.ts';
import { pinWords } from './words.ts';

/** Puts the pin of one case, in any of four ways: on the map, by the keyboard, from a search, by its coordinates. */
export function PinForm(props: { one: CaseDetail; isLast: boolean; onSaved: () => void; onSkip: () => void }) {
  const { one, isLast, onSaved, onSkip } = props;
  const t = pinWords.useText();
  const map = useMap();
  const { units } = usePlanner();
  const language = useLanguage();
  const ward = units.name(one.unitId, language) || one.unitName;
  const doubt = pinDoubt(one);
  const before: Place | null = one.lat === null || one.lon === null ? null : { lat: one.lat, lon: one.lon };
  const [draft, setDraft] = useState<Place | null>(before);
  const save = useSetPin(onSaved);
  usePinMark(draft, t('pin', { name: one.fullName }), setDraft);
  useShownWard(one.unitId, before);

  return (
    <form
      className="pin-form"
      aria-label={t('editor', { name: one.fullName })}
      onSubmit={(event) => {
        event.preventDefault();
        if (draft) save.mutate({ one, place: draft, commandId: newId() });
      }}
    >
      <header className="pin-form-head">
        <h2>{one.fullName}</h2>
        <p>
          {one.address}
          <br />
          {ward}
        </p>
      </header>
      <p className="pin-form-why">{doubt ? t(`doubtWords.${doubt}`, { ward }) : t('trusted')}</p>
      <Suggestions one={one} ward={ward} onChoose={setDraft} isEmpty={draft === null} />
      <PlaceSearchBox
        key={one.id}
        label={t('search')}
        mayAskOutside
        near={() => draft}
        onChoose={({ lat, lon }) => {
          setDraft({ lat, lon });
          map?.setView([lat, lon], 18);
        }}
      />
      <CoordinatesField draft={draft} onPlace={setDraft} />
      <p className="pin-form-how">{t('how')}</p>
      <WardCheck draft={draft} before={before} unitId={one.unitId} ward={ward} />
      <div className="pin-form-actions">
        {draft === null ? (
          <Button icon={MapPin} onPress={() => map && setDraft({ lat: map.getCenter().lat, lon: map.getCenter().lng })}>
            {t('middle')}
          </Button>
        ) : null}
        <Button kind="primary" type="submit" isDisabled={draft === null} isPending={save.isPending}>
          {isLast ? t('saveLast') : t('save')}
        </Button>
        <Button kind="quiet" onPress={onSkip}>
          {t('skip')}
        </Button>
      </div>
    </form>
  );
}

/** What the map finds for the address as it was written; without any pin the best one is the first draft. */
function Suggestions(props: { one: CaseDetail; ward: string; isEmpty: boolean; onChoose: (place: Place) => void }) {
  const { one, ward, isEmpty, onChoose } = props;
  const t = pinWords.useText();
  const m = mapWords.useText();
  const map = useMap();
  const found = useQuery({
    queryKey: ['places', 'of-case', one.id, one.address],
    queryFn: ({ signal }) =>
      http.post<PlaceSearchResult>('/api/places/search', {
        body: { text: `${one.address}, ${ward}`.slice(0, 240), limit: 3 },
        signal,
      }),
    gcTime: 0,
  });
  const hits = found.data?.hits ?? [];
  const best = hits[0];
  const choose = useRef(onChoose);
  choose.current = onChoose;
  useEffect(() => {
    if (!isEmpty || !best || best.unitId !== one.unitId) return;
    choose.current({ lat: best.lat, lon: best.lon });
    map?.setView([best.lat, best.lon], 17);
  }, [isEmpty, best, one.unitId, map]);
  if (!found.isSuccess) return null;
  if (hits.length === 0) return <p className="pin-form-how">{t('noSuggestion')}</p>;
  const words = (hit: PlaceHit) =>
    hit.unknownNumbers.length > 0 ? m('unknown', { numbers: hit.unknownNumbers.join(', ') }) : hit.area;
  return (
    <fieldset className="pin-suggestions">
      <legend>{t('suggestions')}</legend>
      {hits.map((hit) => (
        <button
          key={hit.id}
          type="button"
          className="pin-suggestion"
          onClick={() => {
            onChoose({ lat: hit.lat, lon: hit.lon });
            map?.setView([hit.lat, hit.lon], 18);
          }}
        >
          <MapPin aria-hidden />
          <span>
            <strong>{hit.name}</strong>
            <span>{words(hit)}</span>
          </span>
        </button>
      ))}
    </fieldset>
  );
}

function CoordinatesField({ draft, onPlace }: { draft: Place | null; onPlace: (place: Place) => void }) {
  const t = pinWords.useText();
  const map = useMap();
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? null : readPlace(typed);
  const take = () => {
    if (typed !== null && read) {
      onPlace({ lat: read.lat, lon: read.lon });
      map?.setView([read.lat, read.lon], 18);
      setTyped(null);
    }
  };
  return (
    <TextField
      label={t('coordinates')}
      help={read?.swapped ? t('swapped', { place: writePlace(read) }) : t('coordinatesHelp')}
      value={typed ?? (draft ? writePlace(draft) : '')}
      onChange={setTyped}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || typed === null) return;
        event.preventDefault();
        take();
      }}
      autoComplete="off"
      inputMode="decimal"
      error={typed !== null && typed.trim() !== '' && !read ? t('coordinatesWrong') : undefined}
    />
  );
}

/** Says at every move whether the pin lies in the ward that the address names. */
function WardCheck(props: { draft: Place | null; before: Place | null; unitId: string; ward: string }) {
  const { draft, before, unitId, ward } = props;
  const t = pinWords.useText();
  const language = useLanguage();
  const { byId, features } = useBoundaries();
  if (!draft) return <p className="pin-form-check">{t('noDraft')}</p>;
  const moved = before ? Math.round(metresBetween(before, draft)) : 0;
  const off = moved > 0 ? <span className="figures"> · {t('metresOff', { metres: formatNumber(moved, language) })}</span> : null;
  const own = byId.get(unitId);
  if (!own?.geometry) return null;
  if (isInside(draft, own.geometry)) {
    return (
      <p className="pin-form-check" role="status">
        <StateMark tone="good" icon={CircleCheck}>
          {t('inside', { ward })}
        </StateMark>
        {off}
      </p>
    );
  }
  const other = features.find(({ properties, geometry }) => properties.kind === 'ward' && isInside(draft, geometry));
  const name = other && (language === 'en' ? other.properties.nameEn : other.properties.name);
  return (
    <p className="pin-form-check" role="status">
      <StateMark tone="warn" icon={OctagonAlert}>
        {name ? t('outside', { ward, other: name }) : t('outsideAll', { ward })}
      </StateMark>
      {off}
    </p>
  );
}

/** The boundary of the case's ward, and the map on the pin or, without one, on the ward. */
function useShownWard(unitId: string, at: Place | null): void {
  const map = useMap();
  const { byId } = useBoundaries();
  const feature = byId.get(unitId);
  const start = useRef(at);
  useEffect(() => {
    if (!map) return;
    if (start.current) map.setView([start.current.lat, start.current.lon], Math.max(17, map.getZoom()), { animate: false });
    if (!feature?.geometry) return;
    const outline = L.geoJSON(feature as GeoJSON.Feature, { interactive: false, style: { className: 'pin-ward' } }).addTo(map);
    if (!start.current) map.fitBounds(outline.getBounds(), { animate: false });
    return () => void outline.remove();
  }, [map, feature]);
}
