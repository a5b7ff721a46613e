/** One word of the index that resembles a typed one. */
export interface WordMatch {
  readonly word: number;
  /** 1 the same, less with each difference. */
  readonly likeness: number;
}

const ONE_EDIT = 0.74;
const TWO_EDITS = 0.5;
/** Shorter words have too many neighbours: "la" and "lo" are different streets. */
const ONE_EDIT_FROM_LENGTH = 3;
const TWO_EDITS_FROM_LENGTH = 7;
const BEGINNING = 0.86;

/**
 * The different words of all names. There are a few thousand, so every typed word is compared with each: exact in what it finds,
 * transpositions included, and far below a millisecond.
 */
export class WordIndex {
  readonly #numbers = new Map<string, number>();
  readonly #words: string[] = [];
  readonly #byLength: number[][] = [];

  /** The number of a word, given to it the first time. */
  add(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#words.length;
    this.#words.push(word);
    this.#numbers.set(word, number);
    while (this.#byLength.length <= word.length) this.#byLength.push([]);
    this.#byLength[word.length]!.push(number);
    return number;
  }

  get size(): number {
    return this.#words.length;
  }

  find(word: string): number | undefined {
    return this.#numbers.get(word);
  }

  /** Words like this one. Digits never match other digits. `unfinished`: longer words that begin like it count, too. */
  matches(word: string, unfinished: boolean): WordMatch[] {
    const found: WordMatch[] = [];
    const same = this.#numbers.get(word);
    if (same !== undefined) found.push({ word: same, likeness: 1 });
    if (/\d/.test(word)) return found;
    const edits = word.length >= TWO_EDITS_FROM_LENGTH ? 2 : word.length >= ONE_EDIT_FROM_LENGTH ? 1 : 0;
    for (let length = 1; length < this.#byLength.length; length++) {
      const isNear = Math.abs(length - word.length) <= edits;
      if (!isNear && !(unfinished && length > word.length)) continue;
      for (const number of this.#byLength[length] ?? []) {
        if (number === same) continue;
        const candidate = this.#words[number]!;
        if (unfinished && candidate.startsWith(word)) {
          found.push({ word: number, likeness: BEGINNING + 0.1 * (word.length / length) });
          continue;
        }
        if (!isNear || edits === 0 || /\d/.test(candidate)) continue;
        const distance = editDistance(word, candidate, edits);
        if (distance <= edits) found.push({ word: number, likeness: distance === 1 ? ONE_EDIT : TWO_EDITS });
      }
    }
    return found;
  }
}

const MOST_LENGTH = 64;
const rows = [new Uint8Array(MOST_LENGTH), new Uint8Array(MOST_LENGTH), new Uint8Array(MOST_LENGTH)];

/** Insertions, deletions, changes and swaps of neighbours (optimal string alignment) between two words; `limit` + 1 when more. */
export function editDistance(a: string, b: string, limit: number): number {
  if (a.length >= MOST_LENGTH || b.length >= MOST_LENGTH || Math.abs(a.length - b.length) > limit) return limit + 1;
  let [before, last, now] = rows as [Uint8Array, Uint8Array, Uint8Array];
  for (let j = 0; j <= b.length; j++) last[j] = j;
  for (let i = 1; i <= a.length; i++) {
    now[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const change = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      let cost = Math.min(last[j]! + 1, now[j - 1]! + 1, last[j - 1]! + change);
      const swapped =
        i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) cost = Math.min(cost, before[j - 2]! + 1);
      now[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    [before, last, now] = [last, now, before];
  }
  return last[b.length]!;
}
