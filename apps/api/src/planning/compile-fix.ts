import type { SolveResult } from '@gocua/optimizer';
import type { RunFix } from '../contract/plan-advice.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { type CompiledProblem, compileProblem } from './compile-problem.ts';
import { askEngine } from './engine/ask-engine.ts';
import type { PlanTravel } from './measure-travel.ts';
import { solutionOf } from './planned-solution.ts';
import type { PlanningInput } from './planning-input.ts';
import { findPlan } from './store/plans.ts';

/** So long at most the engine looks for the place that it proved before; it ends when it has found it. */
const SECONDS = 15;

/**
 * The problem of a plan with one change, which `input` contains already. Whoever that plan served and the one for whose sake it
 * is made come before all others, and the search begins with a plan that serves them all. Refused with `fix-not-possible` when
 * there is none any more.
 */
export async function compileFix(
  deps: Deps,
  input: PlanningInput,
  travel: PlanTravel,
  { planId, caseId }: RunFix,
): Promise<CompiledProblem> {
  const found = await findPlan(deps.db.client, planId);
  if (!found) throw new ProblemError('not-found');
  const served = found.plan.routes.flatMap(({ stops }) => stops.flatMap((stop) => stop.caseId ?? []));
  const compiled = compileProblem(input, travel, new Set([...served, caseId]));
  const visit = compiled.visits.findIndex((one) => one.caseId === caseId);
  if (visit < 0) throw new ProblemError('fix-not-possible');
  const plan = solutionOf(input, compiled, found.plan);
  if (!plan.unassigned.includes(visit)) return { ...compiled, initialPlan: plan };
  // On the problem that the advice was given on: there the same search finds what it found.
  const { problem } = compileProblem(input, travel);
  const { fixes } = await askEngine({ kind: 'advise', problem, plan, visit, seconds: SECONDS, only: ['rearrange'] });
  const [fix] = fixes;
  if (!fix) throw new ProblemError('fix-not-possible');
  return { ...compiled, initialPlan: fix.plan };
}

/** Nobody whom the first plan serves is lost on the way: a change made for one is not paid by another. */
export function requireAllServed({ initialPlan }: CompiledProblem, { unassigned }: Pick<SolveResult, 'unassigned'>): void {
  const leftOut = new Set(initialPlan?.unassigned);
  if (unassigned.some(({ visit }) => !leftOut.has(visit))) throw new ProblemError('fix-not-possible');
}
