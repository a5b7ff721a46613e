import type { PlaceKind } from '../../contract/place-codes.ts';
import type { WardMap } from '../ward-map.ts';
import { wordsOf } from './search-entries.ts';
import { WordIndex } from './word-index.ts';

/** What people add to a street: the names of the units around it, present and old. */
export class ContextIndex {
  readonly #words = new WordIndex();
  readonly #wardsOfWord: string[][] = [];
  readonly #areas = new Map<string, { ward: string; district: string }>();
  readonly #city: string;

  constructor(wards: WardMap) {
    const byId = new Map(wards.units.map((unit) => [unit.id, unit]));
    this.#city = wards.units.find((unit) => unit.kind === 'city')?.name ?? '';
    for (const unit of wards.units) {
      if (unit.kind !== 'ward') continue;
      const district = byId.get(unit.parentId ?? '');
      this.#areas.set(unit.id, { ward: unit.name, district: district?.kind === 'district' ? district.name : '' });
      const names = [unit.name, district?.name ?? '', ...unit.oldUnits.map((old) => old.name)];
      const words = new Set(names.flatMap((name) => wordsOf(name).words));
      for (const word of words) {
        const number = this.#words.add(word);
        this.#wardsOfWord[number] = [...(this.#wardsOfWord[number] ?? []), unit.id];
      }
    }
  }

  /** Wards whose surroundings have a word like this one. */
  wardsLike(word: string, unfinished: boolean): Map<string, number> {
    const found = new Map<string, number>();
    for (const { word: number, likeness } of this.#words.matches(word, unfinished)) {
      for (const ward of this.#wardsOfWord[number] ?? []) if ((found.get(ward) ?? 0) < likeness) found.set(ward, likeness);
    }
    return found;
  }

  /** "Phường Kim Liên, Quận Đống Đa" for what lies in a ward; for units only what is above them. */
  areaOf(kind: PlaceKind, wardId: string | null): string {
    const area = this.#areas.get(wardId ?? '');
    if (!area || kind === 'district') return kind === 'city' ? '' : this.#city;
    const parts = kind === 'ward' || kind === 'old_ward' ? [area.district || this.#city] : [area.ward, area.district];
    return parts.filter(Boolean).join(', ');
  }
}
