import type { Compiled } from '../compile.ts';
import { insert } from '../moves.ts';
import { dropAbsent, dropFree, newState, OWN_SHIFTS, OWN_VISITS, type State } from '../state.ts';

/**
 * The part of a plan that one thread works on: its shifts with their routes and its absent visits. All others are out of sight:
 * they cannot be ruined, nor can anything be put beside them. Each used shift costs `openFee` more than it does.
 */
export function loadPart(c: Compiled, next: Int32Array, ownsShift: Uint8Array, ownsVisit: Uint8Array, openFee: number): State {
  const st = newState(c);
  for (let s = 0; s < c.shiftCount; s++) st.openCost[s]! += openFee;
  for (let s = 0; s < c.shiftCount; s++) {
    if (ownsShift[s] === 1) continue;
    dropFree(st, s);
    st.visitsIn[s] = -1;
    st.roomSec[c.visitCount + s] = -1;
    st.counts[OWN_SHIFTS]!--;
  }
  for (let v = 0; v < c.visitCount; v++) {
    if (ownsVisit[v] === 1) continue;
    dropAbsent(st, v);
    st.routeOf[v] = -2;
    st.counts[OWN_VISITS]!--;
  }
  for (let s = 0; s < c.shiftCount; s++) {
    if (ownsShift[s] === 0) continue;
    let before = c.visitCount + s;
    for (let v = next[before]!; v < c.visitCount; v = next[v]!) {
      insert(st, before, v);
      before = v;
    }
  }
  return st;
}

/**
 * Deals the shifts out to `parts` threads: the used ones sorted by where their visits lie between two far places, so that
 * each part is a connected region, the unused ones in turn. Absent visits go with their nearest neighbour that has a route.
 */
export function dealOut(
  c: Compiled,
  next: Int32Array,
  parts: number,
  pivot: number,
): { partOfShift: Int32Array; partOfVisit: Int32Array } {
  const { visitCount, shiftCount } = c;
  const { cost, size } = c.travel;
  const base = c.travel.costBase[0]!;
  const costOf = (a: number, b: number): number => cost[base + c.arrivesAt[a]! * size + c.arrivesAt[b]!]!;
  let far = pivot;
  for (let v = 0; v < visitCount; v++) if (costOf(pivot, v) < 1 << 28 && costOf(pivot, v) > costOf(pivot, far)) far = v;
  const partOfShift = new Int32Array(shiftCount);
  const partOfVisit = new Int32Array(visitCount).fill(-1);
  const used: { shift: number; lies: number; visits: number[] }[] = [];
  let unused = 0;
  let served = 0;
  for (let shift = 0; shift < shiftCount; shift++) {
    const visits: number[] = [];
    let lies = 0;
    for (let v = next[visitCount + shift]!; v < visitCount; v = next[v]!) {
      visits.push(v);
      lies += costOf(pivot, v) - costOf(far, v);
    }
    served += visits.length;
    if (visits.length === 0) partOfShift[shift] = unused++ % parts;
    else used.push({ shift, lies: lies / visits.length, visits });
  }
  used.sort((a, b) => a.lies - b.lies || a.shift - b.shift);
  let dealt = 0;
  for (const { shift, visits } of used) {
    const part = Math.min(parts - 1, Math.floor((dealt * parts) / served));
    partOfShift[shift] = part;
    for (const v of visits) partOfVisit[v] = part;
    dealt += visits.length;
  }
  const { near, nearCount } = c.neighbours;
  for (let v = 0; v < visitCount; v++) {
    if (partOfVisit[v]! >= 0) continue;
    let part = -1;
    for (let i = 0; i < nearCount && part < 0; i++) {
      const u = near[v * nearCount + i]!;
      if (u < 0) break;
      part = partOfVisit[u]!;
    }
    partOfVisit[v] = part < 0 ? v % parts : part;
  }
  for (let v = 0; v < visitCount && c.hasPairs; v++) if (c.isDelivery[v] === 1) partOfVisit[v] = partOfVisit[c.mateOf[v]!]!;
  return { partOfShift, partOfVisit };
}

/** Takes the routes of a part over into the whole plan. */
export function mergePart(c: Compiled, whole: Int32Array, part: Int32Array, ownsShift: Uint8Array): void {
  for (let s = 0; s < c.shiftCount; s++) {
    if (ownsShift[s] === 0) continue;
    let node = c.visitCount + s;
    do {
      whole[node] = part[node]!;
      node = part[node]!;
    } while (node !== c.visitCount + s);
  }
}
