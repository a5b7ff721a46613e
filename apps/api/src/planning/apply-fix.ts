import { weekdayOf } from '../calendar/zoned-time.ts';
import type { Weekday } from '../contract/codes.ts';
import type { RunFix } from '../contract/plan-advice.ts';
import type { PlanningInput, ShiftToPlan } from './planning-input.ts';

const MINUTE_MS = 60_000;

/** The demand and supply as they would be with one thing decided otherwise. What it names and is no more changes nothing. */
export function applyFix(input: PlanningInput, { caseId, fix }: RunFix): PlanningInput {
  const withShift = (teamId: string, date: string, change: (shift: ShiftToPlan) => ShiftToPlan): PlanningInput => ({
    ...input,
    shifts: input.shifts.map((shift) => (shift.teamId === teamId && shift.date === date ? change(shift) : shift)),
  });
  switch (fix.kind) {
    case 'overtime':
      return withShift(fix.teamId, fix.date, (shift) => {
        const untilMs = shift.closesAt.getTime() + fix.minutes * MINUTE_MS;
        return { ...shift, overtimeUntil: new Date(Math.max(untilMs, shift.overtimeUntil?.getTime() ?? 0)) };
      });
    case 'skills':
      return withShift(fix.teamId, fix.date, (shift) => ({
        ...shift,
        skills: [...new Set([...shift.skills, ...fix.skills])],
        // Who it will be is not known yet: what the crew can do is then what the shift says.
        crew: null,
      }));
    case 'window': {
      const window = { days: [weekdayOf(fix.date) as Weekday], from: fix.from, to: fix.to };
      const visits = input.visits.map((visit) =>
        visit.caseId === caseId && visit.windows.length > 0 ? { ...visit, windows: [...visit.windows, window] } : visit,
      );
      return { ...input, visits };
    }
    case 'promise': {
      const isMoved = (promise: { caseId: string }): boolean => promise.caseId === fix.caseId;
      return { ...input, promises: input.promises.filter((promise) => !isMoved(promise)) };
    }
    case 'rearrange':
      return input;
  }
}
