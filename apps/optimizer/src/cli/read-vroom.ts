import { MAX_SKILLS, MAX_TIME_SEC, type Problem, type Shift, type TravelMatrix, type Visit } from '../problem.ts';
import { Fields } from './fields.ts';
import { InputError, type Instance, requireSound } from './instance.ts';

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
  root.allow(['jobs', 'vehicles', 'matrices', 'points'], {
    shipments: 'shipments are not supported (only jobs)',
    matrix: 'is deprecated: give matrices by profile',
  });
  const jobs = root.objects('jobs');
  const vehicles = root.objects('vehicles');
  const profiles = [...new Set(vehicles.map((vehicle) => vehicle.text('profile', 'car')))];
  const reading: Reading = {
    faults,
    skills: new Map(),
    originSec: earliest([...jobs, ...vehicles]),
    dimensions: dimensionsOf(jobs, vehicles),
    profiles,
    costScale: vehicles.every(hasWholeRates) ? 1 : 100,
    ownCosts: new Set(profiles.filter((profile) => root.object('matrices').object(profile).has('costs'))),
  };
  const { matrices, placeCount } = readMatrices(root, profiles, reading.costScale);
  const visits = jobs.map((job) => readJob(job, reading));
  const shifts = vehicles.map((vehicle) => readVehicle(vehicle, reading));
  const visitIds = jobs.map((job) => job.whole('id', null));
  const shiftIds = vehicles.map((vehicle) => vehicle.whole('id', null));
  reportRepeated(visitIds, 'jobs', faults);
  reportRepeated(shiftIds, 'vehicles', faults);
  if (reading.skills.size > MAX_SKILLS)
    faults.push(`jobs: at most ${MAX_SKILLS} different skills, there are ${reading.skills.size}`);
  if (jobs.some((job) => job.has('pickup')) && jobs.some((job) => job.has('delivery') || job.has('amount'))) {
    faults.push('jobs: pickups and deliveries in one problem are not supported');
  }
  const givenPlan = readSteps(vehicles, visitIds, faults);
  if (faults.length > 0) throw new InputError(faults);
  const problem: Problem = { placeCount, visits, shifts, matrices };
  const instance: Instance = {
    problem,
    visitIds,
    shiftIds,
    breakIds: vehicles.map((vehicle) => sortedBreaks(vehicle).map((pause) => pause.whole('id', null))),
    originSec: reading.originSec,
    costScale: reading.costScale,
    ...(givenPlan && { givenPlan }),
  };
  return requireSound(instance, inVroomsWords);
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
  if (!job.has('location_index')) job.fault('location_index', 'is required (travel is read from matrices, not from coordinates)');
  const loads = job.wholes(job.has('pickup') ? 'pickup' : job.has('amount') ? 'amount' : 'delivery');
  const priority = job.whole('priority', 0);
  if (priority < 0 || priority > 100) job.fault('priority', 'must be from 0 to 100');
  return {
    placeIndex: job.whole('location_index', 0),
    serviceSec: job.whole('service', 0),
    setupSec: job.whole('setup', 0),
    windows: windowsOf(job, 'time_windows', reading),
    skills: job.wholes('skills').map((skill) => skillIndex(skill, reading)),
    tier: 0,
    prize: priority,
    loads: padded(loads, reading.dimensions, 0),
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
function readSteps(vehicles: readonly Fields[], visitIds: readonly number[], faults: string[]) {
  if (!vehicles.some((vehicle) => vehicle.has('steps'))) return null;
  const visitOf = new Map(visitIds.map((id, v) => [id, v]));
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
      const visit = visitOf.get(step.whole('id', null));
      if (type !== 'job') step.fault('type', `${type || '(none)'} is not supported`);
      else if (visit === undefined) step.fault('id', 'there is no such job');
      else route.push(visit);
    }
    return route;
  });
  const placed = new Set(routes.flat());
  if (placed.size !== routes.flat().length) faults.push('vehicles: a job is in the steps twice');
  return { routes, unassigned: visitIds.map((_, v) => v).filter((v) => !placed.has(v)) };
}

function readMatrices(
  root: Fields,
  profiles: readonly string[],
  costScale: number,
): { matrices: TravelMatrix[]; placeCount: number } {
  const given = root.object('matrices');
  let placeCount = -1;
  const matrices = profiles.map((profile): TravelMatrix => {
    if (!given.has(profile)) {
      root.fault('matrices', `there is no matrix for profile ${profile} (nothing is looked up on a network)`);
      return { durationsSec: new Int32Array(0) };
    }
    const fields = given.object(profile);
    fields.allow(['durations', 'distances', 'costs'], {});
    const rows = fields.list('durations');
    if (placeCount < 0) placeCount = rows.length;
    if (rows.length !== placeCount) fields.fault('durations', `has ${rows.length} rows, another profile has ${placeCount}`);
    const durationsSec = flatten(fields, 'durations', placeCount);
    return {
      durationsSec,
      ...(fields.has('distances') && { distancesMetres: flatten(fields, 'distances', placeCount) }),
      ...(fields.has('costs') && { costs: flatten(fields, 'costs', placeCount).map((cost) => cost * costScale) }),
    };
  });
  return { matrices, placeCount: Math.max(0, placeCount) };
}

function flatten(fields: Fields, name: string, count: number): Int32Array {
  const flat = new Int32Array(count * count);
  const rows = fields.list(name);
  if (rows.length !== count) fields.fault(name, `must have ${count} rows, has ${rows.length}`);
  rows.forEach((row, i) => {
    if (!Array.isArray(row) || row.length !== count) fields.fault(`${name}[${i}]`, `must have ${count} entries`);
    else {
      for (let j = 0; j < count; j++) {
        if (Number.isInteger(row[j]) && Math.abs(row[j]) <= 0x7fffffff) flat[i * count + j] = row[j];
        else fields.fault(`${name}[${i}][${j}]`, 'must be a whole number of seconds or metres');
      }
    }
  });
  return flat;
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

function dimensionsOf(jobs: readonly Fields[], vehicles: readonly Fields[]): number {
  let most = 0;
  for (const job of jobs) for (const name of ['pickup', 'delivery', 'amount']) most = Math.max(most, job.list(name).length);
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

function reportRepeated(ids: readonly number[], where: string, faults: string[]): void {
  const seen = new Set<number>();
  ids.forEach((id, i) => {
    if (seen.has(id)) faults.push(`${where}[${i}].id: ${id} is used twice`);
    seen.add(id);
  });
}

/** The paths of `validateProblem` as the author of the file knows them. */
function inVroomsWords(path: string): string {
  const words: [RegExp, string][] = [
    [/^visits/, 'jobs'],
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
