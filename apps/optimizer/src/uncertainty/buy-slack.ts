import type { Problem } from '../problem.ts';
import type { OnTime } from './simulate.ts';
import { normalQuantile } from './skewed.ts';

/**
 * The same problem with a price on lateness that is likely: each visit that was on time less often than `target` becomes due so much before the
 * end of its window as its start scattered when simulated. Solving it again moves slack to where it matters. Visits that have a due
 * instant of their own, and those that are safe, stay as they are.
 */
export function buySlack(
  problem: Problem,
  simulated: readonly OnTime[],
  { target, perLateSec }: { target: number; perLateSec: number },
): Problem {
  const margin = normalQuantile(target);
  const tight = new Map(simulated.filter(({ probability }) => probability < target).map((one) => [one.visit, one]));
  const visits = problem.visits.map((visit, v) => {
    const one = tight.get(v);
    const untilSec = visit.promise?.closesSec ?? lastClose(visit.windows, one?.meanStartSec ?? 0);
    if (!one || visit.due || untilSec === undefined) return visit;
    return { ...visit, due: { sec: Math.max(0, Math.round(untilSec - margin * one.startSpreadSec)), perLateSec } };
  });
  return { ...problem, visits };
}

function lastClose(windows: readonly { opensSec: number; closesSec: number }[], startSec: number): number | undefined {
  const own = windows.find(({ opensSec, closesSec }) => startSec >= opensSec && startSec <= closesSec) ?? windows.at(-1);
  return own?.closesSec;
}
