import type { ClaimedRoute } from '../check/check-plan.ts';
import type { Plan, Stop } from '../plan.ts';
import { Fields } from './fields.ts';
import { InputError, type Instance, TASK_KINDS, visitFinder } from './instance.ts';

/** A solution in VROOM's output format, ours or VROOM's: who is where, and the times that are claimed for it. */
export function readSolution(instance: Instance, json: unknown): { plan: Plan; claimed: ClaimedRoute[] } {
  const faults: string[] = [];
  const root = new Fields(json, '', faults);
  const findVisit = visitFinder(instance);
  const shiftOf = new Map(instance.shiftIds.map((id, s) => [id, s]));
  const routes: number[][] = instance.shiftIds.map(() => []);
  const claimed: ClaimedRoute[] = instance.shiftIds.map(() => ({ departSec: null, finishSec: null, stops: [] }));
  for (const route of root.objects('routes')) {
    const shift = shiftOf.get(route.whole('vehicle', null));
    if (shift === undefined) {
      route.fault('vehicle', 'there is no such vehicle');
      continue;
    }
    if (claimed[shift]!.stops.length > 0) route.fault('vehicle', 'has two routes');
    const steps = route.objects('steps');
    const stops: Stop[] = [];
    for (const step of steps) {
      const type = step.text('type', '');
      const startSec = step.whole('arrival', 0) + step.whole('waiting_time', 0) - instance.originSec;
      const setupSec = step.whole('setup', 0);
      const endSec = startSec + setupSec + step.whole('service', 0);
      if (TASK_KINDS.some((kind) => kind === type)) {
        const visit = findVisit(type, step.whole('id', null));
        if (visit === undefined) {
          step.fault('id', `there is no such ${type}`);
          continue;
        }
        const unknown = { travelSec: 0, travelMetres: 0, arrivalSec: startSec, waitingSec: 0, lateSec: 0 };
        stops.push({ kind: 'visit', visit, startSec, setupSec, endSec, ...unknown });
        routes[shift]!.push(visit);
      } else if (type === 'break') {
        const breakIndex = instance.breakIds[shift]!.indexOf(step.whole('id', null));
        stops.push({ kind: 'break', breakIndex, waitingSec: step.whole('waiting_time', 0), startSec, endSec });
      } else if (type !== 'start' && type !== 'end') step.fault('type', `${type || '(none)'} is not supported`);
    }
    const departSec = steps.length === 0 ? null : steps[0]!.whole('arrival', 0) - instance.originSec;
    const last = steps.at(-1);
    const finishSec =
      last === undefined
        ? null
        : last.whole('arrival', 0) + last.whole('setup', 0) + last.whole('service', 0) - instance.originSec;
    claimed[shift] = { departSec, finishSec, stops, ...sumsOf(route, instance, shift) };
  }
  const unassigned: number[] = [];
  for (const one of root.objects('unassigned')) {
    const kind = one.text('type', 'job');
    const visit = findVisit(kind, one.whole('id', null));
    if (visit === undefined) one.fault('id', `there is no such ${kind}`);
    else unassigned.push(visit);
  }
  if (faults.length > 0) throw new InputError(faults);
  return { plan: { routes, unassigned }, claimed };
}

/** What a route says of itself, as far as VROOM and this program must agree on it to the unit. */
function sumsOf(route: Fields, { problem, costScale }: Instance, s: number): Partial<ClaimedRoute> {
  const { speedFactor, matrixIndex } = problem.shifts[s]!;
  const { distancesMetres } = problem.matrices[matrixIndex]!;
  return {
    // Of scaled times and costs every program rounds its own way.
    ...(route.has('duration') && speedFactor === 1 && { travelSec: route.whole('duration', 0) }),
    ...(route.has('distance') && distancesMetres && { travelMetres: route.whole('distance', 0) }),
    ...(route.has('cost') && speedFactor === 1 && costScale === 1 && { cost: route.whole('cost', 0) }),
  };
}
