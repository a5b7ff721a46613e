import { afterEvent, type RepairEvent as EngineEvent, type Problem, type Plan as Solution } from '@gocua/optimizer';
import { type Actor, requireWithin } from '../../auth/actor.ts';
import { dateAt } from '../../calendar/zoned-time.ts';
import type { RepairEvent } from '../../contract/repair.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../problem.ts';
import { type CompiledProblem, compileProblem } from '../compile-problem.ts';
import { loadInput } from '../load-input.ts';
import { measureForUnit } from '../measure-for-unit.ts';
import type { PlanTravel } from '../measure-travel.ts';
import type { PlanningInput } from '../planning-input.ts';
import { findBegunTeam, findPlanningUnit } from '../store/input.ts';

/** One evening as it is published, and what happened to it, in the engine's words. */
export interface EveningToRepair {
  readonly input: PlanningInput;
  readonly travel: PlanTravel;
  readonly compiled: CompiledProblem;
  /** Of `compiled`, but without an urgent visit, which the engine adds as the last: its index there is the same. */
  readonly problem: Problem;
  readonly plan: Solution;
  readonly event: EngineEvent;
  readonly after: Problem;
  /** The shift that the event is about. */
  readonly shift: number | null;
}

/**
 * Refused with `plan-in-past` for a date that is over, `nothing-to-plan` where nothing is published, `not-in-evening` and
 * `not-for-evening` for an event that the evening does not know.
 */
export async function loadEvening(deps: Deps, actor: Actor, event: RepairEvent): Promise<EveningToRepair> {
  const unit = await findPlanningUnit(deps.db.client, actor.unitId);
  if (!unit) throw new ProblemError('not-found');
  requireWithin(actor, unit.path);
  const now = deps.clock.now();
  const today = dateAt(now, unit.zone);
  const { date: fromDate = today } = event;
  if (fromDate < today) throw new ProblemError('plan-in-past', { params: { today } });
  const loaded = await loadInput(deps.db, { unitId: unit.id, fromDate, dayCount: 1, now, rules: null });
  const input = event.kind === 'urgentCase' ? withLast(loaded, event.caseId) : loaded;
  const travel = await measureForUnit(deps, input);
  const compiled = compileProblem(input, travel);
  const published = compiled.initialPlan;
  if (!published) throw new ProblemError('nothing-to-plan', { detail: 'Nothing is published for this evening.' });
  const begunTeamId =
    event.kind === 'visitLate' ? await findBegunTeam(deps.db.client, { caseId: event.caseId, date: fromDate }) : null;
  const { problem, plan, ...rest } = toEngine(input, compiled, published, event, begunTeamId);
  return { input, travel, compiled, problem, plan, ...rest, after: afterEvent(problem, plan, rest.event).problem };
}

type EngineWords = Pick<EveningToRepair, 'problem' | 'plan' | 'event' | 'shift'>;

function toEngine(
  input: PlanningInput,
  { problem, visits }: CompiledProblem,
  plan: Solution,
  event: RepairEvent,
  begunTeamId: string | null,
): EngineWords {
  const shiftOf = (teamId: string): number => {
    const shift = input.shifts.findIndex((one) => one.teamId === teamId);
    if (shift < 0) throw new ProblemError('not-in-evening');
    return shift;
  };
  if (event.kind === 'teamLost') {
    const shift = shiftOf(event.teamId);
    return { problem, plan, event: { kind: 'shiftLost', shift }, shift };
  }
  const visit = visits.findIndex(({ caseId }) => caseId === event.caseId);
  if (event.kind === 'visitLate') {
    const lateSec = event.minutes * 60;
    if (begunTeamId !== null) {
      const shift = shiftOf(begunTeamId);
      return { problem, plan, event: { kind: 'shiftLate', shift, lateSec }, shift };
    }
    const shift = plan.routes.findIndex((route) => route.includes(visit));
    if (visit < 0 || shift < 0) throw new ProblemError('not-in-evening');
    return { problem, plan, event: { kind: 'visitLate', visit, lateSec }, shift };
  }
  const isBound = problem.relations?.some(({ first, second }) => first === visit || second === visit) ?? false;
  if (visit < 0 || !plan.unassigned.includes(visit) || isBound) throw new ProblemError('not-for-evening');
  const unassigned = plan.unassigned.filter((v) => v !== visit);
  const urgent: EngineEvent = { kind: 'urgentVisit', visit: { ...problem.visits[visit]!, tier: 0 } };
  const others = { ...problem, visits: problem.visits.slice(0, visit) };
  return { problem: others, plan: { ...plan, unassigned }, event: urgent, shift: null };
}

/** The engine's urgent visit is the last of its problem. */
function withLast(input: PlanningInput, caseId: string): PlanningInput {
  const urgent = input.visits.filter((visit) => visit.caseId === caseId);
  return { ...input, visits: [...input.visits.filter((visit) => visit.caseId !== caseId), ...urgent] };
}
