import type { Journal } from './journal.ts';
import type { Plan } from './plan.ts';
import { ABSENT, MISS_PRIZE, MISS_RANK, ROUTE_COST, type State } from './state.ts';

/** The best plan so far: the tiers decide, then the cost. Only routes changed since it was last kept are copied. */
export interface Best {
  readonly next: Int32Array;
  readonly dirty: Uint8Array;
  /** Missed tiers, cost, and how many are absent. */
  readonly figures: Float64Array;
}

export function newBest(st: State): Best {
  const best = { next: Int32Array.from(st.next), dirty: new Uint8Array(st.c.shiftCount), figures: new Float64Array(3) };
  writeFigures(st, best);
  return best;
}

export function isBetter(st: State, best: Best): boolean {
  const missed = st.totals[MISS_RANK]!;
  if (missed !== best.figures[0]!) return missed < best.figures[0]!;
  return st.totals[ROUTE_COST]! + st.totals[MISS_PRIZE]! < best.figures[1]!;
}

/** After an accepted attempt: its routes differ from the kept ones. */
export function markDirty(best: Best, journal: Journal): void {
  for (let t = 0; t < journal.used[0]!; t++) best.dirty[journal.touched[t]!] = 1;
}

export function keep(st: State, best: Best): void {
  const { next, c } = st;
  for (let shift = 0; shift < c.shiftCount; shift++) {
    if (best.dirty[shift] === 0) continue;
    best.dirty[shift] = 0;
    const end = c.visitCount + shift;
    let node = end;
    do {
      best.next[node] = next[node]!;
      node = next[node]!;
    } while (node !== end);
  }
  writeFigures(st, best);
}

function writeFigures(st: State, best: Best): void {
  best.figures[0] = st.totals[MISS_RANK]!;
  best.figures[1] = st.totals[ROUTE_COST]! + st.totals[MISS_PRIZE]!;
  best.figures[2] = st.counts[ABSENT]!;
}

export function readPlan(next: Int32Array, visitCount: number, shiftCount: number): Plan {
  const routes: number[][] = [];
  const served = new Uint8Array(visitCount);
  for (let shift = 0; shift < shiftCount; shift++) {
    const route: number[] = [];
    for (let v = next[visitCount + shift]!; v < visitCount; v = next[v]!) {
      route.push(v);
      served[v] = 1;
    }
    routes.push(route);
  }
  const unassigned: number[] = [];
  for (let v = 0; v < visitCount; v++) if (served[v] === 0) unassigned.push(v);
  return { routes, unassigned };
}
