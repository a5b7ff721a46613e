import { fold } from '@gocua/api/contract/fold';
import type { Unit } from '@gocua/api/contract/units';

export interface Ward {
  id: string;
  name: string;
  nameEn: string;
  /** The district it belonged to before 1-7-2025, which many people still say. */
  district: { name: string; nameEn: string } | null;
}
interface Entry {
  ward: Ward;
  /** Folded, without the kind: "dong da". */
  short: string;
  district: string;
}

export type WardIndex = readonly Entry[];

const KIND = /^(phuong|xa|thi tran|quan|huyen|thi xa)\s+/;
const shorten = (name: string) => fold(name).replace(KIND, '');

/** Folds every ward once. */
export function indexWards(units: readonly Unit[]): WardIndex {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  return units
    .filter((unit) => unit.kind === 'ward')
    .map((unit) => {
      const parent = unit.parentId === null ? undefined : byId.get(unit.parentId);
      const district = parent?.kind === 'district' ? { name: parent.name, nameEn: parent.nameEn } : null;
      return {
        ward: { id: unit.id, name: unit.name, nameEn: unit.nameEn, district },
        short: shorten(unit.name),
        district: district ? shorten(district.name) : '',
      };
    });
}

/** How well a ward fits what was typed: 0 best, null not at all. Accents, case and the kind ("phường") do not matter. */
function rank(entry: Entry, typed: string): number | null {
  if (entry.short === typed) return 0;
  if (entry.short.startsWith(typed)) return 1;
  if (entry.short.includes(` ${typed}`)) return 2;
  if (entry.district.startsWith(typed)) return 3;
  if (typed.length >= 3 && entry.short.includes(typed)) return 4;
  return null;
}

/** The wards that fit, best first, at most `limit`. Nothing typed finds nothing. */
export function findWards(index: WardIndex, text: string, limit: number): Ward[] {
  const typed = shorten(text);
  if (typed === '') return [];
  const collator = new Intl.Collator('vi');
  return index
    .flatMap((entry) => {
      const place = rank(entry, typed);
      return place === null ? [] : [{ ward: entry.ward, place }];
    })
    .sort((a, b) => a.place - b.place || collator.compare(a.ward.name, b.ward.name))
    .slice(0, limit)
    .map((found) => found.ward);
}
