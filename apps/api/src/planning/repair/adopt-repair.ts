import { evaluate, type Plan as Solution } from '@gocua/optimizer';
import type { Actor } from '../../auth/actor.ts';
import type { PlanSummary } from '../../contract/planning.ts';
import type { RepairChoice, RepairRoutes } from '../../contract/repair.ts';
import { runOnce, wasRun } from '../../db/once.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { ProblemError } from '../../problem.ts';
import { insertDraft } from '../insert-draft.ts';
import { findPlanningUnit } from '../store/input.ts';
import { findPlanSummary } from '../store/plans.ts';
import { lockUnit } from '../store/runs.ts';
import { type EveningToRepair, loadEvening } from './load-evening.ts';
import { readAlternative } from './read-alternative.ts';

/**
 * Makes a draft of one way to go on; it is judged anew on the evening as it is now. Refused with `repair-outdated` when it no longer
 * holds, or when somebody published meanwhile. To put the draft away takes it back; nobody is told before it is published.
 */
export async function adoptRepair(
  deps: Deps,
  actor: Actor,
  { commandId, choice }: { commandId: string; choice: RepairChoice },
): Promise<PlanSummary> {
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'planning.adopt-repair', bodyHash: hashBody(choice), now };
  // Sent twice, it is answered as the first time, whatever has become of the evening since.
  const judged = (await wasRun(deps.db.client, commandId)) ? null : await judge(deps, actor, choice);
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      if (!judged) throw new ProblemError('repair-outdated');
      const { input, faults, cost, draft, travelSource } = judged;
      await lockUnit(tx, input.unitId);
      const unit = await findPlanningUnit(tx, input.unitId);
      if (faults.length > 0 || unit?.revision !== input.baseRevision) throw new ProblemError('repair-outdated');
      const planId = deps.ids.newId();
      const figures = { bestCost: cost, seed: 0, iterations: 0, elapsedMs: 0 };
      await insertDraft(tx, deps, { planId, runId: null, input, draft, travelSource, figures });
      return (await findPlanSummary(tx, planId))!.plan;
    }),
  );
}

async function judge(deps: Deps, actor: Actor, { event, routes }: RepairChoice) {
  const evening = await loadEvening(deps, actor, event);
  const plan = toSolution(evening, routes);
  const evaluation = evaluate(evening.after, plan);
  const before = evaluate(evening.problem, evening.plan);
  const { input, travel } = evening;
  return { input, travelSource: travel.source, cost: evaluation.cost, ...readAlternative(evening, before, evaluation) };
}

function toSolution({ input, compiled, after }: EveningToRepair, asked: RepairRoutes): Solution {
  const shiftOf = new Map(input.shifts.map(({ teamId }, s) => [teamId, s]));
  const visitOf = new Map(compiled.visits.map(({ caseId }, v) => [caseId, v]));
  const routes: number[][] = after.shifts.map(() => []);
  const left = new Set(after.visits.keys());
  for (const { teamId, caseIds } of asked) {
    const shift = shiftOf.get(teamId);
    for (const caseId of caseIds) {
      const visit = visitOf.get(caseId);
      if (shift === undefined || visit === undefined || !left.delete(visit)) throw new ProblemError('repair-outdated');
      routes[shift]!.push(visit);
    }
  }
  return { routes, unassigned: [...left] };
}
