import type { Compiled } from './compile.ts';
import { NO_POSITION } from './compile-positions.ts';
import type { State } from './state.ts';
import { startIn, windowsAt } from './times.ts';
import { NEVER_SEC } from './window.ts';
import { workAfter } from './work.ts';

/** So many ways to a visit are kept: an earlier one, and one that gains more. */
const LABELS_PER_VISIT = 2;
/** With more labels than this for each visit a search for a route ends with what it has. */
const MOST_LABELS_PER_VISIT = 60;

/**
 * Scratch of a search for the best route of one shift. A label is a way from the shift's start to a visit: when work there ends, what has
 * been gained by then, the load so far, the label before it (−1: none).
 */
export interface Pricing {
  /** What it is worth to serve a visit with the new route; 0: it may not be in it. Written by the caller. */
  readonly value: Float64Array;
  /** The route found. */
  readonly path: Int32Array;
  readonly labelsAt: Int32Array;
  readonly node: Int32Array;
  readonly departSec: Int32Array;
  readonly gained: Float64Array;
  readonly load: Int32Array;
  readonly before: Int32Array;
  /** Labels by time, a binary heap. */
  readonly heap: Int32Array;
}

export function newPricing({ visitCount }: Compiled): Pricing {
  const most = visitCount * MOST_LABELS_PER_VISIT;
  return {
    value: new Float64Array(visitCount),
    path: new Int32Array(visitCount),
    labelsAt: new Int32Array(visitCount * LABELS_PER_VISIT),
    node: new Int32Array(most),
    departSec: new Int32Array(most),
    gained: new Float64Array(most),
    load: new Int32Array(most),
    before: new Int32Array(most),
    heap: new Int32Array(most),
  };
}

/**
 * A route for an unused shift whose visits are together worth the most above what it costs, found label by label in the order of time, as
 * column generation prices its columns (Feillet et al. 2004), but keeping few labels at each visit and going to near visits only. Windows and
 * the first dimension of loads are kept exactly, other rules are the caller's. Writes `path`; returns its length, 0 if nothing is worth it.
 */
export function priceRoute(st: State, p: Pricing, shift: number): number {
  const { c } = st;
  const { visitCount } = c;
  const end = visitCount + shift;
  const { cost, sec, size } = c.travel;
  const costBase = c.travel.costBase[shift]!;
  const secBase = c.travel.secBase[shift]!;
  const { after, beforeCount } = c.neighbours;
  const toEnd = c.arrivesAt[end]!;
  const most = p.node.length;
  p.labelsAt.fill(-1);
  let count = 0;
  let waiting = 0;
  let best = -1;
  let bestGain = 0;

  const extend = (from: number, fromNode: number, v: number): void => {
    if (p.value[v] === 0 || count >= most) return;
    const cell = c.leavesFrom[fromNode]! * size + c.arrivesAt[v]!;
    const driveCost = cost[costBase + cell]!;
    if (driveCost >= NEVER_SEC) return;
    const left = from < 0 ? c.opensSec[shift]! : p.departSec[from]!;
    const startSec = startIn(
      c.windows.opens,
      c.windows.closes,
      windowsAt(c, v, shift),
      c.windows.perVisit,
      left + sec[secBase + cell]!,
    );
    if (startSec >= NEVER_SEC) return;
    const departSec = startSec + workAfter(c, fromNode, v, shift);
    const back = c.leavesFrom[v]! * size + toEnd;
    if (departSec + sec[secBase + back]! > c.closesSec[shift]!) return;
    const gained = (from < 0 ? -c.fixedCost[shift]! : p.gained[from]!) + p.value[v]! - driveCost;
    const load = (from < 0 ? 0 : p.load[from]!) + (c.dimensions > 0 ? c.loads[v * c.dimensions]! : 0);
    if (c.dimensions > 0 && load > c.capacity[shift * c.dimensions]!) return;
    const slot = slotFor(p, v, departSec, gained);
    if (slot < 0) return;
    for (let label = from; label >= 0; label = p.before[label]!) if (p.node[label] === v) return;
    const label = count++;
    p.node[label] = v;
    p.departSec[label] = departSec;
    p.gained[label] = gained;
    p.load[label] = load;
    p.before[label] = from;
    p.labelsAt[slot] = label;
    push(p, waiting++, label);
    const whole = gained - cost[costBase + back]!;
    if (whole > bestGain) {
      bestGain = whole;
      best = label;
    }
  };

  for (let v = 0; v < visitCount; v++) extend(-1, end, v);
  while (waiting > 0) {
    const label = pop(p, waiting--);
    const v = p.node[label]!;
    // A better label may have taken its place.
    if (!isKept(p, v, label)) continue;
    for (let i = v * beforeCount; i < (v + 1) * beforeCount; i++) {
      const w = after[i]!;
      if (w < 0) break;
      extend(label, v, w);
    }
  }
  let length = 0;
  for (let label = best; label >= 0; label = p.before[label]!) p.path[length++] = p.node[label]!;
  p.path.subarray(0, length).reverse();
  return length;
}

/** May the visit be in a route that is built from nothing? Those with a place or a mate of their own may not. */
export function isFree(c: Compiled, v: number): boolean {
  return c.servable[v] === 1 && c.mateOf[v]! < 0 && c.frozenShiftOf[v]! < 0 && c.pinnedPosition[v] === NO_POSITION;
}

/** Where a label that leaves then and has gained this is to be kept at the visit; −1 if another is as early and as good. */
function slotFor(p: Pricing, v: number, departSec: number, gained: number): number {
  const first = v * LABELS_PER_VISIT;
  let slot = -1;
  let least = gained;
  for (let i = first; i < first + LABELS_PER_VISIT; i++) {
    const label = p.labelsAt[i]!;
    if (label < 0) return i;
    if (p.departSec[label]! <= departSec && p.gained[label]! >= gained) return -1;
    if (p.gained[label]! <= least) {
      least = p.gained[label]!;
      slot = i;
    }
  }
  return slot;
}

function isKept(p: Pricing, v: number, label: number): boolean {
  for (let i = v * LABELS_PER_VISIT; i < (v + 1) * LABELS_PER_VISIT; i++) if (p.labelsAt[i] === label) return true;
  return false;
}

function push(p: Pricing, at: number, label: number): void {
  const { heap, departSec } = p;
  const time = departSec[label]!;
  let i = at;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (departSec[heap[parent]!]! <= time) break;
    heap[i] = heap[parent]!;
    i = parent;
  }
  heap[i] = label;
}

/** The earliest of so many labels. */
function pop(p: Pricing, count: number): number {
  const { heap, departSec } = p;
  const first = heap[0]!;
  const last = heap[count - 1]!;
  const left = count - 1;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= left) break;
    if (child + 1 < left && departSec[heap[child + 1]!]! < departSec[heap[child]!]!) child++;
    if (departSec[heap[child]!]! >= departSec[last]!) break;
    heap[i] = heap[child]!;
    i = child;
  }
  heap[i] = last;
  return first;
}
