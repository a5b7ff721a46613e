import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

export interface UnitFacts {
  id: string;
  parentId: string | null;
  kind: 'city' | 'district' | 'ward';
  name: string;
  nameEn: string;
  oldUnits?: { name: string; whole: boolean }[];
}
export type UnitFeature = GeoJSON.Feature<GeoJSON.Polygon | GeoJSON.MultiPolygon | null, UnitFacts>;

/** Boundaries of the map's units, as the server holds them; public, read once. */
export function useBoundaries() {
  const query = useQuery({
    queryKey: ['unit-boundaries'],
    queryFn: async ({ signal }): Promise<{ features: UnitFeature[] }> => {
      const answer = await fetch('/maps/units.geojson', { signal });
      if (!answer.ok) throw new Error(`units.geojson: ${answer.status}`);
      return answer.json();
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  const byId = useMemo(() => new Map((query.data?.features ?? []).map((unit) => [unit.properties.id, unit])), [query.data]);
  return { query, features: query.data?.features ?? NONE, byId };
}
const NONE: UnitFeature[] = [];
