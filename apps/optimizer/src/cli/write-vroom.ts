import type { Evaluation, Plan, UnassignedReason } from '../plan.ts';
import type { Instance } from './instance.ts';
import { summed, violationsOf, vroomViolation } from './vroom-violations.ts';
import { loadsMovedIn, writeRoute } from './write-vroom-route.ts';

interface Timing {
  readonly loading: number;
  readonly solving: number;
}

/**
 * A plan in VROOM's output format. Fields of ours, which a reader of VROOM's passes over: `reason` and `vehicles` of what is
 * unassigned, and `violations` of the whole with our codes, excess and whose they are. Priorities count as in VROOM: a shipment
 * twice, for its pickup and for its delivery.
 */
export function writeVroom(
  instance: Instance,
  plan: Plan,
  evaluation: Evaluation,
  reasons: readonly UnassignedReason[],
  timing: Timing,
): object {
  const { problem, costScale } = instance;
  const used = evaluation.routes.filter((route) => route.stops.length > 0);
  const served = new Set(used.flatMap((route) => route.stops.map((stop) => (stop.kind === 'visit' ? stop.visit : -1))));
  served.delete(-1);
  const sum = (field: 'travelSec' | 'travelMetres' | 'serviceSec' | 'setupSec' | 'waitingSec') =>
    used.reduce((total, route) => total + route[field], 0);
  const routes = used.map((route) => writeRoute(instance, evaluation, route));
  const moved = loadsMovedIn(problem);
  const loads = (of: (visit: number) => readonly number[]): number[] =>
    (problem.shifts[0]?.capacity ?? []).map((_, d) => [...served].reduce((total, v) => total + of(v)[d]!, 0));
  const delivery = loads((v) => moved(v).left);
  const elsewhere = violationsOf(evaluation, null).map(({ code, excess }) => vroomViolation(code, excess));
  return {
    code: 0,
    summary: {
      cost: Math.round(used.reduce((total, route) => total + route.cost, 0) / costScale),
      routes: used.length,
      unassigned: plan.unassigned.length,
      ...(delivery.length > 0 && { delivery, amount: delivery, pickup: loads((v) => moved(v).taken) }),
      setup: sum('setupSec'),
      service: sum('serviceSec'),
      duration: sum('travelSec'),
      waiting_time: sum('waitingSec'),
      priority: [...served].reduce((total, v) => total + problem.visits[v]!.prize, 0),
      distance: sum('travelMetres'),
      violations: summed([...routes.flatMap((route) => route.violations), ...elsewhere]),
      computing_times: timing,
    },
    unassigned: plan.unassigned.map((v) => writeUnassigned(instance, v, reasons)),
    routes,
    violations: evaluation.violations.map((violation) => writeViolation(instance, violation)),
  };
}

function writeUnassigned(instance: Instance, v: number, reasons: readonly UnassignedReason[]): object {
  const reason = reasons.find((one) => one.visit === v);
  const { description, location } = instance.visitLabels?.[v] ?? {};
  return {
    id: instance.visitIds[v],
    ...(location && { location }),
    location_index: instance.problem.visits[v]!.placeIndex,
    type: instance.visitKinds?.[v] ?? 'job',
    ...(description !== undefined && { description }),
    ...(reason && {
      reason: reason.code,
      vehicles: reason.shifts.map(({ shift, ...why }) => ({ vehicle: instance.shiftIds[shift], ...why })),
    }),
  };
}

function writeViolation(instance: Instance, violation: Evaluation['violations'][number]): object {
  const { code, shift, visit, excess } = violation;
  return {
    code,
    excess,
    ...(shift !== null && { vehicle: instance.shiftIds[shift] }),
    ...(visit !== null && { [instance.visitKinds?.[visit] ?? 'job']: instance.visitIds[visit] }),
  };
}
