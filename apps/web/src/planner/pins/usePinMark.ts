import L from 'leaflet';
import { useEffect, useRef } from 'react';
import { useMap } from '../../map/MapStage.tsx';
import { nudge, type Place } from './pinDraft.ts';

const STEP_METRES = 5;
const LONG_STEP_METRES = 25;
const ARROWS: Readonly<Record<string, readonly [east: number, north: number]>> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};
const PIN =
  '<svg viewBox="0 0 32 42" aria-hidden="true"><path d="M16 41C16 41 30 25.6 30 15.5A14 14 0 0 0 2 15.5C2 25.6 16 41 16 41Z"/><circle cx="16" cy="15.5" r="5"/></svg>';

/**
 * The pin on the map: dragged, put with one press on the map, or moved with the arrow keys while it has the focus. The map follows
 * when the pin would leave it.
 */
export function usePinMark(draft: Place | null, name: string, onMove: (place: Place) => void): void {
  const map = useMap();
  const mark = useRef<L.Marker | null>(null);
  const latest = useRef({ draft, onMove });
  latest.current = { draft, onMove };

  useEffect(() => {
    if (!map) return;
    const onPress = (event: L.LeafletMouseEvent) =>
      latest.current.onMove(nudge({ lat: event.latlng.lat, lon: event.latlng.lng }, 0, 0));
    map.on('click', onPress);
    map.getContainer().classList.add('map-pinning');
    return () => {
      map.off('click', onPress);
      map.getContainer().classList.remove('map-pinning');
    };
  }, [map]);

  const isThere = draft !== null;
  useEffect(() => {
    const place = latest.current.draft;
    if (!map || !isThere || !place) return;
    const made = L.marker([place.lat, place.lon], {
      icon: L.divIcon({ className: 'pin-mark', html: PIN, iconSize: [32, 42], iconAnchor: [16, 41] }),
      draggable: true,
      autoPan: true,
      keyboard: true,
      zIndexOffset: 3000,
    }).addTo(map);
    made.on('dragend', () => {
      const { lat, lng } = made.getLatLng();
      latest.current.onMove(nudge({ lat, lon: lng }, 0, 0));
    });
    made.on('click', L.DomEvent.stopPropagation);
    const element = made.getElement()!;
    element.setAttribute('role', 'button');
    const onKey = (event: KeyboardEvent) => {
      const way = ARROWS[event.key];
      const at = latest.current.draft;
      if (!way || !at) return;
      event.preventDefault();
      // else the map would move under the pin
      event.stopPropagation();
      const step = event.shiftKey ? LONG_STEP_METRES : STEP_METRES;
      latest.current.onMove(nudge(at, way[0] * step, way[1] * step));
    };
    element.addEventListener('keydown', onKey);
    mark.current = made;
    return () => {
      element.removeEventListener('keydown', onKey);
      mark.current = null;
      made.remove();
    };
  }, [map, isThere]);

  useEffect(() => {
    mark.current?.getElement()?.setAttribute('aria-label', name);
  });

  useEffect(() => {
    if (!map || !draft) return;
    mark.current?.setLatLng([draft.lat, draft.lon]);
    if (!map.getBounds().pad(-0.1).contains([draft.lat, draft.lon])) map.panTo([draft.lat, draft.lon]);
  }, [map, draft]);
}
