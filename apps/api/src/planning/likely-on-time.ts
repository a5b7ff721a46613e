import { evaluate, type Plan, type Problem, type Spread, simulate } from '@gocua/optimizer';

/** How far evenings scatter until a unit's own records say otherwise: work at a bed most, drives less, a bad evening on top. */
const USUAL_SPREAD: Spread = { service: 0.25, drive: 0.3, evening: 0.15 };
const SAMPLES = 2000;
const HALF_HOUR_SEC = 1800;
const QUARTER_SEC = 900;

/**
 * How likely each visit of a plan begins before the end of what its family was told, or will be told when the plan is published, in per
 * cent by visit index; visits in no route are not in it. From simulated evenings, the same for the same plan.
 */
export function likelyOnTime(problem: Problem, plan: Plan, originMs: number): Map<number, number> {
  const promises = new Map<number, { opensSec: number; closesSec: number }>();
  for (const { stops } of evaluate(problem, plan).routes)
    for (const stop of stops) if (stop.kind === 'visit') promises.set(stop.visit, willBeTold(stop.startSec, originMs));
  const visits = problem.visits.map((visit, v) => {
    const promise = visit.promise ?? promises.get(v);
    return promise ? { ...visit, promise } : visit;
  });
  const simulated = simulate({ ...problem, visits }, plan, USUAL_SPREAD, { samples: SAMPLES, seed: 1 });
  return new Map(simulated.map(({ visit, probability }) => [visit, Math.round(100 * probability)]));
}

/** Half an hour to both sides, outward to quarters of an hour on the clock: as `promiseFor` tells it. */
function willBeTold(startSec: number, originMs: number): { opensSec: number; closesSec: number } {
  const phaseSec = (originMs / 1000) % QUARTER_SEC;
  const upTo = (sec: number): number => Math.ceil((sec + phaseSec) / QUARTER_SEC) * QUARTER_SEC - phaseSec;
  return { opensSec: Math.max(0, startSec - HALF_HOUR_SEC), closesSec: upTo(startSec + HALF_HOUR_SEC) };
}
