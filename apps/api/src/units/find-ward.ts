import { fold } from '../contract/fold.ts';
import type { Unit } from '../contract/units.ts';

export type WardFinder = (text: string) => Unit[];

/** "Phường Kim Liên", "P. Kim Liên", "kim lien" → "kim lien". */
function bareName(text: string): string {
  return fold(text)
    .replace(/^(phuong|xa|thi tran|p|x|tt)\s*\.?\s+/, '')
    .replace(/^(p|x|tt)\./, '')
    .trim();
}

/** A finder of wards by their present name, however it is written. More than one answer: the name is ambiguous. */
export function makeWardFinder(units: readonly Unit[]): WardFinder {
  const byName = new Map<string, Unit[]>();
  for (const unit of units) {
    if (unit.kind !== 'ward') continue;
    const name = bareName(unit.name);
    byName.set(name, [...(byName.get(name) ?? []), unit]);
  }
  return (text) => byName.get(bareName(text)) ?? [];
}
