import { lastStartIn, windowsAt } from '../times.ts';
import { departureFor } from './drive.ts';
import { placeLeft, placeReached, type RichState } from './rich-state.ts';

/**
 * From the last stop of a settled route to the first: the latest arrival with which windows and hours of what follows can still be kept. Breaks,
 * orders and whom it waits for are not counted, so nothing that arrives later is possible, but not all that arrives by then.
 */
export function refreshLatest(st: RichState, shift: number): void {
  const { base } = st.c;
  const { opens, closes, perVisit } = base.windows;
  let after = base.visitCount + shift;
  for (let v = st.prev[after]!; v < base.visitCount; v = st.prev[v]!) {
    const from = placeLeft(st.c, v, shift);
    const to = placeReached(st.c, after, shift);
    const departSec = departureFor(st.c, shift, from, to, st.latestSec[after]!);
    const untilSec = departSec - (st.leaveSec[v]! - st.startSec[v]!);
    st.latestSec[v] = untilSec < 0 ? -1 : lastStartIn(opens, closes, windowsAt(base, v, shift), perVisit, untilSec);
    after = v;
  }
}

/** May there be time for an absent visit behind a node, if the ways there and on took none? What it rules out need not be priced. */
export function mayHaveTime(st: RichState, v: number, before: number, shift: number): boolean {
  const { base } = st.c;
  const after = st.next[before]!;
  const serviceSec = base.serviceSec[v * base.workTypeCount + base.workTypeOf[shift]!]!;
  return st.latestSec[after]! - st.leaveSec[before]! >= serviceSec || sparesSetup(st, v, after, shift);
}

/** A stop at the place of the next saves it its setup, for which `latestSec` had left time. */
export function sparesSetup(st: RichState, v: number, after: number, shift: number): boolean {
  return st.c.base.hasSetup && placeReached(st.c, v, shift) === placeReached(st.c, after, shift);
}
