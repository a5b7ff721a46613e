import type { Evaluation } from '@gocua/optimizer';
import type { PlanningInput, ShiftToPlan, ToldWindow } from '../planning-input.ts';
import type { EveningToRepair } from './load-evening.ts';

/**
 * Demand and supply as the second opinion must see them after the event: the team that is gone has no shift, the one that is late
 * is free later and, with what it has begun, home later; what the event itself breaks is no part of the promises that others owe.
 */
export function eveningAfter(evening: EveningToRepair, before: Evaluation): PlanningInput {
  const { input, event, shift, compiled } = evening;
  const late = event.kind === 'visitLate' ? compiled.visits[event.visit]!.caseId : null;
  const hit = new Set(brokenAnyway(evening, before));
  const isHit = ({ caseId }: ToldWindow): boolean => hit.has(caseId);
  return {
    ...input,
    visits: input.visits.map((visit) => (visit.caseId === late ? { ...visit, windows: [] } : visit)),
    shifts: input.shifts.flatMap((one, s): ShiftToPlan[] => {
      if (s !== shift) return [one];
      return event.kind === 'shiftLost' ? [] : [lateShift(evening, one, s)];
    }),
    promises: input.promises.filter((promise) => !isHit(promise)),
  };
}

/**
 * Cases of the shift that the event is about, those whose promise could not be kept before it, and those of shifts that are late
 * already: to be home in time somebody there must be left out.
 */
function brokenAnyway({ compiled, plan, shift }: EveningToRepair, before: Evaluation): string[] {
  const late = before.violations.flatMap((one) => one.shift ?? plan.routes.findIndex((route) => route.includes(one.visit ?? -1)));
  const shifts = new Set([...late, ...(shift === null ? [] : [shift])]);
  const ofShifts = plan.routes.flatMap((route, s) => (shifts.has(s) ? route : []));
  return [...ofShifts, ...(before.rich?.changedPromises ?? [])].map((v) => compiled.visits[v]!.caseId);
}

function lateShift({ after, compiled }: EveningToRepair, shift: ShiftToPlan, s: number): ShiftToPlan {
  const { opensSec, overtime, breaks } = after.shifts[s]!;
  const at = (sec: number): Date => new Date(compiled.originMs + sec * 1000);
  return {
    ...shift,
    freeFrom: at(opensSec),
    overtimeUntil: overtime ? at(overtime.untilSec) : shift.overtimeUntil,
    rest: breaks.length > 0 ? shift.rest : null,
  };
}
