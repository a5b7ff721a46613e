import type { Fix, ShiftReasonCode } from '@gocua/optimizer';
import { type Actor, requireWithin } from '../auth/actor.ts';
import { dateAt, timeAt } from '../calendar/zoned-time.ts';
import { type ShiftVerdictCode, SKILLS } from '../contract/codes.ts';
import type { PlanFix, ProvedFix, VisitAdvice } from '../contract/plan-advice.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { type CompiledProblem, compileProblem } from './compile-problem.ts';
import { askEngine } from './engine/ask-engine.ts';
import { loadInput } from './load-input.ts';
import { measureForUnit } from './measure-for-unit.ts';
import { solutionOf } from './planned-solution.ts';
import type { PlanningInput } from './planning-input.ts';
import { findPlan } from './store/plans.ts';

/** So long the engine looks for fixes; what is proved by then is answered. */
const SECONDS = 3;
/** More than this is not asked of a team or a family. */
const MOST_MINUTES = 240;

const VERDICTS: Record<ShiftReasonCode, ShiftVerdictCode> = {
  notAllowed: 'other',
  skillMissing: 'skills',
  windowOutsideShift: 'window',
  unreachable: 'unreachable',
  tooFar: 'too_far',
  capacityTooSmall: 'other',
  breakInTheWay: 'rest',
  noTimeLeft: 'full',
  noCapacityLeft: 'full',
  noVisitsLeft: 'full',
  noTravelLeft: 'full',
  noPlaceAtPosition: 'other',
  boundElsewhere: 'bound',
  fits: 'fits',
};

/**
 * Why each evening does not take a visit that a plan leaves out, and the smallest changes that would serve it, each proved on the
 * demand and the shifts as they are now. Empty for a visit that is in the plan, or that is not planned at all any more.
 */
export async function adviseVisit(deps: Deps, actor: Actor, asked: { planId: string; caseId: string }): Promise<VisitAdvice> {
  const { caseId } = asked;
  const found = await findPlan(deps.db.client, asked.planId);
  if (!found) throw new ProblemError('not-found');
  requireWithin(actor, found.unitPath);
  const { plan } = found;
  const { unitId, fromDate, dayCount } = plan;
  const input = await loadInput(deps.db, { unitId, fromDate, dayCount, now: deps.clock.now(), rules: null });
  const travel = await measureForUnit(deps, input);
  const compiled = compileProblem(input, travel);
  const solution = solutionOf(input, compiled, plan);
  const visit = compiled.visits.findIndex((one) => one.caseId === caseId);
  if (!solution.unassigned.includes(visit)) return { caseId, shifts: [], fixes: [], extraShift: null };
  const { problem } = compiled;
  const { reason, fixes } = await askEngine({ kind: 'advise', problem, plan: solution, visit, seconds: SECONDS });
  const extra = fixes.find(({ change }) => change?.kind === 'addShift' && change.like !== null)?.change;
  const like = extra?.kind === 'addShift' ? input.shifts[extra.like!]! : null;
  return {
    caseId,
    shifts: (reason?.shifts ?? []).map(({ shift, code, shortfall, missingSkills }) => ({
      teamId: input.shifts[shift]!.teamId,
      date: input.shifts[shift]!.date,
      code: VERDICTS[code],
      shortBySec: shortfall ?? null,
      missingSkills: (missingSkills ?? []).map((skill) => SKILLS[skill]!),
    })),
    fixes: fixes.flatMap((fix) => toProved(input, compiled, fix)),
    extraShift: like && { teamId: like.teamId, date: like.date },
  };
}

function toProved(input: PlanningInput, { originMs, visits, problem }: CompiledProblem, fix: Fix): ProvedFix[] {
  const words = toWords(fix);
  const shift = input.shifts[fix.shift];
  if (!words || !shift) return [];
  const addedTravelSec = Math.max(0, Math.round(fix.addedCost));
  const startAt = new Date(originMs + fix.startSec * 1000).toISOString();
  return [{ fix: words, teamId: shift.teamId, startAt, movedCount: fix.moved.length, addedTravelSec }];

  function toWords({ kind, change }: Fix): PlanFix | null {
    if (kind === 'rearrange' || !change) return { kind: 'rearrange' };
    if (change.kind === 'allowOvertime') {
      const { teamId, date, closesAt } = input.shifts[change.shift]!;
      const minutes = Math.ceil((originMs + change.untilSec * 1000 - closesAt.getTime()) / 60_000);
      return minutes > 0 && minutes <= MOST_MINUTES ? { kind: 'overtime', teamId, date, minutes } : null;
    }
    if (change.kind === 'widenWindow') {
      const opensAt = new Date(originMs + change.opensSec * 1000);
      const closesAt = new Date(originMs + change.closesSec * 1000);
      const date = dateAt(opensAt, input.zone);
      if (dateAt(closesAt, input.zone) !== date) return null;
      return { kind: 'window', date, from: timeAt(opensAt, input.zone), to: timeAt(closesAt, input.zone) };
    }
    if (change.kind === 'addSkills') {
      const { teamId, date } = input.shifts[change.shift]!;
      return { kind: 'skills', teamId, date, skills: change.skills.map((skill) => SKILLS[skill]!) };
    }
    if (change.kind === 'movePromise' && problem.visits[change.visit]?.promise)
      return { kind: 'promise', caseId: visits[change.visit]!.caseId };
    return null;
  }
}
