import { z } from 'zod';
import { WEEKDAYS } from './codes.ts';

/** Limits that more than one schema states. */
export const LIMITS = {
  nameLength: 120,
  addressLength: 240,
  noteLength: 1000,
  windowsPerCase: 14,
  listLength: 20_000,
} as const;

export const Id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9._-]+$/);
export const Uuid = z.uuid();
export const Name = z.string().trim().min(1).max(LIMITS.nameLength);
/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso.datetime();
/** A calendar date in the unit's zone, "2026-11-26". */
export const LocalDate = z.iso.date();
/** Wall-clock time, "18:30". */
export const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected HH:MM');

export const Coordinates = z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) });

/** When somebody is at home, every week, in wall time. A window limits the start of service, both ends inclusive. */
export const WeeklyWindow = z
  .object({
    days: z
      .array(z.union(WEEKDAYS.map((day) => z.literal(day))))
      .min(1)
      .max(7),
    from: LocalTime,
    to: LocalTime,
  })
  .refine((window) => window.from < window.to, { message: 'the window closes before it opens', path: ['to'] });
export type WeeklyWindow = z.infer<typeof WeeklyWindow>;
export const WeeklyWindows = z.array(WeeklyWindow).max(LIMITS.windowsPerCase);

/** Vietnamese numbers are kept as E.164: +84912345678. */
export const PhoneInput = z.string().trim().min(8).max(24);

/** The headers of a command: its id was made by the caller; repeating it changes nothing. */
export const CommandHeaders = z.object({ 'idempotency-key': z.uuid() });

export const ProblemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  errors: z
    .array(
      z.object({
        pointer: z.string(),
        code: z.string(),
        message: z.string(),
        line: z.number().int().optional(),
        params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      }),
    )
    .optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
