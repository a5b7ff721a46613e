import { fold } from '../contract/fold.ts';
import type { Unit } from '../contract/units.ts';
import { unitIdsOnPath } from './unit-path.ts';

/** The wards a text may mean: one, several when it is ambiguous, none. */
export type WardFinder = (text: string) => Unit[];

/** A ward or commune that was dissolved on 1-7-2025 and the ward that has it, or a part of it, now. */
export interface OldWard {
  name: string;
  unitId: string;
}

/**
 * A finder of wards by their present name, or else by a name from before 1-7-2025, however it is written.
 * "Láng Hạ, Đống Đa" names the old district too, which settles names that occur twice.
 */
export function makeWardFinder(units: readonly Unit[], oldWards: readonly OldWard[]): WardFinder {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const present = new Map<string, Set<Unit>>();
  const former = new Map<string, Set<Unit>>();
  const add = (names: Map<string, Set<Unit>>, name: string, unit: Unit) => {
    names.set(name, (names.get(name) ?? new Set()).add(unit));
  };
  for (const unit of units) if (unit.kind === 'ward') add(present, bareName(unit.name), unit);
  for (const old of oldWards) {
    const unit = byId.get(old.unitId);
    if (unit) add(former, bareName(old.name), unit);
  }
  const isIn = (unit: Unit, district: string) =>
    unitIdsOnPath(unit.path).some((id) => id !== unit.id && bareName(byId.get(id)?.name ?? '') === district);

  return (text) => {
    const [ward = '', district = ''] = text.split(',').map(bareName);
    const found = [...(present.get(ward) ?? former.get(ward) ?? [])];
    const inDistrict = district === '' ? [] : found.filter((unit) => isIn(unit, district));
    return inDistrict.length > 0 ? inDistrict : found;
  };
}

/** "Phường Kim Liên", "P. Kim Liên", "P.Kim Liên", "kim lien" → "kim lien"; "Quận Đống Đa" → "dong da". */
function bareName(text: string): string {
  return fold(text).replace(/^(phuong|xa|thi tran|quan|huyen|thi xa|thanh pho|(p|x|tt|q|h|tx|tp)(?=[. ]))\.?\s*/, '');
}
