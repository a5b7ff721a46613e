import type { TeamSnapshot } from '@gocua/api/contract/dispatch';
import L from 'leaflet';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { MapStage, useMap } from '../map/MapStage.tsx';
import { useLanguage } from '../words/defineWords.ts';
import { formatDate, formatTime } from '../words/format.ts';
import { type Evening, nextVisit } from './evenings.ts';
import { usePhone } from './phone-context.ts';
import { fieldWords } from './words.ts';

/** Where the evening goes. The list below says the same as the map; this page alone loads the map. */
export function RouteMapPage() {
  const { evening, view, zone } = usePhone();
  const t = fieldWords.useText();
  const language = useLanguage();
  const depot = view.team.snapshot?.depot;
  if (!evening || !depot) return <p className="visit-soft route-empty">{t('emptyTitle')}</p>;
  const next = nextVisit(evening);
  return (
    <div className="route">
      <h1 className="visually-hidden">{t('mapOf', { day: formatDate(evening.date, language) })}</h1>
      <div className="route-map">
        <MapStage label={t('mapLabel')} zoomWords={{ in: t('mapZoom.in'), out: t('mapZoom.out') }}>
          <Marks evening={evening} depot={depot} nextId={next?.id ?? null} />
        </MapStage>
      </div>
      <p className="visit-soft route-words">{t('mapLine')}</p>
      <ol className="route-list">
        <li className="route-row">
          <span className="route-mark route-mark-depot" aria-hidden />
          <span>{t('depot', { name: depot.name })}</span>
        </li>
        {evening.visits.map((visit, index) => (
          <li key={visit.id}>
            <Link className="route-row" to={`/to/viec/${visit.id}`}>
              <span className="visit-row-number">{index + 1}</span>
              <span>
                <strong>{formatTime(visit.plannedStartAt, zone)}</strong> {visit.address}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Numbers at the homes, a square at the base, a thin line in their order. */
function Marks({ evening, depot, nextId }: { evening: Evening; depot: TeamSnapshot['depot']; nextId: string | null }) {
  const map = useMap();
  const shownDate = useRef<string | null>(null);
  const { visits, date } = evening;
  useEffect(() => {
    if (!map) return;
    const layer = L.layerGroup().addTo(map);
    const base: L.LatLngTuple = [depot.lat, depot.lon];
    const homes = visits.map((visit): L.LatLngTuple => [visit.lat, visit.lon]);
    L.polyline([base, ...homes, base], { className: 'route-line', interactive: false, smoothFactor: 0 }).addTo(layer);
    L.marker(base, { icon: icon('route-pin route-pin-depot', ''), interactive: false, keyboard: false }).addTo(layer);
    visits.forEach((visit, index) => {
      const look = visit.state === 'finished' ? ' route-pin-done' : visit.id === nextId ? ' route-pin-next' : '';
      L.marker(homes[index]!, { icon: icon(`route-pin${look}`, String(index + 1)), interactive: false, keyboard: false }).addTo(
        layer,
      );
    });
    if (shownDate.current !== date) {
      shownDate.current = date;
      map.fitBounds(L.latLngBounds([base, ...homes]), { padding: [36, 36], maxZoom: 16, animate: false });
    }
    return () => void layer.remove();
  }, [map, visits, date, depot, nextId]);
  return null;
}

function icon(className: string, html: string): L.DivIcon {
  return L.divIcon({ className, html, iconSize: [30, 30], iconAnchor: [15, 15] });
}
