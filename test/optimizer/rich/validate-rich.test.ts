import { describe, expect, it } from 'vitest';
import { type Problem, validateProblem } from '../../../apps/optimizer/src/index.ts';
import { richProblem } from './random-rich.ts';

const sound = (): Problem => ({ ...richProblem(4, 8, 3, []), pairs: [] });

function faultsOf(changes: Partial<Problem>): string[] {
  return validateProblem({ ...sound(), ...changes }).map(({ code, path }) => `${code} ${path}`);
}
const order = (first: number, second: number, mostGapSec?: number) =>
  ({ kind: 'order', first, second, leastGapSec: 0, ...(mostGapSec !== undefined && { mostGapSec }) }) as const;

describe('faults of rich rules', () => {
  it('has none to begin with', () => {
    expect(faultsOf({})).toEqual([]);
  });

  it('finds circles, strangers, reversed gaps and groups that are too large', () => {
    expect(faultsOf({ relations: [order(0, 1), order(1, 2), order(2, 0)] })).toEqual(['relationConflict relations[2]']);
    expect(faultsOf({ relations: [order(0, 99), { kind: 'sameDay', first: 3, second: 3 }] })).toEqual([
      'unknownVisit relations[0].second',
      'relationConflict relations[1]',
    ]);
    expect(faultsOf({ relations: [{ kind: 'order', first: 0, second: 1, leastGapSec: 9, mostGapSec: 8 }] })).toEqual([
      'windowReversed relations[0]',
    ]);
    expect(faultsOf({ relations: [order(0, 1, 5), order(1, 2, 5), order(2, 3, 5), order(3, 4, 5)] })).toEqual([
      'tooLarge relations[3]',
    ]);
  });

  it('finds bands that do not rise, differ or do not fit their matrix', () => {
    const { matrices, placeCount } = sound();
    const bands = { startsSec: Int32Array.of(5, 5), tableOf: Int32Array.of(0, 7), tables: [new Int32Array(placeCount)] };
    expect(faultsOf({ matrices: [{ ...matrices[0]!, bands }, ...matrices.slice(1)] })).toEqual([
      'bandsUneven matrices[0].bands.startsSec',
      'bandsUneven matrices[0].bands.startsSec',
      'unknownMatrix matrices[0].bands.tableOf[1]',
      'wrongSize matrices[0].bands.tables[0]',
    ]);
  });

  it('finds what is wrong with visits, shifts and promises, all at once', () => {
    const problem = sound();
    const visits = problem.visits.map((visit, v) =>
      v === 0
        ? { ...visit, releaseSec: -1, due: { sec: 1, perLateSec: -2 }, promise: { opensSec: 9, closesSec: 8, shifts: [44] } }
        : visit,
    );
    const shifts = problem.shifts.map((shift, s) =>
      s === 1 ? { ...shift, overtime: { untilSec: 0, perSec: 1 }, territory: { placeIndex: 999, perSec: 1 } } : shift,
    );
    expect(faultsOf({ visits, shifts, promises: { perChange: 1, most: -1 } })).toEqual([
      'negative visits[0].releaseSec',
      'negative visits[0].due.perLateSec',
      'windowReversed visits[0].promise',
      'unknownShift visits[0].promise.shifts[0]',
      'unknownPlace shifts[1].territory.placeIndex',
      'shiftReversed shifts[1].overtime.untilSec',
      'negative promises.most',
    ]);
  });
});
