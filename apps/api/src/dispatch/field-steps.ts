import type { AssignmentState, FieldAction, Outcome } from '../contract/codes.ts';

/** Where each action leads. */
const LEADS_TO = {
  acknowledge: 'acknowledged',
  travel: 'travelling',
  arrive: 'arrived',
  finish: 'finished',
} as const satisfies Record<FieldAction, AssignmentState>;
export type ReachedState = (typeof LEADS_TO)[FieldAction];

const RANK: Record<Exclude<AssignmentState, 'withdrawn'>, number> = {
  assigned: 0,
  acknowledged: 1,
  travelling: 2,
  arrived: 3,
  finished: 4,
};

/** What a team can learn without standing at the door: by telephone, on the way. Everything else is seen there. */
const LEARNT_FROM_AFAR: ReadonlySet<Outcome> = new Set(['refused', 'not_possible_today', 'exempt', 'moved_away', 'deceased']);

export type StepProblem = 'outcome-required' | 'illegal-step' | 'assignment-withdrawn';
export type StepDecision =
  | { kind: 'accepted'; to: ReachedState }
  /** Too late to change the state; stored as evidence. */
  | { kind: 'kept'; problem: StepProblem | null }
  | { kind: 'refused'; problem: StepProblem };

/**
 * What a team's report does to an assignment.
 * - forward: accepted. Steps may be skipped on the way to the door (the phone was off), but what is only seen at the door needs arriving.
 * - backward or again: kept. Late news never rewinds.
 * - after a withdrawal: kept when something happened in the world, refused when nothing did.
 * - finished already: kept, with `illegal-step` when it says another end, which a dispatcher has to look at.
 */
export function decideStep(
  state: AssignmentState,
  known: Outcome | null,
  action: FieldAction,
  outcome: Outcome | null,
): StepDecision {
  if (action === 'finish' && outcome === null) return { kind: 'refused', problem: 'outcome-required' };
  if (state === 'withdrawn') {
    return { kind: action === 'acknowledge' ? 'refused' : 'kept', problem: 'assignment-withdrawn' };
  }
  const to = LEADS_TO[action];
  if (RANK[to] <= RANK[state]) {
    return { kind: 'kept', problem: action === 'finish' && outcome !== known ? 'illegal-step' : null };
  }
  if (action === 'finish' && state !== 'arrived' && !LEARNT_FROM_AFAR.has(outcome!))
    return { kind: 'refused', problem: 'illegal-step' };
  return { kind: 'accepted', to };
}

/** A step is believed to be at most this old: longer than any shift, shorter than a wrong date. */
const OLDEST_STEP_MS = 24 * 3600 * 1000;

/**
 * When a step happened: what the device says, as far as it can be true. Not after it was received, and not before the step
 * before it (or a day ago, for the first). The device's own time is kept with the event in any case.
 */
export function whenItHappened(deviceAt: Date, receivedAt: Date, stepBefore: Date | null): Date {
  const earliestMs = stepBefore?.getTime() ?? receivedAt.getTime() - OLDEST_STEP_MS;
  return new Date(Math.min(receivedAt.getTime(), Math.max(earliestMs, deviceAt.getTime())));
}
