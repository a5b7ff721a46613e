import { alikeShifts } from './alike-shifts.ts';
import type { Travel } from './compile-travel.ts';
import type { WindowTable } from './compile-windows.ts';
import { serviceSecIn } from './leg.ts';
import { pairTable } from './pairs.ts';
import type { Problem, Shift } from './problem.ts';
import { firstStart, NEVER_SEC } from './window.ts';

/** Above this many places the matrix is trusted to hold shortest ways (checking costs places² per depot). */
const SHORTEST_WAY_PLACES = 3_000;

/** Shifts that no visit can tell apart share a type; `fits[visit * count + type]` is 0 if the visit can never be in such a shift. */
export interface ShiftTypes {
  readonly count: number;
  readonly typeOf: Int32Array;
  readonly shiftsOf: readonly Int32Array[];
  readonly fits: Uint8Array;
}

export function compileFit(problem: Problem, travel: Travel, windows: WindowTable): ShiftTypes {
  const { visits, shifts } = problem;
  const shiftsOf = alikeShifts(problem);
  const typeOf = new Int32Array(shifts.length);
  shiftsOf.forEach((list, type) => {
    for (const s of list) typeOf[s] = type;
  });
  const count = shiftsOf.length;
  const fits = new Uint8Array(visits.length * count);
  const pairs = pairTable(problem);
  const ways = new ShortestWays(travel);
  for (let type = 0; type < count; type++) {
    const s = shiftsOf[type]![0]!;
    const shift = shifts[s]!;
    const skills = new Set(shift.skills);
    const into = ways.from(travel.secBase[s]!, shift.startPlaceIndex ?? problem.placeCount);
    const out = ways.to(travel.secBase[s]!, shift.endPlaceIndex ?? problem.placeCount);
    for (let v = 0; v < visits.length; v++) {
      const visit = visits[v]!;
      if (visit.skills.some((skill) => !skills.has(skill))) continue;
      if (visit.pinnedShift !== undefined && visit.pinnedShift !== s) continue;
      if (visit.allowedShifts && !visit.allowedShifts.includes(s)) continue;
      if (visit.forbiddenShifts?.includes(s)) continue;
      if (visit.loads.some((load, d) => load > shift.capacity[d]!)) continue;
      if (visit.pickups?.some((load, d) => load > shift.capacity[d]!)) continue;
      if (pairs && pairs.pairOf[v]! >= 0 && tooHeavy(problem.pairs![pairs.pairOf[v]!]!.loads, shift)) continue;
      const serviceSec = serviceSecIn(visit, shift);
      if (!fitsAlone(shift, windows, v, windows.classOf[s]!, into[visit.placeIndex]!, serviceSec, out[visit.placeIndex]!))
        continue;
      fits[v * count + type] = 1;
    }
  }
  // Both visits of a pair, or neither.
  for (const { pickupVisit, deliveryVisit } of problem.pairs ?? []) {
    for (let type = 0; type < count; type++) {
      const both = fits[pickupVisit * count + type]! & fits[deliveryVisit * count + type]!;
      fits[pickupVisit * count + type] = both;
      fits[deliveryVisit * count + type] = both;
    }
  }
  // A frozen stop belongs to its shift whatever the rules say.
  shifts.forEach((shift, s) => {
    for (const v of shift.frozenHead ?? []) {
      for (let type = 0; type < count; type++) fits[v * count + type] = type === typeOf[s] ? 1 : 0;
    }
  });
  return { count, typeOf, shiftsOf, fits };
}

function tooHeavy(loads: readonly number[], shift: Shift): boolean {
  return loads.some((load, d) => load > shift.capacity[d]!);
}

/** Can the shift go there, work, take its breaks and be back, at the very best? Necessary for any route with the visit. */
function fitsAlone(
  shift: Shift,
  table: WindowTable,
  v: number,
  h: number,
  intoSec: number,
  workSec: number,
  outSec: number,
): boolean {
  const clocks = new Array<number>(shift.breaks.length + 1).fill(NEVER_SEC);
  clocks[0] = shift.opensSec;
  takeBreaks(shift, clocks);
  for (let k = 0; k < clocks.length; k++) clocks[k] = Math.min(NEVER_SEC, clocks[k]! + intoSec);
  takeBreaks(shift, clocks);
  for (let k = 0; k < clocks.length; k++) {
    let startSec = NEVER_SEC;
    for (let slot = 0; slot < table.perVisit && startSec === NEVER_SEC; slot++) {
      const at = (v * table.classCount + h) * table.perVisit + slot;
      if (clocks[k]! <= table.closes[at]!) startSec = Math.max(clocks[k]!, table.opens[at]!);
    }
    clocks[k] = Math.min(NEVER_SEC, startSec + workSec);
  }
  takeBreaks(shift, clocks);
  for (let k = 0; k < clocks.length; k++) clocks[k] = Math.min(NEVER_SEC, clocks[k]! + outSec);
  takeBreaks(shift, clocks);
  return clocks[shift.breaks.length]! <= shift.closesSec;
}

function takeBreaks(shift: Shift, clocks: number[]): void {
  for (let k = 0; k < shift.breaks.length; k++) {
    if (clocks[k]! >= NEVER_SEC) continue;
    const startSec = firstStart(shift.breaks[k]!.windows, clocks[k]!);
    if (startSec < NEVER_SEC) clocks[k + 1] = Math.min(clocks[k + 1]!, startSec + shift.breaks[k]!.durationSec);
  }
}

/** Least seconds from or to a depot over any other places: a rounded matrix may be a second shorter with a detour. */
class ShortestWays {
  private readonly known = new Map<string, Int32Array>();
  private readonly travel: Travel;
  constructor(travel: Travel) {
    this.travel = travel;
  }
  from(base: number, place: number): Int32Array {
    return this.ways('from', this.travel.sec, base, place);
  }
  to(base: number, place: number): Int32Array {
    return this.ways('to', this.travel.secTransposed, base, place);
  }
  private ways(direction: string, table: Int32Array, base: number, place: number): Int32Array {
    const key = `${direction} ${base} ${place}`;
    let ways = this.known.get(key);
    if (!ways) {
      ways = shortestWays(table, base, this.travel.size, place);
      this.known.set(key, ways);
    }
    return ways;
  }
}

/** Dijkstra on a dense table; the row itself where there are too many places. */
function shortestWays(table: Int32Array, base: number, size: number, place: number): Int32Array {
  const ways = table.slice(base + place * size, base + (place + 1) * size);
  ways[place] = 0;
  if (size > SHORTEST_WAY_PLACES || place === size - 1) return ways;
  const settled = new Uint8Array(size);
  for (let round = 0; round < size; round++) {
    let nearest = -1;
    let least = NEVER_SEC;
    for (let p = 0; p < size; p++) {
      if (settled[p] === 0 && ways[p]! < least) {
        least = ways[p]!;
        nearest = p;
      }
    }
    if (nearest < 0) break;
    settled[nearest] = 1;
    const row = base + nearest * size;
    for (let p = 0; p < size; p++) if (least + table[row + p]! < ways[p]!) ways[p] = least + table[row + p]!;
  }
  return ways;
}
