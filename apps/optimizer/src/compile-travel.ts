import { type Hours, newHours } from './hours.ts';
import { ratedCost, scaledSec } from './leg.ts';
import { type Problem, type Shift, UNREACHABLE } from './problem.ts';
import { NEVER_SEC } from './window.ts';

/**
 * Travel as the search reads it. One more place than the problem has, at the end: the absent one, no way from anything.
 * A "class" is a set of shifts that travel alike; entry [classBase + from * size + to]. The transposed copies make one
 * insertion touch two rows only.
 */
export interface Travel {
  readonly size: number;
  readonly sec: Int32Array;
  readonly secTransposed: Int32Array;
  readonly cost: Int32Array;
  readonly costTransposed: Int32Array;
  /** By shift: no drive takes fewer seconds for each unit of its cost. */
  readonly leastSecPerCost: Float64Array;
  /** The least of them. */
  readonly leastSecPerCostOfAll: number;
  /** Empty unless a shift limits its metres. */
  readonly metres: Int32Array;
  readonly secBase: Int32Array;
  readonly costBase: Int32Array;
  readonly metresBase: Int32Array;
  /** If drives take other times at other hours, with tables laid out as `sec`, which then only estimates; costs do not depend on the hour. */
  readonly hours: Hours | null;
}

/** Memory for a large table, all 0: plain, or shared by threads. */
export type NewTable = (length: number) => Int32Array;

export const plainTable: NewTable = (length) => new Int32Array(length);

export function compileTravel(problem: Problem, newTable: NewTable): Travel {
  const size = problem.placeCount + 1;
  const cells = size * size;
  // Matrices may differ in their costs alone.
  const durations = [...new Set(problem.matrices.map(({ durationsSec }) => durationsSec))];
  const durationsOf = ({ matrixIndex }: Shift): number => durations.indexOf(problem.matrices[matrixIndex]!.durationsSec);
  const secClasses = classes(problem, (shift) => `${durationsOf(shift)} ${shift.speedFactor}`);
  const costClasses = classes(
    problem,
    // A matrix with costs of its own costs all shifts the same.
    ({ matrixIndex, speedFactor, costs }) =>
      problem.matrices[matrixIndex]!.costs
        ? `${matrixIndex}`
        : `${matrixIndex} ${speedFactor} ${costs.perTravelSec} ${costs.perMetre}`,
  );
  const sec = newTable(cells * secClasses.examples.length);
  for (const [c, shift] of secClasses.examples.entries())
    fillSec(problem, shift, problem.matrices[shift.matrixIndex]!.durationsSec, sec, c * cells, size);
  // The usual case, cost = seconds, shares the tables.
  const plain = costClasses.examples.every(
    ({ matrixIndex, costs }) => !problem.matrices[matrixIndex]!.costs && costs.perTravelSec === 1 && costs.perMetre === 0,
  );
  let cost = sec;
  if (!plain) {
    cost = newTable(cells * costClasses.examples.length);
    for (const [c, shift] of costClasses.examples.entries()) fillCost(problem, shift, cost, c * cells, size);
  }
  const limited = problem.shifts.some((shift) => shift.maxMetres !== undefined);
  const metres = newTable(limited ? cells * problem.matrices.length : 0);
  for (let m = 0; limited && m < problem.matrices.length; m++) fillMetres(problem, m, metres, m * cells, size);
  const secTransposed = transposed(sec, size, newTable);
  const secBase = secClasses.of.map((c) => c * cells);
  const costBase = (plain ? secClasses : costClasses).of.map((c) => c * cells);
  const hours = compileHours(problem, secClasses.examples, size, newTable);
  const leastSecPerCost =
    plain && !hours
      ? new Float64Array(problem.shifts.length).fill(1)
      : leastRatios(hours?.tables ?? [sec], cost, secBase, costBase, cells);
  return {
    size,
    sec,
    secTransposed,
    cost,
    costTransposed: plain ? secTransposed : transposed(cost, size, newTable),
    metres,
    leastSecPerCost,
    leastSecPerCostOfAll: leastSecPerCost.reduce((least, ratio) => Math.min(least, ratio), NEVER_SEC),
    secBase,
    costBase,
    metresBase: Int32Array.from(problem.shifts, (shift) => shift.matrixIndex * cells),
    hours,
  };
}

/** The least of seconds divided by cost of any drive, of the fastest table: 0 where one takes no time. */
function leastRatios(
  tables: readonly Int32Array[],
  cost: Int32Array,
  secBase: Int32Array,
  costBase: Int32Array,
  cells: number,
): Float64Array {
  const known = new Map<string, number>();
  return Float64Array.from(secBase, (base, shift) => {
    const key = `${base} ${costBase[shift]}`;
    let least = known.get(key);
    if (least === undefined) {
      least = NEVER_SEC;
      for (const sec of tables) {
        for (let cell = 0; cell < cells; cell++) {
          const price = cost[costBase[shift]! + cell]!;
          if (price > 0 && sec[base + cell]! < least * price) least = sec[base + cell]! / price;
        }
      }
      known.set(key, least);
    }
    return least;
  });
}

function compileHours(problem: Problem, examples: readonly Shift[], size: number, newTable: NewTable): Hours | null {
  const bands = problem.matrices.find((matrix) => matrix.bands)?.bands;
  if (!bands) return null;
  const cells = size * size;
  const hours = newHours(bands, problem, cells * examples.length, newTable);
  for (const [t, table] of hours.tables.entries()) {
    for (const [c, shift] of examples.entries()) {
      const { durationsSec, bands: own } = problem.matrices[shift.matrixIndex]!;
      fillSec(problem, shift, own ? own.tables[t]! : durationsSec, table, c * cells, size);
    }
  }
  return hours;
}

function classes(problem: Problem, key: (shift: Shift) => string): { of: Int32Array; examples: Shift[] } {
  const seen = new Map<string, number>();
  const examples: Shift[] = [];
  const of = Int32Array.from(problem.shifts, (shift) => {
    const known = seen.get(key(shift));
    if (known !== undefined) return known;
    seen.set(key(shift), examples.length);
    return examples.push(shift) - 1;
  });
  return { of, examples };
}

function fillSec(problem: Problem, shift: Shift, from: Int32Array, into: Int32Array, base: number, size: number): void {
  const places = problem.placeCount;
  for (let a = 0; a < places; a++) {
    const row = base + a * size;
    if (shift.speedFactor !== 1) {
      for (let b = 0; b < places; b++) into[row + b] = Math.min(NEVER_SEC, scaledSec(from[a * places + b]!, shift.speedFactor));
      continue;
    }
    // Almost always: a copy of the row, but for what cannot be reached.
    into.set(from.subarray(a * places, (a + 1) * places), row);
    for (let b = row; b < row + places; b++) if (into[b]! > NEVER_SEC) into[b] = NEVER_SEC;
  }
}

function fillCost(problem: Problem, shift: Shift, into: Int32Array, base: number, size: number): void {
  const { durationsSec, distancesMetres, costs } = problem.matrices[shift.matrixIndex]!;
  const places = problem.placeCount;
  for (let a = 0; a < places; a++) {
    for (let b = 0; b < places; b++) {
      const sec = durationsSec[a * places + b]!;
      const metres = distancesMetres?.[a * places + b] ?? 0;
      const known = sec !== UNREACHABLE;
      const given = costs?.[a * places + b];
      const cost = known ? (given ?? ratedCost(shift, scaledSec(sec, shift.speedFactor), metres)) : NEVER_SEC;
      into[base + a * size + b] = Math.min(NEVER_SEC, cost);
    }
  }
}

function fillMetres(problem: Problem, matrix: number, into: Int32Array, base: number, size: number): void {
  const metres = problem.matrices[matrix]!.distancesMetres;
  if (!metres) return;
  const places = problem.placeCount;
  for (let a = 0; a < places; a++) {
    for (let b = 0; b < places; b++) into[base + a * size + b] = Math.min(NEVER_SEC, metres[a * places + b]!);
  }
}

/** So many rows and columns are turned together: of both tables they fit into the fast memory. */
const TILE = 64;

/** The same array where the table is symmetric. */
function transposed(table: Int32Array, size: number, newTable: NewTable): Int32Array {
  if (isSymmetric(table, size)) return table;
  const turned = newTable(table.length);
  for (let base = 0; base < table.length; base += size * size) {
    for (let top = 0; top < size; top += TILE) {
      for (let left = 0; left < size; left += TILE) turnTile(table, turned, base, size, top, left);
    }
  }
  return turned;
}

function turnTile(table: Int32Array, turned: Int32Array, base: number, size: number, top: number, left: number): void {
  const bottom = Math.min(size, top + TILE);
  const right = Math.min(size, left + TILE);
  for (let a = top; a < bottom; a++) {
    for (let b = left; b < right; b++) turned[base + b * size + a] = table[base + a * size + b]!;
  }
}

function isSymmetric(table: Int32Array, size: number): boolean {
  for (let base = 0; base < table.length; base += size * size) {
    for (let a = 0; a < size; a++) {
      for (let b = a + 1; b < size; b++) if (table[base + a * size + b] !== table[base + b * size + a]) return false;
    }
  }
  return true;
}
