import type { ContextIndex } from './context-index.ts';
import type { NameIndex } from './name-index.ts';
import type { PlaceQuery, QueryWord } from './read-query.ts';
import type { SearchEntry } from './search-entries.ts';

/** An entry whose name fits the query. */
export interface NameMatch {
  readonly entry: SearchEntry;
  /** About 0 … 1.2; only the order means something. */
  readonly score: number;
  /** The house number that is left for this entry after its name took its own. */
  readonly house: string | null;
  /** How much the words beside the name resemble the surroundings of a ward: 0 … 1 a word, summed. */
  readonly wardLikeness: ReadonlyMap<string, number>;
}

/** A word that fits the surroundings of a place counts less than one of its name. */
const CONTEXT_SHARE = 0.62;
const OPTIONAL_WEIGHT = 0.2;
/** Of three words one may be strange; of one or two, none. */
const STRANGE_SHARE = 0.34;
const QUERY_PART = 0.6;
const NAME_PART = 0.3;
const IMPORTANCE_PART = 0.1;
const EXACT_ALLEY_BONUS = 0.15;
/** All alleys of a street stand behind the street itself unless a number was typed. */
const UNASKED_ALLEY = 0.3;
const WRONG_MARKS = 0.06;
const IN_ORDER = 0.04;
/** "chợ khâm thiên" is the market's alley rather than the long street that also runs through the ward Ô Chợ Dừa. */
const ALL_IN_NAME = 0.06;
/** "phường Nam Đồng" means the ward, not the street. */
const SAME_KIND = 0.06;
const KIND_WORDS = ['phuong', 'xa', 'quan', 'huyen', 'pho', 'duong', 'ngo', 'ngach'];
const MARK = /\p{Mn}/u;

/** Scores every entry that shares a word with the query; those that lack too much of it are left out. */
export function matchNames(names: NameIndex, context: ContextIndex, query: PlaceQuery): NameMatch[] {
  const words = splitJoined(names, query.words);
  const likeness = words.map(({ text, unfinished }) => {
    const table = new Float32Array(names.words.size);
    for (const match of names.words.matches(text, unfinished)) table[match.word] = match.likeness;
    return table;
  });
  const wards = words.map(({ text, unfinished }) => context.wardsLike(text, unfinished));
  const numbers = [...(query.house === null ? [] : [query.house]), ...query.looseNumbers];
  const kinds = words.flatMap(({ text, optional }) => (optional && KIND_WORDS.includes(text) ? [`${text} `] : []));
  const matches: NameMatch[] = [];
  for (const item of candidates(names, words, likeness, query)) {
    const match = score(names, item, { words, likeness, wards, numbers, query, kinds });
    if (match) matches.push(match);
  }
  return matches;
}

function candidates(
  names: NameIndex,
  words: readonly QueryWord[],
  likeness: readonly Float32Array[],
  query: PlaceQuery,
): Set<number> {
  const found = new Set<number>();
  const hasName = words.some((word) => !word.optional);
  // "ngõ 20" or "ngõ 20 phường Kim Liên": alleys of that number, the words only say where
  if (query.alleys.length > 0)
    for (const item of names.withAlleys(query.alleys)) if (!hasName || isBare(names, item)) found.add(item);
  words.forEach((word, i) => {
    if (word.optional && (hasName || query.alleys.length > 0 || query.looseNumbers.length > 0)) return;
    const table = likeness[i]!;
    for (let number = 0; number < table.length; number++) {
      if (table[number]! > 0) for (const item of names.withWord(number)) found.add(item);
    }
  });
  for (const number of hasName ? [] : query.looseNumbers) {
    for (const part of number.split('/')) for (const item of names.withWord(names.words.find(part) ?? -1)) found.add(item);
  }
  return found;
}

const isBare = (names: NameIndex, item: number): boolean => names.entryWords[item]!.length === 0;

interface Scoring {
  readonly words: readonly QueryWord[];
  readonly likeness: readonly Float32Array[];
  readonly wards: readonly ReadonlyMap<string, number>[];
  readonly numbers: readonly string[];
  readonly query: PlaceQuery;
  /** Words for kinds of places that were typed: "pho ". */
  readonly kinds: readonly string[];
}

function score(names: NameIndex, item: number, on: Scoring): NameMatch | null {
  const entry = names.entries[item]!;
  const nameWords = names.entryWords[item]!;
  const left = on.numbers.filter((number) => !number.split('/').every((part) => entry.words.includes(part)));
  const numberShare = on.numbers.length - left.length;
  const alley = alleyFit(entry, on.query, left[0] ?? null);
  if (alley === null) return null;
  if (left.length > (alley.house === null ? 0 : 1) && left.length > 1) return null;

  const places = assign(nameWords, on);
  const taken = new Set(places.filter((position) => position >= 0));
  const wardLikeness = new Map<string, number>();
  let [sum, weights, required, strange, named, lastPosition, inOrder, marks] = [0, 0, 0, 0, 0, -1, true, 0];
  on.words.forEach((word, i) => {
    const position = places[i]!;
    const best = position < 0 ? 0 : on.likeness[i]![nameWords[position]!]!;
    const around = word.optional ? 0 : Math.max(0, ...entry.wardIds.map((ward) => on.wards[i]!.get(ward) ?? 0));
    if (!word.optional) required++;
    if (best === 0 && around === 0) {
      if (word.optional) return;
      strange++;
      weights++;
      return;
    }
    const beside = CONTEXT_SHARE * around;
    const weight = word.optional ? OPTIONAL_WEIGHT : 1;
    weights += weight;
    sum += weight * Math.max(best, beside);
    if (best < beside) {
      taken.delete(position);
      for (const ward of entry.wardIds) {
        const like = on.wards[i]!.get(ward) ?? 0;
        if (like > 0) wardLikeness.set(ward, (wardLikeness.get(ward) ?? 0) + like);
      }
      return;
    }
    if (!word.optional) named++;
    if (position < lastPosition) inOrder = false;
    lastPosition = position;
    if (MARK.test(word.asWritten.normalize('NFD')) && !sameMarks(word.asWritten, entry.markedWords[position]!)) marks++;
  });
  const bare = nameWords.length === 0;
  const byNumber = numberShare > 0 || (on.query.alleys.length > 0 && entry.alleys.length > 0);
  if (required > 0 ? named === 0 && !bare : taken.size === 0 && !byNumber) return null;
  if (strange > required * STRANGE_SHARE) return null;
  const covered = bare ? 0.5 : (taken.size + numberShare) / Math.max(nameWords.length, taken.size + numberShare);
  const total =
    QUERY_PART * (weights === 0 ? 0.8 : sum / weights) +
    NAME_PART * covered +
    IMPORTANCE_PART * entry.weight +
    (inOrder && taken.size > 1 ? IN_ORDER : 0) +
    (named === required && required > 1 ? ALL_IN_NAME : 0) +
    (on.kinds.some((kind) => entry.foldedName.startsWith(kind)) ? SAME_KIND : 0) -
    WRONG_MARKS * Math.min(2, marks) +
    alley.bonus;
  return { entry, score: total, house: alley.house, wardLikeness };
}

/**
 * Which word of the name each typed word stands for, -1 for none: the same words first, then those that resemble; general words take what
 * is left ("phố" must not stand for the "Hồ" of "Hồ Giám").
 */
function assign(nameWords: readonly number[], { words, likeness }: Scoring): number[] {
  const places = words.map(() => -1);
  const taken = new Set<number>();
  const take = (i: number, least: number): void => {
    let best = 0;
    nameWords.forEach((number, at) => {
      const like = likeness[i]![number]!;
      if (like < least || like <= best || taken.has(at)) return;
      best = like;
      places[i] = at;
    });
    if (places[i]! >= 0) taken.add(places[i]!);
  };
  for (const [optional, least] of [
    [false, 1],
    [false, 0.01],
    [true, 1],
  ] as const) {
    words.forEach((word, i) => {
      if (word.optional === optional && places[i] === -1) take(i, least);
    });
  }
  return places;
}

/** How an entry's alley numbers fit those of the query, exactly or not at all; null when they do not. */
function alleyFit(entry: SearchEntry, query: PlaceQuery, house: string | null): { bonus: number; house: string | null } | null {
  if (entry.kind !== 'street' && entry.kind !== 'alley') {
    // a pagoda has no house number of its own: the number makes it less likely
    return { bonus: house === null && query.alleys.length === 0 ? 0 : -0.25, house: null };
  }
  if (entry.alleys.length === 0) return { bonus: 0, house };
  const own = entry.alleys.join('/');
  if (query.alleys.length > 0) {
    if (own === query.alleys.join('/')) return { bonus: EXACT_ALLEY_BONUS, house };
    return null;
  }
  if (house === null) return { bonus: -UNASKED_ALLEY, house };
  // "34/56/12": alley 34/56 house 12, or written from the house outwards
  const parts = house.split(/[/-]/);
  if (parts.length < 2) return null;
  if (parts.slice(0, -1).join('/') === own) return { bonus: EXACT_ALLEY_BONUS, house: parts.at(-1)! };
  if (parts.slice(1).reverse().join('/') === own) return { bonus: EXACT_ALLEY_BONUS / 2, house: parts[0]! };
  return null;
}

/** A word this like a known one is a slip of that, not two words without a space. */
const SMALL_TYPO = 0.7;

/** "kimlien" → kim, lien where it is no word itself but two that are known. */
function splitJoined(names: NameIndex, words: readonly QueryWord[]): QueryWord[] {
  return words.flatMap((word) => {
    if (word.text.length < 5 || names.words.matches(word.text, word.unfinished).some(({ likeness }) => likeness > SMALL_TYPO))
      return [word];
    for (let at = 2; at <= word.text.length - 2; at++) {
      const [first, second] = [word.text.slice(0, at), word.text.slice(at)];
      if (names.words.find(first) === undefined || names.words.find(second) === undefined) continue;
      const part = (text: string): QueryWord => ({ ...word, text, asWritten: text, unfinished: false, optional: false });
      return [part(first), { ...part(second), unfinished: word.unfinished }];
    }
    return [word];
  });
}

/** Marks in an order of their own, so that "hoà" and "hòa" are equal. An unfinished word is compared as far as it goes. */
function sameMarks(typed: string, known: string): boolean {
  const key = (text: string): string =>
    [...text.normalize('NFD')]
      .filter((letter) => MARK.test(letter))
      .sort()
      .join('');
  const length = typed.normalize('NFC').length;
  return key(typed) === key(known) || key(typed) === key(known.normalize('NFC').slice(0, length));
}
