import type { LonLat } from '../lon-lat.ts';
import { readOsmPbf } from './read-osm-pbf.ts';

/** Outlines of buildings of extracts, closed rings. Those with a courtyard (relations) are left out: they are few. */
export function readBuildings(paths: readonly string[]): LonLat[][] {
  const outlines = new Map<number, readonly number[]>();
  for (const path of paths) {
    readOsmPbf(path, {
      way: (id, tags, nodeIds) => {
        if (tags.building && tags.building !== 'no' && nodeIds.length >= 4 && nodeIds[0] === nodeIds.at(-1))
          outlines.set(id, nodeIds);
      },
    });
  }
  if (outlines.size === 0) return [];
  const needed = new Set([...outlines.values()].flat());
  const places = new Map<number, LonLat>();
  for (const path of paths) {
    readOsmPbf(path, {
      node: (id, lon, lat) => {
        if (needed.has(id)) places.set(id, [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6]);
      },
    });
  }
  return [...outlines.values()].flatMap((nodeIds) => {
    const ring = nodeIds.flatMap((id) => (places.has(id) ? [places.get(id)!] : []));
    // cut open at the edge of the extract
    return ring.length === nodeIds.length ? [ring] : [];
  });
}
