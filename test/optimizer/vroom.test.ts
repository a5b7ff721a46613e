import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../apps/optimizer/src/check/check-plan.ts';
import type { Instance } from '../../apps/optimizer/src/cli/instance.ts';
import { searchedProblem } from '../../apps/optimizer/src/cli/instance.ts';
import { readSolution } from '../../apps/optimizer/src/cli/read-solution.ts';
import { readVroom } from '../../apps/optimizer/src/cli/read-vroom.ts';
import { writeVroom } from '../../apps/optimizer/src/cli/write-vroom.ts';
import { evaluate, solve } from '../../apps/optimizer/src/index.ts';

// biome-ignore lint/suspicious/noExplicitAny: VROOM's answers are read as they are.
type Answer = any;

/** Places on a line, a minute and a kilometre apart. */
const line = (count: number, minute = 60) => {
  const table = (unit: number) =>
    Array.from({ length: count }, (_, a) => Array.from({ length: count }, (_, b) => unit * Math.abs(a - b)));
  return { car: { durations: table(minute), distances: table(1_000) } };
};
const van = { id: 1, start_index: 0, end_index: 0, capacity: [4] };
const timing = { loading: 0, solving: 0 };

function solved(file: object): Answer {
  const instance = readVroom(file);
  const { plan, evaluation, unassigned } = solve(searchedProblem(instance), { seed: 1, iterations: 1_000 });
  return JSON.parse(JSON.stringify(writeVroom(instance, plan, evaluation, unassigned, timing)));
}

/** Plan mode: the routes given as steps, judged. */
function judged(file: object): Answer {
  const instance = readVroom(file);
  const { problem, plan } = instance.given!;
  return JSON.parse(JSON.stringify(writeVroom(instance, plan, evaluate(problem, plan), [], timing)));
}

const step = (type: string, id: number, more: object = {}) => ({ type, id, ...more });
const causes = (list: { cause: string; duration?: number }[]) =>
  list.map(({ cause, duration }) => (duration ? `${cause} ${duration}` : cause));

describe("VROOM's output", () => {
  const file = {
    jobs: [
      {
        id: 1,
        location_index: 2,
        location: [105.1, 21.1],
        description: 'bà Sáu',
        service: 100,
        setup: 20,
        delivery: [1],
        priority: 5,
      },
      { id: 2, location_index: 3, pickup: [2], priority: 9, time_windows: [[1_000, 2_000]] },
      { id: 3, location_index: 1, delivery: [9], description: 'too heavy' },
    ],
    shipments: [{ amount: [1], priority: 10, pickup: { id: 1, location_index: 1 }, delivery: { id: 1, location_index: 2 } }],
    vehicles: [{ ...van, description: 'xe 1', start: [105, 21], end: [105, 21], costs: { fixed: 7 } }],
    matrices: line(4),
  };

  it('has the fields of the summary: loads, priorities (of a shipment twice), times, distance', () => {
    const { code, summary } = solved(file);
    expect(code).toBe(0);
    // Out to place 3 and back: 2 × 3 minutes. Before 1,000 nothing can start there: 1,000 − 180 − 120 of work is spent waiting, or
    // less if the team sets out later.
    expect(summary).toMatchObject({
      cost: 367,
      routes: 1,
      unassigned: 1,
      duration: 360,
      distance: 6_000,
      setup: 20,
      service: 100,
    });
    expect(summary).toMatchObject({ delivery: [2], amount: [2], pickup: [3], priority: 5 + 9 + 2 * 10, violations: [] });
    expect(Object.keys(summary.computing_times)).toEqual(['loading', 'solving']);
  });

  it('writes routes and steps as VROOM does, with what the author wrote beside them', () => {
    const [route] = solved(file).routes;
    expect(route).toMatchObject({
      vehicle: 1,
      description: 'xe 1',
      cost: 367,
      delivery: [2],
      pickup: [3],
      priority: 34,
      violations: [],
    });
    const [start, ...rest] = route.steps;
    expect(start).toMatchObject({
      type: 'start',
      location: [105, 21],
      location_index: 0,
      load: [1],
      duration: 0,
      distance: 0,
      service: 0,
    });
    const job = rest.find((one: Answer) => one.type === 'job' && one.id === 1);
    expect(job).toMatchObject({
      job: 1,
      description: 'bà Sáu',
      location: [105.1, 21.1],
      location_index: 2,
      service: 100,
      violations: [],
    });
    expect(rest.at(-1)).toMatchObject({ type: 'end', load: [2], duration: 360, distance: 6_000 });
    const waiting = route.steps.reduce((sum: number, one: Answer) => sum + one.waiting_time, 0);
    expect(route.waiting_time).toBe(waiting);
  });

  it('says who is unassigned: id, type, place, description, and why', () => {
    expect(solved(file).unassigned).toMatchObject([
      { id: 3, type: 'job', location_index: 1, description: 'too heavy', reason: 'capacityTooSmall', vehicles: [{ vehicle: 1 }] },
    ]);
  });

  it('starts and ends at tasks where the vehicle has no places, and leaves loads away where there are no capacities', () => {
    const { routes, summary } = solved({ jobs: [{ id: 1, location_index: 2 }], vehicles: [{ id: 1 }], matrices: line(3) });
    expect(routes[0].steps.map(({ type, location_index }: Answer) => [type, location_index])).toEqual([
      ['start', 2],
      ['job', 2],
      ['end', 2],
    ]);
    expect(routes[0].steps[0].load).toBeUndefined();
    expect(summary.delivery).toBeUndefined();
  });
});

describe("VROOM's input", () => {
  it('times of work by vehicle type: the fast van takes the long job, and its times are its own', () => {
    const job = {
      id: 1,
      location_index: 1,
      service: 500,
      setup: 30,
      service_per_type: { fast: 100 },
      setup_per_type: { fast: 5 },
    };
    const vehicles = [
      { ...van, time_window: [0, 600] },
      { ...van, id: 2, type: 'fast', time_window: [0, 600] },
    ];
    const { routes } = solved({ jobs: [job], vehicles, matrices: line(2) });
    // The slow van would need 60 + 530 + 60 = 650 s.
    expect(routes).toMatchObject([{ vehicle: 2, service: 100, setup: 5 }]);
  });

  it('a break only while the load is light', () => {
    // On the way out 3 are on board until place 2 is served at 120; the break must begin by 130, with at most 1 on board.
    const pause = (most: number) => ({ id: 5, service: 10, time_windows: [[0, 130]], max_load: [most], description: 'trà' });
    const jobs = [{ id: 1, location_index: 2, delivery: [3] }];
    const { routes } = solved({ jobs, vehicles: [{ ...van, breaks: [pause(1)] }], matrices: line(3) });
    const kinds = routes[0].steps.map(({ type, arrival }: Answer) => `${type} ${arrival}`);
    expect(kinds).toEqual(['start 0', 'job 120', 'break 120', 'end 250']);
    const never = solved({ jobs: [{ ...jobs[0], pickup: [3] }], vehicles: [{ ...van, breaks: [pause(1)] }], matrices: line(3) });
    expect(never.unassigned).toMatchObject([{ id: 1, reason: 'breakInTheWay' }]);
  });

  it('four breaks in a day, in the order in which they open and close', () => {
    const breaks = [400, 300, 200, 100].map((at, i) => ({ id: i + 1, service: 5, time_windows: [[at, at + 50]] }));
    const { routes } = solved({
      jobs: [{ id: 1, location_index: 2, service: 300 }],
      vehicles: [{ ...van, breaks }],
      matrices: line(3, 10),
    });
    const taken = routes[0].steps.filter(({ type }: Answer) => type === 'break').map(({ id }: Answer) => id);
    expect(taken).toEqual([4, 3, 2, 1]);
  });

  it('limits, speed, profiles, costs: each is kept', () => {
    const jobs = [1, 2].map((id) => ({ id, location_index: id, service: 60 }));
    const unassignedWith = (more: object) =>
      solved({ jobs, vehicles: [{ ...van, ...more }], matrices: line(3) }).summary.unassigned;
    expect(unassignedWith({ max_tasks: 1 })).toBe(1);
    expect(unassignedWith({ max_travel_time: 130 })).toBe(1);
    expect(unassignedWith({ max_distance: 3_999 })).toBe(1);
    expect(unassignedWith({ max_distance: 4_000 })).toBe(0);
    const priced = (more: object) => solved({ jobs, vehicles: [{ ...van, ...more }], matrices: line(3) }).summary;
    expect(priced({ speed_factor: 2 })).toMatchObject({ duration: 120, cost: 120 });
    // 240 s at 36 an hour are 2.4; 4 km at 0.5 are 2; 120 s of work at 30 an hour are 1; 100 fixed.
    expect(priced({ costs: { fixed: 100, per_hour: 36, per_km: 0.5, per_task_hour: 30 } }).cost).toBe(105);
    const slow = { walk: { durations: line(3, 600).car.durations }, ...line(3) };
    const two = solved({
      jobs,
      vehicles: [
        { ...van, profile: 'walk' },
        { ...van, id: 2 },
      ],
      matrices: slow,
    });
    expect(two.routes.map(({ vehicle }: Answer) => vehicle)).toEqual([2]);
  });

  it('the deprecated matrix, and null where there is no way', () => {
    const matrix = [
      [0, 60, null],
      [60, 0, null],
      [null, null, 0],
    ];
    const { routes, unassigned } = solved({
      jobs: [
        { id: 1, location_index: 1 },
        { id: 2, location_index: 2 },
      ],
      vehicles: [van],
      matrix,
    });
    expect(routes[0].duration).toBe(120);
    expect(unassigned).toMatchObject([{ id: 2, reason: 'unreachable' }]);
  });

  it('forced start times narrow the windows wherever the task is served; what no window allows is an error unless only judged', () => {
    const jobs = [{ id: 1, location_index: 1, time_windows: [[0, 500]] }];
    const withStep = (more: object) => ({ jobs, vehicles: [{ ...van, steps: [step('job', 1, more)] }], matrices: line(2) });
    expect(solved(withStep({ service_at: 300 })).routes[0].steps[1]).toMatchObject({ arrival: 300, waiting_time: 0 });
    const between = readVroom(withStep({ service_after: 200, service_before: 250 }));
    expect(searchedProblem(between).visits[0]!.windows).toEqual([{ opensSec: 200, closesSec: 250 }]);
    expect(readVroom(withStep({ service_at: 900 })).given!.conflicts[0]).toContain('vehicles[0].steps[0].service_at');
  });

  it('refuses a million jobs at once', () => {
    expect(() => readVroom({ jobs: new Array(1_000_000).fill(0), vehicles: [van], matrices: line(2) })).toThrow('jobs: at most');
  });
});

describe('plan mode', () => {
  const jobs = [
    {
      id: 1,
      location_index: 1,
      delivery: [3],
      time_windows: [
        [0, 50],
        [500, 600],
      ],
      skills: [7],
    },
    { id: 2, location_index: 2, delivery: [3], time_windows: [[100, 200]] },
  ];
  const shipments = [{ amount: [1], pickup: { id: 9, location_index: 1 }, delivery: { id: 8, location_index: 2 } }];
  const plan = (steps: object[], more: object = {}) =>
    judged({ jobs, shipments, vehicles: [{ ...van, skills: [7], ...more, steps }], matrices: line(3) });

  it('finds nothing where nothing is wrong', () => {
    const answer = plan([step('job', 1, {}), step('job', 2)].slice(1));
    expect(answer.summary.violations).toEqual([]);
    expect(answer.unassigned).toHaveLength(3);
  });

  it('names every cause as VROOM does, at the step, for the route and in the summary', () => {
    const steps = [step('job', 2, { service_at: 90 }), step('job', 1), step('delivery', 8)];
    const limits = { skills: [], max_tasks: 2, max_travel_time: 200, max_distance: 2_000, time_window: [0, 700] };
    const answer = plan(steps, { ...limits, breaks: [{ id: 4, service: 9, time_windows: [[0, 900]] }] });
    const [route] = answer.routes;
    // Place 2 cannot be reached before 120: the forced start at 90 is missed by 30, its own window (100–200) is not.
    expect(causes(route.steps[0].violations)).toEqual(['load']);
    expect(causes(route.steps[1].violations)).toEqual(['delay 30']);
    expect(causes(route.steps[2].violations)).toEqual(['skills']);
    expect(causes(route.steps[3].violations)).toEqual(['precedence']);
    expect(causes(route.violations).sort()).toEqual(
      ['delay 30', 'load', 'max_distance', 'max_tasks', 'max_travel_time', 'missing_break', 'precedence', 'skills'].sort(),
    );
    expect(causes(answer.summary.violations).sort()).toEqual(causes(route.violations).sort());
    expect(answer.violations).toContainEqual({ code: 'skillMissing', excess: 1, vehicle: 1, job: 1 });
  });

  it('tells how much too early or late, summed for the route', () => {
    // At 450 the second window is the nearer one.
    const early = plan([step('job', 2, { service_at: 150 }), step('job', 1, { service_at: 450 })]);
    expect(causes(early.routes[0].steps[2].violations)).toEqual(['lead_time 50']);
    const late = plan([step('job', 2), step('job', 1, { service_before: 300 })], { time_window: [100, 300] });
    // Away at 100, at place 2 at 220: 20 late; at place 1 at 280, 230 after 50 and 220 before 500; back at 340: 40 late.
    expect(causes(late.routes[0].violations)).toEqual(['load', 'delay 60', 'lead_time 220']);
  });

  it('takes breaks where the steps put them, late or overloaded if need be', () => {
    const breaks = [
      { id: 4, service: 10, time_windows: [[0, 100]], max_load: [2] },
      { id: 5, service: 10, time_windows: [[0, 900]] },
    ];
    const answer = plan([step('break', 5), step('job', 2), step('break', 4)], { breaks });
    const [, first, job, second] = answer.routes[0].steps;
    expect(first).toMatchObject({ type: 'break', id: 5 });
    expect(job).toMatchObject({ type: 'job', id: 2, arrival: 130 });
    expect(second).toMatchObject({ type: 'break', id: 4, arrival: 130, violations: [{ cause: 'delay', duration: 30 }] });
    const heavy = plan([step('break', 4), step('job', 2), step('break', 5)], { breaks });
    expect(causes(heavy.routes[0].steps[1].violations)).toEqual(['max_load']);
    expect(causes(heavy.routes[0].violations)).toEqual(['max_load']);
  });

  it('writes what can be read back, and judged as it was', () => {
    const steps = [step('pickup', 9), step('job', 2), step('delivery', 8)];
    const instance: Instance = readVroom({ jobs, shipments, vehicles: [{ ...van, skills: [7], steps }], matrices: line(3) });
    const { problem, plan: given } = instance.given!;
    const written = JSON.parse(JSON.stringify(writeVroom(instance, given, evaluate(problem, given), [], timing)));
    const read = readSolution(instance, written);
    expect(read.plan.routes).toEqual(given.routes);
    expect(checkPlan(problem, read.plan, { routes: read.claimed })).toEqual([]);
    written.routes[0].duration += 1;
    const lied = readSolution(instance, written);
    expect(checkPlan(problem, lied.plan, { routes: lied.claimed })).toEqual(['shift 0: travel or cost is not as claimed']);
  });
});
