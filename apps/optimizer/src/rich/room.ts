import { placeLeft, placeReached, type RichState } from './rich-state.ts';

/** Is there room on board, and enough of the shift's travel left, for a visit right behind a node? Walks the route. */
export function hasRoom(st: RichState, v: number, before: number, shift: number): boolean {
  const { base } = st.c;
  for (let d = 0; d < base.dimensions; d++) {
    if (peakWith(st, v, before, shift, d) > base.capacity[shift * base.dimensions + d]!) return false;
  }
  // By the clock's bands only driving itself tells: then the check after settling decides.
  return base.limited[shift] === 0 || base.travel.hours !== null || staysWithin(st, v, before, shift);
}

/** The most on board at any moment with the visit put in, in one dimension. */
function peakWith(st: RichState, v: number, before: number, shift: number, d: number): number {
  const { visitCount, dimensions, loads, loadChange, hasFlow } = st.c.base;
  const end = visitCount + shift;
  let onBoard = loads[v * dimensions + d]!;
  for (let u = st.next[end]!; u < visitCount; u = st.next[u]!) onBoard += loads[u * dimensions + d]!;
  if (!hasFlow) return onBoard;
  let most = onBoard;
  let node = end;
  do {
    if (node < visitCount) onBoard += loadChange[node * dimensions + d]!;
    if (onBoard > most) most = onBoard;
    if (node === before) {
      onBoard += loadChange[v * dimensions + d]!;
      if (onBoard > most) most = onBoard;
    }
    node = st.next[node]!;
  } while (node !== end);
  return most;
}

function staysWithin(st: RichState, v: number, before: number, shift: number): boolean {
  const { base, problem } = st.c;
  const { sec, size, secBase } = base.travel;
  const { placeCount, matrices, shifts } = problem;
  const metres = matrices[shifts[shift]!.matrixIndex]!.distancesMetres;
  const end = base.visitCount + shift;
  let [seconds, length] = [0, 0];
  let node = end;
  do {
    // Behind `before` comes the visit, behind the visit what came there.
    const next = node === before ? v : st.next[node === v ? before : node]!;
    const from = placeLeft(st.c, node, shift);
    const to = placeReached(st.c, next, shift);
    seconds += sec[secBase[shift]! + from * size + to]!;
    if (metres && from < placeCount && to < placeCount) length += metres[from * placeCount + to]!;
    node = next;
  } while (node !== end);
  return seconds <= base.maxTravelSec[shift]! && length <= base.maxMetres[shift]!;
}
