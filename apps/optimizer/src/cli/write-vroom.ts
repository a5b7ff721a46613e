import { pairTable } from '../pairs.ts';
import type { Evaluation, Plan, RouteEvaluation, UnassignedReason } from '../plan.ts';
import type { Problem } from '../problem.ts';
import type { Instance } from './instance.ts';

interface Timing {
  readonly loading: number;
  readonly solving: number;
}

/** A plan in VROOM's output format, with the reasons of unassigned jobs and the violations in extra fields. */
export function writeVroom(
  instance: Instance,
  plan: Plan,
  evaluation: Evaluation,
  reasons: readonly UnassignedReason[],
  timing: Timing,
): object {
  const { problem, costScale } = instance;
  const used = evaluation.routes.filter((route) => route.stops.length > 0);
  const served = new Set(plan.routes.flat());
  const sum = (field: 'travelSec' | 'travelMetres' | 'serviceSec' | 'setupSec' | 'waitingSec') =>
    used.reduce((total, route) => total + route[field], 0);
  return {
    code: 0,
    summary: {
      cost: Math.round(used.reduce((total, route) => total + route.cost, 0) / costScale),
      routes: used.length,
      unassigned: plan.unassigned.length,
      setup: sum('setupSec'),
      service: sum('serviceSec'),
      duration: sum('travelSec'),
      waiting_time: sum('waitingSec'),
      priority: [...served].reduce((total, v) => total + problem.visits[v]!.prize, 0),
      distance: sum('travelMetres'),
      violations: evaluation.violations.map((violation) => writeViolation(instance, violation)),
      computing_times: timing,
    },
    unassigned: plan.unassigned.map((v) => {
      const reason = reasons.find((one) => one.visit === v);
      return {
        id: instance.visitIds[v],
        type: instance.visitKinds?.[v] ?? 'job',
        location_index: problem.visits[v]!.placeIndex,
        ...(reason && {
          reason: reason.code,
          vehicles: reason.shifts.map(({ shift, ...why }) => ({ vehicle: instance.shiftIds[shift], ...why })),
        }),
      };
    }),
    routes: used.map((route) => writeRoute(instance, route)),
  };
}

function writeViolation(instance: Instance, violation: Evaluation['violations'][number]): object {
  const { code, shift, visit, excess } = violation;
  return {
    cause: code,
    excess,
    ...(shift !== null && { vehicle: instance.shiftIds[shift] }),
    ...(visit !== null && { [instance.visitKinds?.[visit] ?? 'job']: instance.visitIds[visit] }),
  };
}

function writeRoute(instance: Instance, route: RouteEvaluation): object {
  const { problem, originSec } = instance;
  const shift = problem.shifts[route.shift]!;
  const load = [...route.loads];
  const pickup = load.map(() => 0);
  const delivery = load.map(() => 0);
  const moved = loadsMovedIn(problem);
  let duration = 0;
  let distance = 0;
  const steps: object[] = [];
  const end = (place: number | null) => (place === null ? {} : { location_index: place });
  const common = () => ({ load: [...load], duration, distance, violations: [] });
  const start = {
    type: 'start',
    ...end(shift.startPlaceIndex),
    arrival: originSec + route.departSec!,
    setup: 0,
    service: 0,
    waiting_time: 0,
  };
  if (shift.startPlaceIndex !== null) steps.push({ ...start, ...common() });
  for (const stop of route.stops) {
    if (stop.kind === 'break') {
      const id = instance.breakIds[route.shift]![stop.breakIndex]!;
      const service = stop.endSec - stop.startSec;
      steps.push({ type: 'break', id, arrival: originSec + stop.startSec, setup: 0, service, waiting_time: 0, ...common() });
      continue;
    }
    const visit = problem.visits[stop.visit]!;
    duration += stop.travelSec;
    distance += stop.travelMetres;
    const { taken, left } = moved(stop.visit);
    for (let d = 0; d < load.length; d++) {
      load[d]! += taken[d]! - left[d]!;
      pickup[d]! += taken[d]!;
      delivery[d]! += left[d]!;
    }
    steps.push({
      type: instance.visitKinds?.[stop.visit] ?? 'job',
      id: instance.visitIds[stop.visit],
      location_index: visit.placeIndex,
      // The end of a break on arrival counts as the arrival, as VROOM writes it.
      arrival: originSec + stop.startSec - stop.waitingSec,
      setup: stop.setupSec,
      service: visit.serviceSec,
      waiting_time: stop.waitingSec,
      ...common(),
    });
  }
  duration += route.lastTravelSec;
  distance += route.lastTravelMetres;
  const finish = {
    type: 'end',
    ...end(shift.endPlaceIndex),
    arrival: originSec + route.finishSec!,
    setup: 0,
    service: 0,
    waiting_time: 0,
  };
  if (shift.endPlaceIndex !== null) steps.push({ ...finish, ...common() });
  const visits = route.stops.flatMap((stop) => (stop.kind === 'visit' ? [stop.visit] : []));
  return {
    vehicle: instance.shiftIds[route.shift],
    cost: Math.round(route.cost / instance.costScale),
    delivery,
    pickup,
    setup: route.setupSec,
    service: route.serviceSec,
    duration: route.travelSec,
    waiting_time: route.waitingSec,
    priority: visits.reduce((total, v) => total + problem.visits[v]!.prize, 0),
    distance: route.travelMetres,
    steps,
    violations: [],
  };
}

/** What each visit takes on board and leaves, pairs included. */
function loadsMovedIn(problem: Problem): (visit: number) => { taken: readonly number[]; left: readonly number[] } {
  const table = pairTable(problem);
  return (v) => {
    const { loads, pickups } = problem.visits[v]!;
    const none = loads.map(() => 0);
    const pair = table ? problem.pairs![table.pairOf[v]!] : undefined;
    if (pair) return table!.isDelivery[v] === 1 ? { taken: none, left: pair.loads } : { taken: pair.loads, left: none };
    return { taken: pickups ?? none, left: loads };
  };
}
