import { describe, expect, it } from 'vitest';
import {
  evaluate,
  explainUnassigned,
  type Plan,
  type Problem,
  type ShiftReason,
  solve,
} from '../../../apps/optimizer/src/index.ts';
import { home, town } from '../rules/on-a-line.ts';
import { crowded } from './crowded.ts';

const STANDING = [
  'notAllowed',
  'skillMissing',
  'windowOutsideShift',
  'unreachable',
  'tooFar',
  'capacityTooSmall',
  'breakInTheWay',
];

/** Does the plan with this route break a rule that it keeps now? */
function isSound(problem: Problem, plan: Plan, s: number, route: number[]): boolean {
  const known = new Map(evaluate(problem, plan).violations.map(({ code, visit, excess }) => [`${code} ${visit}`, excess]));
  const routes = plan.routes.with(s, route);
  const unassigned = problem.visits.map((_, v) => v).filter((v) => !routes.some((one) => one.includes(v)));
  return evaluate(problem, { routes, unassigned }).violations.every(
    ({ code, visit, excess }) => known.get(`${code} ${visit}`)! >= excess,
  );
}

function fitsIn(problem: Problem, plan: Plan, s: number, v: number): boolean {
  const route = plan.routes[s]!;
  const head = problem.shifts[s]!.frozenHead?.length ?? 0;
  return Array.from({ length: route.length + 1 - head }, (_, i) => route.toSpliced(head + i, 0, v)).some((tried) =>
    isSound(problem, plan, s, tried),
  );
}

/** Can the work start inside a window, after the release, while the shift is open? Second by second would say the same. */
function isOpen(problem: Problem, s: number, v: number): boolean {
  const { opensSec, closesSec, overtime } = problem.shifts[s]!;
  const { windows, releaseSec = 0, promise } = problem.visits[v]!;
  const firm = promise && promise.opensSec < (problem.promises?.firmUntilSec ?? -1) ? promise : { opensSec: 0, closesSec: 1e9 };
  const from = Math.max(opensSec, releaseSec, firm.opensSec);
  const to = Math.min(overtime?.untilSec ?? closesSec, firm.closesSec);
  const asked = windows.length === 0 ? [{ opensSec: 0, closesSec: 1e9 }] : windows;
  return windows.length === 0 && firm.closesSec === 1e9
    ? releaseSec <= 1e9
    : asked.some((w) => Math.max(from, w.opensSec) <= Math.min(to, w.closesSec));
}

describe('reasons for what is left out', () => {
  it('are not contradicted by trying every place of every shift', () => {
    const seen: Record<string, number> = {};
    for (let seed = 1; seed <= 80; seed++) {
      const problem = crowded(seed);
      const { plan, evaluation } = solve(problem, { seed, iterations: 64 });
      if (evaluation.violations.length > 0) continue;
      const isUnit = (v: number): boolean =>
        (problem.relations ?? []).some((one) => one.kind === 'order' && (one.first === v || one.second === v)) ||
        (problem.pairs ?? []).some((pair) => pair.pickupVisit === v || pair.deliveryVisit === v);
      for (const { visit: v, code, shifts } of explainUnassigned(problem, plan)) {
        const about = `seed ${seed}, visit ${v}: ${code}`;
        seen[code] = (seen[code] ?? 0) + 1;
        // Of a unit the reason may be another member's.
        if (isUnit(v)) continue;
        if (code === 'windowOutsideShift')
          expect(
            problem.shifts.some((_, s) => isOpen(problem, s, v)),
            about,
          ).toBe(false);
        if (code === 'skillMissing')
          expect(
            problem.shifts.some(({ skills }) => problem.visits[v]!.skills.every((skill) => skills.includes(skill))),
            about,
          ).toBe(false);
        if (code === 'notWorthIt')
          expect(
            shifts.some((one: ShiftReason) => one.code === 'fits'),
            about,
          ).toBe(true);
        for (const reason of shifts) {
          expect(fitsIn(problem, plan, reason.shift, v), `${about}, shift ${reason.shift}: ${reason.code}`).toBe(
            reason.code === 'fits',
          );
          if (!STANDING.includes(reason.code) || (problem.shifts[reason.shift]!.frozenHead?.length ?? 0) > 0) continue;
          // True of the empty shift as well.
          const empty = { ...plan, routes: plan.routes.with(reason.shift, []) };
          expect(isSound(problem, empty, reason.shift, [v]), `${about}, empty shift ${reason.shift}: ${reason.code}`).toBe(false);
        }
      }
    }
    for (const code of ['skillMissing', 'windowOutsideShift', 'noShiftMeetsAllRules', 'noRoomLeft'])
      expect(seen[code], code).toBeGreaterThan(3);
  });

  it('of somebody whose time is too near to be changed are about that time and that team', () => {
    // Told 100–105 by shift 0, which is busy at the same door until 110; shift 1 is empty, and free all evening.
    const visits = [
      home(1, { promise: { opensSec: 100, closesSec: 105, shifts: [0] } }),
      home(1, { promise: { opensSec: 100, closesSec: 105, shifts: [0] } }),
    ];
    const plan = { routes: [[0], []], unassigned: [1] };
    const near = town(visits, {}, { promises: { perChange: 1, firmUntilSec: 400 } });
    const [reason] = explainUnassigned(near, plan);
    expect(reason!.shifts.map(({ code }) => code)).toEqual(['noTimeLeft', 'notAllowed']);
    // The same evening where the time may still be changed: either team could come.
    const far = town(visits, {}, { promises: { perChange: 1, firmUntilSec: 100 } });
    expect(explainUnassigned(far, plan)[0]!.shifts.map(({ code }) => code)).toEqual(['fits', 'fits']);
  });
});
