import { z } from 'zod';
import { DUTIES, KIT_SKILLS, KIT_STATES, SKILLS, VEHICLE_KINDS, VEHICLE_STATES } from './codes.ts';
import { Id, Instant, LocalDate, LocalTime, Name } from './common.ts';
import { Breach, OverrideReason } from './people.ts';

export const Depot = z.object({ id: Id, unitId: Id, name: Name, address: z.string(), lat: z.number(), lon: z.number() });
export type Depot = z.infer<typeof Depot>;
export const Kit = z.object({
  id: Id,
  unitId: Id,
  name: Name,
  skills: z.array(z.enum(KIT_SKILLS)),
  state: z.enum(KIT_STATES),
  /** Its home. */
  depotId: Id.nullable(),
  /** From this date on it may not go out without a new calibration. */
  calibrationDate: LocalDate.nullable(),
  /** The team that has it as its own; single shifts may take another. */
  teamId: Id.nullable(),
});
export type Kit = z.infer<typeof Kit>;
/** Held by a team or a shift as a kit is. */
export const Vehicle = z.object({
  id: Id,
  unitId: Id,
  name: Name,
  kind: z.enum(VEHICLE_KINDS),
  seats: z.number().int().min(1).max(60),
  state: z.enum(VEHICLE_STATES),
  teamId: Id.nullable(),
});
export type Vehicle = z.infer<typeof Vehicle>;
/** A person who belongs to a team today or from a later date on; `id` is the person's. */
export const Member = z.object({ id: Id, name: Name, phone: z.string(), duty: z.enum(DUTIES) });
export type Member = z.infer<typeof Member>;
export const Team = z.object({
  id: Id,
  unitId: Id,
  name: Name,
  color: z.number().int().min(0).max(11),
  depotId: Id,
  kitId: Id.nullable(),
  vehicleId: Id.nullable().default(null),
  /** Of a team without named people. Otherwise those of the people of the evening count; a ready kit's come on top. */
  skills: z.array(z.enum(SKILLS)),
  /** So many people a shift of the team needs. */
  crewSize: z.number().int().min(1).max(12).default(2),
  members: z.array(Member),
  active: z.boolean(),
  version: z.number().int(),
});
export type Team = z.infer<typeof Team>;
export const TeamList = z.object({
  teams: z.array(Team),
  depots: z.array(Depot),
  kits: z.array(Kit),
  vehicles: z.array(Vehicle),
});
export type TeamList = z.infer<typeof TeamList>;
/** The id is made by the caller; `version` 0 creates, otherwise it must be the version that was read. */
export const TeamInput = Team.omit({ unitId: true }).extend({ overrideReason: OverrideReason });
export type TeamInput = z.infer<typeof TeamInput>;
/** With the working-time rules that warn since, or were let be. */
export const TeamSaved = Team.extend({ breaches: z.array(Breach) });
export type TeamSaved = z.infer<typeof TeamSaved>;

/** A break inside a shift: it starts between from and to, wall time, and lasts durationSec. */
export const Rest = z.object({
  from: LocalTime,
  to: LocalTime,
  durationSec: z
    .number()
    .int()
    .min(300)
    .max(4 * 3600),
});
export type Rest = z.infer<typeof Rest>;
/** Wall time without a zone, "2026-11-23T18:30". */
export const WallTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
export const ShiftDurationSec = z
  .number()
  .int()
  .min(900)
  .max(16 * 3600);
/** One shift of a series made different: moved, longer, or given to another team. */
export const ShiftOverride = z.object({
  /** The date on which the series has it. */
  date: LocalDate,
  startsLocal: WallTime,
  durationSec: ShiftDurationSec,
  teamId: Id,
  rest: Rest.nullable(),
  note: z.string().trim().max(200),
});
export type ShiftOverride = z.infer<typeof ShiftOverride>;
export const SERIES_LIMITS = { dates: 400, ruleLength: 400 } as const;
export const ShiftSeries = z.object({
  id: Id,
  teamId: Id,
  /** Wall time of the first start. It is a shift itself only when the rule matches it. */
  startsLocal: WallTime,
  zone: z.string().max(64),
  durationSec: ShiftDurationSec,
  /** RFC 5545 recurrence rule without DTSTART: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR". Empty: once, at the first start. */
  rule: z.string().max(SERIES_LIMITS.ruleLength),
  /** Local dates left out: EXDATE. */
  exceptDates: z.array(LocalDate).max(SERIES_LIMITS.dates),
  /** Starts besides those of the rule, on dates without one: RDATE. */
  extraStarts: z.array(WallTime).max(SERIES_LIMITS.dates).default([]),
  /** Those of dates that the rule no longer has wait, without effect. */
  overrides: z.array(ShiftOverride).max(SERIES_LIMITS.dates).default([]),
  skipHolidays: z.boolean(),
  rest: Rest.nullable(),
  version: z.number().int(),
});
export type ShiftSeries = z.infer<typeof ShiftSeries>;
export const SeriesInput = ShiftSeries.extend({ overrideReason: OverrideReason });
export type SeriesInput = z.infer<typeof SeriesInput>;
/** With the working-time rules that warn since, or were let be. */
export const SeriesSaved = ShiftSeries.extend({ breaches: z.array(Breach) });
export type SeriesSaved = z.infer<typeof SeriesSaved>;
export const ShiftSeriesList = z.object({ series: z.array(ShiftSeries) });

/** One evening of one team: an occurrence of a series. `id` is stable: "<seriesId>_<originalDate>", wherever it was moved. */
export const Shift = z.object({
  id: z.string(),
  seriesId: Id,
  /** Who goes; not the series' team where the shift was given away. */
  teamId: Id,
  /** On which it begins. */
  date: LocalDate,
  /** On which its series has it. */
  originalDate: LocalDate,
  /** What makes it differ from the rule. */
  change: z.enum(['none', 'changed', 'extra']),
  opensAt: Instant,
  closesAt: Instant,
  rest: z.object({ opensAt: Instant, closesAt: Instant, durationSec: z.number().int() }).nullable(),
});
export type Shift = z.infer<typeof Shift>;
export const Holiday = z.object({ date: LocalDate, name: z.string(), nameEn: z.string() });
export type Holiday = z.infer<typeof Holiday>;
/** Days on which nobody sets out from a depot, both dates included. */
export const DepotClosure = z
  .object({
    id: Id,
    depotId: Id,
    fromDate: LocalDate,
    toDate: LocalDate,
    reason: z.string().trim().min(1).max(200),
    version: z.number().int(),
  })
  .refine(({ fromDate, toDate }) => fromDate <= toDate, { message: 'it ends before it begins', path: ['toDate'] });
export type DepotClosure = z.infer<typeof DepotClosure>;
/** A shift that does not take place, and why. */
export const LostShift = Shift.extend({ because: z.enum(['holiday', 'closure']) });
export type LostShift = z.infer<typeof LostShift>;
/** So many days and shifts one question may cover: 600 teams on 90 days, and some. */
export const SHIFT_LIMITS = { days: 370, occurrences: 60_000 } as const;
export const ShiftQuery = z.object({ from: LocalDate, to: LocalDate });
export const ShiftList = z.object({
  shifts: z.array(Shift),
  lost: z.array(LostShift),
  holidays: z.array(Holiday),
  closures: z.array(DepotClosure),
});
export type ShiftList = z.infer<typeof ShiftList>;
/** The next occurrences of a series that is being edited, and those that a holiday takes away. */
export const SeriesPreview = z.object({ shifts: z.array(Shift), skipped: z.array(Holiday) });
export type SeriesPreview = z.infer<typeof SeriesPreview>;
