import type { Problem } from './problem.ts';

/** The shifts in groups that no visit of a classical problem can tell apart: alike in everything, named by no visit, nothing begun. */
export function alikeShifts({ visits, shifts }: Problem): Int32Array[] {
  const named = new Set<number>();
  for (const { allowedShifts = [], forbiddenShifts = [], pinnedShift } of visits) {
    for (const s of allowedShifts) named.add(s);
    for (const s of forbiddenShifts) named.add(s);
    if (pinnedShift !== undefined) named.add(pinnedShift);
  }
  const members = new Map<string, number[]>();
  shifts.forEach((shift, s) => {
    const isAlone = named.has(s) || (shift.frozenHead?.length ?? 0) > 0;
    const key = isAlone ? `alone ${s}` : JSON.stringify(shift);
    const same = members.get(key);
    if (same) same.push(s);
    else members.set(key, [s]);
  });
  return [...members.values()].map((list) => Int32Array.from(list));
}
