import { z } from 'zod';
import { POLICY_LIMITS } from './codes.ts';
import { Id, LocalDate } from './common.ts';
import { RUN_LIMITS } from './planning.ts';

/** The curve goes from no changed promise to so many. */
export const FRONTIER_LIMITS = { most: 8 } as const;

export const FrontierQuestion = z.object({
  unitId: Id.optional(),
  dayCount: z.coerce.number().int().min(1).max(RUN_LIMITS.days).default(7),
  /** Absent: the unit's own. */
  noticeHours: z.coerce.number().int().min(0).max(POLICY_LIMITS.noticeHours).optional(),
});
export type FrontierQuestion = z.output<typeof FrontierQuestion>;

/** The best plan found that changes at most so many promises. */
export const FrontierPoint = z.object({
  most: z.number().int(),
  changedCount: z.number().int(),
  servedCount: z.number().int(),
  travelSec: z.number().int(),
  overtimeSec: z.number().int(),
  /** All that counts besides who is served, in seconds of driving, without the price of a change. */
  cost: z.number().int(),
  /** What is left out, the most urgent first: less from the front is better. With `cost` behind it, it never rises along the curve. */
  leftOut: z.array(z.number()),
});
export type FrontierPoint = z.infer<typeof FrontierPoint>;

export const PromiseFrontier = z.object({
  fromDate: LocalDate,
  dayCount: z.number().int(),
  /** Promises in these days that could be kept. */
  promiseCount: z.number().int(),
  points: z.array(FrontierPoint),
  /** False: the time for the curve was over before its last point; what is there is right. */
  isWhole: z.boolean(),
});
export type PromiseFrontier = z.infer<typeof PromiseFrontier>;
