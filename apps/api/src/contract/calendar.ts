import { z } from 'zod';
import { Id, Instant, LocalDate, LocalTime } from './common.ts';
import { Breach, OverrideReason } from './people.ts';
import { Rest, SERIES_LIMITS, ShiftDurationSec, ShiftSeries, WallTime } from './teams.ts';

/** What one shift becomes. */
const OneChange = z.object({
  startsLocal: WallTime,
  durationSec: ShiftDurationSec,
  teamId: Id,
  rest: Rest.nullable(),
  note: z.string().trim().max(200),
});
/** What a series becomes, from a shift on or as a whole. */
const SeriesChange = z.object({
  teamId: Id,
  time: LocalTime,
  durationSec: ShiftDurationSec,
  rule: z.string().max(SERIES_LIMITS.ruleLength),
  skipHolidays: z.boolean(),
  rest: Rest.nullable(),
});
/** The series as it was read, and the shift from which it is edited: the date on which the series has it. */
const EditedShift = z.object({ version: z.number().int(), date: LocalDate, overrideReason: OverrideReason });
/** The three kinds of edit that calendars know. A change of null takes away. */
export const SeriesEdit = z.discriminatedUnion('scope', [
  EditedShift.extend({ scope: z.literal('one'), change: OneChange.nullable() }),
  EditedShift.extend({
    scope: z.literal('following'),
    change: SeriesChange.nullable(),
    /** Made by the caller, for the series that begins here. */
    newId: Id,
  }),
  EditedShift.extend({ scope: z.literal('all'), change: SeriesChange.nullable() }),
]);
export type SeriesEdit = z.infer<typeof SeriesEdit>;

/** States to be written at once: each with the version that is stored now, 0 for one that is not. */
export const SeriesStates = z.object({
  put: z.array(ShiftSeries).max(4),
  remove: z.array(z.object({ id: Id, version: z.number().int() })).max(4),
  /** From a date on, shifts of one series are known as those of another: whoever named a crew for them still means them. */
  heirs: z.array(z.object({ fromSeriesId: Id, toSeriesId: Id, fromDate: LocalDate })).max(4),
  overrideReason: OverrideReason,
});
export type SeriesStates = z.infer<typeof SeriesStates>;
/** What an edit wrote, the states that take it back, and the working-time rules that warn since, or were let be. */
export const SeriesEdited = z.object({ series: z.array(ShiftSeries), undo: SeriesStates, breaches: z.array(Breach) });
export type SeriesEdited = z.infer<typeof SeriesEdited>;

const SwapSide = z.object({ seriesId: Id, date: LocalDate, version: z.number().int() });
/** Two shifts exchange their teams. */
export const ShiftSwap = z.object({ one: SwapSide, other: SwapSide, overrideReason: OverrideReason });
export type ShiftSwap = z.infer<typeof ShiftSwap>;

/** Whether a team's shifts can be subscribed to. */
export const FeedState = z.object({ createdAt: Instant.nullable() });
export type FeedState = z.infer<typeof FeedState>;
/** The link is told once, to who makes it; a new one ends the old one. */
export const NewFeed = z.object({ path: z.string(), createdAt: Instant });
export type NewFeed = z.infer<typeof NewFeed>;

export const ICS_LIMITS = { bytes: 12 * 1024 * 1024, events: 2000, seriesAtOnce: 300, faults: 100 } as const;
/** One thing of a calendar file that cannot become a shift. */
export const IcsFault = z.object({
  /** Line of the event in the file, 1 = first; 0: the file as a whole. */
  line: z.number().int(),
  uid: z.string(),
  code: z.string(),
  message: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type IcsFault = z.infer<typeof IcsFault>;
/** What a calendar file would become, or became. With a fault nothing is imported. */
export const IcsReport = z.object({
  series: z.array(ShiftSeries.extend({ isNew: z.boolean() })),
  faults: z.array(IcsFault),
  moreFaults: z.number().int(),
  /** Working-time rules that warn since the import, or were let be; none before it. */
  breaches: z.array(Breach),
});
export type IcsReport = z.infer<typeof IcsReport>;
