import { z } from 'zod';
import { Alarm, TeamPosition } from './board.ts';
import { RUN_STATES } from './codes.ts';
import { Id, Instant } from './common.ts';
import { AssignmentState, TeamAssignment, TeamDelivery, TeamSnapshot } from './dispatch.ts';
import { TeamEvening, TeamMessage } from './field.ts';
import { MAX_CHANNELS } from './live-codes.ts';
import { RunProgress } from './planning.ts';

/** "team:<id>" carries a team's own assignments; "unit:<id>" carries what dispatchers of that unit watch. */
export const Channel = z
  .string()
  .max(80)
  .regex(/^(team|unit):[A-Za-z0-9._-]+$/);

/** Client → server. */
export const ClientMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    version: z.number().int(),
    /** Made once per browser; delivery is recorded per device. */
    deviceId: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
    /** `after`: the last sequence number this client has applied; null asks for a snapshot. */
    channels: z
      .array(z.object({ channel: Channel, after: z.number().int().min(0).nullable() }))
      .min(1)
      .max(MAX_CHANNELS),
  }),
  /** All up to `seq` is applied and kept on the device. Cumulative; on a team's own channel this is what "delivered" means. */
  z.object({ type: z.literal('ack'), channel: Channel, seq: z.number().int().min(0) }),
  /** All up to `seq` was on a screen that somebody could see. Cumulative; says `ack` of the same number too. */
  z.object({ type: z.literal('seen'), channel: Channel, seq: z.number().int().min(0) }),
  z.object({ type: z.literal('ping'), at: z.number() }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/**
 * What a numbered message tells, as it stands when it is sent: a message replayed later may already show a newer state, and
 * says it again in its turn. On a team's channel assignments come whole; on a unit's channel without personal data.
 * A client that does not know a type counts the message as applied and reads again over HTTP.
 */
export const LiveEvent = z.discriminatedUnion('type', [
  /** A revision was published for this team: all its open assignments, and those it no longer has. */
  z.object({
    type: z.literal('team.published'),
    revision: z.number().int(),
    assignments: z.array(TeamAssignment),
    withdrawnIds: z.array(Id),
  }),
  z.object({ type: z.literal('team.assignment'), assignment: TeamAssignment }),
  z.object({ type: z.literal('team.message'), message: TeamMessage }),
  z.object({ type: z.literal('team.evening'), evening: TeamEvening }),
  /** The team's own panic: raised, taken by a dispatcher, or over (null). */
  z.object({ type: z.literal('team.panic'), panic: z.object({ raisedAt: Instant, takenAt: Instant.nullable() }).nullable() }),
  z.object({ type: z.literal('unit.assignment'), assignment: AssignmentState }),
  z.object({ type: z.literal('unit.published'), planId: Id, revision: z.number().int() }),
  z.object({ type: z.literal('unit.cases'), caseIds: z.array(Id) }),
  z.object({ type: z.literal('unit.imported'), importId: Id, caseCount: z.number().int() }),
  z.object({ type: z.literal('unit.request'), requestId: Id, state: z.string() }),
  z.object({ type: z.literal('unit.run'), runId: Id, state: z.enum(RUN_STATES), planId: Id.nullable() }),
  z.object({ type: z.literal('unit.teams') }),
  z.object({ type: z.literal('unit.alarm'), alarm: Alarm }),
  /** Work that somebody has to decide on was reported, or was decided on. */
  z.object({ type: z.literal('unit.evidence'), evidenceId: z.string() }),
  z.object({ type: z.literal('unit.message'), messageId: Id, teamId: Id }),
  z.object({ type: z.literal('unit.evening'), evening: TeamEvening }),
  /** What the message told of is no longer there. Only its number counts. */
  z.object({ type: z.literal('nothing') }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;

/** Not numbered, not replayed: losing one loses nothing. */
export const TransientEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run.progress'), runId: Id, progress: RunProgress }),
  z.object({ type: z.literal('team.delivery'), delivery: TeamDelivery }),
  /** On a unit's channel, to dispatchers only. */
  z.object({ type: z.literal('team.position'), position: TeamPosition }),
]);
export type TransientEvent = z.infer<typeof TransientEvent>;

/** Server → client. */
export const ServerMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    version: z.number().int(),
    serverTime: Instant,
    heartbeatMs: z.number().int(),
    channels: z.array(z.object({ channel: Channel, mode: z.enum(['resume', 'snapshot']), headSeq: z.number().int() })),
  }),
  /**
   * Replaces all the client knows of the channel; may come at any time. For a unit's channel `team` is null: the client
   * reads again over HTTP.
   */
  z.object({ type: z.literal('snapshot'), channel: Channel, seq: z.number().int(), team: TeamSnapshot.nullable() }),
  z.object({ type: z.literal('message'), channel: Channel, seq: z.number().int(), at: Instant, event: LiveEvent }),
  z.object({ type: z.literal('transient'), channel: Channel, event: TransientEvent }),
  /** This process is about to stop: come back to another one within so many milliseconds; the number differs between clients. */
  z.object({ type: z.literal('move'), afterMs: z.number().int() }),
  z.object({ type: z.literal('pong'), at: z.number(), serverTime: Instant }),
]);
export type ServerMessage = z.infer<typeof ServerMessage>;
