import { type Break, MAX_TIME_SEC, type Shift } from '../problem.ts';
import type { Fields } from './fields.ts';
import { amountsOf, profileOf, type Reading, windowsOf } from './vroom-fields.ts';

export function readVehicle(vehicle: Fields, reading: Reading): Shift {
  vehicle.allow(
    [
      ...['id', 'profile', 'description', 'start', 'start_index', 'end', 'end_index', 'capacity', 'costs', 'skills', 'type'],
      ...['time_window', 'breaks', 'speed_factor', 'max_tasks', 'max_travel_time', 'max_distance', 'steps'],
    ],
    {},
  );
  for (const end of ['start', 'end']) {
    if (vehicle.has(end) && !vehicle.has(`${end}_index`))
      vehicle.fault(end, `give ${end}_index (travel is read from matrices, not from coordinates)`);
  }
  const [opens, closes] = vehicle.has('time_window')
    ? vehicle.pair(vehicle.raw('time_window'), 'time_window')
    : [reading.originSec, reading.originSec + MAX_TIME_SEC];
  const skills = vehicle.wholes('skills');
  return {
    startPlaceIndex: vehicle.has('start_index') ? vehicle.whole('start_index', 0) : null,
    endPlaceIndex: vehicle.has('end_index') ? vehicle.whole('end_index', 0) : null,
    opensSec: opens - reading.originSec,
    closesSec: closes - reading.originSec,
    skills: skills.filter((skill) => reading.skills.has(skill)).map((skill) => reading.skills.get(skill)!),
    capacity: amountsOf(vehicle, 'capacity', reading),
    breaks: sortedBreaks(vehicle).map((pause) => readBreak(pause, reading)),
    costs: readCosts(vehicle, reading),
    speedFactor: vehicle.number('speed_factor', 1),
    matrixIndex: reading.profiles.indexOf(profileOf(vehicle)),
    ...(vehicle.has('type') && { workType: 1 + reading.types.indexOf(vehicle.text('type', '')) }),
    ...(vehicle.has('max_tasks') && { maxVisits: vehicle.whole('max_tasks', 0) }),
    ...(vehicle.has('max_travel_time') && { maxTravelSec: vehicle.whole('max_travel_time', 0) }),
    ...(vehicle.has('max_distance') && { maxMetres: vehicle.whole('max_distance', 0) }),
  };
}

function readCosts(vehicle: Fields, reading: Reading): Shift['costs'] {
  const costs = vehicle.object('costs');
  if (reading.ownCosts.has(profileOf(vehicle))) {
    for (const rate of ['per_hour', 'per_km'])
      if (costs.has(rate)) costs.fault(rate, 'has no meaning where the matrix of the profile has costs of its own');
  }
  costs.allow(['fixed', 'per_hour', 'per_km', 'per_task_hour'], {});
  const scale = reading.costScale;
  return {
    fixed: scale * costs.number('fixed', 0),
    perTravelSec: (scale * costs.number('per_hour', 3600)) / 3600,
    perMetre: (scale * costs.number('per_km', 0)) / 1000,
    perTaskSec: (scale * costs.number('per_task_hour', 0)) / 3600,
    perVisit: 0,
  };
}

/** Are all rates whole per second and metre, so that no cost needs to be scaled up to stay exact? */
export function hasWholeRates(vehicle: Fields): boolean {
  const costs = vehicle.object('costs');
  const rates = [
    costs.number('per_hour', 3600) / 3600,
    costs.number('per_km', 0) / 1000,
    costs.number('per_task_hour', 0) / 3600,
  ];
  return [...rates, costs.number('fixed', 0)].every(Number.isInteger);
}

/** In the order in which they open, then close, as VROOM takes them. */
export function sortedBreaks(vehicle: Fields): Fields[] {
  const first = (pause: Fields): [number, number] =>
    pause
      .pairs('time_windows')
      .reduce<[number, number]>(
        (least, [from, to]) => (from < least[0] || (from === least[0] && to < least[1]) ? [from, to] : least),
        [Infinity, Infinity],
      );
  return vehicle
    .objects('breaks')
    .map((pause) => ({ pause, at: first(pause) }))
    .sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1] || 0)
    .map(({ pause }) => pause);
}

/** What the author wrote beside the breaks, by id. */
export function breaksOf(vehicle: Fields): Map<number, string> {
  const described = vehicle.objects('breaks').filter((pause) => pause.has('description'));
  return new Map(described.map((pause) => [pause.whole('id', null), pause.text('description', '')]));
}

function readBreak(pause: Fields, reading: Reading): Break {
  pause.allow(['id', 'description', 'service', 'time_windows', 'max_load'], {});
  if (!pause.has('time_windows')) pause.fault('time_windows', 'is required');
  const windows = windowsOf(pause, 'time_windows', reading);
  const maxLoads = pause.has('max_load') ? { maxLoads: amountsOf(pause, 'max_load', reading) } : {};
  return { windows, durationSec: pause.whole('service', 0), ...maxLoads };
}
