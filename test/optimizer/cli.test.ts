import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../apps/optimizer/src/cli/instance.ts';
import { readCordeau } from '../../apps/optimizer/src/cli/read-cordeau.ts';
import { readSolomon } from '../../apps/optimizer/src/cli/read-solomon.ts';
import { readVroom } from '../../apps/optimizer/src/cli/read-vroom.ts';
import { readVrplib } from '../../apps/optimizer/src/cli/read-vrplib.ts';
import { evaluate } from '../../apps/optimizer/src/index.ts';
import { dice } from './random-problem.ts';

/** Calendar times, skills, a break, a priority, costs by the hour: two jobs fit, one needs a skill that nobody has. */
const small = {
  jobs: [
    {
      id: 10,
      location_index: 1,
      service: 600,
      setup: 60,
      skills: [5],
      priority: 90,
      delivery: [1],
      time_windows: [[1_700_000_000, 1_700_003_600]],
    },
    { id: 11, location_index: 2, service: 600, priority: 30, delivery: [1] },
    { id: 12, location_index: 2, service: 60, skills: [99], delivery: [1] },
  ],
  vehicles: [
    {
      id: 7,
      profile: 'motorbike',
      start_index: 0,
      end_index: 0,
      skills: [5],
      capacity: [2],
      time_window: [1_700_000_000, 1_700_010_000],
      breaks: [{ id: 3, service: 900, time_windows: [[1_700_002_000, 1_700_006_000]] }],
      costs: { fixed: 5, per_hour: 1800 },
    },
  ],
  matrices: {
    motorbike: {
      durations: [
        [0, 300, 400],
        [300, 0, 200],
        [400, 200, 0],
      ],
    },
  },
};

const messagesOf = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
  return '';
};

describe('reading', () => {
  it("reads VROOM's JSON: calendar times, rates by the hour, skills by name", () => {
    const { problem, originSec, costScale } = readVroom(small);
    expect(originSec).toBe(1_700_000_000);
    expect(problem.visits[0]!.windows).toEqual([{ opensSec: 0, closesSec: 3600 }]);
    expect(problem.shifts[0]!.costs).toMatchObject({ fixed: 500, perTravelSec: 50 });
    expect(costScale).toBe(100);
    expect(problem.visits[2]!.skills).toEqual([1]);
  });

  it("reads Cordeau's files: each depot with vehicles of its own, windows at the end of the line", () => {
    const file = '6 2 2 2\n0 8\n0 9\n1 3 4 5 2 1 2 1 2 0 50\n2 10 0 5 4 1 2 1 2 10 60\n3 0 0 0 0 0 0 0 100\n4 9 9 0 0 0 0 0 90\n';
    const { problem, visitIds } = readCordeau(file);
    expect(visitIds).toEqual([1, 2]);
    expect(problem.visits[1]).toMatchObject({ serviceSec: 50, loads: [4], windows: [{ opensSec: 100, closesSec: 600 }] });
    expect(problem.shifts.map(({ startPlaceIndex, capacity, closesSec }) => [startPlaceIndex, capacity[0], closesSec])).toEqual([
      [2, 8, 1000],
      [2, 8, 1000],
      [3, 9, 900],
      [3, 9, 900],
    ]);
    // From the depot (0, 0) to (3, 4): 5, ten times.
    expect(problem.matrices[0]!.durationsSec[2 * 4]).toBe(50);
    expect(messagesOf(() => readCordeau(file.replace('6 2', '1 2')))).toContain('kind 1 is not supported');
    expect(messagesOf(() => readCordeau(file.replace('2 2 2', '2 9 2')))).toContain('the file ends after');
  });

  it('takes costs from a matrix of its own, and refuses rates beside it', () => {
    const costs = [0, 10, 20, 5, 0, 7, 6, 8, 0];
    const rows = [costs.slice(0, 3), costs.slice(3, 6), costs.slice(6)];
    const matrices = { motorbike: { ...small.matrices.motorbike, costs: rows } };
    expect(messagesOf(() => readVroom({ ...small, matrices }))).toContain('vehicles[0].costs.per_hour: has no meaning');
    const vehicles = [{ ...small.vehicles[0]!, costs: { fixed: 5 } }];
    const { problem } = readVroom({ ...small, vehicles, matrices });
    expect([...problem.matrices[0]!.costs!]).toEqual(costs);
    const { routes } = evaluate(problem, { routes: [[0, 1]], unassigned: [2] });
    expect(routes[0]!.cost).toBe(5 + 10 + 7 + 6);
    const short = { motorbike: { ...small.matrices.motorbike, costs: rows.slice(1) } };
    expect(messagesOf(() => readVroom({ ...small, vehicles, matrices: short }))).toContain(
      'matrices.motorbike.costs: must have 3',
    );
  });

  it('names what is not supported, all at once', () => {
    const job = { ...small.jobs[0]!, setup_per_type: { a: 'x' }, geometry: true };
    const steps = [
      { type: 'start', service_at: 5 },
      { type: 'job', id: 99 },
      { type: 'break', id: 8 },
    ];
    const vehicle = { ...small.vehicles[0]!, start: [105.8, 21], start_index: undefined, steps, costs: { per_mile: 3 } };
    const text = messagesOf(() =>
      readVroom({ ...small, jobs: [job, job], vehicles: [vehicle], shipments: [{ amount: ['x'], priority: 101 }] }),
    );
    for (const part of [
      'shipments[0].pickup: is required',
      'shipments[0].amount[0]: must be an integer',
      'shipments[0].priority: must be from 0 to 100',
      'jobs[0].setup_per_type.a: must be an integer',
      'jobs[1].geometry: unknown field',
      'vehicles[0].start: give start_index',
      'vehicles[0].costs.per_mile: unknown field',
      'vehicles[0].steps[0].service_at: is not supported at the start',
      'vehicles[0].steps[1].id: there is no such job',
      'vehicles[0].steps[2].id: this vehicle has no such break',
      '10 is used twice',
    ]) {
      expect(text).toContain(part);
    }
  });

  it("names faults of the model in VROOM's words", () => {
    const text = messagesOf(() =>
      readVroom({ ...small, jobs: [{ id: 1, location_index: 9, service: -1, delivery: [1], time_windows: [[5, 1]] }] }),
    );
    expect(text).toContain('jobs[0].location_index');
    expect(text).toContain('jobs[0].service');
    expect(text).toContain('jobs[0].time_windows[0]');
    const durations = [
      [0, 5, -1],
      [5, 0, 5],
      [5, 5, 0],
    ];
    expect(messagesOf(() => readVroom({ ...small, matrices: { motorbike: { durations } } }))).toContain(
      'matrices.motorbike.durations[0][2]',
    );
    const amounts = { ...small, jobs: [{ ...small.jobs[0], delivery: [1, 2] }] };
    expect(messagesOf(() => readVroom(amounts))).toContain('jobs[0].delivery: has 2 number(s), vehicles[0].capacity has 1');
  });

  it('lists what is wrong with the form and what is wrong with the problem at once, each once', () => {
    const [first, second] = small.jobs;
    const text = messagesOf(() =>
      readVroom({
        ...small,
        jobs: [
          { ...first, service: -5, surprise: 1 },
          { ...second, id: first!.id, time_windows: [[9, 1]] },
        ],
        vehicles: [{ ...small.vehicles[0]!, capacity: ['x'], start_index: 77 }],
      }),
    );
    const lines = text.split('\n');
    for (const path of [
      'jobs[0].surprise',
      'jobs[0].service',
      'jobs[1].id',
      'jobs[1].time_windows[0]',
      'vehicles[0].capacity[0]',
    ])
      expect(lines.filter((line) => line.startsWith(path))).toHaveLength(1);
    expect(text).toContain('vehicles[0].start_index: there is no place 77');
    // A missing matrix is one fault, not one more at each place.
    const { matrices: _matrices, ...without } = small;
    expect(messagesOf(() => readVroom(without)).split('\n')).toHaveLength(1);
  });

  it('never crashes on mutilated JSON, but says what is wrong or reads it', () => {
    const roll = dice(7);
    const junk = [null, -1, 1e99, 'x', [], {}, Number.NaN, [[]], true];
    const mutilate = (value: unknown): unknown => {
      if (roll(14) === 0) return junk[roll(junk.length)];
      if (Array.isArray(value)) return value.map(mutilate);
      if (typeof value === 'object' && value !== null)
        return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mutilate(one)]));
      return value;
    };
    let refused = 0;
    for (let i = 0; i < 500; i++) if (messagesOf(() => readVroom(mutilate(small))) !== '') refused++;
    expect(refused).toBeGreaterThan(100);
  });

  it('reads Solomon and VRPLIB texts in the DIMACS convention', () => {
    const solomon = 'C1\n\nVEHICLE\nNUMBER CAPACITY\n 2 10\n\nCUSTOMER\n\n 0 0 0 0 0 100 0\n 1 3 4 2 10 20 5\n';
    const { problem } = readSolomon(solomon);
    expect(problem.matrices[0]!.durationsSec[1]).toBe(50);
    expect(problem.visits[0]).toMatchObject({ serviceSec: 50, windows: [{ opensSec: 100, closesSec: 200 }], loads: [2] });
    const vrplib = `TYPE : PCVRPTW\nDIMENSION : 2\nVEHICLES : 1\nCAPACITY : 9\nSERVICE_TIME : 5\nEDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION\n1 0 0\n2 3 4\nDEMAND_SECTION\n1 0\n2 4\nTIME_WINDOW_SECTION\n1 0 100\n2 10 20\nPRIZE_SECTION\n1 0\n2 7\nDEPOT_SECTION\n1\n-1\nEOF\n`;
    expect(readVrplib(vrplib).problem.visits[0]).toMatchObject({ tier: null, prize: 70, serviceSec: 50, loads: [4] });
    expect(messagesOf(() => readSolomon('CUSTOMER'))).toContain('not a Solomon file');
    expect(messagesOf(() => readVrplib('TYPE : HFVRP\n'))).toContain('not supported');
  });
});

describe('the command line', () => {
  const main = new URL('../../apps/optimizer/src/cli/main.ts', import.meta.url).pathname;
  const run = (...args: string[]) => spawnSync(process.execPath, ['--import', 'tsx', main, ...args], { encoding: 'utf8' });

  it("solves VROOM's JSON, says why a job is left out, and judges the solution", () => {
    const folder = mkdtempSync(join(tmpdir(), 'optimizer-'));
    const [problem, solution] = [join(folder, 'problem.json'), join(folder, 'solution.json')];
    writeFileSync(problem, JSON.stringify(small));
    const solved = run('solve', problem, '--iterations', '200');
    expect(solved.stderr).toBe('');
    const answer = JSON.parse(solved.stdout);
    expect(answer.code).toBe(0);
    expect(answer.unassigned).toMatchObject([{ id: 12, type: 'job', reason: 'skillMissing' }]);
    expect(answer.summary).toMatchObject({ routes: 1, duration: 900, priority: 120, cost: 455 });
    const kinds = answer.routes[0].steps.map((step: { type: string }) => step.type);
    expect(kinds.filter((kind: string) => kind === 'break')).toHaveLength(1);
    writeFileSync(solution, solved.stdout);
    expect(run('check', problem, solution)).toMatchObject({
      status: 0,
      stdout: 'ok: served 2/3 priority 120 travel 900 cost 455\n',
    });
    answer.routes[0].steps.find((step: { type: string }) => step.type === 'job').arrival -= 4000;
    writeFileSync(solution, JSON.stringify(answer));
    const judged = run('check', problem, solution);
    expect(judged.status).toBe(1);
    expect(judged.stdout).toContain('before the team can be there');
  }, 60_000);

  it('tells how it is used, and what is wrong with a file, with exit code 2', () => {
    expect(run('solve')).toMatchObject({ status: 2 });
    const missing = run('solve', '/no/such/file.json');
    expect(missing.status).toBe(2);
    expect(missing.stderr).toContain('/no/such/file.json');
  }, 60_000);
});
