import type { GivenBreak, Plan } from '../plan.ts';
import { MAX_TIME_SEC, type Problem, type Window } from '../problem.ts';
import { clipWindows } from '../window.ts';
import type { Fields } from './fields.ts';
import { type GivenRoutes, type Instance, TASK_KINDS, visitFinder } from './instance.ts';
import type { Reading } from './vroom-fields.ts';

type Read = Pick<Instance, 'problem' | 'visitIds' | 'visitKinds' | 'breakIds'>;

interface Forced {
  readonly step: Fields;
  readonly index: number;
  readonly window: Window;
}

/** Routes given as the "steps" of vehicles; `null` if there are none. */
export function readSteps(vehicles: readonly Fields[], read: Read, reading: Reading): GivenRoutes | null {
  const { problem, visitIds, breakIds } = read;
  if (!vehicles.some((vehicle) => vehicle.has('steps'))) return null;
  const findVisit = visitFinder(read);
  const forced: Forced[] = [];
  const forcedBreaks: Forced[][] = vehicles.map(() => []);
  const breaks: GivenBreak[][] = vehicles.map(() => []);
  const routes = vehicles.map((vehicle, s) => {
    const route: number[] = [];
    for (const step of vehicle.objects('steps')) {
      step.allow(['type', 'id', 'location', 'location_index', 'description', ...FORCING], {});
      const type = step.text('type', '');
      const window = forcedWindow(step, type, reading);
      if (type === 'start' || type === 'end') continue;
      if (type === 'break') {
        const breakIndex = breakIds[s]!.indexOf(step.whole('id', null));
        if (breakIndex < 0) step.fault('id', 'this vehicle has no such break');
        else if (breaks[s]!.some((pause) => pause.breakIndex === breakIndex)) step.fault('id', 'the break is in the steps twice');
        else breaks[s]!.push({ breakIndex, leg: route.length });
        if (window) forcedBreaks[s]!.push({ step, index: breakIndex, window });
        continue;
      }
      const visit = findVisit(type, step.whole('id', null));
      if (!TASK_KINDS.some((kind) => kind === type)) step.fault('type', `${type || '(none)'} is not supported`);
      else if (visit === undefined) step.fault('id', `there is no such ${type}`);
      else route.push(visit);
      if (window && visit !== undefined) forced.push({ step, index: visit, window });
    }
    return route;
  });
  const placed = new Set(routes.flat());
  if (placed.size !== routes.flat().length) reading.faults.push('vehicles: a task is in the steps twice');
  const plan: Plan = {
    routes,
    unassigned: visitIds.map((_, v) => v).filter((v) => !placed.has(v)),
    breaks: vehicles.map((vehicle, s) => (vehicle.has('steps') ? breaks[s]! : null)),
  };
  const { narrowed, judged, conflicts } = forceStarts(problem, forced);
  const shifts = problem.shifts.map((shift, s) => ({
    ...shift,
    breaks: shift.breaks.map((pause, b) => {
      const one = forcedBreaks[s]!.find(({ index }) => index === b);
      return one ? { ...pause, windows: [one.window] } : pause;
    }),
  }));
  return { plan, problem: { ...judged, shifts }, narrowed, conflicts };
}

const FORCING = ['service_at', 'service_after', 'service_before'] as const;

/** When the step must start, if it says so. */
function forcedWindow(step: Fields, type: string, { originSec }: Reading): Window | null {
  const given = FORCING.filter((name) => step.has(name));
  if (given.length === 0) return null;
  if (type === 'start' || type === 'end') {
    for (const name of given) step.fault(name, 'is not supported at the start or the end: narrow the time_window of the vehicle');
    return null;
  }
  const opens = Math.max(...given.filter((name) => name !== 'service_before').map((name) => step.whole(name, 0)), originSec);
  const latest = given.filter((name) => name !== 'service_after').map((name) => step.whole(name, 0) - originSec);
  const window = { opensSec: opens - originSec, closesSec: Math.min(...latest, MAX_TIME_SEC) };
  if (window.closesSec >= window.opensSec) return window;
  step.fault(given[0]!, 'leaves no time at which the step could start');
  return null;
}

/** For a search the windows narrow down; a route that is only judged starts when it must, whatever the windows say. */
function forceStarts(problem: Problem, forced: readonly Forced[]) {
  const narrowed = [...problem.visits];
  const judged = [...problem.visits];
  const conflicts: string[] = [];
  for (const { step, index, window } of forced) {
    const visit = problem.visits[index]!;
    const left = visit.windows.length === 0 ? [window] : clipWindows(visit.windows, window.opensSec, window.closesSec);
    judged[index] = { ...visit, windows: left.length > 0 ? left : [window] };
    if (left.length > 0) narrowed[index] = judged[index]!;
    else conflicts.push(`${step.at('service_at')}: no window of the task allows this start (-c judges the route as it is)`);
  }
  return { narrowed: { ...problem, visits: narrowed }, judged: { ...problem, visits: judged }, conflicts };
}
