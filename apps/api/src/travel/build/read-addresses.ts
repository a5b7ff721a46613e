import { readOsmPbf } from './read-osm-pbf.ts';

/** A door that the map knows: a house number of a street or alley. */
export interface HouseAddress {
  readonly street: string;
  readonly number: string;
  readonly lonE7: number;
  readonly latE7: number;
}

/** House numbers with their streets, of points and of buildings (at the middle of their corners). */
export function readAddresses(paths: readonly string[]): HouseAddress[] {
  const found: HouseAddress[] = [];
  const buildings: { street: string; number: string; nodeIds: readonly number[] }[] = [];
  for (const path of paths) {
    readOsmPbf(path, {
      node: (_id, lon, lat, tags) => {
        const [street, number] = [tags['addr:street'], tags['addr:housenumber']];
        if (street && number) found.push({ street, number, lonE7: Math.round(lon * 1e7), latE7: Math.round(lat * 1e7) });
      },
      way: (_id, tags, nodeIds) => {
        const [street, number] = [tags['addr:street'], tags['addr:housenumber']];
        if (street && number) buildings.push({ street, number, nodeIds });
      },
    });
  }
  if (buildings.length === 0) return found;
  const needed = new Set(buildings.flatMap((building) => building.nodeIds));
  const places = new Map<number, readonly [number, number]>();
  for (const path of paths) {
    readOsmPbf(path, {
      node: (id, lon, lat) => {
        if (needed.has(id)) places.set(id, [lon, lat]);
      },
    });
  }
  for (const { street, number, nodeIds } of buildings) {
    const corners = nodeIds.flatMap((id) => (places.has(id) ? [places.get(id)!] : []));
    if (corners.length === 0) continue;
    const sum = corners.reduce(([x, y], [lon, lat]) => [x + lon, y + lat], [0, 0] as readonly [number, number]);
    found.push({
      street,
      number,
      lonE7: Math.round((sum[0] / corners.length) * 1e7),
      latE7: Math.round((sum[1] / corners.length) * 1e7),
    });
  }
  return found;
}
