import type { Compiled } from '../compile.ts';
import { MAX_BREAKS } from '../problem.ts';
import { NEVER_SEC } from '../window.ts';

/** Places per shift in the compiled tables of breaks. */
export const BREAK_SLOTS = MAX_BREAKS;

/** When a break of a shift can start at the earliest from `readySec` on; NEVER_SEC if no window is left. */
export function firstBreakStart(c: Compiled, shift: number, index: number, readySec: number): number {
  const slot = shift * BREAK_SLOTS + index;
  for (let i = c.breakFirst[slot]!; i < c.breakEnd[slot]!; i++) {
    if (readySec <= c.breakCloses[i]!) return readySec >= c.breakOpens[i]! ? readySec : c.breakOpens[i]!;
  }
  return NEVER_SEC;
}

/** The last instant at which it can start. */
export function lastBreakClose(c: Compiled, shift: number, index: number): number {
  return c.breakCloses[c.breakEnd[shift * BREAK_SLOTS + index]! - 1] ?? -1;
}
