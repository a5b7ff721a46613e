import { type RandomState, randomUnit } from '../random.ts';
import { fitsShift } from './fits.ts';
import { mayHaveTime } from './latest.ts';
import { leastPrice, NO_PLACE } from './price.ts';
import type { RichState } from './rich-state.ts';

/** So many nodes are all looked at; on larger problems only those beside neighbours, and empty shifts. */
const FEW_NODES = 400;

const FREE_SHIFTS_TRIED = 12;
/** In so many routes, all if there are no more, a visit near a depot is tried as the first and as the last one. */
const ENDS_TRIED = 16;

/** Nodes behind which the visit could come, into `st.candidates`; returns how many. */
export function listPlaces(st: RichState, v: number): number {
  return st.c.base.nodeCount <= FEW_NODES ? listAll(st, v) : listNear(st, v);
}

function listAll(st: RichState, v: number): number {
  const { visitCount, shiftCount, sealed } = st.c.base;
  const { candidates } = st.scratch;
  let count = 0;
  let hasEmpty = false;
  for (let s = 0; s < shiftCount; s++) {
    // Of alike empty shifts one is enough, but which are alike is more than a type tells here: try a few.
    const isEmpty = st.visitsIn[s] === 0;
    if ((isEmpty && hasEmpty && shiftCount > 60) || !fitsShift(st, v, s)) continue;
    if (isEmpty) hasEmpty = true;
    const end = visitCount + s;
    let node = end;
    do {
      if (sealed[node] === 0 && mayHaveTime(st, v, node, s)) candidates[count++] = node;
      node = st.next[node]!;
    } while (node !== end);
  }
  return count;
}

function listNear(st: RichState, v: number): number {
  const { visitCount, shiftCount, neighbours } = st.c.base;
  const { freeFrom, turn } = st.scratch;
  turn[0]!++;
  const { before, after, beforeCount } = neighbours;
  let count = 0;
  for (let i = 0; i < beforeCount; i++) {
    const u = before[v * beforeCount + i]!;
    if (u >= 0 && st.routeOf[u]! >= 0) count = addPlace(st, v, u, st.routeOf[u]!, count);
    const w = after[v * beforeCount + i]!;
    if (w >= 0 && st.routeOf[w]! >= 0) count = addPlace(st, v, st.prev[w]!, st.routeOf[w]!, count);
  }
  if (neighbours.nearEnds[v] === 1) count = addEnds(st, v, count);
  let tried = 0;
  for (let i = 0, s = freeFrom[0]!; i < shiftCount && tried < FREE_SHIFTS_TRIED; i++) {
    s = s + 1 >= shiftCount ? 0 : s + 1;
    freeFrom[0] = s;
    if (st.visitsIn[s] !== 0) continue;
    count = addPlace(st, v, visitCount + s, s, count);
    tried++;
  }
  return count;
}

/** A visit beside a depot may be the first or the last of a route whose other visits are far from it: none of them lists it. */
function addEnds(st: RichState, v: number, before: number): number {
  const { visitCount, shiftCount } = st.c.base;
  const { endsFrom } = st.scratch;
  let count = before;
  let tried = 0;
  let s = endsFrom[0]!;
  for (let i = 0; i < shiftCount && tried < ENDS_TRIED; i++) {
    s = s + 1 >= shiftCount ? 0 : s + 1;
    if (st.visitsIn[s] === 0) continue;
    count = addPlace(st, v, visitCount + s, s, count);
    count = addPlace(st, v, st.prev[visitCount + s]!, s, count);
    tried++;
  }
  endsFrom[0] = s;
  return count;
}

function addPlace(st: RichState, v: number, before: number, shift: number, count: number): number {
  const { candidates, listedIn, turn } = st.scratch;
  if (listedIn[before] === turn[0]) return count;
  listedIn[before] = turn[0]!;
  if (st.c.base.sealed[before] === 1 || !mayHaveTime(st, v, before, shift) || !fitsShift(st, v, shift)) return count;
  candidates[count] = before;
  return count + 1;
}

/** The least each listed place may cost, infinite for those passed over by chance, into `bounds`; returns where it is least. */
export function boundPlaces(
  st: RichState,
  random: RandomState,
  v: number,
  count: number,
  notBeforeSec: number,
  blinkRate: number,
): number {
  const { candidates, bounds } = st.scratch;
  let first = -1;
  let least = NO_PLACE;
  for (let i = 0; i < count; i++) {
    const before = candidates[i]!;
    const bound = randomUnit(random) < blinkRate ? NO_PLACE : leastPrice(st, v, before, st.routeOf[before]!, notBeforeSec);
    bounds[i] = bound;
    if (bound < least) {
      least = bound;
      first = i;
    }
  }
  return first;
}
