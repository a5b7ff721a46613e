/**
 * The rules of RFC 7946, read by hand and sharing no code with the product: what is wrong with a text, one line a fault; empty is good.
 */
export function geojsonFaults(text: string): string[] {
  const faults: string[] = [];
  const root = JSON.parse(text) as Json;
  const say = (where: string, what: string): void => void faults.push(`${where}: ${what}`);
  if (root.type !== 'FeatureCollection') say('root', '1.5 / 3.3: not a FeatureCollection');
  if ('crs' in root) say('root', '4: "crs" is gone');
  if (!Array.isArray(root.features)) return [...faults, 'root: 3.3: no features'];
  for (const name of ['geometry', 'coordinates', 'properties']) if (name in root) say('root', `7.1: a collection has no ${name}`);
  const seen = new Set<unknown>();
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];

  const position = (where: string, value: unknown): [number, number] => {
    if (!Array.isArray(value) || value.length < 2 || value.length > 3 || !value.every((one) => Number.isFinite(one))) {
      say(where, '3.1.1: not a position');
      return [0, 0];
    }
    const [lon, lat] = value as [number, number];
    if (Math.abs(lon) > 180 || Math.abs(lat) > 90) say(where, '4: not longitude, latitude in degrees');
    for (const degrees of [lon, lat])
      if ((String(degrees).split('.')[1]?.length ?? 0) > 7) say(where, '11.2: needlessly precise');
    [west, south, east, north] = [Math.min(west, lon), Math.min(south, lat), Math.max(east, lon), Math.max(north, lat)];
    return [lon, lat];
  };
  const line = (where: string, value: unknown): void => {
    if (!Array.isArray(value) || value.length < 2) {
      say(where, '3.1.4: a line has two or more positions');
      return;
    }
    for (const [i, one] of value.entries()) position(`${where}/${i}`, one);
  };
  const polygon = (where: string, value: unknown): void => {
    if (!Array.isArray(value) || value.length === 0) {
      say(where, '3.1.6: no rings');
      return;
    }
    value.forEach((ring: unknown, i) => {
      if (!Array.isArray(ring) || ring.length < 4) {
        say(`${where}/${i}`, '3.1.6: a ring has four or more positions');
        return;
      }
      const places = ring.map((one, j) => position(`${where}/${i}/${j}`, one));
      if (String(places[0]) !== String(places.at(-1))) say(`${where}/${i}`, '3.1.6: the ring is not closed');
      let area = 0;
      for (let j = 1; j < places.length; j++) area += (places[j]![0] - places[j - 1]![0]) * (places[j]![1] + places[j - 1]![1]);
      // this sum is negative for a ring that runs counter-clockwise
      if (i === 0 ? area > 0 : area < 0) say(`${where}/${i}`, '3.1.6: not right-handed');
    });
  };
  const geometry = (where: string, value: unknown): void => {
    if (value === null) return;
    const { type, coordinates } = (value ?? {}) as Json;
    const parts = Array.isArray(coordinates) ? coordinates : [];
    if (type === 'Point') position(where, coordinates);
    else if (type === 'LineString') line(where, coordinates);
    else if (type === 'MultiLineString') for (const [i, one] of parts.entries()) line(`${where}/${i}`, one);
    else if (type === 'Polygon') polygon(where, coordinates);
    else if (type === 'MultiPolygon') for (const [i, one] of parts.entries()) polygon(`${where}/${i}`, one);
    else say(where, `1.4: unknown geometry ${String(type)}`);
  };
  (root.features as Json[]).forEach((feature, i) => {
    const where = `features/${i}`;
    if (feature.type !== 'Feature') say(where, '3.2: not a Feature');
    if (!('geometry' in feature)) say(where, '3.2: no geometry, not even null');
    if (typeof feature.properties !== 'object') say(where, '3.2: properties are an object or null');
    if ('id' in feature && typeof feature.id !== 'string' && typeof feature.id !== 'number')
      say(where, '3.2: id is text or a number');
    if (seen.has(feature.id)) say(where, `an id occurs twice: ${String(feature.id)}`);
    seen.add(feature.id);
    geometry(`${where}/geometry`, feature.geometry);
  });
  const box = root.bbox as number[] | undefined;
  if (box && String(box) !== String([west, south, east, north])) say('bbox', `5: ${box} is not ${[west, south, east, north]}`);
  return faults;
}
type Json = Record<string, unknown>;
