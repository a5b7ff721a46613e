import type { Evaluation } from '@gocua/optimizer';
import { checkPlan, type PlanFault } from '../check-plan.ts';
import type { DraftPlan } from '../draft-plan.ts';
import { readRoutes } from '../read-solution.ts';
import { eveningAfter } from './evening-after.ts';
import type { EveningToRepair } from './load-evening.ts';

/** A way to go on as a plan of the evening, and what the second opinion finds wrong with it. */
export function readAlternative(
  evening: EveningToRepair,
  before: Evaluation,
  evaluation: Evaluation,
): { draft: DraftPlan; faults: PlanFault[] } {
  const { input, travel, compiled } = evening;
  const routes = readRoutes(input, compiled, evaluation);
  const served = new Set(routes.flatMap(({ stops }) => stops.flatMap(({ caseId }) => caseId ?? [])));
  const leftOut = [...input.visits.map(({ caseId }) => caseId), ...input.caseIdsWithoutCoordinates].filter(
    (id) => !served.has(id),
  );
  const whole: DraftPlan = {
    routes,
    unassigned: leftOut.map((caseId) => ({ caseId, reason: 'no_room_left', detail: {} })),
  };
  // Who was not of the evening is not left out of it: only those are told of who lose their visit.
  const wanted = new Set([...input.published.map(({ caseId }) => caseId), ...urgentOf(evening)]);
  const draft = { routes, unassigned: whole.unassigned.filter(({ caseId }) => wanted.has(caseId)) };
  return { draft, faults: checkPlan(eveningAfter(evening, before), travel, whole) };
}

function urgentOf({ event, compiled, problem }: EveningToRepair): string[] {
  return event.kind === 'urgentVisit' ? [compiled.visits[problem.visits.length]!.caseId] : [];
}
