import type { Confidence } from '../contract/codes.ts';
import { type LonLat, straightMetres } from './lon-lat.ts';
import { markedKey, type ParsedAddress, parseAddress } from './parse-address.ts';
import type { LocatedAddress } from './places.ts';
import type { Streets } from './street-graph.ts';
import { type DoorIndex, doorKey, type NamedStreet, type StreetIndex } from './street-index.ts';
import type { WardMap } from './ward-map.ts';

/** A street along a ward's border belongs to the wards on both sides. */
const BORDER_METRES = 60;
/** An alley that opens this near to a point of its street is that street's, not one of the same number elsewhere. */
const ALLEY_MOUTH_METRES = 60;
/** A number is placed by its neighbours only when they are this close to it. */
const NEIGHBOUR_NUMBERS = 60;

/** A building and its entrance often carry the same number. */
const SAME_DOOR_METRES = 60;

export interface AddressGround {
  readonly streets: Streets;
  readonly index: StreetIndex;
  readonly doors: DoorIndex;
  readonly wards: WardMap;
}

/**
 * Finds an address inside one ward by its street, alley and number, accents and case ignored where they do not decide. A door whose
 * number the map knows is exact. Alleys come
 * from the map's names; a house, or an alley that the map lacks, is placed between the numbered alleys of its street, whose
 * numbers rise along it. Null when the ward has no such street.
 */
export function locateAddress(ground: AddressGround, text: string, unitId: string): LocatedAddress | null {
  return locateParsed(ground, parseAddress(text), unitId);
}

/** The same for an address that is already taken apart. */
export function locateParsed(ground: AddressGround, parsed: ParsedAddress, unitId: string): LocatedAddress | null {
  if (parsed.street === '' && parsed.alleys.length === 0) return null;
  const door = findDoor(ground, parsed, unitId);
  if (door) return { lon: door.lon, lat: door.lat, confidence: 'exact' };
  const named = sameMarks(ground.index.get(parsed.street) ?? [], parsed.streetAsWritten);
  for (const alleys of alleyReadings(parsed)) {
    for (let depth = alleys.length; depth > 0; depth--) {
      const wanted = alleys.slice(0, depth).join('/');
      const found = named.filter((entry) => entry.alleys.join('/') === wanted);
      const edges = edgesInWard(ground, found, unitId);
      if (edges.length === 0) continue;
      return { ...middleOf(ground.streets, edges), confidence: depth === alleys.length ? 'alley' : 'street' };
    }
  }
  if (parsed.street === '') return null;
  const own = edgesInWard(
    ground,
    named.filter((entry) => entry.alleys.length === 0),
    unitId,
  );
  const number = leadingNumber(parsed.alleys[0] ?? parsed.house?.split(/[/-]/)[0]);
  const anchors = number === null ? [] : anchorsOf(ground, named, unitId, own);
  const between = number === null ? null : placeByNumber(anchors, number);
  const confidence: Confidence = 'street';
  if (between !== null) {
    const edges = own.length > 0 ? own : anchors.map((anchor) => anchor.edge);
    return { ...nearestPointOf(ground.streets, edges, between), confidence };
  }
  if (own.length > 0) return { ...middleOf(ground.streets, own), confidence };
  // the street itself lies outside the ward, its alleys reach in
  const any = edgesInWard(ground, named, unitId);
  return any.length > 0 ? { ...middleOf(ground.streets, any), confidence } : null;
}

/** The door itself, where the map has its number. */
function findDoor(ground: AddressGround, parsed: ParsedAddress, unitId: string): { lon: number; lat: number } | null {
  if (parsed.house === null) return null;
  const parts = parsed.house.split(/[/-]/);
  const readings = [
    [parsed.alleys, parsed.house],
    ...alleyReadings({ ...parsed, alleys: [] }).map((alleys, i) => [alleys, i === 0 ? parts.at(-1)! : parts[0]!]),
  ] as const;
  for (const [alleys, house] of readings as readonly (readonly [readonly string[], string])[]) {
    const doors = ground.doors.get(doorKey(parsed.street, alleys)) ?? [];
    const found = doors.filter(
      (door) => door.house === house && ground.wards.isInWard(unitId, door.lon, door.lat, BORDER_METRES),
    );
    const [first] = found;
    // the same number in two places of one street: which of them is not known
    if (first && found.every((door) => straightMetres(door.lon, door.lat, first.lon, first.lat) <= SAME_DOOR_METRES))
      return first;
    if (parsed.alleys.length > 0) return null;
  }
  return null;
}

/** "12/34/56" without a word for alley is read from the street inwards first, then from the house outwards. */
function alleyReadings(parsed: ParsedAddress): string[][] {
  if (parsed.alleys.length > 0) {
    // "ngõ 78, số 5/12": the house number may carry a further alley
    return [[...parsed.alleys]];
  }
  const parts = parsed.house?.split(/[/-]/) ?? [];
  if (parts.length < 2) return [];
  return [parts.slice(0, -1), parts.slice(1).reverse()];
}

function sameMarks(entries: readonly NamedStreet[], asWritten: string): readonly NamedStreet[] {
  const wanted = markedKey(asWritten);
  const exact = entries.filter((entry) => markedKey(entry.streetAsWritten) === wanted);
  return exact.length > 0 ? exact : entries;
}

function edgesInWard(ground: AddressGround, entries: readonly NamedStreet[], unitId: string): number[] {
  const strictly = entries.flatMap((entry) => edgesOfEntry(ground, entry, unitId, 0));
  return strictly.length > 0 ? strictly : entries.flatMap((entry) => edgesOfEntry(ground, entry, unitId, BORDER_METRES));
}

/** Remembered, because an import asks about the same streets and wards again and again. */
function edgesOfEntry(ground: AddressGround, entry: NamedStreet, unitId: string, toleranceMetres: number): readonly number[] {
  const { edges } = memoOf(ground);
  const key = `${entry.name}|${unitId}|${toleranceMetres}`;
  const known = edges.get(key);
  if (known) return known;
  const found = entry.edges.filter((edge) => {
    const [lon, lat] = middlePoint(ground.streets, edge);
    return ground.wards.isInWard(unitId, lon, lat, toleranceMetres);
  });
  edges.set(key, found);
  return found;
}

interface Memo {
  readonly edges: Map<string, readonly number[]>;
  readonly anchors: Map<string, readonly NumberedAlley[]>;
}
const memos = new WeakMap<AddressGround, Memo>();

function memoOf(ground: AddressGround): Memo {
  const known = memos.get(ground);
  if (known) return known;
  const memo: Memo = { edges: new Map(), anchors: new Map() };
  memos.set(ground, memo);
  return memo;
}

interface NumberedAlley {
  readonly number: number;
  readonly at: LonLat;
  readonly edge: number;
}

function anchorsOf(
  ground: AddressGround,
  named: readonly NamedStreet[],
  unitId: string,
  street: readonly number[],
): readonly NumberedAlley[] {
  const { anchors } = memoOf(ground);
  // the spelling decides which streets of one key are meant, so the name belongs to the key
  const key = `${named[0]?.name ?? ''}|${named.length}|${unitId}`;
  const known = anchors.get(key);
  if (known) return known;
  const found = numberedAlleys(ground, named, unitId, street);
  anchors.set(key, found);
  return found;
}

/** What is numbered along a street: its doors, and its alleys at their mouths (the end nearest to the street). */
function numberedAlleys(
  ground: AddressGround,
  named: readonly NamedStreet[],
  unitId: string,
  street: readonly number[],
): NumberedAlley[] {
  const anchors: NumberedAlley[] = [];
  for (const door of ground.doors.get(doorKey(named[0]?.street ?? '', [])) ?? []) {
    const number = leadingNumber(door.house);
    if (number === null || street.length === 0 || !ground.wards.isInWard(unitId, door.lon, door.lat, BORDER_METRES)) continue;
    anchors.push({ number, at: [door.lon, door.lat], edge: street[0]! });
  }
  for (const entry of named) {
    const number = leadingNumber(entry.alleys[0]);
    if (entry.alleys.length !== 1 || number === null) continue;
    let best: NumberedAlley | null = null;
    let bestMetres = ALLEY_MOUTH_METRES;
    for (const edge of edgesInWard(ground, [entry], unitId)) {
      const from = ground.streets.edgePointStart[edge]!;
      const to = ground.streets.edgePointStart[edge + 1]! - 1;
      for (const point of [from, to]) {
        const at = pointAt(ground.streets, point);
        const metres = street.length === 0 ? 0 : straightMetres(...at, ...pairOf(nearestPointOf(ground.streets, street, at)));
        if (metres >= bestMetres) continue;
        best = { number, at, edge };
        bestMetres = metres;
      }
    }
    if (best) anchors.push(best);
  }
  return anchors.sort((a, b) => a.number - b.number);
}

/** Between the two alleys whose numbers enclose the wanted one, those on its own side of the street (even or odd) first. */
function placeByNumber(anchors: readonly NumberedAlley[], number: number): LonLat | null {
  const side = anchors.filter((anchor) => anchor.number % 2 === number % 2);
  for (const candidates of [side, anchors]) {
    const below = candidates.filter((anchor) => anchor.number <= number).at(-1);
    const above = candidates.find((anchor) => anchor.number >= number);
    if (below && above) {
      const span = above.number - below.number;
      const share = span === 0 ? 0 : (number - below.number) / span;
      return [below.at[0] + share * (above.at[0] - below.at[0]), below.at[1] + share * (above.at[1] - below.at[1])];
    }
    const near = below ?? above;
    if (near && Math.abs(near.number - number) <= NEIGHBOUR_NUMBERS) return near.at;
  }
  return null;
}

function leadingNumber(text: string | undefined): number | null {
  const match = /^\d+/.exec(text ?? '');
  return match ? Number(match[0]) : null;
}

const pairOf = (place: { lon: number; lat: number }): [number, number] => [place.lon, place.lat];
const pointAt = (streets: Streets, point: number): [number, number] => [
  streets.pointLonE7[point]! / 1e7,
  streets.pointLatE7[point]! / 1e7,
];

/** A point of the edge near its middle. */
function middlePoint(streets: Streets, edge: number): [number, number] {
  const from = streets.edgePointStart[edge]!;
  const to = streets.edgePointStart[edge + 1]! - 1;
  if (to - from > 1) return pointAt(streets, (from + to) >> 1);
  const [lonA, latA] = pointAt(streets, from);
  const [lonB, latB] = pointAt(streets, to);
  return [(lonA + lonB) / 2, (latA + latB) / 2];
}

/** The middle of the edge that lies most in the middle of all. */
function middleOf(streets: Streets, edges: readonly number[]): { lon: number; lat: number } {
  const middles = edges.map((edge) => middlePoint(streets, edge));
  let [lon, lat, weight] = [0, 0, 0];
  middles.forEach(([x, y], i) => {
    const length = streets.edgeLengthDm[edges[i]!]!;
    lon += x * length;
    lat += y * length;
    weight += length;
  });
  const centre: LonLat = [lon / weight, lat / weight];
  let best = middles[0]!;
  for (const middle of middles) if (straightMetres(...middle, ...centre) < straightMetres(...best, ...centre)) best = middle;
  return rounded(best);
}

/** The point of some edges' geometry nearest to a place (their stored points; near enough for a street number). */
function nearestPointOf(streets: Streets, edges: readonly number[], place: LonLat): { lon: number; lat: number } {
  let best: LonLat = place;
  let bestMetres = Number.POSITIVE_INFINITY;
  for (const edge of edges) {
    for (let p = streets.edgePointStart[edge]!; p < streets.edgePointStart[edge + 1]!; p++) {
      const point = pointAt(streets, p);
      const metres = straightMetres(...point, ...place);
      if (metres >= bestMetres) continue;
      best = point;
      bestMetres = metres;
    }
  }
  return rounded(best);
}

const rounded = ([lon, lat]: LonLat): { lon: number; lat: number } => ({
  lon: Math.round(lon * 1e6) / 1e6,
  lat: Math.round(lat * 1e6) / 1e6,
});
