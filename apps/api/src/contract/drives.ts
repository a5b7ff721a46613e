import { z } from 'zod';
import { STEP_KINDS, STEP_MODIFIERS, TRAVEL_SOURCES } from './codes.ts';
import { Id } from './common.ts';

const Place = z.tuple([z.number(), z.number()]);

/** One instruction on the way, worded by the app. */
export const DriveStep = z.object({
  kind: z.enum(STEP_KINDS),
  modifier: z.enum(STEP_MODIFIERS),
  /** On a roundabout: which exit. */
  exit: z.number().int().nullable(),
  /** '' where the street has no name. */
  street: z.string(),
  metres: z.number().int(),
  sec: z.number().int(),
  at: Place,
});
export type DriveStep = z.infer<typeof DriveStep>;

/** The way to the next door: along the streets as far as the vehicle can go, the rest on foot. */
export const Drive = z.object({
  source: z.enum(TRAVEL_SOURCES),
  /** Lon/lat pairs along the streets; where the vehicle is left is its last point. */
  line: z.array(Place),
  durationSec: z.number().int(),
  distanceMetres: z.number().int(),
  /** From where the vehicle is left to the door; part of the figures above. */
  walkMetres: z.number().int(),
  walkSec: z.number().int(),
  /** Empty where the engine gives none. */
  steps: z.array(DriveStep),
});
export type Drive = z.infer<typeof Drive>;

/** How the teams drive on an evening as it is now, along the streets: from the depot home by home and back, a line for each drive. */
export const EveningDrives = z.object({
  teams: z.array(z.object({ teamId: Id, legs: z.array(z.array(Place)) })),
});
export type EveningDrives = z.infer<typeof EveningDrives>;
