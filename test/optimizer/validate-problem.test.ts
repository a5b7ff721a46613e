import { describe, expect, it } from 'vitest';
import { type Problem, ProblemFaultsError, solve, validateProblem } from '../../apps/optimizer/src/index.ts';
import { randomProblem } from './random-problem.ts';

const sound: Problem = {
  placeCount: 2,
  visits: [{ placeIndex: 1, serviceSec: 60, setupSec: 0, windows: [], skills: [], tier: 0, prize: 1, loads: [] }],
  shifts: [
    {
      startPlaceIndex: 0,
      endPlaceIndex: 0,
      opensSec: 0,
      closesSec: 3600,
      skills: [],
      capacity: [],
      breaks: [],
      costs: { fixed: 0, perTravelSec: 1, perMetre: 0, perTaskSec: 0, perVisit: 0 },
      speedFactor: 1,
      matrixIndex: 0,
    },
  ],
  matrices: [{ durationsSec: Int32Array.of(0, 5, 5, 0) }],
};

describe('validateProblem', () => {
  it('accepts a sound problem', () => {
    expect(validateProblem(sound)).toEqual([]);
  });

  it('names what is wrong with pairs: loads of their own, a split or reversed head, two pins, a visit twice', () => {
    const visit = { ...sound.visits[0]!, loads: [0] };
    const shift = { ...sound.shifts[0]!, capacity: [1] };
    const pair = { pickupVisit: 0, deliveryVisit: 1, loads: [1] };
    const faultsOf = (changes: Partial<Problem>): string[] =>
      validateProblem({ ...sound, visits: [visit, visit, visit], shifts: [shift, shift], pairs: [pair], ...changes }).map(
        ({ code, path }) => `${code} ${path}`,
      );
    const pinned = (pinnedShift: number) => ({ ...visit, pinnedShift });
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ visits: [{ ...visit, loads: [1] }, visit, visit] })).toEqual(['pairConflict visits[0].loads']);
    expect(faultsOf({ shifts: [{ ...shift, frozenHead: [0] }, shift] })).toEqual(['pairConflict pairs[0]']);
    expect(faultsOf({ shifts: [{ ...shift, frozenHead: [1, 0] }, shift] })).toEqual(['pairConflict pairs[0]']);
    expect(faultsOf({ shifts: [{ ...shift, frozenHead: [0, 2, 1] }, shift] })).toEqual([]);
    expect(faultsOf({ visits: [pinned(0), pinned(1), visit] })).toEqual(['pinConflict pairs[0]']);
    expect(faultsOf({ pairs: [pair, { ...pair, deliveryVisit: 2 }] })).toEqual(['visitRepeated pairs[1].pickupVisit']);
    expect(faultsOf({ pairs: [{ ...pair, deliveryVisit: 9 }] })).toEqual(['unknownVisit pairs[0].deliveryVisit']);
    expect(faultsOf({ pairs: [{ ...pair, loads: [-1] }] })).toEqual(['negative pairs[0].loads[0]']);
  });

  it('names every fault of a malformed problem at once, each with its code and path', () => {
    const visit = { ...sound.visits[0]!, placeIndex: 7, serviceSec: -5, skills: [1 << 20], loads: [1], pinnedShift: 4 };
    const windows = [{ opensSec: 20, closesSec: 10 }];
    const pause = { windows: [{ opensSec: 5000, closesSec: 6000 }], durationSec: 60 };
    const shift = {
      ...sound.shifts[0]!,
      matrixIndex: 3,
      breaks: [pause, pause, pause, pause, pause],
      speedFactor: 0,
      maxMetres: 5,
      frozenHead: [0, 0, 9],
    };
    const problem = {
      ...sound,
      visits: [{ ...visit, windows }],
      shifts: [shift, { ...sound.shifts[0]!, opensSec: 10, closesSec: 5.5 }],
    };
    const found = validateProblem({ ...problem, matrices: [{ durationsSec: Int32Array.of(0, -5, 5) }] }).map(
      ({ code, path }) => `${code} ${path}`,
    );
    for (const fault of [
      'wrongSize matrices[0].durationsSec',
      'unknownPlace visits[0].placeIndex',
      'negative visits[0].serviceSec',
      'windowReversed visits[0].windows[0]',
      'unknownSkill visits[0].skills[0]',
      'wrongSize visits[0].loads',
      'unknownShift visits[0].pinnedShift',
      'tooManyBreaks shifts[0].breaks',
      'breakDoesNotFit shifts[0].breaks[0]',
      'notPositive shifts[0].speedFactor',
      'unknownMatrix shifts[0].matrixIndex',
      'visitRepeated shifts[0].frozenHead[1]',
      'unknownVisit shifts[0].frozenHead[2]',
      'pinConflict shifts[0].frozenHead[0]',
      'notAnInteger shifts[1].closesSec',
    ]) {
      expect(found).toContain(fault);
    }
  });

  it('refuses a million visits without looking at each', () => {
    const visits = new Array(1_000_000).fill(sound.visits[0]);
    expect(validateProblem({ ...sound, visits }).map((fault) => fault.code)).toContain('tooLarge');
    const matrices = [{ durationsSec: Int32Array.of(0) }];
    expect(validateProblem({ ...sound, visits, matrices }).map(({ code, path }) => `${code} ${path}`)).toEqual([
      'tooLarge visits',
      'wrongSize matrices[0].durationsSec',
    ]);
  });

  it('stops listing after a thousand faults and says so', () => {
    const visits = new Array(5000).fill({ ...sound.visits[0]!, serviceSec: Number.NaN });
    const faults = validateProblem({ ...sound, visits });
    expect(faults.at(-1)!.code).toBe('tooManyFaults');
    expect(faults.length).toBe(1001);
  });

  it('is what solve throws', () => {
    expect(() => solve({ ...sound, placeCount: 3 }, { seed: 1, iterations: 1 })).toThrow(ProblemFaultsError);
  });

  it('finds nothing wrong with random whole problems', () => {
    for (let seed = 0; seed < 200; seed++) expect(validateProblem(randomProblem(seed, 12, 3))).toEqual([]);
  });
});
