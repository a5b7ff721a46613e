import { MAX_TIME_SEC, type Problem } from '../problem.ts';
import { MAX_VISITS } from '../validate-problem.ts';
import { Fields } from './fields.ts';
import { InputError, type Instance, requireSound, TASK_KINDS, type TaskKind } from './instance.ts';
import { readMatrices } from './read-vroom-matrices.ts';
import { readSteps } from './read-vroom-steps.ts';
import { labelOf, readJob, readPair, readSide } from './read-vroom-tasks.ts';
import { breaksOf, hasWholeRates, readVehicle, sortedBreaks } from './read-vroom-vehicles.ts';
import { profileOf, type Reading } from './vroom-fields.ts';
import { inVroomsWords } from './vroom-words.ts';

/** VROOM's JSON (https://github.com/VROOM-Project/vroom, docs/API.md); what of it cannot be kept is a clear error, never silence. */
export function readVroom(json: unknown): Instance {
  const faults: string[] = [];
  const root = new Fields(json, '', faults);
  for (const name of ['jobs', 'shipments', 'vehicles']) {
    const list = root.raw(name);
    if (Array.isArray(list) && list.length > MAX_VISITS) root.fault(name, `at most ${MAX_VISITS}, there are ${list.length}`);
  }
  if (faults.length > 0) throw new InputError(faults);
  root.allow(['jobs', 'shipments', 'vehicles', 'matrices', 'matrix', 'points'], {});
  const jobs = root.objects('jobs');
  const shipments = root.objects('shipments');
  const sides = shipments.flatMap((shipment) => [shipment.object('pickup'), shipment.object('delivery')]);
  const vehicles = root.objects('vehicles');
  const profiles = [...new Set(vehicles.map(profileOf))];
  const reading: Reading = {
    faults,
    skills: new Map(),
    types: [...new Set(vehicles.flatMap((vehicle) => (vehicle.has('type') ? [vehicle.text('type', '')] : [])))],
    originSec: earliest([...jobs, ...sides, ...vehicles]),
    dimensions: vehicles[0]?.list('capacity').length ?? 0,
    profiles,
    costScale: vehicles.every(hasWholeRates) ? 1 : 100,
    ownCosts: new Set(profiles.filter((profile) => root.object('matrices').object(profile).has('costs'))),
  };
  const { matrices, placeCount } = readMatrices(root, profiles, reading.costScale);
  const visits = [
    ...jobs.map((job) => readJob(job, reading)),
    ...sides.map((side, i) => readSide(side, shipments[i >> 1]!, reading)),
  ];
  const pairs = shipments.map((shipment, i) => readPair(shipment, jobs.length + 2 * i, reading));
  const shifts = vehicles.map((vehicle) => readVehicle(vehicle, reading));
  const tasks = [...jobs, ...sides];
  const visitIds = tasks.map((task) => task.whole('id', null));
  const visitKinds = tasks.map(
    (_, v): TaskKind => (v < jobs.length ? 'job' : (v - jobs.length) % 2 === 0 ? 'pickup' : 'delivery'),
  );
  const shiftIds = vehicles.map((vehicle) => vehicle.whole('id', null));
  for (const kind of TASK_KINDS) {
    const ids = visitIds.filter((_, v) => visitKinds[v] === kind);
    reportRepeated(ids, (i) => (kind === 'job' ? `jobs[${i}]` : `shipments[${i}].${kind}`), faults);
  }
  reportRepeated(shiftIds, (i) => `vehicles[${i}]`, faults);
  const breakIds = vehicles.map((vehicle) => sortedBreaks(vehicle).map((pause) => pause.whole('id', null)));
  breakIds.forEach((ids, s) => void reportRepeated(ids, (i) => `vehicles[${s}].breaks[${i}]`, faults));
  const problem: Problem = { placeCount, visits, ...(pairs.length > 0 && { pairs }), shifts, matrices };
  const given = readSteps(vehicles, { problem, visitIds, visitKinds, breakIds }, reading);
  const instance: Instance = {
    problem,
    visitIds,
    visitKinds,
    visitLabels: tasks.map(labelOf),
    shiftIds,
    shiftLabels: vehicles.map(labelOf),
    breakIds,
    breakDescriptions: vehicles.map(breaksOf),
    originSec: reading.originSec,
    costScale: reading.costScale,
    ...(given && { given }),
  };
  return requireSound(instance, (path) => inVroomsWords(path, { jobCount: jobs.length, profiles, placeCount }), faults);
}

/** The least instant named anywhere, so that calendar times fit. */
function earliest(all: readonly Fields[]): number {
  let least = Infinity;
  for (const fields of all) {
    for (const value of [...fields.list('time_windows'), fields.raw('time_window')]) {
      if (Array.isArray(value) && typeof value[0] === 'number') least = Math.min(least, value[0]);
    }
  }
  // Times that are small as they are stay as they are.
  return Number.isInteger(least) && least > MAX_TIME_SEC / 4 ? least : 0;
}

function reportRepeated(ids: readonly number[], where: (index: number) => string, faults: string[]): void {
  const seen = new Set<number>();
  ids.forEach((id, i) => {
    if (seen.has(id)) faults.push(`${where(i)}.id: ${id} is used twice`);
    seen.add(id);
  });
}
