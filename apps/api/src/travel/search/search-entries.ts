import { fold } from '../../contract/fold.ts';
import type { PlaceHit } from '../../contract/places.ts';
import type { PoiFeature } from '../build/read-pois.ts';
import type { AddressGround } from '../locate-address.ts';
import { streetKey } from '../parse-address.ts';
import { streetPieces } from './street-pieces.ts';

/** One thing that can be found by its name; numbers of houses and alleys are not part of the name. */
export interface SearchEntry {
  readonly id: string;
  readonly kind: PlaceHit['kind'];
  /** As shown. */
  readonly name: string;
  readonly foldedName: string;
  /** As the map spells the street, for placing a house in it; '' for others. */
  readonly street: string;
  readonly words: readonly string[];
  /** The words with their marks, in the same order. */
  readonly markedWords: readonly string[];
  readonly alleys: readonly string[];
  /** Present wards, the one with most of it first. */
  readonly wardIds: readonly string[];
  readonly lon: number;
  readonly lat: number;
  /** 0 … 1: of equally good names the more important first. */
  readonly weight: number;
  readonly poiKind: PlaceHit['poiKind'];
  readonly successors: PlaceHit['successors'];
}

type Unfolded = Omit<SearchEntry, 'foldedName'>;

const NO_MORE: Pick<SearchEntry, 'street' | 'alleys' | 'poiKind' | 'successors'> = {
  street: '',
  alleys: [],
  poiKind: null,
  successors: [],
};
const WORD = /[\s.,()/–-]+/;

/** "Phố Hàng Mã" → hang, ma and hàng, mã. */
export function wordsOf(name: string): Pick<SearchEntry, 'words' | 'markedWords'> {
  const markedWords: string[] = [];
  const words: string[] = [];
  for (const word of name.normalize('NFC').toLowerCase().split(WORD)) {
    const folded = foldedWord(word);
    if (folded === '') continue;
    words.push(folded);
    markedWords.push(word);
  }
  return { words, markedWords };
}

/** A city's names are made of the same few thousand words. */
const foldedWords = new Map<string, string>();
function foldedWord(word: string): string {
  let folded = foldedWords.get(word);
  if (folded === undefined) {
    folded = fold(word).replace(/[^a-z0-9]/g, '');
    foldedWords.set(word, folded);
  }
  return folded;
}

/** Everything that the search of one map knows. */
export function searchEntries(ground: AddressGround, pois: readonly PoiFeature[]): SearchEntry[] {
  const entries = [...unitEntries(ground), ...oldWardEntries(ground), ...streetEntries(ground), ...poiEntries(ground, pois)];
  return entries.map((entry) => ({ ...entry, foldedName: fold(entry.name) }));
}

function unitEntries({ wards }: AddressGround): Unfolded[] {
  const weights = { city: 1, district: 0.95, ward: 0.9 } as const;
  return wards.units.flatMap((unit) => {
    const at = wards.centreOf(unit.id);
    if (!at) return [];
    const wardIds = unit.kind === 'ward' ? [unit.id] : [];
    const entry = { ...NO_MORE, id: `unit:${unit.id}`, kind: unit.kind, name: unit.name, wardIds, weight: weights[unit.kind] };
    return [{ ...entry, ...wordsOf(bareUnit(unit.name)), lon: at[0], lat: at[1] }];
  });
}

/** Wards and communes before 1-7-2025, with the present ones that have them. */
function oldWardEntries({ wards }: AddressGround): Unfolded[] {
  const byName = new Map<string, { name: string; successors: { unitId: string; name: string; whole: boolean }[] }>();
  for (const unit of wards.units) {
    for (const { id, name, whole } of unit.oldUnits) {
      const key = id ?? `${name}|${unit.parentId}`;
      const known = byName.get(key) ?? { name, successors: [] };
      known.successors.push({ unitId: unit.id, name: unit.name, whole });
      byName.set(key, known);
    }
  }
  return [...byName].flatMap(([key, { name, successors }]) => {
    successors.sort((a, b) => Number(b.whole) - Number(a.whole));
    const at = wards.centreOf(successors[0]!.unitId);
    if (!at) return [];
    const wardIds = successors.map((successor) => successor.unitId);
    const entry = { ...NO_MORE, id: `old:${key}`, kind: 'old_ward' as const, name, wardIds, weight: 0.3, successors };
    return [{ ...entry, ...wordsOf(bareUnit(name)), lon: at[0], lat: at[1] }];
  });
}

function streetEntries(ground: AddressGround): Unfolded[] {
  const entries: Unfolded[] = [];
  for (const named of ground.index.values()) {
    for (const street of named) {
      streetPieces(ground, street).forEach((piece, i) => {
        const isAlley = street.alleys.length > 0;
        entries.push({
          ...NO_MORE,
          id: `street:${street.name}:${i}`,
          kind: isAlley ? 'alley' : 'street',
          name: street.name,
          street: street.streetAsWritten,
          // an alley without a street is found by its number and its ward
          ...wordsOf(street.streetAsWritten),
          alleys: street.alleys,
          wardIds: piece.wardIds,
          lon: piece.lon,
          lat: piece.lat,
          weight: (isAlley ? 0.1 : 0.4) + Math.min(0.4, piece.metres / 12_000),
        });
      });
    }
  }
  return entries;
}

function poiEntries(ground: AddressGround, pois: readonly PoiFeature[]): Unfolded[] {
  return pois.flatMap(({ properties, geometry }, i) => {
    const [lon, lat] = geometry.coordinates;
    const ward = ground.wards.findWardAt(lon, lat);
    if (ward === null) return [];
    const entry = { ...NO_MORE, id: `poi:${i}`, kind: 'poi' as const, name: properties.name, wardIds: [ward], weight: 0.35 };
    return [{ ...entry, ...wordsOf(properties.name), lon, lat, poiKind: properties.kind }];
  });
}

const bareUnit = (name: string): string => name.replace(/^(Phường|Xã|Quận|Huyện|Thị xã|Thị trấn|Thành phố) /u, '');

/** "P. Kim Liên" and "Phố" need no word of their own; what is left of a street's name is its key. */
export const keyOf = (entry: SearchEntry): string => streetKey(entry.street);
