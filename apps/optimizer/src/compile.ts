import { type BreakTable, compileBreaks } from './compile-breaks.ts';
import { compileFit, type ShiftTypes } from './compile-fit.ts';
import { compileFlow, type Flow, unitMissCosts } from './compile-flow.ts';
import { compileNeighbours, type Neighbours } from './compile-neighbours.ts';
import { compilePositions, type PositionTable } from './compile-positions.ts';
import { compileTravel, type NewTable, plainTable, type Travel } from './compile-travel.ts';
import { compileWindows, type WindowTable } from './compile-windows.ts';
import { compileWork, type WorkTable } from './compile-work.ts';
import { fixedCost, serviceSecIn, setupSecIn } from './leg.ts';
import type { Problem } from './problem.ts';
import { missRanks } from './tiers.ts';
import { NEVER_SEC } from './window.ts';

/**
 * The problem as flat integer arrays; never changed by the search. A node is a visit (0 … visitCount − 1) or the two ends
 * of a shift (visitCount + shift): a route is a ring of nodes through its shift's node.
 */
export interface Compiled extends Flow, BreakTable, WorkTable, PositionTable {
  readonly problem: Problem;
  readonly visitCount: number;
  readonly shiftCount: number;
  readonly nodeCount: number;
  readonly travel: Travel;
  readonly windows: WindowTable;
  readonly types: ShiftTypes;
  readonly neighbours: Neighbours;
  /** Place where a route is when it arrives at the node (a shift's end place) … */
  readonly arrivesAt: Int32Array;
  /** … and when it leaves it (a shift's start place). */
  readonly leavesFrom: Int32Array;
  readonly dimensions: number;
  /** [visit * dimensions + d], [shift * dimensions + d] */
  readonly loads: Int32Array;
  readonly capacity: Int32Array;
  readonly opensSec: Int32Array;
  readonly closesSec: Int32Array;
  readonly fixedCost: Int32Array;
  readonly hasTaskCost: boolean;
  readonly perTaskSec: Float64Array;
  readonly perVisit: Float64Array;
  /** Limits of a route's travel and length; `limited[shift]` is 0 if there are none. */
  readonly limited: Uint8Array;
  readonly maxTravelSec: Float64Array;
  readonly maxMetres: Float64Array;
  readonly maxVisits: Float64Array;
  /** The shift in whose frozen head a visit stands, or −1; `sealed[node]` is 1 if nothing may come right after the node. */
  readonly frozenShiftOf: Int32Array;
  readonly sealed: Uint8Array;
  readonly hasFrozen: boolean;
  /** What leaving a visit out counts among the tiers (exact), and in the single figure that the annealing compares. */
  readonly missRank: Float64Array;
  readonly missCost: Float64Array;
  /** The same with a pair counted as one, at its pickup. */
  readonly unitMissCost: Float64Array;
  readonly hasOptional: boolean;
  /** 1 if some shift could serve the visit. */
  readonly servable: Uint8Array;
}

/** The large tables, which threads share. */
export type Tables = Pick<Compiled, 'travel' | 'neighbours'>;

export function compileTables(problem: Problem, newTable: NewTable = plainTable): Tables {
  const travel = compileTravel(problem, newTable);
  return { travel, neighbours: compileNeighbours(problem, travel, newTable) };
}

/** With tables that are known already the problem's matrices are not read. */
export function compile(problem: Problem, tables: Tables = compileTables(problem)): Compiled {
  const { visits, shifts } = problem;
  const visitCount = visits.length;
  const shiftCount = shifts.length;
  const absent = problem.placeCount;
  const { travel, neighbours } = tables;
  const frozenShiftOf = new Int32Array(visitCount).fill(-1);
  shifts.forEach((shift, s) => {
    for (const v of shift.frozenHead ?? []) frozenShiftOf[v] = s;
  });
  const windows = compileWindows(problem, frozenShiftOf);
  const types = compileFit(problem, travel, windows);
  // Of a node: a visit's place; a shift's start or end, or the absent place, which is 0 away from everywhere.
  const arrivesAt = Int32Array.from([
    ...visits.map((visit) => visit.placeIndex),
    ...shifts.map((shift) => shift.endPlaceIndex ?? absent),
  ]);
  const leavesFrom = Int32Array.from([
    ...visits.map((visit) => visit.placeIndex),
    ...shifts.map((shift) => shift.startPlaceIndex ?? absent),
  ]);
  const missRank = missRanks(problem);
  const missCost = missCosts(problem, travel, missRank);
  const dimensions = shifts[0]?.capacity.length ?? 0;
  const flow = compileFlow(problem, dimensions);
  const sealed = new Uint8Array(visitCount + shiftCount);
  shifts.forEach((shift, s) => {
    const head = shift.frozenHead ?? [];
    if (head.length > 0) sealed[visitCount + s] = 1;
    for (const v of head.slice(0, -1)) sealed[v] = 1;
  });
  const servable = new Uint8Array(visitCount);
  for (let v = 0; v < visitCount; v++) {
    for (let type = 0; type < types.count; type++) if (types.fits[v * types.count + type] === 1) servable[v] = 1;
  }
  return {
    problem,
    visitCount,
    shiftCount,
    nodeCount: visitCount + shiftCount,
    travel,
    windows,
    types,
    neighbours,
    arrivesAt,
    leavesFrom,
    ...compileWork(problem),
    dimensions,
    loads: Int32Array.from(visits.flatMap((visit) => visit.loads)),
    capacity: Int32Array.from(shifts.flatMap((shift) => shift.capacity)),
    opensSec: Int32Array.from(shifts, (shift) => shift.opensSec),
    closesSec: Int32Array.from(shifts, (shift) => shift.closesSec),
    fixedCost: Int32Array.from(shifts, fixedCost),
    hasTaskCost: shifts.some((shift) => shift.costs.perTaskSec > 0 || shift.costs.perVisit > 0),
    perTaskSec: Float64Array.from(shifts, (shift) => shift.costs.perTaskSec),
    perVisit: Float64Array.from(shifts, (shift) => shift.costs.perVisit),
    limited: Uint8Array.from(shifts, (shift) =>
      shift.maxTravelSec !== undefined || shift.maxMetres !== undefined || shift.maxVisits !== undefined ? 1 : 0,
    ),
    maxTravelSec: Float64Array.from(shifts, (shift) => shift.maxTravelSec ?? Infinity),
    maxMetres: Float64Array.from(shifts, (shift) => shift.maxMetres ?? Infinity),
    maxVisits: Float64Array.from(shifts, (shift) => shift.maxVisits ?? Infinity),
    ...compileBreaks(problem, dimensions),
    ...compilePositions(problem),
    frozenShiftOf,
    sealed,
    hasFrozen: frozenShiftOf.some((s) => s >= 0),
    missRank,
    missCost,
    unitMissCost: unitMissCosts(flow, missCost),
    hasOptional: visits.some((visit) => visit.tier === null),
    servable,
    hasFlow: flow.hasFlow,
    hasPairs: flow.hasPairs,
    mateOf: flow.mateOf,
    isDelivery: flow.isDelivery,
    loadChange: flow.loadChange,
  };
}

/** Optional visits: their prize. Others: their rank times more than any single insertion and all optional visits can cost. */
function missCosts(problem: Problem, travel: Travel, missRank: Float64Array): Float64Array {
  let longest = 0;
  for (let i = 0; i < travel.cost.length; i++)
    if (travel.cost[i]! < NEVER_SEC && travel.cost[i]! > longest) longest = travel.cost[i]!;
  let rest = 0;
  let task = 0;
  for (const shift of problem.shifts) {
    rest = Math.max(rest, fixedCost(shift));
    for (const visit of problem.visits)
      task = Math.max(
        task,
        (serviceSecIn(visit, shift) + setupSecIn(visit, shift)) * shift.costs.perTaskSec + shift.costs.perVisit,
      );
  }
  let prizes = 0;
  for (const visit of problem.visits) if (visit.tier === null) prizes += visit.prize;
  const worth = 2 * longest + rest + 2 * task + prizes + 1;
  return Float64Array.from(problem.visits, (visit, v) => (visit.tier === null ? visit.prize : missRank[v]! * worth));
}
