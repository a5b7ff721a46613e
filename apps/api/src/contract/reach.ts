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

export const ReachAreaQuestion = ReachQuestion.extend({
  /** How the team travels, as the streets name it ("motorbike", "car", "foot"); the motorbike unless said otherwise. */
  profileId: z.string().max(40).optional(),
});
export type ReachAreaQuestion = z.infer<typeof ReachAreaQuestion>;

const Ring = z.array(z.tuple([z.number(), z.number()]));

/** The outline of what a team reaches: GeoJSON, longitude before latitude, outer rings counterclockwise, holes clockwise. */
export const ReachArea = z.object({
  teamId: Id,
  minutes: z.number().int(),
  profileId: z.string(),
  at: Instant,
  /** Empty where no street is near the depot. */
  area: z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring)) }),
});
export type ReachArea = z.infer<typeof ReachArea>;
