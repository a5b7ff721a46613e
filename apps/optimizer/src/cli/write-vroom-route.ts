import { pairTable } from '../pairs.ts';
import type { Evaluation, RouteEvaluation, Stop } from '../plan.ts';
import type { Problem } from '../problem.ts';
import type { Instance } from './instance.ts';
import { summed, type VroomViolation, violationsOf, vroomViolation, windowViolation } from './vroom-violations.ts';

interface Step {
  readonly violations: VroomViolation[];
}

/** One route, field by field as VROOM writes it (src/utils/output_json.cpp); arrays of loads only where there are capacities. */
export function writeRoute(instance: Instance, evaluation: Evaluation, route: RouteEvaluation): { violations: VroomViolation[] } {
  const { problem } = instance;
  const s = route.shift;
  const broken = violationsOf(evaluation, s);
  const steps = stepsOf(instance, evaluation, route);
  const visits = route.stops.flatMap((stop) => (stop.kind === 'visit' ? [stop.visit] : []));
  const moved = loadsMovedIn(problem);
  const sum = (of: (visit: number) => readonly number[]): number[] =>
    problem.shifts[s]!.capacity.map((_, d) => visits.reduce((total, v) => total + of(v)[d]!, 0));
  const delivery = sum((v) => moved(v).left);
  const { description } = instance.shiftLabels?.[s] ?? {};
  const ofRoute = broken.filter(({ code }) => !TOLD_AT_STEPS.has(code)).map(({ code, excess }) => vroomViolation(code, excess));
  return {
    vehicle: instance.shiftIds[s],
    cost: Math.round(route.cost / instance.costScale),
    ...(description !== undefined && { description }),
    ...(delivery.length > 0 && { delivery, amount: delivery, pickup: sum((v) => moved(v).taken) }),
    setup: route.setupSec,
    service: route.serviceSec,
    duration: route.travelSec,
    waiting_time: route.waitingSec,
    priority: visits.reduce((total, v) => total + problem.visits[v]!.prize, 0),
    distance: route.travelMetres,
    steps,
    violations: summed([...steps.flatMap((step) => step.violations), ...ofRoute]),
  } as { violations: VroomViolation[] };
}

/** Violations of one stop, of the start or of the end. */
const TOLD_AT_STEPS: ReadonlySet<string> = new Set([
  ...[
    'skillMissing',
    'windowMissed',
    'shiftEndsLate',
    'capacityExceeded',
    'pairSplit',
    'pairReversed',
    'breakLate',
    'breakOverloaded',
  ],
  ...['notAllowed', 'notPinnedShift', 'notAtPosition', 'frozenHeadChanged', 'unreachable'],
]);

function stepsOf(instance: Instance, evaluation: Evaluation, route: RouteEvaluation): Step[] {
  const { problem, originSec } = instance;
  const shift = problem.shifts[route.shift]!;
  const label = instance.shiftLabels?.[route.shift] ?? {};
  const broken = violationsOf(evaluation, route.shift);
  const moved = loadsMovedIn(problem);
  const load = [...route.loads];
  let duration = 0;
  let distance = 0;
  const overload = (): VroomViolation[] => (load.some((one, d) => one > shift.capacity[d]!) ? [{ cause: 'load' }] : []);
  const common = (violations: VroomViolation[]) => ({
    ...(load.length > 0 && { load: [...load] }),
    duration,
    distance,
    violations: [...violations, ...overload()],
  });
  const visits = route.stops.flatMap((stop) => (stop.kind === 'visit' ? [stop.visit] : []));
  const end = (type: 'start' | 'end', arrivalSec: number, violations: VroomViolation[]) => {
    // Without a place of its own the route starts at its first task and ends at its last.
    const visit = type === 'start' ? visits[0] : visits.at(-1);
    const own = type === 'start' ? shift.startPlaceIndex : shift.endPlaceIndex;
    const place = own ?? (visit === undefined ? null : problem.visits[visit]!.placeIndex);
    const location = own === null && visit !== undefined ? instance.visitLabels?.[visit]?.location : label[type];
    return {
      type,
      ...(location && { location }),
      ...(place !== null && { location_index: place }),
      ...{ setup: 0, service: 0, waiting_time: 0, arrival: originSec + arrivalSec },
      ...common(violations),
    };
  };
  const task = (stop: Extract<Stop, { kind: 'visit' }>) => {
    const { description, location } = instance.visitLabels?.[stop.visit] ?? {};
    duration += stop.travelSec;
    distance += stop.travelMetres;
    const { taken, left } = moved(stop.visit);
    for (let d = 0; d < load.length; d++) load[d]! += taken[d]! - left[d]!;
    const own = broken.filter(({ visit, code }) => visit === stop.visit && code !== 'windowMissed');
    const timed = windowViolation(problem.visits[stop.visit]!.windows, stop.startSec);
    // A start that a step forces may be impossible although a window of the task is kept.
    const missed = broken.filter(({ visit, code }) => visit === stop.visit && code === 'windowMissed' && timed.length === 0);
    const violations = [...timed, ...[...missed, ...own].map(({ code, excess }) => vroomViolation(code, excess))];
    const id = instance.visitIds[stop.visit];
    return {
      type: instance.visitKinds?.[stop.visit] ?? 'job',
      ...(description !== undefined && { description }),
      ...(location && { location }),
      location_index: problem.visits[stop.visit]!.placeIndex,
      ...{
        id,
        setup: stop.setupSec,
        service: stop.endSec - stop.startSec - stop.setupSec,
        waiting_time: stop.waitingSec,
        job: id,
      },
      // The end of a break on arrival counts as the arrival, as VROOM writes it.
      arrival: originSec + stop.startSec - stop.waitingSec,
      ...common(violations),
    };
  };
  const pause = ({ breakIndex, startSec, endSec, waitingSec, lateSec }: Extract<Stop, { kind: 'break' }>) => {
    const id = instance.breakIds[route.shift]![breakIndex]!;
    const description = instance.breakDescriptions?.[route.shift]?.get(id);
    const { maxLoads, windows } = shift.breaks[breakIndex]!;
    const timed = windowViolation(windows, startSec);
    const late = lateSec && timed.length === 0 ? [vroomViolation('breakLate', lateSec)] : timed;
    const heavy = maxLoads?.some((most, d) => load[d]! > most) ? [vroomViolation('breakOverloaded', 0)] : [];
    return {
      type: 'break',
      ...(description !== undefined && { description }),
      ...{ id, setup: 0, service: endSec - startSec, waiting_time: waitingSec, arrival: originSec + startSec - waitingSec },
      ...common([...late, ...heavy]),
    };
  };
  const steps: Step[] = [end('start', route.departSec!, [])];
  for (const stop of route.stops) steps.push(stop.kind === 'break' ? pause(stop) : task(stop));
  duration += route.lastTravelSec;
  distance += route.lastTravelMetres;
  const late = broken.filter(({ code, visit }) => code === 'shiftEndsLate' || (code === 'unreachable' && visit === null));
  steps.push(
    end(
      'end',
      route.finishSec!,
      late.map(({ code, excess }) => vroomViolation(code, excess)),
    ),
  );
  return steps;
}

/** What each visit takes on board and leaves, pairs included. */
export function loadsMovedIn(problem: Problem): (visit: number) => { taken: readonly number[]; left: readonly number[] } {
  const table = pairTable(problem);
  return (v) => {
    const { loads, pickups } = problem.visits[v]!;
    const none = loads.map(() => 0);
    const pair = table ? problem.pairs![table.pairOf[v]!] : undefined;
    if (pair) return table!.isDelivery[v] === 1 ? { taken: none, left: pair.loads } : { taken: pair.loads, left: none };
    return { taken: pickups ?? none, left: loads };
  };
}
