import type { ShiftReason, ShiftReasonCode, UnassignedReason } from '@gocua/optimizer';
import { SKILLS } from '../contract/codes.ts';
import type { CompiledProblem } from './compile-problem.ts';
import type { DraftUnassigned } from './draft-plan.ts';
import type { PlanningInput } from './planning-input.ts';
import { requiredSkills, SETUP_SEC, serviceSec } from './visit-rules.ts';

/**
 * How far a visit gets with a shift before a rule stops it. Each reason speaks of the shifts that pass all rules before it:
 * "no shift in the window" means that none of those with the skills is open then.
 */
const STAGES = [
  { codes: ['notAllowed'], reason: 'shift_limit' },
  { codes: ['skillMissing'], reason: 'no_shift_has_skills' },
  { codes: ['windowOutsideShift'], reason: 'no_shift_in_window' },
  { codes: ['unreachable'], reason: 'unreachable' },
  { codes: ['tooFar'], reason: 'too_long_for_shift' },
  { codes: ['capacityTooSmall'], reason: 'shift_limit' },
  { codes: ['breakInTheWay'], reason: 'too_long_for_shift' },
  {
    codes: ['noTimeLeft', 'noCapacityLeft', 'noVisitsLeft', 'noTravelLeft', 'noPlaceAtPosition', 'boundElsewhere', 'fits'],
    reason: 'no_room_left',
  },
] as const satisfies { codes: readonly ShiftReasonCode[]; reason: DraftUnassigned['reason'] }[];

/** Every case of the input that is in no route, with its reason and the numbers behind it. */
export function explain(
  input: PlanningInput,
  compiled: CompiledProblem,
  unassigned: readonly UnassignedReason[],
): DraftUnassigned[] {
  return [
    ...input.caseIdsWithoutCoordinates.map((caseId) => ({ caseId, reason: 'no_coordinates' as const, detail: {} })),
    ...compiled.neverAtHome.map(({ caseId }) => ({
      caseId,
      reason: 'never_at_home' as const,
      detail: { from: input.fromDate, to: input.toDate },
    })),
    ...compiled.waiting.map(({ caseId, bond }) => ({
      caseId,
      reason: 'waits_for_first' as const,
      detail: bond?.notBefore ? { notBefore: bond.notBefore.toISOString() } : {},
    })),
    ...unassigned.map((one) => explainVisit(compiled, one)),
  ];
}

function explainVisit(compiled: CompiledProblem, unassigned: UnassignedReason): DraftUnassigned {
  const { caseId, needs, requirements, mobility } = compiled.visits[unassigned.visit]!;
  const stageOf = (reason: ShiftReason): number =>
    STAGES.findIndex(({ codes }) => (codes as readonly ShiftReasonCode[]).includes(reason.code));
  const furthest = Math.max(...unassigned.shifts.map(stageOf));
  const stage = STAGES[furthest];
  if (!stage) throw new Error('A problem without shifts is never solved.');
  const there = unassigned.shifts.filter((reason) => stageOf(reason) === furthest);
  const shiftCount = unassigned.shifts.length;
  const shortfalls = there.flatMap(({ shortfall }) => (shortfall ? [shortfall] : []));
  const shortBySec = shortfalls.length > 0 ? { shortBySec: Math.min(...shortfalls) } : {};
  switch (stage.reason) {
    case 'no_shift_has_skills': {
      // What the shift that comes nearest still lacks.
      const fewest = there.reduce((a, b) => ((b.missingSkills?.length ?? 0) < (a.missingSkills?.length ?? 0) ? b : a));
      const missing = (fewest.missingSkills ?? []).map((skill) => SKILLS[skill]!);
      return {
        caseId,
        reason: stage.reason,
        detail: { shiftCount, requiredSkills: requiredSkills(needs, requirements), missingSkills: missing },
      };
    }
    case 'too_long_for_shift': {
      const neededSec = SETUP_SEC + serviceSec(needs, mobility);
      return { caseId, reason: stage.reason, detail: { shiftCount: there.length, neededSec, ...shortBySec } };
    }
    default:
      return { caseId, reason: stage.reason, detail: { shiftCount: there.length, ...shortBySec } };
  }
}
