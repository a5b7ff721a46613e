import type { LonLat } from '../lon-lat.ts';
import { type OsmTags, readOsmPbf } from './read-osm-pbf.ts';

/** Water and green on the base map. */
export type AreaKind = 'water' | 'green' | 'river';

export interface AreaFeature {
  readonly type: 'Feature';
  readonly properties: { readonly kind: AreaKind; readonly name: string };
  readonly geometry:
    | { readonly type: 'MultiPolygon'; readonly coordinates: LonLat[][][] }
    | { readonly type: 'LineString'; readonly coordinates: LonLat[] };
}

const RIVERS = new Set(['river', 'canal', 'stream']);
const GREEN_LANDUSE = new Set(['forest', 'cemetery', 'recreation_ground', 'village_green']);
const GREEN_LEISURE = new Set(['park', 'garden', 'nature_reserve']);

function kindOf(tags: OsmTags): AreaKind | null {
  if (tags.natural === 'water' || tags.waterway === 'riverbank' || tags.landuse === 'reservoir') return 'water';
  if (GREEN_LEISURE.has(tags.leisure ?? '') || GREEN_LANDUSE.has(tags.landuse ?? '')) return 'green';
  if (RIVERS.has(tags.waterway ?? '') && tags.tunnel !== 'culvert' && tags.tunnel !== 'yes') return 'river';
  return null;
}

interface Shape {
  readonly kind: AreaKind;
  readonly name: string;
  /** Ways of the outline, each a list of node ids; one closed way, or the outer and inner members of a relation. */
  readonly outer: readonly (readonly number[])[];
  readonly inner: readonly (readonly number[])[];
}

/** Water, parks and rivers of extracts. Relations are put together from their ways; what the extract cut open is left out. */
export function readAreas(paths: readonly string[]): AreaFeature[] {
  const relations: { kind: AreaKind; name: string; outer: number[]; inner: number[] }[] = [];
  const memberIds = new Set<number>();
  for (const path of paths) {
    readOsmPbf(path, {
      relation: (_id, tags, members) => {
        const kind = tags.type === 'multipolygon' ? kindOf(tags) : null;
        if (kind === null || kind === 'river') return;
        const ways = members.filter((member) => member.kind === 'way');
        const inner = ways.filter((member) => member.role === 'inner').map((member) => member.id);
        const outer = ways.filter((member) => member.role !== 'inner').map((member) => member.id);
        for (const way of ways) memberIds.add(way.id);
        relations.push({ kind, name: tags.name ?? '', outer, inner });
      },
    });
  }
  const shapes: Shape[] = [];
  const members = new Map<number, readonly number[]>();
  const seen = new Set<number>();
  for (const path of paths) {
    readOsmPbf(path, {
      way: (id, tags, nodeIds) => {
        if (memberIds.has(id)) members.set(id, nodeIds);
        const kind = kindOf(tags);
        if (kind === null || seen.has(id)) return;
        seen.add(id);
        shapes.push({ kind, name: tags.name ?? '', outer: [nodeIds], inner: [] });
      },
    });
  }
  const linesOf = (ids: readonly number[]): (readonly number[])[] =>
    ids.flatMap((id) => (members.has(id) ? [members.get(id)!] : []));
  for (const { kind, name, outer, inner } of relations) shapes.push({ kind, name, outer: linesOf(outer), inner: linesOf(inner) });

  const needed = new Set(shapes.flatMap((shape) => [...shape.outer, ...shape.inner].flat()));
  const places = new Map<number, LonLat>();
  for (const path of paths) {
    readOsmPbf(path, {
      node: (id, lon, lat) => {
        if (needed.has(id)) places.set(id, [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6]);
      },
    });
  }
  const known = (ids: readonly number[]): LonLat[] => ids.flatMap((id) => (places.has(id) ? [places.get(id)!] : []));
  return shapes.flatMap(({ kind, name, outer, inner }): AreaFeature[] => {
    const properties = { kind, name: name.normalize('NFC') };
    if (kind === 'river') {
      const coordinates = known(outer[0]!);
      return coordinates.length < 2 ? [] : [{ type: 'Feature', properties, geometry: { type: 'LineString', coordinates } }];
    }
    const rings = (lines: readonly (readonly number[])[]): LonLat[][] =>
      joinRings(lines)
        .map(known)
        .filter((ring) => ring.length >= 4);
    const outerRings = rings(outer);
    if (outerRings.length === 0) return [];
    // an island belongs to the outline around it; with one outline, the common case, there is nothing to find out
    const coordinates = outerRings.length === 1 ? [[outerRings[0]!, ...rings(inner)]] : outerRings.map((ring) => [ring]);
    return [{ type: 'Feature', properties, geometry: { type: 'MultiPolygon', coordinates } }];
  });
}

/** Joins lines that share ends into closed rings of node ids; lines that do not close are dropped. */
function joinRings(lines: readonly (readonly number[])[]): number[][] {
  const rings: number[][] = [];
  const open = lines.filter((line) => line.length >= 2).map((line) => [...line]);
  while (open.length > 0) {
    const ring = open.pop()!;
    while (ring[0] !== ring[ring.length - 1]) {
      const end = ring[ring.length - 1]!;
      const next = open.findIndex((line) => line[0] === end || line[line.length - 1] === end);
      if (next < 0) break;
      const [line] = open.splice(next, 1);
      ring.push(...(line![0] === end ? line! : line!.reverse()).slice(1));
    }
    if (ring[0] === ring[ring.length - 1]) rings.push(ring);
  }
  return rings;
}
