import { z } from 'zod';
import { TRAVEL_SOURCES } from './codes.ts';
import { Id, Instant } from './common.ts';

export const REACH_LIMITS = { minutes: 180 } as const;

export const ReachQuestion = z.object({
  teamId: Id,
  minutes: z.coerce.number().int().min(1).max(REACH_LIMITS.minutes),
  /** When the team sets out; the present moment unless said otherwise. */
  at: Instant.optional(),
});

/** Which open cases a team reaches from its depot in so many minutes, at the speeds of the hour it sets out. */
export const Reach = z.object({
  teamId: Id,
  minutes: z.number().int(),
  at: Instant,
  source: z.enum(TRAVEL_SOURCES),
  /** Nearest first. */
  cases: z.array(z.object({ caseId: Id, travelSec: z.number().int() })),
  /** Open cases that are farther, unreachable, or have no place on the map. */
  beyondCount: z.number().int(),
});
export type Reach = z.infer<typeof Reach>;
