import type { Shift, Visit } from '../problem.ts';
import { InputError, type Instance, requireSound } from './instance.ts';

/** The DIMACS convention: distances floor(10 × Euclid), service times and windows × 10; the objective is the distance. */
const SCALE = 10;

/** A Solomon or Gehring & Homberger text; customer 0 is the depot, the other numbers become the visits' ids. */
export function readSolomon(text: string): Instance {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const fleetAt = lines.findIndex((line) => /^\d+\s+\d+$/.test(line));
  if (fleetAt < 0) throw new InputError(['not a Solomon file: no line with the number of vehicles and their capacity']);
  const [vehicleCount, capacity] = lines[fleetAt]!.split(/\s+/).map(Number) as [number, number];
  const rows: number[][] = [];
  const faults: string[] = [];
  lines.slice(fleetAt + 1).forEach((line, i) => {
    if (!/^[-\d]/.test(line)) return;
    const row = line.split(/\s+/).map(Number);
    if (row.length === 7 && row.every((value) => Number.isFinite(value))) rows.push(row);
    else faults.push(`line ${fleetAt + i + 2}: a customer has 7 numbers: number, x, y, demand, ready, due, service`);
  });
  if (rows.length === 0) faults.push('not a Solomon file: no customers');
  if (faults.length > 0) throw new InputError(faults);
  const depot = rows[0]!;
  const shift: Shift = {
    startPlaceIndex: 0,
    endPlaceIndex: 0,
    opensSec: SCALE * depot[4]!,
    closesSec: SCALE * depot[5]!,
    skills: [],
    capacity: [capacity],
    breaks: [],
    costs: { fixed: 0, perTravelSec: 1, perMetre: 0, perTaskSec: 0, perVisit: 0 },
    speedFactor: 1,
    matrixIndex: 0,
  };
  const visits = rows.slice(1).map(
    (row, i): Visit => ({
      placeIndex: i + 1,
      serviceSec: SCALE * row[6]!,
      setupSec: 0,
      windows: [{ opensSec: SCALE * row[4]!, closesSec: SCALE * row[5]! }],
      skills: [],
      tier: 0,
      prize: 1,
      loads: [row[3]!],
    }),
  );
  const points = rows.map((row) => [row[1]!, row[2]!] as const);
  const shifts = Array.from({ length: vehicleCount }, () => shift);
  return requireSound({
    problem: { placeCount: rows.length, visits, shifts, matrices: [{ durationsSec: scaledDistances(points) }] },
    visitIds: rows.slice(1).map((row) => row[0]!),
    shiftIds: shifts.map((_, s) => s + 1),
    breakIds: shifts.map(() => []),
    originSec: 0,
    costScale: 1,
  });
}

/** A table of all pairs takes 4 bytes each: 900 MB. */
const MOST_PLACES = 15_000;

export function scaledDistances(points: readonly (readonly [number, number])[]): Int32Array {
  if (points.length > MOST_PLACES) throw new InputError([`at most ${MOST_PLACES} places, there are ${points.length}`]);
  const distances = new Int32Array(points.length ** 2);
  points.forEach((a, i) => {
    points.forEach((b, j) => {
      distances[i * points.length + j] = Math.floor(SCALE * Math.hypot(a[0] - b[0], a[1] - b[1]));
    });
  });
  return distances;
}
