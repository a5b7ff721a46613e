import type { ReachArea } from '@gocua/api/contract/reach';
import { useQuery } from '@tanstack/react-query';
import L from 'leaflet';
import { useEffect } from 'react';
import { http } from '../../api/http.ts';
import { useMap } from '../../map/MapStage.tsx';
import type { ReachChoice } from './useReach.ts';
import './reach.css';

/** The outline of what a team reaches, under the cases; the map goes there. The list and its count say who is inside. */
export function ReachShape({ choice }: { choice: ReachChoice }) {
  const map = useMap();
  const { data } = useQuery({
    queryKey: ['reach-area', choice],
    queryFn: ({ signal }) =>
      http.get<ReachArea>('/api/reach/area', { query: { teamId: choice.teamId, minutes: choice.minutes }, signal }),
    staleTime: 60_000,
  });
  const area = data?.area;
  useEffect(() => {
    if (!map || !area || area.coordinates.length === 0) return;
    const shape = L.geoJSON(area as GeoJSON.MultiPolygon, {
      interactive: false,
      style: { className: 'reach-area', weight: 1.5 },
    });
    shape.addTo(map);
    map.fitBounds(shape.getBounds().pad(0.04), { animate: false });
    return () => void shape.remove();
  }, [map, area]);
  return null;
}
