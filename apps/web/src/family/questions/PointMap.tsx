import L from 'leaflet';
import { useEffect, useRef } from 'react';
import { MapStage, useMap } from '../../map/MapStage.tsx';
import { familyWords } from '../words.ts';

interface Point {
  lat: number;
  lon: number;
}

/** A map on which one touch puts one mark. */
export function PointMap({ point, onPoint }: { point: Point | null; onPoint: (point: Point) => void }) {
  const t = familyWords.useText();
  return (
    <div className="point-map-box">
      <MapStage label={t('place.mapLabel')} zoomWords={{ in: t('place.zoomIn'), out: t('place.zoomOut') }}>
        <Mark point={point} onPoint={onPoint} />
      </MapStage>
    </div>
  );
}

function Mark({ point, onPoint }: { point: Point | null; onPoint: (point: Point) => void }) {
  const map = useMap();
  const latest = useRef(onPoint);
  latest.current = onPoint;
  const first = useRef(true);

  useEffect(() => {
    if (!map) return;
    const onClick = (event: L.LeafletMouseEvent) => latest.current({ lat: event.latlng.lat, lon: event.latlng.lng });
    map.on('click', onClick);
    return () => void map.off('click', onClick);
  }, [map]);

  useEffect(() => {
    if (!map || !point) return;
    const icon = L.divIcon({ className: 'point-mark', iconSize: [36, 44], iconAnchor: [18, 42] });
    const mark = L.marker([point.lat, point.lon], { icon, keyboard: false, interactive: false }).addTo(map);
    // Only a mark that was there before the map is brought into view: a touched map must not jump.
    if (first.current) map.setView([point.lat, point.lon], 17, { animate: false });
    return () => void mark.remove();
  }, [map, point]);

  useEffect(() => {
    if (map) first.current = false;
  }, [map]);
  return null;
}
