import type { Problem } from './problem.ts';

/** The visits with a fixed place in the route of their shift. A route in the search keeps all its pins at all times. */
export interface PositionTable {
  readonly hasPositions: boolean;
  /** From the start (0, 1 …), or LAST; NO_POSITION for most. */
  readonly pinnedPosition: Int32Array;
  /** 1 for shifts that such a visit is pinned to. */
  readonly positioned: Uint8Array;
}

export const NO_POSITION = 1 << 29;

export const LAST = -1;

export function compilePositions({ visits, shifts }: Problem): PositionTable {
  const pinnedPosition = Int32Array.from(visits, (visit) => visit.pinnedPosition ?? NO_POSITION);
  const positioned = new Uint8Array(shifts.length);
  visits.forEach(({ pinnedPosition: position, pinnedShift }) => {
    if (position !== undefined) positioned[pinnedShift!] = 1;
  });
  return { hasPositions: positioned.some((one) => one === 1), pinnedPosition, positioned };
}
