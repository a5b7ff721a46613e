import type { AssignmentState } from '../../contract/codes.ts';

/** A visit of one team's evening, as far as its time depends on it. Instants are milliseconds. */
export interface EveningVisit {
  id: string;
  position: number;
  state: AssignmentState;
  plannedStartMs: number;
  plannedEndMs: number;
  /** From the stop before. */
  travelSec: number;
  travellingMs: number | null;
  arrivedMs: number | null;
  finishedMs: number | null;
  /** Nobody is let in before: the beginning of the window the family was told. */
  opensMs: number | null;
}

export interface Expectation {
  visitId: string;
  /** Expected arrival at the door, not before the family's window opens. */
  atMs: number;
  /** Half the width of the interval that holds four of five arrivals. */
  spreadSec: number;
}

export interface ExpectedEvening {
  /** Of the visits that are not reached yet, in the order in which they will be. */
  arrivals: Expectation[];
  /** When the last visit is expected to be over; null when none is open. */
  freeMs: number | null;
}

export interface EveningFacts {
  shiftOpensMs: number;
  nowMs: number;
  /** Breaks of the shift as planned. */
  breaks: readonly { startMs: number; endMs: number }[];
}

/** Standard deviations: a drive varies by a quarter of its length, work at a home by a third, and parking costs a minute or so. */
const DRIVE_SPREAD = 0.25;
const WORK_SPREAD = 0.35;
const DOOR_SPREAD_SEC = 60;
/** Of a normal distribution: four of five values lie within 1.28 standard deviations. */
const FOUR_OF_FIVE = 1.2816;

/**
 * When a team will be at each of its remaining doors, from what happened so far: each drive and each visit takes as long as
 * planned, begun when the one before is over. What is late makes everything after it late, as far as waiting does not absorb it.
 * Variances of independent drives and visits add up, so the spread grows with the root of the steps between.
 */
export function expectArrivals(visits: readonly EveningVisit[], { shiftOpensMs, nowMs, breaks }: EveningFacts): ExpectedEvening {
  let freeMs = Math.max(shiftOpensMs, ...visits.map(({ finishedMs }) => finishedMs ?? 0));
  let variance = 0;
  let plannedFreeMs = shiftOpensMs;
  const arrivals: Expectation[] = [];
  const hasBegun = visits.some(({ state, finishedMs }) => state === 'travelling' || state === 'arrived' || finishedMs !== null);
  const open = visits.filter(({ state }) => state !== 'finished' && state !== 'withdrawn').sort(byTurn);
  const [first] = open;
  // Nobody leaves the depot before the plan says so; once under way, a team goes on when it is free.
  if (first && !hasBegun) freeMs = Math.max(freeMs, first.plannedStartMs - first.travelSec * 1000);
  for (const [index, visit] of open.entries()) {
    // Only the first can be what the team does now: two people of one home are served one after the other.
    const isNow = index === 0;
    const workMs = visit.plannedEndMs - visit.plannedStartMs;
    let atMs: number;
    if (visit.state === 'arrived') {
      atMs = Math.max(visit.arrivedMs ?? nowMs, isNow ? 0 : freeMs);
      // Longer than planned already: it may end any moment.
      freeMs = Math.max(nowMs, Math.max(atMs, visit.opensMs ?? 0) + workMs);
    } else {
      const leavesMs =
        isNow && visit.state === 'travelling' ? (visit.travellingMs ?? nowMs) : Math.max(freeMs, nowMs) + restMs(visit);
      atMs = Math.max(leavesMs + visit.travelSec * 1000, nowMs, visit.opensMs ?? 0);
      variance += (visit.travelSec * DRIVE_SPREAD) ** 2 + DOOR_SPREAD_SEC ** 2;
      arrivals.push({ visitId: visit.id, atMs, spreadSec: Math.round(FOUR_OF_FIVE * Math.sqrt(variance)) });
      freeMs = atMs + workMs;
    }
    variance += ((workMs / 1000) * WORK_SPREAD) ** 2;
    plannedFreeMs = visit.plannedEndMs;
  }
  return { arrivals, freeMs: open.length === 0 ? null : freeMs };

  /** A break that was planned between the stop before and this one is still to be taken, unless its time is long over. */
  function restMs(visit: EveningVisit): number {
    return breaks
      .filter(({ startMs, endMs }) => startMs >= plannedFreeMs && endMs <= visit.plannedStartMs && endMs > nowMs)
      .reduce((sum, { startMs, endMs }) => sum + (endMs - startMs), 0);
  }
}

const TURN: Partial<Record<AssignmentState, number>> = { arrived: 0, travelling: 1 };

/** Who is at a door finishes there first; then whoever is on the way; then the order of the route. */
function byTurn(a: EveningVisit, b: EveningVisit): number {
  return (TURN[a.state] ?? 2) - (TURN[b.state] ?? 2) || a.position - b.position;
}
