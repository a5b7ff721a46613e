import type { RoutePool } from './route-pool.ts';

/** Rounds of the subgradient method, and after how many without a better bound its step is halved. */
const ROUNDS = 250;
const PATIENCE = 12;
const LEAST_STEP = 0.005;

/**
 * A price for each visit and each type of shift, and what the choice of routes costs at least with them (a Lagrangian bound of the set
 * partitioning): `reduced[route]` is what the route costs more than its visits pay, and no choice costs less than `bound` plus that of
 * each of its routes.
 */
export interface Prices {
  readonly visit: Float64Array;
  readonly reduced: Float64Array;
  readonly bound: number;
}

/**
 * Prices by the subgradient method (Held, Wolfe & Crowder 1974): a visit that no cheap route serves pays more, one that several serve pays less.
 * `leaveOut` says what a visit costs that is left out, `above` what the best choice known costs, `startFrom` what each visit pays at first.
 */
export function priceVisits(pool: RoutePool, leaveOut: Float64Array, above: number, startFrom: Float64Array): Prices {
  const { c, from, stops, cost } = pool;
  const count = pool.count[0]!;
  const pays = Float64Array.from(startFrom, (value, v) => Math.min(value, leaveOut[v]!));
  const reduced = new Float64Array(count);
  const served = new Float64Array(c.visitCount);
  let best: Prices = { visit: pays.slice(), reduced: reduced.slice(), bound: Number.NEGATIVE_INFINITY };
  let step = 1;
  let waited = 0;
  for (let round = 0; round < ROUNDS && step > LEAST_STEP; round++) {
    served.fill(0);
    for (let r = 0; r < count; r++) {
      let sum = cost[r]!;
      for (let i = from[r]!, to = from[r + 1]!; i < to; i++) sum -= pays[stops[i]!]!;
      reduced[r] = sum;
    }
    let bound = -chargeTypes(pool, reduced);
    for (let v = 0; v < c.visitCount; v++) bound += pays[v]!;
    for (let r = 0; r < count; r++) {
      if (reduced[r]! >= 0) continue;
      bound += reduced[r]!;
      for (let i = from[r]!, to = from[r + 1]!; i < to; i++) served[stops[i]!]!++;
    }
    if (bound > best.bound) {
      best = { visit: pays.slice(), reduced: reduced.slice(), bound };
      waited = 0;
    } else if (++waited >= PATIENCE) {
      step /= 2;
      waited = 0;
      pays.set(best.visit);
      continue;
    }
    let length = 0;
    for (let v = 0; v < c.visitCount; v++) length += (1 - served[v]!) ** 2;
    if (length === 0) break;
    const stride = (step * Math.max(1, above - bound)) / length;
    for (let v = 0; v < c.visitCount; v++) pays[v] = Math.min(leaveOut[v]!, pays[v]! + stride * (1 - served[v]!));
  }
  return best;
}

/**
 * Where more routes of a type would pay than there are shifts, each pays for its shift what the first in vain would have offered.
 * Returns what all shifts take.
 */
function chargeTypes(pool: RoutePool, reduced: Float64Array): number {
  const { c, typeOf } = pool;
  const paying = new Int32Array(c.types.count);
  for (let r = 0; r < reduced.length; r++) if (reduced[r]! < 0) paying[typeOf[r]!]!++;
  let taken = 0;
  for (let type = 0; type < c.types.count; type++) {
    const shifts = c.types.shiftsOf[type]!.length;
    if (paying[type]! <= shifts) continue;
    const offers = new Float64Array(paying[type]!);
    let i = 0;
    for (let r = 0; r < reduced.length; r++) if (typeOf[r] === type && reduced[r]! < 0) offers[i++] = reduced[r]!;
    const charge = -offers.sort()[shifts]!;
    for (let r = 0; r < reduced.length; r++) if (typeOf[r] === type) reduced[r]! += charge;
    taken += charge * shifts;
  }
  return taken;
}
