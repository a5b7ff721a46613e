import { z } from 'zod';
import { SPEED_GROUPS, WEEKDAYS } from './codes.ts';
import { Id, LocalTime } from './common.ts';

export const SPEED_LIMITS = { bands: 24, areas: 60, leastFactor: 0.2, mostFactor: 3 } as const;

const Factor = z.number().min(SPEED_LIMITS.leastFactor).max(SPEED_LIMITS.mostFactor);

/** Hours of some weekdays in which streets are faster (above 1) or slower than assumed. Where no band is, factors are 1. */
export const SpeedBand = z
  .object({
    id: Id,
    days: z
      .array(z.union(WEEKDAYS.map((day) => z.literal(day))))
      .min(1)
      .max(7),
    from: LocalTime,
    /** Not included; "24:00" is the end of the day. */
    to: z.union([LocalTime, z.literal('24:00')]),
    /** Factor on the assumed speed of each group of streets. */
    factors: z.object(
      Object.fromEntries(SPEED_GROUPS.map((group) => [group, Factor])) as Record<(typeof SPEED_GROUPS)[number], typeof Factor>,
    ),
    /** A further factor for all streets of a unit. */
    areas: z.array(z.object({ unitId: Id, factor: Factor })).max(SPEED_LIMITS.areas),
  })
  .refine((band) => band.from < band.to, {
    message: 'the band ends before it begins; divide one that passes midnight',
    path: ['to'],
  });
export type SpeedBand = z.infer<typeof SpeedBand>;

/** What was learned from the records of real drives: how many times as long they took as the table says. */
export const LearnedCell = z.object({
  /** Null: hours of no band. */
  bandId: Id.nullable(),
  unitId: Id,
  driveCount: z.number().int(),
  /** Geometric mean of real by expected time, and the same shrunk towards all drives where there are few. */
  ratio: z.number(),
  factor: z.number(),
});
export type LearnedCell = z.infer<typeof LearnedCell>;
export const LearnedSpeeds = z.object({
  driveCount: z.number().int(),
  /** For drives to units without records. */
  overallFactor: z.number(),
  cells: z.array(LearnedCell),
});
export type LearnedSpeeds = z.infer<typeof LearnedSpeeds>;

export const SpeedTable = z.object({
  /** Whose table it is: the unit's own, or the nearest unit's above it. Null: nobody has one, these are the assumptions. */
  unitId: Id.nullable(),
  version: z.number().int(),
  bands: z.array(SpeedBand),
  /** Plans use the learned factors. */
  useLearned: z.boolean(),
});
export type SpeedTable = z.infer<typeof SpeedTable>;
export const SpeedsView = z.object({ table: SpeedTable, learned: LearnedSpeeds });
export type SpeedsView = z.infer<typeof SpeedsView>;

export const SpeedsInput = z.object({
  unitId: Id,
  /** The version that was edited; 0 when the unit has none of its own. */
  baseVersion: z.number().int().min(0),
  bands: z.array(SpeedBand).max(SPEED_LIMITS.bands),
  useLearned: z.boolean(),
});
export type SpeedsInput = z.infer<typeof SpeedsInput>;
