import { MAX_TIME_SEC, type Pair, type Problem, type Shift, type Visit } from '../problem.ts';
import { Fields } from './fields.ts';
import { InputError, type Instance, requireSound, TASK_KINDS, type TaskKind, visitFinder } from './instance.ts';
import { readMatrices } from './read-vroom-matrices.ts';

const UNSUPPORTED = 'is not supported';

interface Reading {
  readonly faults: string[];
  readonly skills: Map<number, number>;
  readonly originSec: number;
  readonly dimensions: number;
  readonly profiles: readonly string[];
  readonly costScale: number;
  /** Profiles whose matrix says what each drive costs. */
  readonly ownCosts: ReadonlySet<string>;
}

/** VROOM's JSON (https://github.com/VROOM-Project/vroom, docs/API.md); what of it cannot be kept is a clear error, never silence. */
export function readVroom(json: unknown): Instance {
  const faults: string[] = [];
  const root = new Fields(json, '', faults);
  root.allow(['jobs', 'shipments', 'vehicles', 'matrices', 'points'], {
    matrix: 'is deprecated: give matrices by profile',
  });
  const jobs = root.objects('jobs');
  const shipments = root.objects('shipments');
  const sides = shipments.flatMap((shipment) => [shipment.object('pickup'), shipment.object('delivery')]);
  const vehicles = root.objects('vehicles');
  const profiles = [...new Set(vehicles.map((vehicle) => vehicle.text('profile', 'car')))];
  const reading: Reading = {
    faults,
    skills: new Map(),
    originSec: earliest([...jobs, ...sides, ...vehicles]),
    dimensions: dimensionsOf([...jobs, ...shipments], vehicles),
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
  const visitIds = [...jobs, ...sides].map((task) => task.whole('id', null));
  const visitKinds = visitIds.map(
    (_, v): TaskKind => (v < jobs.length ? 'job' : (v - jobs.length) % 2 === 0 ? 'pickup' : 'delivery'),
  );
  const shiftIds = vehicles.map((vehicle) => vehicle.whole('id', null));
  for (const kind of TASK_KINDS) {
    const ids = visitIds.filter((_, v) => visitKinds[v] === kind);
    reportRepeated(ids, (i) => (kind === 'job' ? `jobs[${i}]` : `shipments[${i}].${kind}`), faults);
  }
  reportRepeated(shiftIds, (i) => `vehicles[${i}]`, faults);
  const givenPlan = readSteps(vehicles, visitIds, visitKinds, faults);
  if (faults.length > 0) throw new InputError(faults);
  const problem: Problem = { placeCount, visits, ...(pairs.length > 0 && { pairs }), shifts, matrices };
  const instance: Instance = {
    problem,
    visitIds,
    visitKinds,
    shiftIds,
    breakIds: vehicles.map((vehicle) => sortedBreaks(vehicle).map((pause) => pause.whole('id', null))),
    originSec: reading.originSec,
    costScale: reading.costScale,
    ...(givenPlan && { givenPlan }),
  };
  return requireSound(instance, (path) => inVroomsWords(path, jobs.length));
}

function readJob(job: Fields, reading: Reading): Visit {
  job.allow(
    [
      'id',
      'description',
      'location',
      'location_index',
      'setup',
      'service',
      'delivery',
      'amount',
      'pickup',
      'skills',
      'priority',
      'time_windows',
    ],
    { setup_per_type: UNSUPPORTED, service_per_type: UNSUPPORTED },
  );
  const loads = job.wholes(job.has('amount') ? 'amount' : 'delivery');
  return {
    ...readStop(job, job, reading),
    loads: padded(loads, reading.dimensions, 0),
    ...(job.has('pickup') && { pickups: padded(job.wholes('pickup'), reading.dimensions, 0) }),
  };
}

/** The pickup or the delivery of a shipment; skills and priority are the shipment's, what is carried is the pair's. */
function readSide(side: Fields, shipment: Fields, reading: Reading): Visit {
  side.allow(['id', 'description', 'location', 'location_index', 'setup', 'service', 'time_windows'], {
    setup_per_type: UNSUPPORTED,
    service_per_type: UNSUPPORTED,
  });
  return { ...readStop(side, shipment, reading), loads: padded([], reading.dimensions, 0) };
}

/** Of a shipment whose pickup is visit `pickupVisit` and whose delivery is the next. */
function readPair(shipment: Fields, pickupVisit: number, reading: Reading): Pair {
  shipment.allow(['amount', 'skills', 'priority', 'pickup', 'delivery'], {});
  for (const side of ['pickup', 'delivery']) if (!shipment.has(side)) shipment.fault(side, 'is required');
  return { pickupVisit, deliveryVisit: pickupVisit + 1, loads: padded(shipment.wholes('amount'), reading.dimensions, 0) };
}

/** What jobs and the sides of shipments have in common; `wish` holds skills and priority. */
function readStop(stop: Fields, wish: Fields, reading: Reading): Omit<Visit, 'loads'> {
  if (!stop.has('location_index'))
    stop.fault('location_index', 'is required (travel is read from matrices, not from coordinates)');
  const priority = wish.whole('priority', 0);
  if (priority < 0 || priority > 100) wish.fault('priority', 'must be from 0 to 100');
  return {
    placeIndex: stop.whole('location_index', 0),
    serviceSec: stop.whole('service', 0),
    setupSec: stop.whole('setup', 0),
    windows: windowsOf(stop, 'time_windows', reading),
    skills: wish.wholes('skills').map((skill) => skillIndex(skill, reading)),
    tier: 0,
    prize: priority,
  };
}

function readVehicle(vehicle: Fields, reading: Reading): Shift {
  vehicle.allow(
    [
      ...['id', 'profile', 'description', 'start', 'start_index', 'end', 'end_index', 'capacity', 'costs', 'skills'],
      ...['time_window', 'breaks', 'speed_factor', 'max_tasks', 'max_travel_time', 'max_distance', 'steps'],
    ],
    { type: UNSUPPORTED },
  );
  for (const end of ['start', 'end']) {
    if (vehicle.has(end) && !vehicle.has(`${end}_index`))
      vehicle.fault(end, `give ${end}_index (travel is read from matrices, not from coordinates)`);
  }
  const [opens, closes] = vehicle.has('time_window')
    ? vehicle.pair(vehicle.raw('time_window'), 'time_window')
    : [reading.originSec, reading.originSec + MAX_TIME_SEC];
  const costs = vehicle.object('costs');
  if (reading.ownCosts.has(vehicle.text('profile', 'car'))) {
    for (const rate of ['per_hour', 'per_km'])
      if (costs.has(rate)) costs.fault(rate, 'has no meaning where the matrix of the profile has costs of its own');
  }
  costs.allow(['fixed', 'per_hour', 'per_km', 'per_task_hour'], {});
  const scale = reading.costScale;
  const skills = vehicle.wholes('skills');
  return {
    startPlaceIndex: vehicle.has('start_index') ? vehicle.whole('start_index', 0) : null,
    endPlaceIndex: vehicle.has('end_index') ? vehicle.whole('end_index', 0) : null,
    opensSec: opens - reading.originSec,
    closesSec: closes - reading.originSec,
    skills: skills.filter((skill) => reading.skills.has(skill)).map((skill) => reading.skills.get(skill)!),
    capacity: padded(vehicle.wholes('capacity'), reading.dimensions, 1 << 28),
    breaks: sortedBreaks(vehicle).map((pause) => readBreak(pause, reading)),
    costs: {
      fixed: scale * costs.number('fixed', 0),
      perTravelSec: (scale * costs.number('per_hour', 3600)) / 3600,
      perMetre: (scale * costs.number('per_km', 0)) / 1000,
      perTaskSec: (scale * costs.number('per_task_hour', 0)) / 3600,
      perVisit: 0,
    },
    speedFactor: vehicle.number('speed_factor', 1),
    matrixIndex: reading.profiles.indexOf(vehicle.text('profile', 'car')),
    ...(vehicle.has('max_tasks') && { maxVisits: vehicle.whole('max_tasks', 0) }),
    ...(vehicle.has('max_travel_time') && { maxTravelSec: vehicle.whole('max_travel_time', 0) }),
    ...(vehicle.has('max_distance') && { maxMetres: vehicle.whole('max_distance', 0) }),
  };
}

/** VROOM takes breaks in any order their windows allow; here in the order in which they open. */
function sortedBreaks(vehicle: Fields): Fields[] {
  const opens = (pause: Fields): number => Math.min(...pause.pairs('time_windows').map(([from]) => from));
  return vehicle.objects('breaks').sort((a, b) => opens(a) - opens(b));
}

function readBreak(pause: Fields, reading: Reading) {
  pause.allow(['id', 'description', 'service', 'time_windows'], { max_load: UNSUPPORTED });
  if (!pause.has('time_windows')) pause.fault('time_windows', 'is required');
  return { windows: windowsOf(pause, 'time_windows', reading), durationSec: pause.whole('service', 0) };
}

/** Routes given as a start ("steps" of the vehicles), or null. */
function readSteps(vehicles: readonly Fields[], visitIds: readonly number[], visitKinds: readonly TaskKind[], faults: string[]) {
  if (!vehicles.some((vehicle) => vehicle.has('steps'))) return null;
  const findVisit = visitFinder({ visitIds, visitKinds });
  const routes = vehicles.map((vehicle) => {
    const route: number[] = [];
    for (const step of vehicle.objects('steps')) {
      step.allow(['type', 'id', 'location', 'location_index', 'description'], {
        service_at: UNSUPPORTED,
        service_after: UNSUPPORTED,
        service_before: UNSUPPORTED,
      });
      const type = step.text('type', '');
      if (['start', 'end', 'break'].includes(type)) continue;
      const visit = findVisit(type, step.whole('id', null));
      if (!TASK_KINDS.some((kind) => kind === type)) step.fault('type', `${type || '(none)'} is not supported`);
      else if (visit === undefined) step.fault('id', `there is no such ${type}`);
      else route.push(visit);
    }
    return route;
  });
  const placed = new Set(routes.flat());
  if (placed.size !== routes.flat().length) faults.push('vehicles: a task is in the steps twice');
  return { routes, unassigned: visitIds.map((_, v) => v).filter((v) => !placed.has(v)) };
}

function windowsOf(fields: Fields, name: string, reading: Reading) {
  return fields.pairs(name).map(([from, to]) => ({ opensSec: from - reading.originSec, closesSec: to - reading.originSec }));
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

/** A shipment's pickup and delivery are objects, a job's are lists of numbers. */
function dimensionsOf(tasks: readonly Fields[], vehicles: readonly Fields[]): number {
  let most = 0;
  for (const task of tasks) {
    for (const name of ['pickup', 'delivery', 'amount']) {
      const amounts = task.raw(name);
      if (Array.isArray(amounts)) most = Math.max(most, amounts.length);
    }
  }
  for (const vehicle of vehicles) most = Math.max(most, vehicle.list('capacity').length);
  return most;
}

function padded(values: readonly number[], count: number, fill: number): number[] {
  return Array.from({ length: count }, (_, d) => values[d] ?? (values.length === 0 ? fill : 0));
}

function skillIndex(skill: number, reading: Reading): number {
  const known = reading.skills.get(skill);
  if (known !== undefined) return known;
  reading.skills.set(skill, reading.skills.size);
  return reading.skills.size - 1;
}

function hasWholeRates(vehicle: Fields): boolean {
  const costs = vehicle.object('costs');
  const rates = [
    costs.number('per_hour', 3600) / 3600,
    costs.number('per_km', 0) / 1000,
    costs.number('per_task_hour', 0) / 3600,
  ];
  return [...rates, costs.number('fixed', 0)].every(Number.isInteger);
}

function reportRepeated(ids: readonly number[], where: (index: number) => string, faults: string[]): void {
  const seen = new Set<number>();
  ids.forEach((id, i) => {
    if (seen.has(id)) faults.push(`${where(i)}.id: ${id} is used twice`);
    seen.add(id);
  });
}

/** The paths of `validateProblem` as the author of the file knows them. */
function inVroomsWords(path: string, jobCount: number): string {
  const side = /^visits\[(\d+)\]/.exec(path);
  const index = side ? Number(side[1]) - jobCount : -1;
  const words: [RegExp, string][] = [
    [/^visits\[\d+\]/, index < 0 ? `jobs[${side?.[1]}]` : `shipments[${index >> 1}].${index % 2 === 0 ? 'pickup' : 'delivery'}`],
    [/^visits/, 'jobs'],
    [/^(pairs\[\d+\])\.loads/, '$1.amount'],
    [/^pairs/, 'shipments'],
    [/\.pickups/, '.pickup'],
    [/^shifts/, 'vehicles'],
    [/\.placeIndex/, '.location_index'],
    [/\.startPlaceIndex/, '.start_index'],
    [/\.endPlaceIndex/, '.end_index'],
    [/\.serviceSec/, '.service'],
    [/\.setupSec/, '.setup'],
    [/\.windows/, '.time_windows'],
    [/\.opensSec/, '[0]'],
    [/\.closesSec/, '[1]'],
    [/\.durationSec/, '.service'],
    [/\.loads/, '.delivery'],
    [/\.speedFactor/, '.speed_factor'],
    [/\.maxVisits/, '.max_tasks'],
    [/\.maxTravelSec/, '.max_travel_time'],
    [/\.maxMetres/, '.max_distance'],
  ];
  return words.reduce((text, [pattern, word]) => text.replace(pattern, word), path);
}
