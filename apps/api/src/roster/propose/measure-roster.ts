import type { Breach } from '../../contract/people.ts';
import type { DemandLine, Fairness, RosterEntry, RosterShare, UnformedLine } from '../../contract/rosters.ts';
import { judgeChange } from '../judge-change.ts';
import type { Work } from '../load-work.ts';
import { isEvening } from '../rules/judge-evenings.ts';
import { inOrderOfTime } from '../rules/judge-person.ts';
import { dayOf, HOUR_MS, isWeekend } from '../rules/work-calendar.ts';
import { type WorkShift, workedMs } from '../rules/work-of-person.ts';
import { fairWindow, peopleOf, rosterDates } from './load-question.ts';

const round = (value: number): number => Math.round(value * 100) / 100;

export function shiftOfEntry(work: Work, entry: RosterEntry): WorkShift {
  const restSec = work.shifts.find(({ id }) => id === entry.shiftId)?.rest?.durationSec ?? 0;
  return {
    shiftId: entry.shiftId ?? `new ${entry.teamId} ${entry.date}`,
    teamId: entry.teamId,
    date: entry.date,
    opensMs: Date.parse(entry.opensAt),
    closesMs: Date.parse(entry.closesAt),
    restSec,
  };
}

/** The same work with a roster's evenings in it: who would come to what, if it were accepted. */
export function withEntries(work: Work, entries: readonly RosterEntry[]): Work {
  const shifts = new Map(entries.map((entry) => [entry, shiftOfEntry(work, entry)]));
  const replaced = new Set([...shifts.values()].map(({ shiftId }) => shiftId));
  const shiftsOf = new Map<string, readonly WorkShift[]>();
  for (const [personId, own] of work.shiftsOf) {
    const added = entries.flatMap((entry) => (entry.personIds.includes(personId) ? [shifts.get(entry)!] : []));
    shiftsOf.set(personId, inOrderOfTime([...own.filter(({ shiftId }) => !replaced.has(shiftId)), ...added]));
  }
  return { ...work, shiftsOf };
}

/** What accepting would break or make worse, with the numbers. */
export function breachesOf(work: Work, entries: readonly RosterEntry[]): Breach[] {
  return judgeChange(
    work,
    entries.map((entry) => ({ shift: shiftOfEntry(work, entry), personIds: entry.personIds })),
  );
}

export interface RosterMeasures {
  readonly shares: RosterShare[];
  readonly fairness: Fairness;
}

/** Hours in the field of everybody at work in the unit, before the roster and with it. */
export function measureRoster(work: Work, demand: readonly DemandLine[], entries: readonly RosterEntry[]): RosterMeasures {
  const { fromDate, toDate } = rosterDates(demand);
  const { fairFrom, fairTo } = fairWindow(fromDate, toDate);
  const after = withEntries(work, entries);
  const shares: RosterShare[] = [];
  for (const personId of peopleOf(work).keys()) {
    const own = (one: Work): WorkShift[] =>
      (one.shiftsOf.get(personId) ?? []).filter(({ date }) => fairFrom <= date && date <= fairTo);
    const hours = (shifts: readonly WorkShift[]): number => shifts.reduce((sum, shift) => sum + workedMs(shift), 0) / HOUR_MS;
    const before = hours(own(work));
    const shifts = own(after);
    const inRoster = shifts.filter(({ date }) => fromDate <= date && date <= toDate);
    const rules = work.rulesOf(personId);
    const dates = (kept: WorkShift[]): number => new Set(kept.map(({ date }) => date)).size;
    shares.push({
      personId,
      hoursBefore: round(before),
      hoursAdded: round(hours(shifts) - before),
      evenings: dates(inRoster.filter((shift) => isEvening(work, shift, rules))),
      weekendDays: dates(inRoster.filter(({ date }) => isWeekend(dayOf(date)))),
    });
  }
  const totals = shares.map(({ hoursBefore, hoursAdded }) => hoursBefore + hoursAdded);
  const befores = shares.map(({ hoursBefore }) => hoursBefore);
  const mean = totals.reduce((sum, hours) => sum + hours, 0) / Math.max(1, totals.length);
  const spread = (values: number[]): number => (values.length === 0 ? 0 : round(Math.max(...values) - Math.min(...values)));
  const variance = totals.reduce((sum, hours) => sum + (hours - mean) ** 2, 0) / Math.max(1, totals.length);
  const fairness = {
    spreadBeforeHours: spread(befores),
    spreadHours: spread(totals),
    deviationHours: round(Math.sqrt(variance)),
    meanHours: round(mean),
  };
  return { shares, fairness };
}

/** Lines with fewer evenings than wanted, and how many people each rule keeps from the slots that are left. */
export function unformedOf(
  demand: readonly DemandLine[],
  entries: readonly RosterEntry[],
  obstaclesOf: (line: number) => UnformedLine['obstacles'],
): UnformedLine[] {
  return demand.flatMap(({ eveningCount }, line) => {
    const missingCount = eveningCount - entries.filter((entry) => entry.line === line).length;
    return missingCount > 0 ? [{ line, missingCount, obstacles: obstaclesOf(line) }] : [];
  });
}
