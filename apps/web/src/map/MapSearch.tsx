import type { PlaceHit } from '@gocua/api/contract/places';
import L from 'leaflet';
import { useEffect, useState } from 'react';
import { useMap } from './MapStage.tsx';
import { PlaceSearchBox } from './PlaceSearchBox.tsx';
import { mapWords } from './words.ts';

/** How near the map goes to what was found. */
const ZOOMS: Record<PlaceHit['kind'], number> = {
  ...{ house: 18, alley: 17, street: 16, poi: 17, foreign: 17 },
  ...{ ward: 14, old_ward: 14, district: 13, city: 11 },
};
const PIN =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 22s7-7.1 7-12.2A7 7 0 0 0 5 9.8C5 14.9 12 22 12 22Z"/><circle cx="12" cy="9.7" r="2.4" fill="#fff" stroke="none"/></svg>';

/** Shows where a place is: goes there and puts a mark. Outside React's tree, because the map is. */
export function useFoundMark(hit: PlaceHit | null): void {
  const map = useMap();
  const t = mapWords.useText();
  useEffect(() => {
    if (!map || !hit) return;
    const at: [number, number] = [hit.lat, hit.lon];
    map.setView(at, Math.max(ZOOMS[hit.kind], hit.kind === 'house' ? map.getZoom() : 0));
    const mark = L.marker(at, {
      icon: L.divIcon({ className: 'found-mark', html: PIN, iconSize: [34, 34], iconAnchor: [17, 32] }),
      interactive: false,
      keyboard: false,
      alt: t('found', { name: hit.name }),
    }).addTo(map);
    mark.bindTooltip(hit.name, { permanent: true, direction: 'top', offset: [0, -30], className: 'found-name' });
    return () => void mark.remove();
  }, [map, hit, t]);
}

/** The search box that lies over a map. */
export function MapSearch({ mayAskOutside }: { mayAskOutside?: boolean }) {
  const map = useMap();
  const [hit, setHit] = useState<PlaceHit | null>(null);
  useFoundMark(hit);
  const near = () => {
    const middle = map?.getCenter();
    return middle ? { lat: middle.lat, lon: middle.lng } : null;
  };
  return (
    <search className="map-search">
      <PlaceSearchBox
        labelHidden
        near={near}
        onChoose={setHit}
        onClear={() => setHit(null)}
        {...(mayAskOutside ? { mayAskOutside } : {})}
      />
    </search>
  );
}
