import type { Breach } from '../contract/people.ts';
import type { Work } from './load-work.ts';
import { type FoundBreach, newlyBroken } from './rules/found-breach.ts';
import { inOrderOfTime, judgePerson } from './rules/judge-person.ts';
import type { WorkShift } from './rules/work-of-person.ts';

/** A shift with the people it is to have; an existing one by its id, or one that does not exist yet. */
export interface NewCrew {
  readonly shift: WorkShift;
  readonly personIds: readonly string[];
}

export function toBreach(personId: string, { subject: _, ...found }: FoundBreach): Breach {
  return { personId, ...found, override: null };
}

/**
 * What a change of crews would break, or make worse, for everybody who gets a shift by it; from today on. Who only loses a shift
 * is not judged, nor is who was meant to come before (and may be absent).
 */
export function judgeChange(work: Work, changes: readonly NewCrew[]): Breach[] {
  const changed = new Map(changes.map((change) => [change.shift.shiftId, change]));
  const affected = new Set<string>();
  for (const { shift, personIds } of changes) {
    const before = work.crews.get(shift.shiftId)?.personIds ?? [];
    for (const id of personIds) if (!before.includes(id)) affected.add(id);
  }
  return [...affected].flatMap((personId) => {
    const worker = work.workers.get(personId);
    if (!worker) return [];
    const before = work.shiftsOf.get(personId) ?? [];
    const after = inOrderOfTime([
      ...before.filter(({ shiftId }) => !changed.has(shiftId)),
      ...changes.filter(({ personIds }) => personIds.includes(personId)).map(({ shift }) => shift),
    ]);
    const rules = work.rulesOf(personId);
    const isNew = newlyBroken(judgePerson(worker, before, rules, work.fair), judgePerson(worker, after, rules, work.fair));
    return isNew.filter(({ date }) => date >= work.today).map((found) => toBreach(personId, found));
  });
}

/**
 * What is broken from today on, or worse, for everybody whose shifts, office or absences differ between two moments. The average
 * that a fair share is measured against is that of before: nobody is judged for what others get.
 */
export function judgeDifference(before: Work, after: Work): Breach[] {
  return [...after.workers].flatMap(([personId, worker]) => {
    const was = before.shiftsOf.get(personId) ?? [];
    const is = after.shiftsOf.get(personId) ?? [];
    const isSame = hoursKey(was) === hoursKey(is) && ownKey(before, personId) === ownKey(after, personId);
    if (isSame) return [];
    const rules = after.rulesOf(personId);
    const found = judgePerson(before.workers.get(personId) ?? worker, was, rules, before.fair);
    const isNew = newlyBroken(found, judgePerson(worker, is, rules, before.fair));
    return isNew.filter(({ date }) => date >= after.today).map((one) => toBreach(personId, one));
  });
}

const hoursKey = (shifts: readonly WorkShift[]): string =>
  shifts.map(({ date, opensMs, closesMs, restSec }) => `${date} ${opensMs} ${closesMs} ${restSec}`).join();

function ownKey({ people }: Work, personId: string): string {
  const person = people.get(personId);
  return person ? JSON.stringify([person.officeHours, person.absences]) : '';
}

/** Everything that is broken or warns for a person as things stand, on the dates from one to another. */
export function judgeAsIs(work: Work, personId: string, from: string, to: string): Breach[] {
  const worker = work.workers.get(personId);
  if (!worker) return [];
  const found = judgePerson(worker, work.shiftsOf.get(personId) ?? [], work.rulesOf(personId), work.fair);
  return found.filter(({ date }) => from <= date && date <= to).map((one) => toBreach(personId, one));
}
