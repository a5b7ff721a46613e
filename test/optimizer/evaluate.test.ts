import { describe, expect, it } from 'vitest';
import { type Break, evaluate, type Problem, UNREACHABLE, type Visit } from '../../apps/optimizer/src/index.ts';
import { dice } from './random-problem.ts';

const home: Visit = { placeIndex: 1, serviceSec: 100, setupSec: 10, windows: [], skills: [], tier: 0, prize: 1, loads: [] };

/** Depot 0, homes at 1 and 2: 0–1 takes 50, 0–2 takes 80, 1–2 takes 40 seconds. */
function town(visits: Visit[], breaks: Break[] = [], closesSec = 1000): Problem {
  const costs = { fixed: 7, perTravelSec: 2, perMetre: 0, perTaskSec: 0, perVisit: 3 };
  const shift = {
    startPlaceIndex: 0,
    endPlaceIndex: 0,
    opensSec: 0,
    closesSec,
    skills: [],
    capacity: [],
    breaks,
    costs,
    speedFactor: 1,
    matrixIndex: 0,
  };
  return { placeCount: 3, visits, shifts: [shift], matrices: [{ durationsSec: Int32Array.of(0, 50, 80, 50, 0, 40, 80, 40, 0) }] };
}

describe('evaluate', () => {
  it('prices a route by hand: fixed 7 + travel 2 × (50 + 40 + 80) + 2 visits × 3 = 353', () => {
    const { cost, routes, violations } = evaluate(town([home, { ...home, placeIndex: 2 }]), { routes: [[0, 1]], unassigned: [] });
    expect(violations).toEqual([]);
    expect(cost).toBe(353);
    // 50, work until 160, drive 40, work until 310, back at 390.
    expect(routes[0]!.finishSec).toBe(390);
  });

  it('spends the setup once per stop', () => {
    const { routes } = evaluate(town([home, home]), { routes: [[0, 1]], unassigned: [] });
    expect(routes[0]!.stops.map((stop) => stop.kind === 'visit' && stop.setupSec)).toEqual([10, 0]);
  });

  it('lets the team leave as late as the first window allows, and takes both ends of a window as inside', () => {
    const visit = { ...home, windows: [{ opensSec: 300, closesSec: 300 }] };
    const { routes, violations } = evaluate(town([visit]), { routes: [[0]], unassigned: [] });
    expect(violations).toEqual([]);
    expect(routes[0]).toMatchObject({ departSec: 250, waitingSec: 0, finishSec: 460 });
  });

  it('takes a break before the drive or after it, whichever keeps the windows', () => {
    // Work at 1 ends at 160. The break may begin at 170 only: before the 40 s drive to 2, so that 2 begins at 230.
    const second = { ...home, placeIndex: 2, windows: [{ opensSec: 0, closesSec: 230 }] };
    const before = town([home, second], [{ windows: [{ opensSec: 170, closesSec: 170 }], durationSec: 20 }]);
    const early = evaluate(before, { routes: [[0, 1]], unassigned: [] });
    expect(early.violations).toEqual([]);
    expect(early.routes[0]!.stops[1]).toEqual({ kind: 'break', breakIndex: 0, waitingSec: 10, startSec: 170, endSec: 190 });
    // May it begin at 200 only, then the drive comes first: there at 200, pause until 220, in time.
    const after = town([home, second], [{ windows: [{ opensSec: 200, closesSec: 200 }], durationSec: 20 }]);
    const late = evaluate(after, { routes: [[0, 1]], unassigned: [] });
    expect(late.violations).toEqual([]);
    expect(late.routes[0]!.stops[1]).toEqual({ kind: 'break', breakIndex: 0, waitingSec: 0, startSec: 200, endSec: 220 });
  });

  it('finds a schedule with breaks exactly where trying every placement finds one', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const roll = dice(seed);
      const window = () => {
        const opensSec = roll(500);
        return { opensSec, closesSec: opensSec + roll(200) };
      };
      const visits = [1, 2, 1].map(
        (placeIndex): Visit => ({ ...home, placeIndex, windows: roll(2) === 0 ? [] : [window(), window()] }),
      );
      const breaks = Array.from({ length: 1 + roll(4) }, () => ({ windows: [window()], durationSec: roll(90) }));
      const problem = town(visits, breaks, 450 + roll(500));
      const { violations } = evaluate(problem, { routes: [[0, 1, 2]], unassigned: [] });
      expect(violations.length === 0).toBe(canBeScheduled(problem));
    }
  });

  it('reports every rule that a made-up route breaks, and by how much', () => {
    const problem = town(
      [
        { ...home, skills: [3], windows: [{ opensSec: 0, closesSec: 20 }] },
        { ...home, forbiddenShifts: [0] },
      ],
      [],
      200,
    );
    problem.matrices[0]!.durationsSec[3] = UNREACHABLE;
    const { violations } = evaluate(problem, { routes: [[0, 1, 9, 0]], unassigned: [] });
    const codes = violations.map(({ code, excess }) => `${code} ${excess}`);
    for (const code of ['windowMissed 30', 'skillMissing 1', 'notAllowed 0', 'visitUnknown 0', 'visitTwice 0', 'unreachable 0'])
      expect(codes).toContain(code);
    expect(codes.some((code) => code.startsWith('shiftEndsLate'))).toBe(true);
  });
});

/** Tries, beside each drive, to take no, one or more of the next breaks before it and after it. */
function canBeScheduled(problem: Problem): boolean {
  const shift = problem.shifts[0]!;
  const stops = [0, ...problem.visits.map((visit) => visit.placeIndex), 0];
  const begin = (windows: readonly { opensSec: number; closesSec: number }[], at: number): number =>
    windows.length === 0
      ? at
      : Math.min(...windows.filter((w) => w.closesSec >= at).map((w) => Math.max(at, w.opensSec)), Infinity);
  const pause = (count: number, from: number, at: number): number => {
    let clock = at;
    for (let b = from; b < from + count; b++) clock = begin(shift.breaks[b]!.windows, clock) + shift.breaks[b]!.durationSec;
    return clock;
  };
  const go = (leg: number, taken: number, clock: number): boolean => {
    if (clock === Infinity) return false;
    if (leg === stops.length - 1) return taken === shift.breaks.length && clock <= shift.closesSec;
    for (let before = 0; taken + before <= shift.breaks.length; before++) {
      for (let after = 0; taken + before + after <= shift.breaks.length; after++) {
        const there = pause(before, taken, clock) + problem.matrices[0]!.durationsSec[stops[leg]! * 3 + stops[leg + 1]!]!;
        const ready = pause(after, taken + before, there);
        const visit = problem.visits[leg];
        const setup = stops[leg] === stops[leg + 1] ? 0 : (visit?.setupSec ?? 0);
        const done = visit ? begin(visit.windows, ready) + setup + visit.serviceSec : ready;
        if (go(leg + 1, taken + before + after, done)) return true;
      }
    }
    return false;
  };
  return go(0, 0, shift.opensSec);
}
