import { z } from 'zod';
import { CASE_STATES, FIELD_ACTIONS, OUTCOMES, TRAVEL_SOURCES } from './codes.ts';
import { Id, Instant, LIMITS, LocalDate } from './common.ts';
import { AssignmentState, TeamDelivery } from './dispatch.ts';
import { FieldSettings, OutcomeDetail, Position, TeamEvening } from './field.ts';
import { ALARM_ENDS, ALARM_KINDS, EVIDENCE_DECISIONS, LOG_KINDS, WITHDRAW_REASONS } from './field-codes.ts';

/** What a dispatcher's board shows and does besides the plan: alarms, evidence, single visits, the log of an evening. */

/** Something a dispatcher has to look at. Ids and numbers only; open until `closedAt`. */
export const Alarm = z.object({
  id: Id,
  kind: z.enum(ALARM_KINDS),
  unitId: Id,
  teamId: Id,
  date: LocalDate,
  /** The visit it is about, if it is about one. */
  assignmentId: Id.nullable(),
  caseId: Id.nullable(),
  raisedAt: Instant,
  /** Visits not acknowledged; seconds late. */
  count: z.number().int().nullable(),
  lateSec: z.number().int().nullable(),
  /** Where the panic button was pressed, if the phone knew. Null for a chief. */
  place: z.object({ lat: z.number(), lon: z.number() }).nullable(),
  /** A push service took the message. */
  pushedAt: Instant.nullable(),
  /** From here on the team is on the call list. */
  callDueAt: Instant.nullable(),
  calledAt: Instant.nullable(),
  reached: z.boolean().nullable(),
  takenAt: Instant.nullable(),
  takenBy: z.string().nullable(),
  closedAt: Instant.nullable(),
  closedBecause: z.enum(ALARM_ENDS).nullable(),
});
export type Alarm = z.infer<typeof Alarm>;
export const AlarmCallInput = z.object({ reached: z.boolean() });

export const TeamPosition = Position.extend({ teamId: Id });
export type TeamPosition = z.infer<typeof TeamPosition>;

/** The dispatcher's board: all assignments of a date range, and how each team's evening stands. */
export const Board = z.object({
  assignments: z.array(AssignmentState),
  deliveries: z.array(TeamDelivery),
  /** Open ones of any date, and those of the range that were closed. The most urgent first. */
  alarms: z.array(Alarm),
  evenings: z.array(TeamEvening),
  /** The last position of each team within a quarter of an hour; for dispatchers only. */
  positions: z.array(TeamPosition),
  openEvidenceCount: z.number().int(),
  settings: FieldSettings,
});
export type Board = z.infer<typeof Board>;

/** Work that was reported of a visit which was no longer the team's, or which had ended otherwise. */
export const Evidence = z.object({
  id: z.string(),
  assignmentId: Id,
  caseId: Id,
  teamId: Id,
  action: z.enum(FIELD_ACTIONS),
  outcome: z.enum(OUTCOMES).nullable(),
  note: z.string(),
  detail: OutcomeDetail.nullable(),
  problem: z.string(),
  deviceAt: Instant,
  receivedAt: Instant,
  /** What the visit and the case stand at now, and the team that has the case at present. */
  recordedOutcome: z.enum(OUTCOMES).nullable(),
  caseState: z.enum(CASE_STATES),
  openTeamId: Id.nullable(),
  decision: z.enum(EVIDENCE_DECISIONS).nullable(),
  decidedAt: Instant.nullable(),
  decidedBy: z.string().nullable(),
});
export type Evidence = z.infer<typeof Evidence>;
export const EvidenceList = z.object({ evidence: z.array(Evidence) });
export const EvidenceDecisionInput = z.object({ decision: z.enum(EVIDENCE_DECISIONS) });

/** Where a visit could go tonight. `afterAssignmentId` null: first of what is left. */
export const Place = z.object({
  teamId: Id,
  date: LocalDate,
  afterAssignmentId: Id.nullable(),
  arriveAt: Instant,
  startAt: Instant,
  addedTravelSec: z.number().int(),
  /** How long after its shift the team would be back; 0 when in time. */
  overrunSec: z.number().int(),
  /** Null when nothing is promised. */
  keepsPromise: z.boolean().nullable(),
  travelSource: z.enum(TRAVEL_SOURCES),
});
export type Place = z.infer<typeof Place>;
/** The cheapest place in each team that can take it, cheapest first; empty when none can. */
export const Places = z.object({ places: z.array(Place) });
export const PlacesQuery = z.object({ caseId: Id, date: LocalDate });

const where = { teamId: Id, date: LocalDate, afterAssignmentId: Id.nullable() };
export const AddVisitInput = z.object({ caseId: Id, ...where });
export const MoveVisitInput = z.object({ version: z.number().int(), ...where });
export const WithdrawVisitInput = z.object({
  version: z.number().int(),
  reason: z.enum(WITHDRAW_REASONS),
  note: z.string().trim().max(LIMITS.noteLength).default(''),
});
/** `withdrawn`: the visit as it was taken from the other team. `promise`: what the family is told now. */
export const VisitPlaced = z.object({
  assignment: AssignmentState,
  withdrawn: AssignmentState.nullable(),
  promise: z.object({ opensAt: Instant, closesAt: Instant, isNew: z.boolean() }),
});
export type VisitPlaced = z.infer<typeof VisitPlaced>;

/**
 * A move that would bring a promised visit in time again, checked as things stood when it was asked for: of that visit itself, or of one
 * before it. `assignmentId`, `version` and where are what a move is asked with.
 */
export const Repair = z.object({
  assignmentId: Id,
  caseId: Id,
  version: z.number().int(),
  ...where,
  /** Of both teams together; may be negative. */
  addedTravelSec: z.number().int(),
  overrunSec: z.number().int(),
  /** When the moved visit, and when the one in danger, would then be reached. */
  arriveAt: Instant,
  endangeredArriveAt: Instant,
  travelSource: z.enum(TRAVEL_SOURCES),
});
export type Repair = z.infer<typeof Repair>;
/** The visit in danger with when it is expected as things stand; the best repair first, none when nothing helps. */
export const Repairs = z.object({
  assignmentId: Id.nullable(),
  expectedAt: Instant.nullable(),
  spreadSec: z.number().int().nullable(),
  closesAt: Instant.nullable(),
  repairs: z.array(Repair),
});
export type Repairs = z.infer<typeof Repairs>;

/** One line of the evening's log. `at`: when it happened, by the device where a device said so. */
export const LogEntry = z.object({
  id: z.string(),
  at: Instant,
  receivedAt: Instant,
  kind: z.enum(LOG_KINDS),
  teamId: Id.nullable(),
  assignmentId: Id.nullable(),
  caseId: Id.nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  /** Of an alarm. */
  alarmKind: z.enum(ALARM_KINDS).nullable(),
  /** Who did it: an account's name. */
  by: z.string().nullable(),
});
export type LogEntry = z.infer<typeof LogEntry>;
/** In the order of `at`. `positions`: where teams were, for the replay; for dispatchers only, as long as they are kept. */
export const EveningLog = z.object({ entries: z.array(LogEntry), positions: z.array(TeamPosition) });
export type EveningLog = z.infer<typeof EveningLog>;
