import { evaluateRoute } from './evaluate-route.ts';
import { refreshLoads } from './flow.ts';
import { MAX_BREAKS } from './problem.ts';
import { ABSENT, FREE_TYPES, MISS_COST, MISS_RANK, ROUTE_COST, type State } from './state.ts';
import { refreshBackward, refreshForward, roomAfter } from './times.ts';

/**
 * For tests and for `verifies`: everything that the search keeps up to date move by move, recomputed in full and compared. Throws on the first
 * difference. Costs and rules are compared with `evaluate`, which knows nothing of the search.
 */
export function verifyState(st: State): void {
  const { c } = st;
  const { problem, visitCount, shiftCount } = c;
  const expect = (what: string, kept: number, full: number): void => {
    if (kept !== full) throw new Error(`${what}: kept ${kept}, recomputed ${full}`);
  };
  const found = new Int32Array(visitCount).fill(-1);
  let cost = 0;
  let free = 0;
  for (let shift = 0; shift < shiftCount; shift++) {
    const end = visitCount + shift;
    const route: number[] = [];
    for (let v = st.next[end]!, before = end; v !== end; before = v, v = st.next[v]!) {
      if (v >= visitCount || found[v]! >= 0) throw new Error(`the route of shift ${shift} is no ring`);
      expect(`prev of ${v}`, st.prev[v]!, before);
      expect(`shift of ${v}`, st.routeOf[v]!, shift);
      found[v] = shift;
      route.push(v);
    }
    const { route: times, violations } = evaluateRoute(problem, shift, route);
    if (violations.length > 0) throw new Error(`shift ${shift}: ${violations[0]!.code} of visit ${violations[0]!.visit}`);
    cost += times.cost;
    if (route.length === 0) free++;
    else cost += st.openCost[shift]! - c.fixedCost[shift]!;
    expect(`visits in ${shift}`, st.visitsIn[shift]!, route.length);
    times.loads.forEach((load, d) => {
      expect(`load ${d} in ${shift}`, st.loadIn[shift * c.dimensions + d]!, load);
    });
    if (c.hasFlow) verifyLoads(st, shift, times.peakLoads, expect);
    if (c.limited[shift] === 1) expect(`travel in ${shift}`, st.travelSecIn[shift]!, times.travelSec);
    if (c.limited[shift] === 1 && c.travel.metres.length > 0)
      expect(`metres in ${shift}`, st.metresIn[shift]!, times.travelMetres);
    if (route.length > 0) verifyTimes(st, route, expect);
    else expect(`room in ${shift}`, st.roomSec[end]!, roomAfter(st, end, shift));
  }
  let missCost = 0;
  let missRank = 0;
  let absent = 0;
  for (let v = 0; v < visitCount; v++) {
    if (found[v]! >= 0) continue;
    absent++;
    missCost += c.missCost[v]!;
    missRank += c.missRank[v]!;
    expect(`shift of absent ${v}`, st.routeOf[v]!, -1);
    expect(`room after absent ${v}`, st.roomSec[v]!, -1);
    expect(`place of absent ${v}`, st.absent[st.absentAt[v]!]!, v);
  }
  expect('absent visits', st.counts[ABSENT]!, absent);
  expect('cost of routes', st.totals[ROUTE_COST]!, cost);
  expect('missed tiers', st.totals[MISS_RANK]!, missRank);
  // This one figure may be beyond exact integers; the tiers above are not.
  if (Math.abs(st.totals[MISS_COST]! - missCost) > 1e-9 * missCost) expect('missed cost', st.totals[MISS_COST]!, missCost);
  for (let i = 0; i < st.counts[FREE_TYPES]!; i++) free -= st.freeInType[st.freeTypes[i]!]!;
  expect('unused shifts', free, 0);
}

function verifyLoads(
  st: State,
  shift: number,
  peakLoads: readonly number[],
  expect: (what: string, kept: number, full: number) => void,
): void {
  const { dimensions, visitCount } = st.c;
  const end = visitCount + shift;
  const kept = (node: number): number[] =>
    [st.loadAfter, st.peakUpTo, st.peakFrom].flatMap((list) => [...list.subarray(node * dimensions, (node + 1) * dimensions)]);
  const before = new Map<number, number[]>();
  before.set(end, kept(end));
  for (let v = st.next[end]!; v !== end; v = st.next[v]!) before.set(v, kept(v));
  refreshLoads(st, shift);
  for (const [at, loads] of before) kept(at).forEach((load, i) => void expect(`load ${i} at ${at}`, loads[i]!, load));
  peakLoads.forEach((peak, d) => void expect(`peak load in ${shift}`, st.peakFrom[end * dimensions + d]!, peak));
}

function verifyTimes(st: State, route: readonly number[], expect: (what: string, kept: number, full: number) => void): void {
  const shift = st.routeOf[route[0]!]!;
  const breaks = st.c.breakCount[shift]!;
  const nodes = [st.c.visitCount + shift, ...route];
  const rooms = nodes.map((node) => st.roomSec[node]!);
  const of = (v: number): number[] => [
    ...[st.departSec[v]!, st.latestSec[v]!],
    ...st.departAfterBreakSec.subarray(v * MAX_BREAKS, v * MAX_BREAKS + breaks),
    ...st.latestAfterBreakSec.subarray(v * MAX_BREAKS, v * MAX_BREAKS + breaks),
  ];
  const kept = route.map(of);
  for (const v of route) {
    st.departSec[v] = -1;
    st.latestSec[v] = -2;
  }
  refreshForward(st, route[0]!);
  refreshBackward(st, route.at(-1)!);
  route.forEach((v, i) => {
    const full = of(v);
    full.forEach((time, k) => void expect(`time ${k} of ${v}`, kept[i]![k]!, time));
  });
  for (const [i, node] of nodes.entries()) expect(`room after ${node}`, rooms[i]!, roomAfter(st, node, shift));
}
