import type { WorkingTimeRules } from '../../contract/people.ts';
import { sumDays } from './day-sums.ts';
import { type FoundBreach, newlyBroken } from './found-breach.ts';
import { judgeAvailability } from './judge-availability.ts';
import { type FairShares, judgeEvenings } from './judge-evenings.ts';
import { judgeHours } from './judge-hours.ts';
import { judgeRest } from './judge-rest.ts';
import type { PreparedWorker, WorkShift } from './work-of-person.ts';

export function inOrderOfTime(shifts: readonly WorkShift[]): WorkShift[] {
  return [...shifts].sort((a, b) => a.opensMs - b.opensMs || (a.shiftId < b.shiftId ? -1 : 1));
}

/** Everything that is broken or warns in a person's shifts, across all teams and with the office. Shifts in order of time. */
export function judgePerson(
  worker: PreparedWorker,
  shifts: readonly WorkShift[],
  rules: WorkingTimeRules,
  fair: FairShares | null = null,
): FoundBreach[] {
  const sums = sumDays(worker, shifts, rules);
  return [
    ...judgeAvailability(worker, shifts),
    ...judgeHours(worker, sums, rules),
    ...judgeRest(worker, shifts, rules),
    ...judgeEvenings(worker, shifts, rules, fair),
  ];
}

/** What one more shift would break, or make worse. Shifts in order of time. */
export function judgeAnother(
  worker: PreparedWorker,
  shifts: readonly WorkShift[],
  another: WorkShift,
  rules: WorkingTimeRules,
  fair: FairShares | null = null,
): FoundBreach[] {
  const before = judgePerson(worker, shifts, rules, fair);
  return newlyBroken(before, judgePerson(worker, inOrderOfTime([...shifts, another]), rules, fair));
}
