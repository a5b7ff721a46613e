import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../apps/optimizer/src/check/check-plan.ts';
import { readSolution } from '../../apps/optimizer/src/cli/read-solution.ts';
import { readVroom } from '../../apps/optimizer/src/cli/read-vroom.ts';
import { writeVroom } from '../../apps/optimizer/src/cli/write-vroom.ts';
import { evaluate, solve } from '../../apps/optimizer/src/index.ts';
import { dice } from './random-problem.ts';

interface Step {
  type: string;
  id?: number;
  load: number[];
}
interface Answer {
  summary: { unassigned: number; priority: number };
  unassigned: { id: number; type: string; reason?: string }[];
  routes: { vehicle: number; pickup: number[]; delivery: number[]; steps: Step[] }[];
}

function answerOf(file: object, iterations: number): Answer {
  const instance = readVroom(file);
  const { plan, evaluation, unassigned } = solve(instance.problem, { seed: 1, iterations });
  const json = JSON.parse(JSON.stringify(writeVroom(instance, plan, evaluation, unassigned, { loading: 0, solving: 0 })));
  const read = readSolution(instance, json);
  expect(read.plan).toEqual(plan);
  const claim = { ...evaluation, routes: evaluation.routes.map((route, s) => ({ ...route, ...read.claimed[s]! })) };
  expect(checkPlan(instance.problem, read.plan, claim)).toEqual([]);
  return json;
}

/** Places on a line, a minute apart. */
const line = (count: number) => ({
  car: { durations: Array.from({ length: count }, (_, a) => Array.from({ length: count }, (_, b) => 60 * Math.abs(a - b))) },
});
const van = { id: 1, start_index: 0, end_index: 0, capacity: [2] };

describe("VROOM's shipments", () => {
  it('are picked up before they are delivered, with ids of their own, and what is on board is written', () => {
    const file = {
      jobs: [{ id: 1, location_index: 3, delivery: [1], pickup: [1] }],
      shipments: [
        { amount: [1], priority: 7, pickup: { id: 1, location_index: 4 }, delivery: { id: 1, location_index: 2, service: 30 } },
      ],
      vehicles: [van],
      matrices: line(5),
    };
    const { summary, routes } = answerOf(file, 2_000);
    const steps = routes[0]!.steps.map(({ type, id, load }) => [type, id, ...load]);
    // Out to 4 and back to 0 whatever the order: 8 minutes. The job is served on the way out or on the way back.
    expect(steps[0]).toEqual(['start', undefined, 1]);
    expect(steps.at(-1)).toEqual(['end', undefined, 1]);
    expect(steps.findIndex(([type]) => type === 'pickup')).toBeLessThan(steps.findIndex(([type]) => type === 'delivery'));
    expect(steps).toContainEqual(['pickup', 1, 2]);
    expect(summary).toMatchObject({ unassigned: 0, priority: 14, duration: 480, service: 30 });
    expect(routes[0]).toMatchObject({ pickup: [2], delivery: [2] });
  });

  it('are left out whole, and the reason says why', () => {
    const shipment = { amount: [3], pickup: { id: 5, location_index: 1 }, delivery: { id: 6, location_index: 2 } };
    const { unassigned } = answerOf({ shipments: [shipment], vehicles: [van], matrices: line(3) }, 100);
    expect(unassigned).toMatchObject([
      { id: 5, type: 'pickup', reason: 'capacityTooSmall' },
      { id: 6, type: 'delivery', reason: 'capacityTooSmall' },
    ]);
  });

  it('given as steps are judged: delivered before picked up, too much on board', () => {
    const shipments = [1, 2, 3].map((id) => ({
      amount: [1],
      pickup: { id, location_index: 1 },
      delivery: { id, location_index: 2 },
    }));
    const step = (type: string, id: number) => ({ type, id });
    const violationsOf = (steps: object[]) => {
      const { given } = readVroom({ shipments, vehicles: [{ ...van, steps }], matrices: line(3) });
      return evaluate(given!.problem, given!.plan).violations.map(({ code }) => code);
    };
    expect(violationsOf([step('delivery', 1), step('pickup', 1)])).toContain('pairReversed');
    expect(violationsOf([step('pickup', 1)])).toContain('pairSplit');
    const all = ['pickup', 'delivery'].flatMap((type) => [1, 2, 3].map((id) => step(type, id)));
    expect(violationsOf(all)).toEqual(['capacityExceeded']);
    expect(violationsOf(all.slice(0, 2).concat(all.slice(3, 5)))).toEqual([]);
  });

  it('in random files with jobs that bring and take: a judge that reads only the two files finds nothing', () => {
    for (let seed = 1; seed <= 120; seed++) {
      const roll = dice(seed);
      const places = 3 + roll(6);
      const stop = (id: number) => ({ id, location_index: roll(places), service: roll(100), setup: roll(20) });
      const file = {
        jobs: Array.from({ length: roll(5) }, (_, i) => ({ ...stop(i), delivery: [roll(3)], pickup: [roll(3)] })),
        shipments: Array.from({ length: roll(5) }, (_, i) => ({
          ...{ amount: [roll(4)], priority: roll(3) * 10, skills: roll(4) === 0 ? [1] : [] },
          pickup: stop(i),
          delivery: { ...stop(i), time_windows: roll(2) ? [[roll(300), 300 + roll(1_200)]] : [] },
        })),
        vehicles: [1, 2].map((id) => ({
          ...{ id, start_index: 0, end_index: 0, capacity: [2 + roll(4)], time_window: [0, 600 + roll(1_500)] },
          skills: id === 1 ? [1] : [],
        })),
        matrices: line(places),
      };
      expect(faultsOf(file, answerOf(file, 256)), `seed ${seed}`).toEqual([]);
    }
  });
});

interface File {
  jobs: { id: number; delivery: number[]; pickup: number[] }[];
  shipments: { amount: number[]; skills: number[]; pickup: { id: number }; delivery: { id: number } }[];
  vehicles: { id: number; capacity: number[]; skills: number[] }[];
}

/** Walks the steps with the file in the other hand. */
function faultsOf({ jobs, shipments, vehicles }: File, { routes, unassigned }: Answer): string[] {
  const faults: string[] = [];
  const left = new Set(unassigned.map(({ type, id }) => `${type} ${id}`));
  for (const { steps, vehicle } of routes) {
    const { capacity, skills } = vehicles.find(({ id }) => id === vehicle)!;
    let load = 0;
    for (const { type, id } of steps) if (type === 'job') load += jobs.find((job) => job.id === id)!.delivery[0]!;
    const onBoard = new Set<number>();
    for (const step of steps) {
      const job = step.type === 'job' && jobs.find(({ id }) => id === step.id);
      if (job) load += job.pickup[0]! - job.delivery[0]!;
      const shipment = shipments.find((one) => (step.type === 'pickup' || step.type === 'delivery') && one.pickup.id === step.id);
      if (shipment && step.type === 'pickup') {
        if (shipment.skills.some((skill) => !skills.includes(skill))) faults.push(`${vehicle} lacks a skill`);
        onBoard.add(step.id!);
        load += shipment.amount[0]!;
      }
      if (shipment && step.type === 'delivery') {
        if (!onBoard.delete(step.id!)) faults.push(`delivery ${step.id} was not on board`);
        load -= shipment.amount[0]!;
      }
      if (load > capacity[0]! || step.load[0] !== load) faults.push(`${vehicle} carries ${load}, says ${step.load[0]}`);
      if (left.has(`${step.type} ${step.id}`)) faults.push(`${step.type} ${step.id} is served and unassigned`);
    }
    if (onBoard.size > 0) faults.push(`${[...onBoard]} never delivered`);
  }
  const served = routes.flatMap(({ steps }) => steps).filter(({ id }) => id !== undefined).length;
  if (served + left.size !== jobs.length + 2 * shipments.length) faults.push('something is lost');
  return faults;
}
