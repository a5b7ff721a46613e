import type { Plan as Solution } from '@gocua/optimizer';
import type { Plan } from '../contract/planning.ts';
import type { CompiledProblem } from './compile-problem.ts';
import type { PlanningInput } from './planning-input.ts';

/** A saved plan as the optimizer knows it; shifts and visits that are no more are left out. */
export function solutionOf(input: PlanningInput, compiled: CompiledProblem, plan: Pick<Plan, 'routes'>): Solution {
  const shiftIndex = new Map(input.shifts.map(({ teamId, opensAt }, s) => [`${teamId} ${opensAt.getTime()}`, s]));
  const visitIndex = new Map(compiled.visits.map(({ caseId }, v) => [caseId, v]));
  const routes: number[][] = input.shifts.map(() => []);
  const unassigned = new Set(compiled.visits.keys());
  for (const { teamId, opensAt, stops } of plan.routes) {
    const shift = shiftIndex.get(`${teamId} ${Date.parse(opensAt)}`);
    if (shift === undefined) continue;
    for (const { caseId } of stops) {
      const visit = caseId === null ? undefined : visitIndex.get(caseId);
      if (visit !== undefined && unassigned.delete(visit)) routes[shift]!.push(visit);
    }
  }
  return { routes, unassigned: [...unassigned] };
}
