import { MAX_GROUP } from './compile-relations.ts';
import type { RichCompiled } from './compile-rich.ts';
import { BALANCE_MEASURES } from './model.ts';

/**
 * A rich plan while it is searched. Routes are rings as in the classical state. All integers lie in one buffer, so that an attempt is
 * saved and taken back by one copy: routes are short and times depend on other routes, so a journal by route would not pay.
 *
 * `order` lists all served entries (a visit, or the first member of a group) such that everything an entry waits for stands before
 * it: the stop before, and visits it must follow. One sweep along it settles all times, and no cyclic wait can arise.
 */
export interface RichState {
  readonly c: RichCompiled;
  readonly ints: Int32Array;
  readonly next: Int32Array;
  readonly prev: Int32Array;
  /** −1: in no route. */
  readonly routeOf: Int32Array;
  readonly arriveSec: Int32Array;
  readonly startSec: Int32Array;
  /** When the team is free to leave (a shift's node: its opening; it leaves as late as the first stop allows). */
  readonly leaveSec: Int32Array;
  /** See `refreshLatest`; of a shift's node: when work must end. */
  readonly latestSec: Int32Array;
  /** Breaks taken before leaving. */
  readonly breaksTaken: Int32Array;
  /** Of a visit: drive to it, work, lateness, idling and so on. Of a shift's node: its last drive, fixed cost and overtime. */
  readonly nodeCost: Int32Array;
  readonly lateSec: Int32Array;
  /** 1: its promise is not kept by these times. */
  readonly isChanged: Int32Array;
  readonly visitsIn: Int32Array;
  /** Setup and service of all visits in the shift. */
  readonly workIn: Int32Array;
  /** Entries by position, and the position of each entry (see `entryOf`). */
  readonly order: Int32Array;
  readonly positionOf: Int32Array;
  /** [ORDER_COUNT], [ABSENT_COUNT] */
  readonly counts: Int32Array;
  readonly absent: Int32Array;
  readonly absentAt: Int32Array;
  /** [ROUTE_COST], [MISS_COST], [MISS_RANK], [MISS_PRIZE], [CHANGED], [FIRM_MISSED] */
  readonly totals: Float64Array;
  /** Of a visit: what each second that it starts later costs at least, in its own lateness and that of those behind it; lies behind the totals. */
  readonly lateRate: Float64Array;
  /** Not part of what is saved: entries to be settled, shifts whose sums are to be checked. */
  readonly isDirty: Uint8Array;
  readonly touched: Int32Array;
  readonly isTouched: Uint8Array;
  /** [DIRTY_FROM], [TOUCHED_COUNT] */
  readonly work: Int32Array;
  /** What `reach` answers. */
  readonly out: Int32Array;
  /** Starts of the members of a group while it is settled. */
  readonly groupStart: Int32Array;
  /** Written by `sumTeams`: only where teams are to be even. */
  readonly teamSums: TeamSums;
  readonly scratch: Scratch;
}

/** By `BALANCE_MEASURES`; the amounts team by team. */
export interface TeamSums {
  readonly amounts: Float64Array;
  readonly means: Float64Array;
}
export const WORK = BALANCE_MEASURES.indexOf('workSec');
export const VISITS = BALANCE_MEASURES.indexOf('visits');
export const SHIFTS = BALANCE_MEASURES.indexOf('shifts');
export const WEEKENDS = BALANCE_MEASURES.indexOf('weekendShifts');

/** Working space of the functions that look for places; nothing in it outlives a call of theirs. */
export interface Scratch {
  /** The start that `priceAfter` found, and that of the best so far. */
  readonly priced: Int32Array;
  /** Nodes behind which a visit could come, each listed once in a turn. */
  readonly candidates: Int32Array;
  /** At least this much each candidate costs. */
  readonly bounds: Float64Array;
  readonly listedIn: Int32Array;
  readonly turn: Int32Array;
  /** Where the round of empty shifts goes on. */
  readonly freeFrom: Int32Array;
  /** The same for the ends of used ones. */
  readonly endsFrom: Int32Array;
  /** The cheapest places of each member of a group, by rows, with their prices; the combination at hand and the best. */
  readonly kept: Int32Array;
  readonly keptPrice: Float64Array;
  readonly chosen: Int32Array;
  readonly trial: Int32Array;
  readonly bestTrial: Int32Array;
  readonly bestPrice: Float64Array;
  readonly starts: Int32Array;
  /** The attempt in which a shift was last ruined; nodes of the string being taken out. */
  readonly ruinedIn: Int32Array;
  readonly stringNodes: Int32Array;
}

/** So many of the cheapest places of each member of a group are combined. */
export const PLACES_KEPT = 10;

function newScratch({ base }: RichCompiled): Scratch {
  return {
    priced: new Int32Array(2),
    candidates: new Int32Array(base.nodeCount),
    bounds: new Float64Array(base.nodeCount),
    listedIn: new Int32Array(base.nodeCount),
    turn: new Int32Array(1),
    freeFrom: new Int32Array(1),
    endsFrom: new Int32Array(1),
    kept: new Int32Array(MAX_GROUP * PLACES_KEPT),
    keptPrice: new Float64Array(MAX_GROUP * PLACES_KEPT),
    chosen: new Int32Array(MAX_GROUP),
    trial: new Int32Array(MAX_GROUP),
    bestTrial: new Int32Array(MAX_GROUP),
    bestPrice: new Float64Array(1),
    starts: new Int32Array(MAX_GROUP + 1),
    ruinedIn: new Int32Array(base.shiftCount),
    stringNodes: new Int32Array(base.visitCount),
  };
}

export const ORDER_COUNT = 0;
export const ABSENT_COUNT = 1;
export const ROUTE_COST = 0;
export const MISS_COST = 1;
export const MISS_RANK = 2;
export const MISS_PRIZE = 3;
/** How many promises these times do not keep; visits left out are counted too. */
export const CHANGED = 4;
/** How many visits with a firm promise are left out. */
export const FIRM_MISSED = 5;
const TOTAL_COUNT = 6;
export const DIRTY_FROM = 0;
export const TOUCHED_COUNT = 1;

/** All routes empty, nothing served. */
export function newRichState(c: RichCompiled): RichState {
  const { visitCount, shiftCount, nodeCount } = c.base;
  const sizes = [
    ...new Array<number>(9).fill(nodeCount),
    visitCount,
    visitCount,
    shiftCount,
    shiftCount,
    visitCount,
    visitCount,
    2,
    visitCount,
    visitCount,
  ];
  const ints = new Int32Array(sizes.reduce((sum, size) => sum + size, 0));
  let from = 0;
  const parts = sizes.map((size) => {
    from += size;
    return ints.subarray(from - size, from);
  });
  const [next, prev, routeOf, arriveSec, startSec, leaveSec, latestSec, breaksTaken, nodeCost] = parts;
  const [lateSec, isChanged, visitsIn, workIn, order, positionOf, counts, absent, absentAt] = parts.slice(9);
  const totals = new Float64Array(TOTAL_COUNT + visitCount);
  const st: RichState = {
    c,
    ints,
    next: next!,
    prev: prev!,
    routeOf: routeOf!,
    arriveSec: arriveSec!,
    startSec: startSec!,
    leaveSec: leaveSec!,
    latestSec: latestSec!,
    breaksTaken: breaksTaken!,
    nodeCost: nodeCost!,
    lateSec: lateSec!,
    isChanged: isChanged!,
    visitsIn: visitsIn!,
    workIn: workIn!,
    order: order!,
    positionOf: positionOf!,
    counts: counts!,
    absent: absent!,
    absentAt: absentAt!,
    totals,
    lateRate: totals.subarray(TOTAL_COUNT),
    isDirty: new Uint8Array(visitCount),
    touched: new Int32Array(shiftCount),
    isTouched: new Uint8Array(shiftCount),
    work: new Int32Array(2),
    out: new Int32Array(5),
    groupStart: new Int32Array(MAX_GROUP),
    teamSums: {
      amounts: new Float64Array(c.teamCount * BALANCE_MEASURES.length),
      means: new Float64Array(BALANCE_MEASURES.length),
    },
    scratch: newScratch(c),
  };
  for (let node = 0; node < nodeCount; node++) {
    st.next[node] = node;
    st.prev[node] = node;
    st.routeOf[node] = node < visitCount ? -1 : node - visitCount;
    st.leaveSec[node] = node < visitCount ? 0 : c.base.opensSec[node - visitCount]!;
    st.latestSec[node] = node < visitCount ? -1 : c.base.closesSec[node - visitCount]!;
  }
  for (let v = 0; v < visitCount; v++) addRichAbsent(st, v);
  st.work[DIRTY_FROM] = visitCount;
  return st;
}

export function addRichAbsent(st: RichState, v: number): void {
  const { c, counts, totals } = st;
  st.absent[counts[ABSENT_COUNT]!] = v;
  st.absentAt[v] = counts[ABSENT_COUNT]!++;
  totals[MISS_COST]! += c.base.missCost[v]!;
  totals[MISS_RANK]! += c.base.missRank[v]!;
  if (c.base.missRank[v] === 0) totals[MISS_PRIZE]! += c.problem.visits[v]!.prize;
  totals[FIRM_MISSED]! += c.isFirm[v]!;
  if (c.promiseClosesSec[v]! >= 0) {
    totals[CHANGED]!++;
    st.isChanged[v] = 1;
  }
}

export function dropRichAbsent(st: RichState, v: number): void {
  const { c, counts, totals } = st;
  const moved = st.absent[--counts[ABSENT_COUNT]!]!;
  st.absent[st.absentAt[v]!] = moved;
  st.absentAt[moved] = st.absentAt[v]!;
  st.absentAt[v] = -1;
  totals[MISS_COST]! -= c.base.missCost[v]!;
  totals[MISS_RANK]! -= c.base.missRank[v]!;
  if (c.base.missRank[v] === 0) totals[MISS_PRIZE]! -= c.problem.visits[v]!.prize;
  totals[FIRM_MISSED]! -= c.isFirm[v]!;
}

/** The place where a visit is served by a shift; where a shift's node leaves from. */
export function placeLeft(c: RichCompiled, node: number, shift: number): number {
  if (node >= c.base.visitCount || c.siteOf.length === 0) return c.base.leavesFrom[node]!;
  return c.siteOf[node * c.base.shiftCount + shift]!;
}

/** The place where a visit is served by a shift; where a shift's node ends. */
export function placeReached(c: RichCompiled, node: number, shift: number): number {
  if (node >= c.base.visitCount || c.siteOf.length === 0) return c.base.arrivesAt[node]!;
  return c.siteOf[node * c.base.shiftCount + shift]!;
}

/**
 * The single figure that the search compares: routes, what is missed, changed promises, the worst lateness, uneven teams. Looks at every
 * visit only where the worst lateness costs something, at every shift only where teams are to be even.
 */
export function richEnergy(st: RichState): number {
  return st.totals[ROUTE_COST]! + st.totals[MISS_COST]! + sharedCost(st) + excessChanges(st) * st.c.beyondBudget;
}

export function excessChanges(st: RichState): number {
  return Math.max(0, st.totals[CHANGED]! - st.c.mostChanges);
}

/** Costs of the plan as a whole. */
export function sharedCost(st: RichState): number {
  const { c, totals } = st;
  let cost = c.hasPromises ? c.perChange * totals[CHANGED]! : 0;
  if (c.perWorstLateSec > 0) {
    let worst = 0;
    const { lateSec } = st;
    for (let v = 0; v < lateSec.length; v++) if (lateSec[v]! > worst) worst = lateSec[v]!;
    cost += Math.round(c.perWorstLateSec * worst);
  }
  if (c.hasBalance) {
    sumTeams(st);
    for (let m = 0; m < c.perAbove.length; m++)
      if (c.perAbove[m]! > 0) cost += Math.round(above(st.teamSums, c.teamCount, m) * c.perAbove[m]!);
  }
  return cost;
}

/** What each team has, and the means, into `teamSums`. */
export function sumTeams(st: RichState): void {
  const { c, visitsIn, workIn } = st;
  const { amounts, means } = st.teamSums;
  amounts.fill(0);
  means.fill(0);
  for (let s = 0; s < workIn.length; s++) {
    if (visitsIn[s] === 0) continue;
    const at = c.teamOf[s]! * BALANCE_MEASURES.length;
    amounts[at + WORK]! += workIn[s]!;
    amounts[at + VISITS]! += visitsIn[s]!;
    amounts[at + SHIFTS]! += 1;
    amounts[at + WEEKENDS]! += c.isWeekend[s]!;
  }
  for (let i = 0; i < amounts.length; i++) means[i % BALANCE_MEASURES.length]! += amounts[i]! / c.teamCount;
}

function above({ amounts, means }: TeamSums, teamCount: number, measure: number): number {
  let excess = 0;
  for (let t = 0; t < teamCount; t++) excess += Math.max(0, amounts[t * BALANCE_MEASURES.length + measure]! - means[measure]!);
  return excess;
}
