import { z } from 'zod';
import { Id } from './common.ts';

/** More cases than this are not sent to one map; `truncated` says when there are more (those of the highest priority are sent). */
export const MOST_POINTS = 200_000;

const Integers = z.array(z.number().int());

/**
 * All cases of a unit as columns, for a map of a hundred thousand: the i-th entry of each list belongs to one case. Cases without a place
 * are not in it. No names, no addresses: those are read when somebody chooses a point.
 */
export const CasePoints = z.object({
  ids: z.array(Id),
  /** The units that occur; `unit` holds indices into it. */
  unitIds: z.array(Id),
  unit: Integers,
  /** Degrees × 1e6. */
  latE6: Integers,
  lonE6: Integers,
  /** Index into CASE_STATES, MOBILITIES. */
  state: Integers,
  mobility: Integers,
  /** Bit i is set for NEEDS[i]. */
  needs: Integers,
  priority: Integers,
  birthYear: Integers,
  /** 0 for a trusted place, else 1 + index into PIN_DOUBTS. */
  doubt: Integers,
  totalCount: z.number().int(),
  truncated: z.boolean(),
});
export type CasePoints = z.infer<typeof CasePoints>;
