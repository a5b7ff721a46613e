import { ratedCost, scaledSec } from '../leg.ts';
import { type Problem, type Shift, type TravelMatrix, UNREACHABLE } from '../problem.ts';
import type { TravelBands } from './model.ts';

/** How much of a shift lies in each table, in eighths: finer would be more tables than it is worth. */
const EIGHTHS = 8;
/** More numbers than this in all tables of costs together are not made (200 MB): then every shift has the mean of the hours of all. */
const MOST_NUMBERS = 50_000_000;

/**
 * Travel whose times are those of every hour but whose costs do not depend on it, as the classical engine weighs drives: of each shift the mean of
 * the hours in which it lies. `durationsSec` of the matrices become the fastest of any hour.
 */
export function estimateCosts(problem: Problem): Pick<Problem, 'matrices' | 'shifts'> {
  const someBands = problem.matrices.find(({ bands }) => bands)?.bands;
  if (!someBands) return { matrices: problem.matrices, shifts: problem.shifts };
  const matrices: TravelMatrix[] = [];
  const known = new Map<string, number>();
  const fastest = problem.matrices.map(({ bands, durationsSec }) => (bands ? leastOf(bands.tables) : durationsSec));
  const isAffordable = problem.placeCount ** 2 * problem.shifts.length <= MOST_NUMBERS * EIGHTHS;
  const ofAll = isAffordable ? null : sharesOf(someBands, problem.shifts);
  const shifts = problem.shifts.map((shift) => {
    const matrix = problem.matrices[shift.matrixIndex]!;
    const { bands } = matrix;
    const shares = bands && (ofAll ?? sharesOf(bands, [shift]));
    const key = [shift.matrixIndex, shift.speedFactor, shift.costs.perTravelSec, shift.costs.perMetre, shares].join();
    let index = known.get(key);
    if (index === undefined) {
      const costs = shares && !matrix.costs ? costsOf(matrix, shift, shares) : matrix.costs;
      index = matrices.push({ ...matrix, durationsSec: fastest[shift.matrixIndex]!, ...(costs && { costs }) }) - 1;
      known.set(key, index);
    }
    return { ...shift, matrixIndex: index };
  });
  return { matrices, shifts };
}

function leastOf(tables: readonly Int32Array[]): Int32Array {
  return tables[0]!.map((sec, cell) => tables.reduce((least, table) => Math.min(least, table[cell]!), sec));
}

/** Eighths of the shifts in each table; what does not come out even goes to the largest. */
function sharesOf({ startsSec, tableOf, tables }: TravelBands, shifts: readonly Shift[]): number[] {
  const spent = tables.map(() => 0);
  startsSec.forEach((from, band) => {
    const to = startsSec[band + 1] ?? Number.POSITIVE_INFINITY;
    for (const { opensSec, closesSec } of shifts)
      spent[tableOf[band]!]! += Math.max(0, Math.min(to, closesSec) - Math.max(from, opensSec));
  });
  const whole = spent.reduce((sum, sec) => sum + sec, 0);
  if (whole === 0) return spent.map((_, t) => (t === tableOf[0] ? EIGHTHS : 0));
  const shares = spent.map((sec) => Math.round((EIGHTHS * sec) / whole));
  const largest = spent.indexOf(Math.max(...spent));
  shares[largest]! += EIGHTHS - shares.reduce((sum, share) => sum + share, 0);
  return shares;
}

function costsOf({ bands, distancesMetres }: TravelMatrix, shift: Shift, shares: readonly number[]): Int32Array {
  const { tables } = bands!;
  return tables[0]!.map((first, cell) => {
    // No way is no way at every hour.
    if (first === UNREACHABLE) return 0;
    let sec = 0;
    for (let t = 0; t < tables.length; t++) sec += (shares[t]! * tables[t]![cell]!) / EIGHTHS;
    return ratedCost(shift, scaledSec(Math.round(sec), shift.speedFactor), distancesMetres?.[cell] ?? 0);
  });
}
