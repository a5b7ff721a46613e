import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import type { LonLat } from '../lon-lat.ts';
import { metresToSegment } from '../metres-to-segment.ts';
import type { StreetClass } from '../street-class.ts';
import { mergeLines } from './merge-lines.ts';
import type { HouseAddress } from './read-addresses.ts';
import type { AreaFeature } from './read-areas.ts';
import type { PoiFeature } from './read-pois.ts';
import type { StreetWays } from './read-ways.ts';
import { simplifyLine } from './simplify-line.ts';

/** Features of one tile layer that appear from one zoom of the data on (the map shows data of zoom z at z + 1). */
export interface LayerPart {
  readonly layer: 'areas' | 'buildings' | 'streets' | 'names' | 'bounds' | 'places';
  readonly fromZoom: number;
  readonly features: Feature[];
}

/** From which zoom of the data a class of street is drawn, and from which it is named. */
const STREET_ZOOMS: Readonly<Partial<Record<StreetClass, readonly [drawn: number, named: number]>>> = {
  motorway: [9, 12],
  trunk: [9, 12],
  primary: [9, 12],
  secondary: [10, 13],
  tertiary: [11, 13],
  unclassified: [12, 14],
  residential: [12, 14],
  living_street: [13, 14],
  alley: [13, 14],
  narrow_alley: [14, 14],
  service: [14, 14],
  path: [14, 14],
  steps: [14, 14],
};
/** Names follow a straightened line, so that a street's small wiggles do not leave it without a name. */
const NAME_LINE_TOLERANCE_METRES = 7;

/** Widths of rivers of which only the middle line is known, metres; a guess for drawing. */
const RIVER_METRES: Readonly<Record<string, number>> = {
  'Sông Hồng': 480,
  'Sông Đuống': 190,
  'Sông Tô Lịch': 28,
  'Sông Nhuệ': 26,
};
const OTHER_RIVER_METRES = 12;

/** "19A-21B, 23" is a list, not a number to read on a map. */
const LONGEST_NUMBER = 7;
/** By these people say where they live; shops and offices come and go. */
const DRAWN_POIS: ReadonlySet<string> = new Set(['school', 'health', 'worship', 'market']);
const UNDRAWN_POI = /^(nhà thuốc|quầy thuốc|nha khoa|phòng khám)/iu;

export function streetLayers(input: StreetWays): LayerPart[] {
  const byClass = new Map<StreetClass, number[][]>();
  const byName = new Map<string, { streetClass: StreetClass; name: string; lines: number[][] }>();
  for (const way of input.ways) {
    const nodes: number[] = [];
    for (let i = way.firstRef; i < way.firstRef + way.refCount; i++) {
      const node = input.nodeIndex[i]!;
      if (!input.nodeMissing[node]) nodes.push(node);
    }
    if (nodes.length < 2) continue;
    const lines = byClass.get(way.streetClass);
    if (lines) lines.push(nodes);
    else byClass.set(way.streetClass, [nodes]);
    const name = way.tags.name?.normalize('NFC').trim();
    if (!name) continue;
    const key = `${way.streetClass} ${name}`;
    const named = byName.get(key);
    if (named) named.lines.push(nodes);
    else byName.set(key, { streetClass: way.streetClass, name, lines: [nodes] });
  }
  const lineOf = (nodes: readonly number[]): LonLat[] =>
    nodes.map((node) => [input.nodeLonE7[node]! / 1e7, input.nodeLatE7[node]! / 1e7]);
  const parts: LayerPart[] = [];
  for (const [streetClass, lines] of byClass) {
    const zooms = STREET_ZOOMS[streetClass];
    if (!zooms) continue;
    const features = mergeLines(lines).map((nodes) => lineFeature(lineOf(nodes), { k: streetClass }));
    parts.push({ layer: 'streets', fromZoom: zooms[0], features });
  }
  for (const { streetClass, name, lines } of byName.values()) {
    const zooms = STREET_ZOOMS[streetClass];
    if (!zooms) continue;
    const features = mergeLines(lines).map((nodes) =>
      lineFeature(simplifyLine(lineOf(nodes), NAME_LINE_TOLERANCE_METRES), { k: streetClass, name: shortName(name) }),
    );
    parts.push({ layer: 'names', fromZoom: zooms[1], features });
  }
  return parts;
}

/** "Phố Hàng Bông" is written "Hàng Bông" on the map, as on street signs; alleys keep their word. */
function shortName(name: string): string {
  return name.replace(/^(Phố|Đường) (?!\d|[Ss]ố )/u, '').replace(/ (Phố|Đường) /gu, ' ');
}

export function areaLayers(areas: readonly AreaFeature[]): LayerPart[] {
  const parts: LayerPart[] = [];
  const named = new Set<string>();
  for (const { properties, geometry } of areas) {
    const { kind, name } = properties;
    if (geometry.type === 'LineString') {
      const metres = RIVER_METRES[name] ?? OTHER_RIVER_METRES;
      parts.push({
        layer: 'areas',
        fromZoom: metres > 100 ? 9 : 12,
        features: [lineFeature(geometry.coordinates, { k: kind, m: metres })],
      });
      if (name)
        parts.push({
          layer: 'names',
          fromZoom: metres > 100 ? 10 : 13,
          features: [lineFeature(geometry.coordinates, { k: 'river', name })],
        });
      continue;
    }
    const large = geometry.coordinates.some((polygon) => spanDegrees(polygon[0]!) > 0.01);
    const feature: Feature = { type: 'Feature', properties: { k: kind }, geometry: geometry as unknown as MultiPolygon };
    parts.push({ layer: 'areas', fromZoom: large ? 9 : 12, features: [feature] });
    // the same lake drawn in several pieces is named once
    if (name === '' || named.has(name)) continue;
    named.add(name);
    const at = labelPoint(geometry as unknown as MultiPolygon);
    parts.push({ layer: 'places', fromZoom: large ? 11 : 14, features: [pointFeature(at, { k: kind, name })] });
  }
  return parts;
}

/** What helps to find a door: buildings, house numbers, and the places people name. All of it from the deepest zoom on. */
export function doorLayers(
  buildings: readonly LonLat[][],
  addresses: readonly HouseAddress[],
  pois: readonly PoiFeature[],
): LayerPart[] {
  const outlines = buildings.map(
    (ring): Feature => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Polygon', coordinates: [ring as unknown as Position[]] },
    }),
  );
  const written = new Set<string>();
  const isNew = ({ street, number, lonE7, latE7 }: HouseAddress): boolean => {
    const key = `${street} ${number} ${Math.round(lonE7 / 10_000)} ${Math.round(latE7 / 10_000)}`;
    return !written.has(key) && written.add(key).size > 0;
  };
  const numbers = addresses
    // a block of flats carries its number on every stairway: once within about 100 m
    .filter((address) => address.number.length <= LONGEST_NUMBER && isNew(address))
    .map(({ number, lonE7, latE7 }) => pointFeature([lonE7 / 1e7, latE7 / 1e7], { k: 'number', name: number.normalize('NFC') }));
  const named = pois
    .filter(({ properties: { kind, name } }) => DRAWN_POIS.has(kind) && !UNDRAWN_POI.test(name))
    .map(({ properties: { kind, name }, geometry }) => pointFeature(geometry.coordinates as LonLat, { k: kind, name }));
  return [
    { layer: 'buildings', fromZoom: 14, features: outlines },
    { layer: 'places', fromZoom: 14, features: named },
    { layer: 'places', fromZoom: 14, features: numbers },
  ];
}

interface UnitFeature {
  readonly properties: { readonly kind: string; readonly name: string };
  readonly geometry: Polygon | MultiPolygon | null;
}

/** Boundaries of wards and districts, and their names at a point well inside. */
export function unitLayers(units: readonly UnitFeature[]): LayerPart[] {
  const parts: LayerPart[] = [];
  const drawn = new Map<string, Set<string>>();
  for (const { properties, geometry } of units) {
    if (!geometry) continue;
    const { kind } = properties;
    const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
    const seen = drawn.get(kind) ?? new Set();
    drawn.set(kind, seen);
    const lines = rings.flatMap((ring) => stretchesNotSeen(ring as [number, number][], seen));
    const features = lines.map((line) => lineFeature(line, { k: kind }));
    parts.push({ layer: 'bounds', fromZoom: kind === 'district' ? 9 : 11, features });
    const name = properties.name.replace(/^(Phường|Xã|Quận|Huyện|Thị xã|Thị trấn) /u, '');
    parts.push({
      layer: 'places',
      fromZoom: kind === 'district' ? 9 : 11,
      features: [pointFeature(labelPoint(geometry), { k: kind, name })],
    });
  }
  return parts;
}

/** Two neighbours share a boundary: drawn twice, the dashes of one would fill the gaps of the other. */
function stretchesNotSeen(ring: readonly LonLat[], seen: Set<string>): LonLat[][] {
  const lines: LonLat[][] = [];
  let line: LonLat[] = [];
  for (let i = 1; i < ring.length; i++) {
    const [from, to] = [ring[i - 1]!, ring[i]!];
    const key = [from.join(), to.join()].sort().join(' ');
    if (seen.has(key)) {
      line = [];
      continue;
    }
    seen.add(key);
    if (line.length === 0) {
      line = [from];
      lines.push(line);
    }
    line.push(to);
  }
  return lines;
}

/** The point of a grid inside the shape that is farthest from its outline: where a name has most room. */
function labelPoint(shape: Polygon | MultiPolygon): LonLat {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  const largest = polygons.reduce((a, b) => (spanDegrees(b[0]!) > spanDegrees(a[0]!) ? b : a));
  const [west, south, east, north] = boxOf(largest[0]!);
  const steps = 14;
  let best: [number, number] = [(west + east) / 2, (south + north) / 2];
  let bestMetres = -1;
  for (let i = 1; i < steps; i++) {
    for (let j = 1; j < steps; j++) {
      const at: [number, number] = [west + ((east - west) * i) / steps, south + ((north - south) * j) / steps];
      if (!booleanPointInPolygon(at, { type: 'Polygon', coordinates: largest })) continue;
      let metres = Number.POSITIVE_INFINITY;
      for (const ring of largest)
        for (let p = 1; p < ring.length; p++)
          metres = Math.min(metres, metresToSegment(at, ring[p - 1] as [number, number], ring[p] as [number, number]));
      if (metres <= bestMetres) continue;
      best = at;
      bestMetres = metres;
    }
  }
  return best;
}

function boxOf(ring: readonly Position[] | readonly LonLat[]): [number, number, number, number] {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon, lat] of ring as [number, number][]) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}

function spanDegrees(ring: readonly Position[] | readonly LonLat[]): number {
  const [west, south, east, north] = boxOf(ring);
  return Math.max(east - west, north - south);
}

type Properties = Record<string, string | number>;
const lineFeature = (line: readonly LonLat[], properties: Properties): Feature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'LineString', coordinates: line as unknown as Position[] },
});
const pointFeature = (at: LonLat, properties: Properties): Feature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: [...at] },
});
