import type { State } from './state.ts';

/**
 * What is on board along a route, for problems with pickups or pairs: after each node the load, and the most up to there and
 * from there on (a shift's node stands for its start). All are [node * dimensions + d].
 */

/** All loads of a route anew. */
export function refreshLoads(st: State, shift: number): void {
  const { c, next, prev, loadAfter, peakUpTo, peakFrom } = st;
  const { dimensions, loadChange } = c;
  const end = c.visitCount + shift;
  for (let d = 0; d < dimensions; d++) {
    let load = st.loadIn[shift * dimensions + d]!;
    let peak = load;
    loadAfter[end * dimensions + d] = load;
    peakUpTo[end * dimensions + d] = peak;
    for (let v = next[end]!; v !== end; v = next[v]!) {
      load += loadChange[v * dimensions + d]!;
      if (load > peak) peak = load;
      loadAfter[v * dimensions + d] = load;
      peakUpTo[v * dimensions + d] = peak;
    }
    peak = load;
    for (let v = prev[end]!; v !== end; v = prev[v]!) {
      if (loadAfter[v * dimensions + d]! > peak) peak = loadAfter[v * dimensions + d]!;
      peakFrom[v * dimensions + d] = peak;
    }
    peakFrom[end * dimensions + d] = Math.max(peak, loadAfter[end * dimensions + d]!);
  }
}

/** Is there room for a visit (of no pair) right after `before`? What it brings lies there before, what it takes on after. */
export function loadsAllow(st: State, before: number, v: number, shift: number): boolean {
  const { dimensions, loads, loadChange, capacity } = st.c;
  for (let d = 0; d < dimensions; d++) {
    const most = capacity[shift * dimensions + d]!;
    const brought = loads[v * dimensions + d]!;
    if (st.peakUpTo[before * dimensions + d]! + brought > most) return false;
    if (st.peakFrom[before * dimensions + d]! + loadChange[v * dimensions + d]! + brought > most) return false;
  }
  return true;
}

/** May the tails after `u` and after `x` of two routes change places: is no pair split, and is there room all along? */
export function tailsKeepFlow(st: State, u: number, first: number, x: number, second: number): boolean {
  const { c } = st;
  if (c.hasPairs && (splitsPair(st, u) || splitsPair(st, x))) return false;
  const { dimensions, capacity } = c;
  for (let d = 0; d < dimensions; d++) {
    const broughtOne = broughtAfter(st, u, d);
    const broughtTwo = broughtAfter(st, x, d);
    // What is on board at the cuts without what the tails are brought.
    const keptOne = st.loadAfter[u * dimensions + d]! - broughtOne;
    const keptTwo = st.loadAfter[x * dimensions + d]! - broughtTwo;
    const mostOne = capacity[first * dimensions + d]!;
    const mostTwo = capacity[second * dimensions + d]!;
    if (st.peakUpTo[u * dimensions + d]! - broughtOne + broughtTwo > mostOne) return false;
    if (st.peakUpTo[x * dimensions + d]! - broughtTwo + broughtOne > mostTwo) return false;
    if (st.peakFrom[x * dimensions + d]! - keptTwo + keptOne > mostOne) return false;
    if (st.peakFrom[u * dimensions + d]! - keptOne + keptTwo > mostTwo) return false;
  }
  return true;
}

function broughtAfter(st: State, node: number, d: number): number {
  const { dimensions, loads, visitCount } = st.c;
  let sum = 0;
  for (let v = st.next[node]!; v < visitCount; v = st.next[v]!) sum += loads[v * dimensions + d]!;
  return sum;
}

/** Is something on board after the node that is delivered later? Deliveries after it that outnumber the pickups say so. */
function splitsPair(st: State, node: number): boolean {
  const { mateOf, isDelivery, visitCount } = st.c;
  let open = 0;
  for (let v = st.next[node]!; v < visitCount; v = st.next[v]!) {
    if (mateOf[v]! >= 0) open += isDelivery[v] === 1 ? 1 : -1;
  }
  return open !== 0;
}
