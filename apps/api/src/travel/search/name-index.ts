import type { SearchEntry } from './search-entries.ts';
import { WordIndex } from './word-index.ts';

/** Entries by the words of their names, and alleys by their numbers. */
export class NameIndex {
  readonly words = new WordIndex();
  readonly entries: readonly SearchEntry[];
  /** Word numbers of each entry's name, in order. */
  readonly entryWords: readonly (readonly number[])[];
  readonly #byWord: number[][];
  readonly #byAlleys = new Map<string, number[]>();

  constructor(entries: readonly SearchEntry[]) {
    this.entries = entries;
    this.entryWords = entries.map((entry) => entry.words.map((word) => this.words.add(word)));
    this.#byWord = Array.from({ length: this.words.size }, () => []);
    this.entryWords.forEach((words, item) => {
      for (const word of new Set(words)) this.#byWord[word]!.push(item);
      const { alleys } = entries[item]!;
      if (alleys.length === 0) return;
      const key = alleys.join('/');
      this.#byAlleys.set(key, [...(this.#byAlleys.get(key) ?? []), item]);
    });
  }

  withWord(word: number): readonly number[] {
    return this.#byWord[word] ?? [];
  }

  /** All alleys of these numbers, whatever their street. */
  withAlleys(alleys: readonly string[]): readonly number[] {
    return this.#byAlleys.get(alleys.join('/')) ?? [];
  }
}
