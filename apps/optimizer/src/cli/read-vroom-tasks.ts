import type { Pair, Visit } from '../problem.ts';
import type { Fields } from './fields.ts';
import type { Label } from './instance.ts';
import { amountsOf, type Reading, windowsOf } from './vroom-fields.ts';

const STOP_FIELDS = [
  ...['id', 'description', 'location', 'location_index', 'setup', 'service', 'setup_per_type', 'service_per_type'],
  'time_windows',
];

export function readJob(job: Fields, reading: Reading): Visit {
  job.allow([...STOP_FIELDS, 'delivery', 'amount', 'pickup', 'skills', 'priority'], {});
  // Deprecated in VROOM: an amount alone is a delivery.
  const brought = job.has('amount') && !job.has('delivery') && !job.has('pickup') ? 'amount' : 'delivery';
  if (brought === 'delivery' && job.has('amount')) job.fault('amount', 'has no meaning beside delivery or pickup');
  return {
    ...readStop(job, job, reading),
    loads: amountsOf(job, brought, reading),
    ...(job.has('pickup') && { pickups: amountsOf(job, 'pickup', reading) }),
  };
}

/** The pickup or the delivery of a shipment; skills and priority are the shipment's, what is carried is the pair's. */
export function readSide(side: Fields, shipment: Fields, reading: Reading): Visit {
  side.allow(STOP_FIELDS, {});
  return { ...readStop(side, shipment, reading), loads: new Array<number>(reading.dimensions).fill(0) };
}

/** Of a shipment whose pickup is visit `pickupVisit` and whose delivery is the next. */
export function readPair(shipment: Fields, pickupVisit: number, reading: Reading): Pair {
  shipment.allow(['amount', 'skills', 'priority', 'pickup', 'delivery'], {});
  for (const side of ['pickup', 'delivery']) if (!shipment.has(side)) shipment.fault(side, 'is required');
  return { pickupVisit, deliveryVisit: pickupVisit + 1, loads: amountsOf(shipment, 'amount', reading) };
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
    ...(stop.has('service_per_type') && { serviceSecByType: byType(stop, 'service_per_type', reading) }),
    ...(stop.has('setup_per_type') && { setupSecByType: byType(stop, 'setup_per_type', reading) }),
    windows: windowsOf(stop, 'time_windows', reading),
    skills: wish.wholes('skills').map((skill) => skillIndex(skill, reading)),
    tier: 0,
    prize: priority,
  };
}

/** Work type 0 is that of vehicles without a type. Types that no vehicle has say nothing. */
function byType(stop: Fields, name: string, { types }: Reading): (number | null)[] {
  const seconds = stop.object(name);
  for (const type of stop.keys(name)) seconds.whole(type, null);
  return [null, ...types.map((type) => (seconds.has(type) ? seconds.whole(type, 0) : null))];
}

function skillIndex(skill: number, reading: Reading): number {
  const known = reading.skills.get(skill);
  if (known !== undefined) return known;
  reading.skills.set(skill, reading.skills.size);
  return reading.skills.size - 1;
}

export function labelOf(fields: Fields): Label {
  const description = fields.has('description') ? { description: fields.text('description', '') } : {};
  return { ...description, ...pointOf(fields, 'location'), ...pointOf(fields, 'start'), ...pointOf(fields, 'end') };
}

/** Coordinates are only written out again. */
function pointOf(fields: Fields, name: string): Record<string, [number, number]> {
  if (!fields.has(name)) return {};
  const [lon, lat, ...more] = fields.list(name);
  if (typeof lon === 'number' && typeof lat === 'number' && more.length === 0) return { [name]: [lon, lat] };
  fields.fault(name, 'must be two numbers [lon, lat]');
  return {};
}
