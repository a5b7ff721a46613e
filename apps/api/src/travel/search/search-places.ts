import type { PlaceHit, PlaceSearch } from '../../contract/places.ts';
import { type AddressGround, locateParsed } from '../locate-address.ts';
import { straightMetres } from '../lon-lat.ts';
import type { ContextIndex } from './context-index.ts';
import type { NameMatch } from './match-names.ts';
import { matchNames } from './match-names.ts';
import type { NameIndex } from './name-index.ts';
import type { PlaceQuery } from './read-query.ts';
import { readQuery } from './read-query.ts';
import { keyOf, type SearchEntry } from './search-entries.ts';

/** What a search looks into. */
export interface SearchGround {
  readonly ground: AddressGround;
  readonly names: NameIndex;
  readonly context: ContextIndex;
}

/** A house may stand in any of its street's wards; the ones with most of the street are tried. */
const WARDS_TRIED = 6;
/** What scores this much below the best is noise. */
const NOISE = 0.2;
/** So many more than asked are placed, because a known door makes a street better. */
const SPARE = 4;
/** How much a nearer place gains over a far one, at most. */
const NEARNESS = 0.1;
const NEAR_METRES = 3000;
const SAME_PLACE_METRES = 200;
const KNOWN_BONUS = { exact: 0.14, alley: 0.08, street: 0, ward: 0 } as const;

/**
 * Finds places by what somebody typed so far, best first: accents, case and order do not matter, small typos neither; numbers of houses
 * and alleys match exactly or not at all. A number that the map lacks is placed between its neighbours and named in `unknownNumbers`.
 */
export function searchPlaces(on: SearchGround, search: PlaceSearch): PlaceHit[] {
  const query = readQuery(search.text);
  const matches = matchNames(on.names, on.context, query);
  const { near } = search;
  const rated = matches.map((match) => {
    const { entry } = match;
    const nearness = near ? NEARNESS * Math.exp(-straightMetres(entry.lon, entry.lat, near.lon, near.lat) / NEAR_METRES) : 0;
    return { match, score: match.score + nearness };
  });
  rated.sort((a, b) => b.score - a.score || compareEntries(a.match.entry, b.match.entry));
  const least = (rated[0]?.score ?? 0) - NOISE;
  const placed = rated
    .filter(({ score }) => score >= least)
    .slice(0, search.limit + SPARE)
    .map(({ match, score }) => {
      const hit = placeHit(on, match, query);
      return { hit, score: score + (hit.unknownNumbers.length === 0 && match.house !== null ? KNOWN_BONUS[hit.confidence] : 0) };
    });
  placed.sort((a, b) => b.score - a.score);
  return withoutTwins(placed.map(({ hit }) => hit)).slice(0, search.limit);
}

function compareEntries(a: SearchEntry, b: SearchEntry): number {
  return b.weight - a.weight || (a.id < b.id ? -1 : 1);
}

function placeHit(on: SearchGround, match: NameMatch, query: PlaceQuery): PlaceHit {
  const { entry } = match;
  const { kind, id, name, lon, lat, poiKind, successors } = entry;
  const wardIds = [...entry.wardIds].sort((a, b) => (match.wardLikeness.get(b) ?? 0) - (match.wardLikeness.get(a) ?? 0));
  const unitId = wardIds[0] ?? null;
  const plain: PlaceHit = {
    ...{ id, kind, name, lat, lon, poiKind, successors: [...successors] },
    area: on.context.areaOf(entry.kind, entry.kind === 'ward' ? unitId : (wardIds[0] ?? null)),
    unitId: kind === 'district' || kind === 'city' || (kind === 'old_ward' && successors.length > 1) ? null : unitId,
    confidence: kind === 'poi' ? 'exact' : kind === 'alley' ? 'alley' : kind === 'street' ? 'street' : 'ward',
    unknownNumbers: [],
  };
  if (kind !== 'street' && kind !== 'alley') return plain;
  const alleys = entry.alleys.length > 0 ? entry.alleys : query.alleys;
  if (match.house === null && alleys.length === entry.alleys.length) return nearestPart(on, plain, entry, wardIds, match);
  const address = { house: match.house, alleys, street: keyOf(entry), streetAsWritten: entry.street };
  let best: { hit: PlaceHit; rank: number } | null = null;
  for (const ward of wardIds.slice(0, WARDS_TRIED)) {
    const found = locateParsed(on.ground, address, ward);
    if (!found) continue;
    const hit = { ...plain, ...found, unitId: ward, area: on.context.areaOf(kind, ward) };
    const rank = KNOWN_BONUS[found.confidence] + 0.1 * (match.wardLikeness.get(ward) ?? 0);
    if (best === null || rank > best.rank) best = { hit, rank };
    if (found.confidence === 'exact') break;
  }
  return describeHouse(best?.hit ?? plain, entry, match.house, alleys);
}

/** Where a ward was named, the part of the street that lies in it. */
function nearestPart(
  on: SearchGround,
  plain: PlaceHit,
  entry: SearchEntry,
  wardIds: readonly string[],
  match: NameMatch,
): PlaceHit {
  const ward = wardIds[0];
  if (ward === undefined || ward === entry.wardIds[0] || !match.wardLikeness.has(ward)) return plain;
  const address = { house: null, alleys: entry.alleys, street: keyOf(entry), streetAsWritten: entry.street };
  const found = locateParsed(on.ground, address, ward);
  return found ? { ...plain, ...found, confidence: plain.confidence } : plain;
}

/** Names what was found and says which of the typed numbers were not. */
function describeHouse(hit: PlaceHit, entry: SearchEntry, house: string | null, alleys: readonly string[]): PlaceHit {
  const knowsAlley = hit.confidence !== 'street' || entry.alleys.length > 0;
  const isDoor = hit.confidence === 'exact';
  const alleyWords = alleys.length === 0 ? '' : `ngõ ${alleys.join('/')}`;
  const street = entry.alleys.length > 0 || alleys.length === 0 || !knowsAlley ? entry.name : `${alleyWords}, ${entry.name}`;
  return {
    ...hit,
    kind: isDoor ? 'house' : knowsAlley && alleys.length > 0 ? 'alley' : entry.kind,
    name: isDoor && house !== null ? `Số ${house.toUpperCase()}, ${street}` : street,
    unknownNumbers: [
      ...(knowsAlley || alleys.length === 0 ? [] : [alleyWords]),
      ...(isDoor || house === null ? [] : [`số ${house}`]),
    ],
  };
}

function withoutTwins(hits: readonly PlaceHit[]): PlaceHit[] {
  const kept: PlaceHit[] = [];
  for (const hit of hits) {
    const isTwin = kept.some(
      (other) =>
        other.name === hit.name &&
        other.kind === hit.kind &&
        (straightMetres(other.lon, other.lat, hit.lon, hit.lat) < SAME_PLACE_METRES || hit.kind === 'house'),
    );
    if (!isTwin) kept.push(hit);
  }
  return kept;
}
