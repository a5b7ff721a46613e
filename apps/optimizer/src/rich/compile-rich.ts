import { type Compiled, compile } from '../compile.ts';
import type { Problem, Visit } from '../problem.ts';
import { NEVER_SEC } from '../window.ts';
import { type CompiledRelations, compileRelations } from './compile-relations.ts';
import { hardWindows, isAllowed, isFirm } from './hard-window.ts';
import { BALANCE_MEASURES, type BalanceMeasure, type Relation } from './model.ts';
import { longestWaitEnds, prizeOf } from './waiting.ts';

/** The rich problem as flat arrays: what the classical engine compiles of its hard rules, and the terms of this folder. */
export interface RichCompiled {
  /** With pairs as relations, and the prizes that waiting makes of them. */
  readonly problem: Problem;
  /** Of the problem whose shifts close after their overtime and whose windows are the hard ones. */
  readonly base: Compiled;
  readonly relations: CompiledRelations;
  /** Place at which a shift serves a visit: [visit * shiftCount + shift]; empty if there are no sites. */
  readonly siteOf: Int32Array;
  /** What serving a visit by a shift costs beside travel (preference, territory): as `siteOf`; empty if nothing. */
  readonly assignCost: Int32Array;
  readonly dueSec: Int32Array;
  readonly perLateSec: Float64Array;
  readonly hasDue: boolean;
  readonly perWorstLateSec: number;
  /** The start after which a family has waited too long. */
  readonly waitEndsSec: Int32Array;
  readonly perWaitSec: number;
  /** When paid hours end; `base.closesSec` is when work must end. */
  readonly closesSec: Int32Array;
  readonly perOvertimeSec: Float64Array;
  readonly perIdleSec: Float64Array;
  readonly hasIdle: boolean;
  readonly perTravelSec: Float64Array;
  readonly perMetre: Float64Array;
  /** Promised windows; −1 closes: no promise. Whether a shift is one of the promised: [visit * shiftCount + shift]. */
  readonly promiseOpensSec: Int32Array;
  readonly promiseClosesSec: Int32Array;
  readonly isPromisedShift: Uint8Array;
  readonly hasPromises: boolean;
  readonly perChange: number;
  readonly mostChanges: number;
  /** What each changed promise beyond the budget weighs: more than all visits. */
  readonly beyondBudget: number;
  /** Of a team with more than its share; see `Balance`. */
  readonly teamOf: Int32Array;
  readonly teamCount: number;
  /** By `BALANCE_MEASURES`. */
  readonly perAbove: Float64Array;
  readonly hasBalance: boolean;
  readonly isWeekend: Uint8Array;
  readonly dayOf: Int32Array;
  /** 1: the shift's frozen head has no way; nothing can be added (written when the heads are loaded). */
  readonly isClosed: Uint8Array;
  /** 1: the promise may not be changed; leaving the visit out weighs like a change beyond the budget. */
  readonly isFirm: Uint8Array;
  /** A visit that comes later or further along never makes anything cheaper: what its drives add is then a lower bound. */
  readonly isOnlyAdding: boolean;
  /** The last start any shift allows; what orders of putting visits back go by. */
  readonly lastStartSec: Int32Array;
  readonly usualStartSec: Float64Array;
  readonly farness: Float64Array;
  /** What leaving out a unit counts. */
  readonly unitMiss: Float64Array;
}

/** Of a sound problem (see validateProblem). */
export function compileRich(given: Problem): RichCompiled {
  const problem = {
    ...given,
    visits: given.visits.map((visit) => ({ ...visit, prize: prizeOf(given, visit) })),
    ...(given.fairness && { fairness: { ...given.fairness, gainPerPass: 0 } }),
    relations: [...(given.relations ?? []), ...pairRelations(given)],
  };
  const { visits, shifts } = problem;
  const plain = compile(relaxed(problem));
  const base = { ...plain, missCost: richMissCosts(problem, plain) };
  const cells = visits.length * shifts.length;
  const hasSites = visits.some(({ sites }) => sites?.length);
  const hasAssign = visits.some(({ preference }) => preference) || shifts.some(({ territory }) => territory);
  const promised = visits.map(({ promise }) => promise);
  const teams = [...new Set(shifts.map((shift, s) => shift.teamIndex ?? -1 - s))];
  const days = [...new Set(shifts.map((shift, s) => shift.dayIndex ?? -1 - s))];
  const relations = compileRelations(problem);
  const lasts = visits.map((visit) => lastStart(problem, visit));
  return {
    problem,
    base,
    relations,
    siteOf: hasSites ? sitesOf(problem) : new Int32Array(0),
    assignCost: hasAssign ? assignCosts(problem, cells) : new Int32Array(0),
    dueSec: Int32Array.from(visits, ({ due }) => due?.sec ?? 1 << 29),
    perLateSec: Float64Array.from(visits, ({ due }) => due?.perLateSec ?? 0),
    hasDue: visits.some(({ due }) => due),
    perWorstLateSec: problem.perWorstLateSec ?? 0,
    waitEndsSec: Int32Array.from(visits, (visit) => longestWaitEnds(problem, visit) ?? 1 << 29),
    perWaitSec: problem.fairness?.perSecBeyond ?? 0,
    closesSec: Int32Array.from(shifts, ({ closesSec }) => closesSec),
    perOvertimeSec: Float64Array.from(shifts, ({ overtime }) => overtime?.perSec ?? 0),
    perIdleSec: Float64Array.from(shifts, ({ perIdleSec }) => perIdleSec ?? 0),
    hasIdle: shifts.some(({ perIdleSec }) => perIdleSec),
    perTravelSec: Float64Array.from(shifts, ({ costs }) => costs.perTravelSec),
    perMetre: Float64Array.from(shifts, ({ costs }) => costs.perMetre),
    promiseOpensSec: Int32Array.from(promised, (promise) => promise?.opensSec ?? 0),
    promiseClosesSec: Int32Array.from(promised, (promise) => promise?.closesSec ?? -1),
    isPromisedShift: promisedShifts(problem),
    hasPromises: promised.some((promise) => promise),
    perChange: problem.promises?.perChange ?? 0,
    mostChanges: problem.promises?.most ?? Number.POSITIVE_INFINITY,
    beyondBudget: base.missCost.reduce((sum, cost) => sum + cost, 1),
    teamOf: Int32Array.from(shifts, (shift, s) => teams.indexOf(shift.teamIndex ?? -1 - s)),
    teamCount: teams.length,
    perAbove: Float64Array.from(BALANCE_MEASURES, (measure) => sumOf(problem, measure)),
    hasBalance: (problem.balance ?? []).some(({ perUnitAbove }) => perUnitAbove > 0),
    isWeekend: Uint8Array.from(shifts, ({ isWeekend }) => (isWeekend ? 1 : 0)),
    isClosed: new Uint8Array(shifts.length),
    isFirm: Uint8Array.from(visits, (visit) => (isFirm(problem, visit) ? 1 : 0)),
    dayOf: Int32Array.from(shifts, (shift, s) => days.indexOf(shift.dayIndex ?? -1 - s)),
    isOnlyAdding:
      base.travel.hours === null &&
      !hasAssign &&
      visits.every(({ promise }) => !promise) &&
      shifts.every(({ perIdleSec }) => !perIdleSec),
    lastStartSec: Int32Array.from(lasts),
    usualStartSec: Float64Array.from(visits, ({ due }, v) => due?.sec ?? lasts[v]!),
    farness: Float64Array.from(visits, ({ placeIndex }) => farness(base, placeIndex)),
    unitMiss: Float64Array.from(relations.units, (unit) => unit.reduce((sum, v) => sum + base.missCost[v]!, 0)),
  };
}

/** What leaving a visit out weighs, now more than lateness, overtime and the rest could ever cost. */
function richMissCosts(problem: Problem, { missCost, missRank }: Compiled): Float64Array {
  const latestSec = problem.shifts.reduce((most, { closesSec, overtime }) => Math.max(most, overtime?.untilSec ?? closesSec), 0);
  let dearest = problem.promises?.perChange ?? 0;
  for (const { perIdleSec = 0, overtime } of problem.shifts)
    dearest = Math.max(dearest, latestSec * perIdleSec, overtime ? latestSec * overtime.perSec : 0);
  for (const { perUnitAbove } of problem.balance ?? []) dearest = Math.max(dearest, perUnitAbove);
  dearest = Math.max(dearest, slowestExcess(problem));
  for (const { due, preference } of problem.visits) {
    const lateSec = due ? Math.max(0, latestSec - due.sec) : 0;
    dearest = Math.max(dearest, latestSec * (problem.fairness?.perSecBeyond ?? 0));
    dearest = Math.max(dearest, lateSec * ((due?.perLateSec ?? 0) + (problem.perWorstLateSec ?? 0)), preference?.otherwise ?? 0);
  }
  const weighed = missCost.map((cost, v) => (missRank[v] === 0 ? cost : cost + missRank[v]! * 8 * dearest));
  const all = weighed.reduce((sum, cost) => sum + cost, 1 + dearest);
  // A firm promise is a hard rule: keeping it is worth more than all the rest.
  return weighed.map((cost, v) => (isFirm(problem, problem.visits[v]!) ? cost + all : cost));
}

/** How much more a drive can cost in some band than by the flat table, which is what the classical engine weighs. */
function slowestExcess({ matrices, shifts }: Problem): number {
  let excessSec = 0;
  for (const { bands, durationsSec } of matrices) {
    for (const table of bands?.tables ?? []) {
      for (let cell = 0; cell < table.length; cell++) excessSec = Math.max(excessSec, table[cell]! - durationsSec[cell]!);
    }
  }
  return excessSec * Math.max(0, ...shifts.map(({ costs, speedFactor }) => costs.perTravelSec / Math.min(1, speedFactor)));
}

/** A pair says the same as two relations. */
function pairRelations(problem: Problem): Relation[] {
  return (problem.pairs ?? []).flatMap(({ pickupVisit, deliveryVisit }): Relation[] => [
    { kind: 'sameShift', first: pickupVisit, second: deliveryVisit },
    { kind: 'order', first: pickupVisit, second: deliveryVisit, leastGapSec: 0 },
  ]);
}

/** The same problem with only the hard rules, as the classical engine knows them. */
function relaxed(problem: Problem): Problem {
  const shifts = problem.shifts.map((shift) => ({ ...shift, closesSec: shift.overtime?.untilSec ?? shift.closesSec }));
  const allShifts = shifts.map((_, s) => s);
  const visits = problem.visits.map((visit): Visit => {
    const windows = hardWindows(problem, visit);
    const narrowed = isFirm(problem, visit) || windows === null;
    const allowed = narrowed ? { allowedShifts: windows ? allShifts.filter((s) => isAllowed(problem, visit, s)) : [] } : {};
    return { ...visit, windows: windows ?? visit.windows, ...allowed };
  });
  return { ...problem, shifts, visits };
}

function lastStart(problem: Problem, visit: Visit): number {
  const windows = hardWindows(problem, visit) ?? [];
  return windows.length === 0 ? NEVER_SEC : Math.max(...windows.map(({ closesSec }) => closesSec));
}

function farness(base: Compiled, place: number): number {
  return base.shiftCount === 0 ? 0 : base.travel.cost[base.leavesFrom[base.visitCount]! * base.travel.size + place]!;
}

function sitesOf(problem: Problem): Int32Array {
  const shiftCount = problem.shifts.length;
  const places = new Int32Array(problem.visits.length * shiftCount);
  problem.visits.forEach((visit, v) => {
    places.fill(visit.placeIndex, v * shiftCount, (v + 1) * shiftCount);
    for (const { shift, placeIndex } of visit.sites ?? []) places[v * shiftCount + shift] = placeIndex;
  });
  return places;
}

function assignCosts(problem: Problem, cells: number): Int32Array {
  const shiftCount = problem.shifts.length;
  const costs = new Int32Array(cells);
  problem.visits.forEach((_, v) => {
    for (let s = 0; s < shiftCount; s++) costs[v * shiftCount + s] = assignCost(problem, v, s);
  });
  return costs;
}

/** Preference and territory: the one definition, for the search and for `evaluate`. */
export function assignCost(problem: Problem, v: number, s: number): number {
  const visit = problem.visits[v]!;
  const shift = problem.shifts[s]!;
  const strange = visit.preference && !visit.preference.shifts.includes(s) ? visit.preference.otherwise : 0;
  if (!shift.territory) return Math.round(strange);
  const { placeIndex, perSec } = shift.territory;
  const sec = problem.matrices[shift.matrixIndex]!.durationsSec[placeIndex * problem.placeCount + visit.placeIndex]!;
  return Math.round(strange + Math.min(sec, 1 << 20) * perSec);
}

function promisedShifts(problem: Problem): Uint8Array {
  const shiftCount = problem.shifts.length;
  if (!problem.visits.some(({ promise }) => promise)) return new Uint8Array(0);
  const table = new Uint8Array(problem.visits.length * shiftCount).fill(1);
  problem.visits.forEach(({ promise }, v) => {
    if (!promise?.shifts) return;
    table.fill(0, v * shiftCount, (v + 1) * shiftCount);
    for (const s of promise.shifts) table[v * shiftCount + s] = 1;
  });
  return table;
}

function sumOf(problem: Problem, measure: BalanceMeasure): number {
  return (problem.balance ?? []).reduce((sum, one) => sum + (one.measure === measure ? one.perUnitAbove : 0), 0);
}
