import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import type { LonLat } from '../lon-lat.ts';
import { metresToSegment } from '../metres-to-segment.ts';
import type { StreetClass } from '../street-class.ts';
import { mergeLines } from './merge-lines.ts';
import type { AreaFeature } from './read-areas.ts';
import type { StreetWays } from './read-ways.ts';
import { simplifyLine } from './simplify-line.ts';

/** Features of one tile layer that appear from one zoom of the data on (the map shows data of zoom z at z + 1). */
export interface LayerPart {
  readonly layer: 'areas' | 'streets' | 'names' | 'bounds' | 'places';
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

interface UnitFeature {
  readonly properties: { readonly kind: string; readonly name: string };
  readonly geometry: Polygon | MultiPolygon | null;
}

/** Boundaries of wards and districts, and their names at a point well inside. */
export function unitLayers(units: readonly UnitFeature[]): LayerPart[] {
  const parts: LayerPart[] = [];
  for (const { properties, geometry } of units) {
    if (!geometry) continue;
    const { kind } = properties;
    const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
    const features = rings.map((ring) => lineFeature(ring as [number, number][], { k: kind }));
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
