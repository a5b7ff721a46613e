import { z } from 'zod';
import { AccessFacts } from './access.ts';
import { ASSIGNMENT_STATES, FIELD_ACTIONS, MOBILITIES, NEEDS, OUTCOMES, SEXES, SKILLS, TRAVEL_SOURCES } from './codes.ts';
import { Id, Instant, LIMITS, LocalDate } from './common.ts';
import { FieldSettings, OutcomeDetail, TeamEvening, TeamMessage } from './field.ts';

/** A published visit without personal data: what the planner's board and the unit's live stream carry. */
export const AssignmentState = z.object({
  id: Id,
  caseId: Id,
  teamId: Id,
  planId: Id,
  revision: z.number().int(),
  date: LocalDate,
  position: z.number().int(),
  plannedArriveAt: Instant,
  plannedStartAt: Instant,
  plannedEndAt: Instant,
  /** Where the way to it was measured: times on straight lines are guesses, and every screen that shows them says so. */
  travelSource: z.enum(TRAVEL_SOURCES),
  state: z.enum(ASSIGNMENT_STATES),
  outcome: z.enum(OUTCOMES).nullable(),
  acknowledgedAt: Instant.nullable(),
  travellingAt: Instant.nullable(),
  arrivedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  /**
   * How far the team was told of it as it is now: told (committed), sent (handed to an open connection of the team's phone),
   * delivered (kept on a phone), seen (was on a lit screen). Null until it was so; all begin anew when it changes for the team.
   */
  toldAt: Instant.nullable(),
  sentAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
  seenAt: Instant.nullable(),
  /** When the team is expected at the door, from what happened so far; four of five arrivals lie within the spread on either side. */
  etaAt: Instant.nullable(),
  etaSpreadSec: z.number().int().nullable(),
  /** The family's code was right. */
  verifiedAt: Instant.nullable(),
  version: z.number().int(),
});
export type AssignmentView = z.infer<typeof AssignmentState>;

/** The same with what the team needs at the door. Only the team itself and its dispatchers get this. */
export const TeamAssignment = AssignmentState.extend({
  shiftOpensAt: Instant,
  shiftClosesAt: Instant,
  travelSec: z.number().int(),
  travelMetres: z.number().int(),
  /** The last of it on foot, from where the vehicle is left to the door; part of the two above. */
  walkMetres: z.number().int(),
  walkSec: z.number().int(),
  fullName: z.string(),
  birthYear: z.number().int(),
  sex: z.enum(SEXES),
  phone: z.string().nullable(),
  contactName: z.string(),
  address: z.string(),
  accessNote: z.string(),
  access: AccessFacts,
  note: z.string(),
  mobility: z.enum(MOBILITIES),
  needs: z.array(z.enum(NEEDS)),
  /** What to bring, from the needs. */
  skills: z.array(z.enum(SKILLS)),
  lat: z.number(),
  lon: z.number(),
  /** The window the family was told, if any. */
  promise: z.object({ opensAt: Instant, closesAt: Instant }).nullable(),
  /** The family has a page of its own, so codes can be compared at the door. */
  hasFamilyLink: z.boolean(),
});
export type TeamAssignment = z.infer<typeof TeamAssignment>;

/** Everything a team's page shows. `seq` is where the live stream continues. */
export const TeamSnapshot = z.object({
  team: z.object({
    id: Id,
    name: z.string(),
    color: z.number().int(),
    kitName: z.string().nullable(),
    skills: z.array(z.enum(SKILLS)),
  }),
  depot: z.object({ name: z.string(), address: z.string(), lat: z.number(), lon: z.number() }),
  zone: z.string(),
  revision: z.number().int(),
  assignments: z.array(TeamAssignment),
  settings: FieldSettings,
  /** The last ones, oldest first. */
  messages: z.array(TeamMessage),
  /** Of the dates of the assignments, as far as something was reported. */
  evenings: z.array(TeamEvening),
  /** The team's own panic that is not over. */
  panic: z.object({ raisedAt: Instant, takenAt: Instant.nullable() }).nullable(),
});
export type TeamSnapshot = z.infer<typeof TeamSnapshot>;

/** One action of a team. The id is made on the phone; sending twice counts once. */
export const FieldCommand = z.object({
  id: z.uuid(),
  assignmentId: Id,
  action: z.enum(FIELD_ACTIONS),
  outcome: z.enum(OUTCOMES).nullable().default(null),
  note: z.string().max(LIMITS.noteLength).default(''),
  detail: OutcomeDetail.nullable().default(null),
  deviceAt: Instant,
});
export type FieldCommand = z.infer<typeof FieldCommand>;
export const FieldCommands = z.object({ commands: z.array(FieldCommand).min(1).max(200) });
/** accepted: it changed the state. repeated: it was known. kept: too late to change the state, kept as evidence. refused: see problem. */
export const FieldResult = z.object({
  id: z.string(),
  status: z.enum(['accepted', 'repeated', 'kept', 'refused']),
  problem: z.string().nullable(),
  assignment: AssignmentState.nullable(),
});
export type FieldResult = z.infer<typeof FieldResult>;
export const FieldResults = z.object({ results: z.array(FieldResult) });

/** How far each team's devices have received their stream: the furthest device counts. */
export const TeamDelivery = z.object({
  teamId: Id,
  connected: z.boolean(),
  headSeq: z.number().int(),
  sentSeq: z.number().int(),
  sentAt: Instant.nullable(),
  deliveredSeq: z.number().int(),
  deliveredAt: Instant.nullable(),
  seenSeq: z.number().int(),
  seenAt: Instant.nullable(),
});
export type TeamDelivery = z.infer<typeof TeamDelivery>;
