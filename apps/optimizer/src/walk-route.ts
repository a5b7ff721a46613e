import type { State } from './state.ts';
import { breaksForLoad, departFront, driveFront, EVERY_BREAK, serveFront, windowsAt } from './times.ts';
import { NEVER_SEC } from './window.ts';
import { workAfter } from './work.ts';

/**
 * Is a route possible in time with one or two more visits put in? Walks it from its start, where the times kept per node do not
 * say it: in shifts whose breaks ask what is on board. `second` is −1, or comes after `beforeSecond` (which may be `first`).
 */
export function walkAllows(
  st: State,
  shift: number,
  beforeFirst: number,
  first: number,
  beforeSecond: number,
  second: number,
): boolean {
  const { c, front, onBoard } = st;
  const { dimensions, visitCount } = c;
  const { sec, size } = c.travel;
  const base = c.travel.secBase[shift]!;
  const breaks = c.breakCount[shift]!;
  const end = visitCount + shift;
  for (let d = 0; d < dimensions; d++) {
    const brought = c.loads[first * dimensions + d]! + (second < 0 ? 0 : c.loads[second * dimensions + d]!);
    onBoard[d] = st.loadIn[shift * dimensions + d]! + brought;
  }
  departFront(st, end, front);
  let last = end;
  let standing = end;
  let firstIn = false;
  let secondIn = second < 0;
  for (;;) {
    let v: number;
    if (!firstIn && standing === beforeFirst) {
      v = first;
      firstIn = true;
    } else if (firstIn && !secondIn && last === beforeSecond) {
      v = second;
      secondIn = true;
    } else {
      standing = st.next[standing]!;
      v = standing;
    }
    let allowed = EVERY_BREAK;
    for (let d = 0; d < dimensions; d++) allowed &= breaksForLoad(c, shift, d, onBoard[d]!);
    driveFront(c, shift, breaks, last, v, sec[base + c.leavesFrom[last]! * size + c.arrivesAt[v]!]!, front, allowed);
    if (v >= visitCount) return front[breaks]! <= c.closesSec[shift]!;
    serveFront(c, breaks, windowsAt(c, v, shift), workAfter(c, last, v, shift), front);
    let dead = true;
    for (let k = 0; k <= breaks; k++) dead = dead && front[k]! >= NEVER_SEC;
    if (dead) return false;
    for (let d = 0; d < dimensions; d++) onBoard[d]! += c.loadChange[v * dimensions + d]!;
    last = v;
  }
}
