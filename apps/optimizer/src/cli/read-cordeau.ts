import type { Shift, Visit } from '../problem.ts';
import { InputError, type Instance, requireSound } from './instance.ts';
import { scaledDistances } from './read-solomon.ts';

/** Lengths are floor(10 × Euclid), as for the Solomon sets, so that figures of all sets compare; times and durations × 10. */
const SCALE = 10;
/** The kinds of problem that a file's first number names; the others visit a customer on several days. */
const KINDS: Readonly<Record<number, string>> = { 0: 'VRP', 2: 'MDVRP', 4: 'VRPTW', 6: 'MDVRPTW' };

/**
 * Cordeau's text for one or several depots (Cordeau, Gendreau & Laporte 1997): "kind m n t", then for each of the t depots the
 * longest duration and the capacity of its m vehicles (0: no limit), then n customers "i x y service demand frequency count
 * list… [opens closes]", then the t depots in the same form. Periodic problems (kinds 1, 3, 5, 7) are refused.
 */
export function readCordeau(text: string): Instance {
  const rows = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split(/\s+/).map(Number));
  const faults: string[] = [];
  const [kind = -1, vehicles = 0, customers = 0, depots = 0] = rows[0] ?? [];
  if (rows[0]?.length !== 4 || ![kind, vehicles, customers, depots].every(Number.isInteger))
    throw new InputError(["not one of Cordeau's files: the first line has 4 numbers: kind, vehicles, customers, depots"]);
  if (!KINDS[kind]) throw new InputError([`line 1: kind ${kind} is not supported, only ${Object.keys(KINDS).join(', ')}`]);
  if (vehicles < 1 || depots < 1 || customers < 0 || vehicles * depots > 100_000)
    throw new InputError(['line 1: at least one vehicle and one depot, and no more than 100,000 vehicles in all']);
  if (rows.length < 1 + depots + customers + depots) {
    throw new InputError([`${customers} customers and ${depots} depots are announced, the file ends after ${rows.length} lines`]);
  }
  const limits = rows.slice(1, 1 + depots);
  const people = rows.slice(1 + depots, 1 + depots + customers);
  const homes = rows.slice(1 + depots + customers, 1 + depots + customers + depots);
  rows.slice(1, 1 + depots + customers + depots).forEach((row, i) => {
    const least = i < depots ? 2 : 5;
    if (row.length < least || !row.every(Number.isFinite)) faults.push(`line ${i + 2}: at least ${least} numbers are needed`);
  });
  if (faults.length > 0) throw new InputError(faults);
  const hasWindows = kind === 4 || kind === 6;
  const shifts = homes.flatMap((home, d) => {
    const [longest = 0, capacity = 0] = limits[d]!;
    const [opens, closes] = hasWindows ? windowOf(home) : [0, 0];
    const latest = closes > 0 ? closes : 1_000_000;
    // One duration covers the whole route; the clock of a shift starts when it opens.
    const until = longest > 0 && !hasWindows ? Math.min(latest, opens + longest) : latest;
    return Array.from({ length: vehicles }, () => shiftAt(customers + d, opens, until, capacity));
  });
  if (hasWindows && limits.some(([longest = 0], d) => longest > 0 && longest < windowOf(homes[d]!)[1] - windowOf(homes[d]!)[0])) {
    throw new InputError(['a longest duration below the hours of the depot is not supported (shifts start when they open)']);
  }
  const visits = people.map(
    (row, i): Visit => ({
      placeIndex: i,
      serviceSec: Math.round(SCALE * row[3]!),
      setupSec: 0,
      windows: hasWindows
        ? [{ opensSec: Math.round(SCALE * windowOf(row)[0]), closesSec: Math.round(SCALE * windowOf(row)[1]) }]
        : [],
      skills: [],
      tier: 0,
      prize: 1,
      loads: [row[4]!],
    }),
  );
  const points = [...people, ...homes].map((row) => [row[1]!, row[2]!] as const);
  return requireSound({
    problem: { placeCount: points.length, visits, shifts, matrices: [{ durationsSec: scaledDistances(points) }] },
    visitIds: people.map((row) => row[0]!),
    shiftIds: shifts.map((_, s) => s + 1),
    breakIds: shifts.map(() => []),
    originSec: 0,
    costScale: 1,
  });
}

/** The last two numbers of a customer's or depot's line. */
function windowOf(row: readonly number[]): [number, number] {
  return [row.at(-2)!, row.at(-1)!];
}

function shiftAt(placeIndex: number, opens: number, closes: number, capacity: number): Shift {
  return {
    startPlaceIndex: placeIndex,
    endPlaceIndex: placeIndex,
    opensSec: Math.round(SCALE * opens),
    closesSec: Math.round(SCALE * closes),
    skills: [],
    capacity: [capacity > 0 ? capacity : 1 << 28],
    breaks: [],
    costs: { fixed: 0, perTravelSec: 1, perMetre: 0, perTaskSec: 0, perVisit: 0 },
    speedFactor: 1,
    matrixIndex: 0,
  };
}
