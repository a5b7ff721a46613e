import { z } from 'zod';
import { REPAIR_GOALS, TRAVEL_SOURCES } from './codes.ts';
import { Id, Instant, LocalDate } from './common.ts';

export const REPAIR_LIMITS = { minutes: 240, routes: 400, stops: 200 } as const;

/** The evening; absent: today's. */
const OfEvening = { date: LocalDate.optional() };
/** What came between the plan and the evening. */
export const RepairEvent = z.discriminatedUnion('kind', [
  /** A team does not come, or goes home. */
  z.object({ kind: z.literal('teamLost'), teamId: Id, ...OfEvening }),
  /** A visit begins so much later than planned; one that is under way ends so much later. */
  z.object({
    kind: z.literal('visitLate'),
    caseId: Id,
    minutes: z.number().int().min(1).max(REPAIR_LIMITS.minutes),
    ...OfEvening,
  }),
  /** Somebody who waits must be visited that evening. */
  z.object({ kind: z.literal('urgentCase'), caseId: Id, ...OfEvening }),
]);
export type RepairEvent = z.infer<typeof RepairEvent>;

/** Who is visited by whom, in this order. Times follow from it. */
export const RepairRoutes = z
  .array(z.object({ teamId: Id, caseIds: z.array(Id).max(REPAIR_LIMITS.stops) }))
  .max(REPAIR_LIMITS.routes);
export type RepairRoutes = z.infer<typeof RepairRoutes>;

/** One way to go on, with what it costs. Nothing is changed by asking. */
export const RepairAlternative = z.object({
  /** What it is best at; one plan may be best at several. */
  goals: z.array(z.enum(REPAIR_GOALS)),
  servedCount: z.number().int(),
  /** Told to families, and not kept; without a new start nobody comes. */
  changedPromises: z.array(z.object({ caseId: Id, oldOpensAt: Instant, oldClosesAt: Instant, newStartAt: Instant.nullable() })),
  /** In the plan before (or urgent), in none now. */
  droppedCaseIds: z.array(Id),
  /** By another team, or a quarter of an hour or more off; an urgent case comes from nowhere. */
  moves: z.array(
    z.object({ caseId: Id, fromTeamId: Id.nullable(), fromStartAt: Instant.nullable(), teamId: Id, startAt: Instant }),
  ),
  /** Seconds more than before; fewer are negative. */
  addedTravelSec: z.number().int(),
  addedOvertimeSec: z.number().int(),
  routes: RepairRoutes,
});
export type RepairAlternative = z.infer<typeof RepairAlternative>;

export const Repair = z.object({
  date: LocalDate,
  /** Of the evening as it is planned, without what is begun or done. */
  plannedCount: z.number().int(),
  travelSource: z.enum(TRAVEL_SOURCES),
  /** The first changes least; one to three. */
  alternatives: z.array(RepairAlternative),
});
export type Repair = z.infer<typeof Repair>;

/** One alternative, to become a draft. */
export const RepairChoice = z.object({ event: RepairEvent, routes: RepairRoutes });
export type RepairChoice = z.infer<typeof RepairChoice>;
