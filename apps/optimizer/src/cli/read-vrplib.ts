import type { Shift, Visit } from '../problem.ts';
import { InputError, type Instance, requireSound } from './instance.ts';
import { scaledDistances } from './read-solomon.ts';

const SCALE = 10;
const KNOWN_TYPES = ['CVRP', 'VRPTW', 'PCVRPTW'];

/**
 * A VRPLIB text with Euclidean coordinates and, if present, windows, service times and prizes (optional visits); the first
 * depot serves all vehicles. DIMACS convention: everything in time or distance × 10, prizes × 10 as well.
 */
export function readVrplib(text: string): Instance {
  const { values, sections } = split(text);
  const faults: string[] = [];
  const type = values.get('TYPE') ?? '';
  if (!KNOWN_TYPES.includes(type)) faults.push(`TYPE ${type || '(none)'} is not supported; known: ${KNOWN_TYPES.join(', ')}`);
  if (values.get('EDGE_WEIGHT_TYPE') !== 'EUC_2D') faults.push('only EDGE_WEIGHT_TYPE EUC_2D is supported');
  const count = Number(values.get('DIMENSION'));
  const points = sections.get('NODE_COORD_SECTION') ?? new Map<number, number[]>();
  if (!(count > 1) || points.size !== count)
    faults.push(`DIMENSION is ${values.get('DIMENSION')}, NODE_COORD_SECTION has ${points.size} nodes`);
  for (const name of sections.keys()) if (!SECTIONS.includes(name)) faults.push(`${name} is not supported`);
  if (faults.length > 0) throw new InputError(faults);
  const ids = [...points.keys()];
  const depotId = [...(sections.get('DEPOT_SECTION')?.keys() ?? ids)].find((id) => id > 0)!;
  const one = (section: string, id: number, fallback: number): number => sections.get(section)?.get(id)?.[0] ?? fallback;
  const window = (id: number) => (sections.get('TIME_WINDOW_SECTION')?.get(id) ?? [0, 10_000_000]).map((sec) => sec * SCALE);
  const [opensSec, closesSec] = window(depotId) as [number, number];
  const customers = ids.filter((id) => id !== depotId);
  const visits = customers.map((id): Visit => {
    const [opens, closes] = window(id) as [number, number];
    const prize = sections.get('PRIZE_SECTION')?.get(id)?.[0];
    return {
      placeIndex: ids.indexOf(id),
      serviceSec: SCALE * one('SERVICE_TIME_SECTION', id, Number(values.get('SERVICE_TIME') ?? 0)),
      setupSec: 0,
      windows: [{ opensSec: opens, closesSec: closes }],
      skills: [],
      tier: prize === undefined ? 0 : null,
      prize: prize === undefined ? 1 : Math.round(SCALE * prize),
      loads: [one('DEMAND_SECTION', id, 0)],
    };
  });
  const shift: Shift = {
    startPlaceIndex: ids.indexOf(depotId),
    endPlaceIndex: ids.indexOf(depotId),
    opensSec,
    closesSec,
    skills: [],
    capacity: [Number(values.get('CAPACITY') ?? 1 << 28)],
    breaks: [],
    costs: { fixed: 0, perTravelSec: 1, perMetre: 0, perTaskSec: 0, perVisit: 0 },
    speedFactor: 1,
    matrixIndex: 0,
  };
  const shifts = Array.from({ length: Number(values.get('VEHICLES') ?? visits.length) }, () => shift);
  const matrix = scaledDistances(ids.map((id) => points.get(id) as [number, number]));
  return requireSound({
    problem: { placeCount: ids.length, visits, shifts, matrices: [{ durationsSec: matrix }] },
    visitIds: customers,
    shiftIds: shifts.map((_, s) => s + 1),
    breakIds: shifts.map(() => []),
    originSec: 0,
    costScale: 1,
  });
}

const SECTIONS = [
  'NODE_COORD_SECTION',
  'DEMAND_SECTION',
  'TIME_WINDOW_SECTION',
  'SERVICE_TIME_SECTION',
  'PRIZE_SECTION',
  'DEPOT_SECTION',
];

function split(text: string): { values: Map<string, string>; sections: Map<string, Map<number, number[]>> } {
  const values = new Map<string, string>();
  const sections = new Map<string, Map<number, number[]>>();
  let open: Map<number, number[]> | null = null;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    const value = /^([A-Z_]+)\s*:\s*(.*)$/.exec(line);
    if (line === '' || line === 'EOF') continue;
    if (value) {
      values.set(value[1]!, value[2]!.replace(/^"|"$/g, ''));
      open = null;
    } else if (/^[A-Z_]+$/.test(line)) {
      open = new Map();
      sections.set(line, open);
    } else if (open) {
      const numbers = line.split(/\s+/).map(Number);
      open.set(numbers[0]!, numbers.slice(1));
    }
  }
  return { values, sections };
}
