import { z } from 'zod';
import { REQUIREMENTS, WEEKDAYS } from './codes.ts';
import { Id, Instant, LocalDate, LocalTime } from './common.ts';
import { Breach } from './people.ts';
import { BREACH_RULES, ROSTER_STATES } from './working-time-codes.ts';

export const ROSTER_LIMITS = { lines: 40, evenings: 200, days: 62, entryPeople: 8 } as const;

/** So many evenings wanted for a unit until a date. */
export const DemandLine = z
  .object({
    unitId: Id,
    eveningCount: z.number().int().min(1).max(60),
    fromDate: LocalDate,
    untilDate: LocalDate,
    weekdays: z
      .array(z.union(WEEKDAYS.map((day) => z.literal(day))))
      .min(1)
      .max(7),
    from: LocalTime,
    to: LocalTime,
    crewSize: z.number().int().min(1).max(ROSTER_LIMITS.entryPeople),
    requirements: z.array(z.enum(REQUIREMENTS)).max(REQUIREMENTS.length),
  })
  .refine(({ fromDate, untilDate }) => fromDate <= untilDate, { message: 'it ends before it begins', path: ['untilDate'] })
  .refine(({ from, to }) => from !== to, { message: 'an evening needs some time', path: ['to'] });
export type DemandLine = z.infer<typeof DemandLine>;
/** The id is made by the caller. The same demand, data and seed give the same proposal. */
export const RosterInput = z.object({
  id: Id,
  demand: z.array(DemandLine).min(1).max(ROSTER_LIMITS.lines),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1),
});
export type RosterInput = z.infer<typeof RosterInput>;

export const RosterEntry = z.object({
  id: Id,
  /** Index into the demand. */
  line: z.number().int().min(0),
  date: LocalDate,
  teamId: Id,
  /** The shift of the team that it uses; null: accepting makes one. */
  shiftId: z.string().nullable(),
  opensAt: Instant,
  closesAt: Instant,
  personIds: z.array(Id).max(ROSTER_LIMITS.entryPeople),
});
export type RosterEntry = z.infer<typeof RosterEntry>;

/** Evenings of a line that nobody could form, and what stood in the way of how many people. */
export const UnformedLine = z.object({
  line: z.number().int(),
  missingCount: z.number().int(),
  obstacles: z.array(
    z.object({ rule: z.union([z.enum(BREACH_RULES), z.enum(['no_team_free', 'skills'])]), count: z.number().int() }),
  ),
});
export type UnformedLine = z.infer<typeof UnformedLine>;

/** Measured hours in the field of one person: in the 28 days before and in the roster's days without it, and what it adds. */
export const RosterShare = z.object({
  personId: Id,
  hoursBefore: z.number(),
  hoursAdded: z.number(),
  evenings: z.number().int(),
  weekendDays: z.number().int(),
});
export type RosterShare = z.infer<typeof RosterShare>;

export const Fairness = z.object({
  /** Hours between who has most and who has least, before and with the roster. */
  spreadBeforeHours: z.number(),
  spreadHours: z.number(),
  deviationHours: z.number(),
  meanHours: z.number(),
});
export type Fairness = z.infer<typeof Fairness>;

export const RosterView = z.object({
  id: Id,
  state: z.enum(ROSTER_STATES),
  version: z.number().int(),
  fromDate: LocalDate,
  toDate: LocalDate,
  seed: z.number().int(),
  demand: z.array(DemandLine),
  entries: z.array(RosterEntry),
  unformed: z.array(UnformedLine),
  shares: z.array(RosterShare),
  fairness: Fairness,
  breaches: z.array(Breach),
  createdAt: Instant,
  acceptedAt: Instant.nullable(),
});
export type RosterView = z.infer<typeof RosterView>;
export const RosterSummary = RosterView.pick({ id: true, state: true, fromDate: true, toDate: true, createdAt: true }).extend({
  entryCount: z.number().int(),
});
export type RosterSummary = z.infer<typeof RosterSummary>;
export const RosterList = z.object({ rosters: z.array(RosterSummary) });
export type RosterList = z.infer<typeof RosterList>;
export const RosterEdit = z.object({ version: z.number().int(), entries: z.array(RosterEntry).max(ROSTER_LIMITS.evenings) });
export type RosterEdit = z.infer<typeof RosterEdit>;
export const RosterDecision = z.object({
  version: z.number().int(),
  overrideReason: z.string().trim().min(3).max(1000).nullable(),
});
export type RosterDecision = z.infer<typeof RosterDecision>;
