import { useQuery } from '@tanstack/react-query';
import L from 'leaflet';
import { useEffect, useRef } from 'react';
import { MapStage, useMap } from '../../map/MapStage.tsx';
import { familyWords } from '../words.ts';

interface Point {
  lat: number;
  lon: number;
}

interface PointMapProps {
  wardId: string | null;
  point: Point | null;
  onPoint: (point: Point) => void;
}

/** A map of the ward on which one touch puts one mark. */
export function PointMap({ wardId, point, onPoint }: PointMapProps) {
  const t = familyWords.useText();
  return (
    <div className="point-map-box">
      <MapStage label={t('place.mapLabel')} zoomWords={{ in: t('place.zoomIn'), out: t('place.zoomOut') }}>
        {wardId ? <WardView wardId={wardId} moved={point !== null} /> : null}
        <Mark point={point} onPoint={onPoint} />
      </MapStage>
    </div>
  );
}

/** Begins at the ward that was chosen; without its boundary the map begins at the whole city. */
function WardView({ wardId, moved }: { wardId: string; moved: boolean }) {
  const map = useMap();
  const untouched = useRef(!moved);
  const units = useQuery({
    queryKey: ['unit-boundaries'],
    queryFn: async ({ signal }): Promise<GeoJSON.FeatureCollection> => (await fetch('/maps/units.geojson', { signal })).json(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    const ward = units.data?.features.find((feature) => feature.id === wardId);
    if (!map || !ward?.geometry || !untouched.current) return;
    untouched.current = false;
    map.fitBounds(L.geoJSON(ward).getBounds(), { animate: false });
  }, [map, units.data, wardId]);
  return null;
}

function Mark({ point, onPoint }: Omit<PointMapProps, 'wardId'>) {
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
