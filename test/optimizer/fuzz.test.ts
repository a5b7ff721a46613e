import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../apps/optimizer/src/check/check-plan.ts';
import { InputError, type Instance, searchedProblem } from '../../apps/optimizer/src/cli/instance.ts';
import { readCordeau } from '../../apps/optimizer/src/cli/read-cordeau.ts';
import { readSolomon } from '../../apps/optimizer/src/cli/read-solomon.ts';
import { readVroom } from '../../apps/optimizer/src/cli/read-vroom.ts';
import { readVrplib } from '../../apps/optimizer/src/cli/read-vrplib.ts';
import { writeVroom } from '../../apps/optimizer/src/cli/write-vroom.ts';
import { evaluate, solve } from '../../apps/optimizer/src/index.ts';

/** A seed that failed once stays here, to be tried first. */
const KEPT_SEEDS = [1, 20_261_124];

const SOUND = {
  jobs: [
    { id: 1, location_index: 1, service: 60, setup: 5, skills: [1], priority: 9, delivery: [1], time_windows: [[0, 900]] },
    {
      id: 2,
      location_index: 2,
      service: 60,
      delivery: [2],
      time_windows: [
        [100, 200],
        [400, 900],
      ],
    },
    {
      ...{ id: 3, location_index: 1, service: 30, delivery: [1], service_per_type: { van: 20 }, setup_per_type: { van: 4 } },
      description: 'x',
      location: [105, 21],
    },
  ],
  shipments: [
    {
      ...{ amount: [1], skills: [1], priority: 3 },
      pickup: { id: 1, location_index: 2, service: 5, time_windows: [[0, 900]] },
      delivery: { id: 1, location_index: 1, setup: 5 },
    },
  ],
  vehicles: [
    {
      ...{ id: 1, profile: 'car', start_index: 0, end_index: 0, capacity: [3], skills: [1], time_window: [0, 3600] },
      ...{
        type: 'van',
        breaks: [{ id: 1, service: 60, max_load: [3], time_windows: [[300, 900]] }],
        max_tasks: 2,
        max_travel_time: 900,
        speed_factor: 1.2,
      },
      ...{
        costs: { fixed: 5, per_hour: 3600 },
        steps: [{ type: 'start' }, { type: 'break', id: 1 }, { type: 'job', id: 1, service_after: 5 }],
      },
    },
    { id: 2, profile: 'car', start_index: 0, capacity: [3] },
  ],
  matrices: {
    car: {
      durations: [
        [0, 60, 90],
        [70, 0, 30],
        [80, 40, 0],
      ],
      distances: [
        [0, 6, 9],
        [7, 0, 3],
        [8, 4, 0],
      ],
    },
  },
};

/** What an author may have written where something else belongs. */
const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    'x',
    [],
    {},
    -1,
    0.5,
    1e9,
    1e300,
    2 ** 31,
    -(2 ** 53),
    [[]],
    [[1]],
    [[5, 1]],
    '__proto__',
  ),
  fc.integer({ min: -5, max: 5 }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** One change at a random place: another value, a field left out, a field too many, an entry twice. */
function changed(value: unknown, picks: readonly number[], other: unknown, at = 0): unknown {
  const pick = picks[at] ?? 0;
  if (typeof value !== 'object' || value === null || pick % 11 === 0) return other;
  if (Array.isArray(value)) {
    if (value.length === 0) return [other];
    const i = pick % value.length;
    if (pick % 5 === 0) return [...value, value[i]];
    if (pick % 7 === 0) return value.filter((_, j) => j !== i);
    return value.map((one, j) => (j === i ? changed(one, picks, other, at + 1) : one));
  }
  const keys = Object.keys(value);
  const key = keys[pick % keys.length];
  if (key === undefined || pick % 13 === 0) return { ...value, surprise: other };
  const rest = Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  return pick % 7 === 0 ? rest : { ...rest, [key]: changed((value as Record<string, unknown>)[key], picks, other, at + 1) };
}

/** Either all faults are said, or there is a plan that the checker approves and that can be written. */
function isAnswered(read: () => Instance): 'refused' | 'solved' {
  let instance: Instance;
  try {
    instance = read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.message).not.toBe('');
    return 'refused';
  }
  const { given } = instance;
  const initial = given ? { initialPlan: given.plan } : {};
  if (given)
    JSON.stringify(writeVroom(instance, given.plan, evaluate(given.problem, given.plan), [], { loading: 0, solving: 0 }));
  const { plan, evaluation, unassigned } = solve(searchedProblem(instance), { seed: 1, iterations: 128, ...initial });
  expect(checkPlan(searchedProblem(instance), plan, evaluation)).toEqual([]);
  const text = JSON.stringify(writeVroom(instance, plan, evaluation, unassigned, { loading: 0, solving: 0 }));
  expect(text).not.toContain('null,"'.repeat(3));
  return 'solved';
}

describe('the command line, given anything', () => {
  it.each(KEPT_SEEDS)(
    'refuses or solves whatever JSON it gets, and never crashes (seed %i)',
    (seed) => {
      const met = { refused: 0, solved: 0 };
      const picks = fc.array(fc.nat(1_000), { minLength: 6, maxLength: 6 });
      fc.assert(
        fc.property(fc.array(fc.tuple(picks, strange), { minLength: 1, maxLength: 3 }), (changes) => {
          const json = changes.reduce<unknown>((value, [at, other]) => changed(value, at, other), SOUND);
          met[isAnswered(() => readVroom(json))]++;
        }),
        { seed, numRuns: 1000 },
      );
      // Else the fuzzer would have become too wild or too tame to find anything.
      expect(met.refused).toBeGreaterThan(50);
      expect(met.solved).toBeGreaterThan(50);
    },
    120_000,
  );

  it('refuses or solves texts of the other formats with lines and numbers changed', () => {
    const solomon = 'R\n\nVEHICLE\nNUMBER CAPACITY\n 2 10\n\nCUSTOMER\n0 1 1 0 0 100 0\n1 2 3 4 0 50 5\n2 5 5 4 10 60 5\n';
    const cordeau =
      '6 1 2 2\n0 10\n0 10\n1 2 3 5 4 1 2 1 2 0 50\n2 5 5 5 4 1 2 1 2 10 60\n3 0 0 0 0 0 0 0 100\n4 9 9 0 0 0 0 0 100\n';
    const word = fc.constantFrom('', '-1', '0', '7', 'x', '1e9', '2.5', '99999999999', '\n', 'EOF', 'NAME : x');
    for (const [text, read] of [
      [solomon, readSolomon],
      [cordeau, readCordeau],
      [solomon, readVrplib],
    ] as const) {
      fc.assert(
        fc.property(fc.array(fc.tuple(fc.nat(200), word), { maxLength: 3 }), (changes) => {
          const words = text.split(/(?<=\s)/);
          for (const [at, other] of changes) words[at % words.length] = `${other} `;
          isAnswered(() => read(words.join('')));
        }),
        { seed: 9, numRuns: 400 },
      );
    }
  }, 60_000);

  it('says the faults of a large wrong file, and stops listing at a thousand', () => {
    const jobs = Array.from({ length: 40_000 }, () => ({ id: 1, location_index: 9, service: -1, time_windows: [[9, 1]] }));
    let message = '';
    try {
      readVroom({ ...SOUND, jobs });
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain('is used twice');
    expect(message.split('\n').length).toBeLessThanOrEqual(1_001);
  }, 60_000);
});
