import type { RichCompiled } from './compile-rich.ts';

/** Does a start of the visit in that shift keep what the family was told? Only for visits with a promise. */
export function keepsPromiseAt(c: RichCompiled, v: number, shift: number, startSec: number): boolean {
  if (startSec < c.promiseOpensSec[v]! || startSec > c.promiseClosesSec[v]!) return false;
  return c.isPromisedShift[v * c.base.shiftCount + shift] === 1;
}
