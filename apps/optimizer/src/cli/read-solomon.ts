import type { Problem, Shift, Visit } from '../problem.ts';

/** The DIMACS convention: distances floor(10 × Euclid), service times and windows × 10; the objective is the distance. */
const SCALE = 10;

/** A Solomon or Gehring & Homberger text (customer 0 is the depot) as a problem; throws an `Error` that names the line. */
export function readSolomon(text: string): Problem {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const fleetAt = lines.findIndex((line) => /^\d+\s+\d+$/.test(line));
  if (fleetAt < 0) throw new Error('not a Solomon file: no line with the number of vehicles and their capacity');
  const [vehicleCount, capacity] = lines[fleetAt]!.split(/\s+/).map(Number) as [number, number];
  const rows: number[][] = [];
  lines.slice(fleetAt + 1).forEach((line, i) => {
    if (!/^\d/.test(line)) return;
    const row = line.split(/\s+/).map(Number);
    if (row.length !== 7 || row.some((value) => !Number.isFinite(value))) {
      throw new Error(`line ${fleetAt + i + 2}: a customer has 7 numbers: number, x, y, demand, ready, due, service`);
    }
    rows.push(row);
  });
  if (rows.length === 0) throw new Error('not a Solomon file: no customers');
  const placeCount = rows.length;
  const distances = new Int32Array(placeCount * placeCount);
  rows.forEach((a, i) => {
    rows.forEach((b, j) => {
      distances[i * placeCount + j] = Math.floor(SCALE * Math.hypot(a[1]! - b[1]!, a[2]! - b[2]!));
    });
  });
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
  const shifts = Array.from({ length: vehicleCount }, () => shift);
  return { placeCount, visits, shifts, matrices: [{ durationsSec: distances }] };
}
