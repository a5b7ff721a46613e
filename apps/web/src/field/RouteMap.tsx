import type { TeamSnapshot } from '@gocua/api/contract/dispatch';
import L from 'leaflet';
import { useEffect, useRef } from 'react';
import { MapStage, useMap } from '../map/MapStage.tsx';
import type { Evening } from './evenings.ts';
import { fieldWords } from './words.ts';

interface RouteMapProps {
  evening: Evening;
  depot: TeamSnapshot['depot'];
  nextId: string | null;
  /** The way to the next home along the streets, lon/lat; null while it is not known. */
  driveLine: readonly (readonly [number, number])[] | null;
}

/** The map of an evening; loaded only where it is looked at. */
export function RouteMap(props: RouteMapProps) {
  const t = fieldWords.useText();
  return (
    <MapStage label={t('mapLabel')} zoomWords={{ in: t('mapZoom.in'), out: t('mapZoom.out') }}>
      <Marks {...props} />
    </MapStage>
  );
}

/** Numbers at the homes, a square at the base, a thin line in their order. */
function Marks({ evening, depot, nextId, driveLine }: RouteMapProps) {
  const map = useMap();
  const shownDate = useRef<string | null>(null);
  const { visits, date } = evening;
  useEffect(() => {
    if (!map) return;
    const layer = L.layerGroup().addTo(map);
    const base: L.LatLngTuple = [depot.lat, depot.lon];
    const homes = visits.map((visit): L.LatLngTuple => [visit.lat, visit.lon]);
    L.polyline([base, ...homes, base], { className: 'route-line', interactive: false, smoothFactor: 0 }).addTo(layer);
    if (driveLine) {
      const line = driveLine.map(([lon, lat]): L.LatLngTuple => [lat, lon]);
      L.polyline(line, { className: 'drive-line', interactive: false }).addTo(layer);
    }
    L.marker(base, {
      icon: icon('route-pin route-pin-depot', ''),
      interactive: false,
      keyboard: false,
      zIndexOffset: -1000,
    }).addTo(layer);
    visits.forEach((visit, index) => {
      const look = visit.state === 'finished' ? ' route-pin-done' : visit.id === nextId ? ' route-pin-next' : '';
      L.marker(homes[index]!, { icon: icon(`route-pin${look}`, String(index + 1)), interactive: false, keyboard: false }).addTo(
        layer,
      );
    });
    if (shownDate.current !== date) {
      shownDate.current = date;
      map.fitBounds(L.latLngBounds([base, ...homes]), {
        paddingTopLeft: [36, 36],
        paddingBottomRight: [84, 44],
        maxZoom: 16,
        animate: false,
      });
    }
    return () => void layer.remove();
  }, [map, visits, date, depot, nextId, driveLine]);
  return null;
}

function icon(className: string, html: string): L.DivIcon {
  return L.divIcon({ className, html, iconSize: [30, 30], iconAnchor: [15, 15] });
}
