import { windowsOnDates } from '../calendar/zoned-time.ts';
import type { PlanningInput, ShiftToPlan, ToldWindow, VisitToPlan } from './planning-input.ts';
import { requiredSkills } from './visit-rules.ts';

/**
 * Divides what families were told into what somebody could still keep, looking at the clock and the skills alone, and what is lost
 * whatever is planned: an evening that is past, a shift that nobody comes to. The lost ones are no part of a plan's budget.
 */
export function promisesToKeep(
  told: readonly ToldWindow[],
  visits: readonly VisitToPlan[],
  shifts: readonly ShiftToPlan[],
  { zone, fromDate, toDate }: Pick<PlanningInput, 'zone' | 'fromDate' | 'toDate'>,
): Pick<PlanningInput, 'promises' | 'lostPromises'> {
  const visitOf = new Map(visits.map((visit) => [visit.caseId, visit]));
  const promises: ToldWindow[] = [];
  const lostPromises: ToldWindow[] = [];
  for (const promise of told) {
    const visit = visitOf.get(promise.caseId);
    // Without a place on the map nobody can be sent.
    if (!visit) continue;
    const skills = requiredSkills(visit.needs, visit.requirements);
    const atHome = visit.windows.length === 0 ? null : windowsOnDates(visit.windows, zone, fromDate, toDate);
    const canKeep = shifts.some((shift) => {
      if (!skills.every((skill) => shift.skills.includes(skill))) return false;
      const from = Math.max(promise.opensAt.getTime(), shift.freeFrom.getTime());
      const to = Math.min(promise.closesAt.getTime(), shift.closesAt.getTime());
      if (from > to) return false;
      return atHome === null || atHome.some(({ opensAt, closesAt }) => opensAt.getTime() <= to && closesAt.getTime() >= from);
    });
    (canKeep ? promises : lostPromises).push(promise);
  }
  return { promises, lostPromises };
}
