import { z } from 'zod';
import type { Alarm } from '../contract/board.ts';
import { Id } from '../contract/common.ts';
import type { TeamEvening, TeamMessage } from '../contract/field.ts';
import type { LiveEvent } from '../contract/live.ts';
import type { Queryable } from '../db/open-database.ts';
import type { WalkTo } from '../travel/last-metres.ts';
import { type AlarmRow, readAlarmsById, readPanics, toAlarms } from './alarms/store.ts';
import { type AssignmentAtDoor, type AssignmentRow, toAssignmentView, toTeamAssignment } from './assignment-views.ts';
import { parseChannel } from './channel-access.ts';
import { emptyEvening, readEvenings, readMessages } from './evening/store.ts';
import type { LogMessage } from './hub-store.ts';
import { readAssignments, readAssignmentsAtDoor, readOpenAssignments, readRequestStates, readRunStates } from './store.ts';

/** What the live log holds: ids and numbers. Written by the slices, in the transaction of their change. */
const Payloads = {
  'team.published': z.object({ revision: z.number().int(), withdrawnIds: z.array(Id).default([]) }),
  'team.assignment': z.object({ assignmentId: Id }),
  'unit.assignment': z.object({ assignmentId: Id }),
  'unit.published': z.object({ planId: Id, revision: z.number().int() }),
  'unit.cases': z.object({ caseIds: z.array(Id) }),
  'unit.imported': z.object({ importId: Id, caseCount: z.number().int() }),
  'unit.request': z.object({ requestId: Id }),
  'unit.run': z.object({ runId: Id }),
  'unit.teams': z.object({}),
  'team.message': z.object({ messageId: Id }),
  'team.evening': z.object({ date: z.string() }),
  'team.panic': z.object({}),
  'unit.alarm': z.object({ alarmId: Id }),
  'unit.evidence': z.object({ evidenceId: Id }),
  'unit.message': z.object({ messageId: Id, teamId: Id }),
  'unit.evening': z.object({ teamId: Id, date: z.string() }),
} as const;

/** Everything the messages of one lot tell of, read together. */
interface Subjects {
  views: Map<string, AssignmentRow>;
  atDoor: Map<string, AssignmentAtDoor>;
  openByTeam: Map<string, AssignmentAtDoor[]>;
  requestStates: Map<string, string>;
  runs: Map<string, { state: string; planId: string | null }>;
  messages: Map<string, TeamMessage>;
  alarms: Map<string, Alarm>;
  /** By "<team> <date>". */
  evenings: Map<string, TeamEvening>;
  panics: Map<string, AlarmRow>;
}

/**
 * Turns entries of the live log into events, as their subjects stand now (L13); one event per entry, in order. Personal data
 * gets only into events of a team's channel (L14). A subject that is gone, or an entry no one understands, is `nothing`.
 */
export async function renderEvents(db: Queryable, messages: LogMessage[], walkTo: WalkTo): Promise<LiveEvent[]> {
  const idsOf = (type: string, key: string) => [
    ...new Set(
      messages.flatMap((message) => {
        const id = message.type === type ? (message.payload as Record<string, unknown> | null)?.[key] : null;
        return typeof id === 'string' ? [id] : [];
      }),
    ),
  ];
  const teamIds = [
    ...new Set(messages.flatMap(({ type, channel }) => (type === 'team.published' ? [parseChannel(channel).id] : []))),
  ];
  const eveningsAsked = messages.flatMap(eveningOf);
  const dates = eveningsAsked.map(({ date }) => date).sort();
  const panicTeamIds = messages.flatMap(({ type, channel }) => (type === 'team.panic' ? [parseChannel(channel).id] : []));
  const [views, atDoor, open, requestStates, runs, teamMessages, alarms, evenings, panics] = await Promise.all([
    ifAny(idsOf('unit.assignment', 'assignmentId'), (ids) => readAssignments(db, ids)),
    ifAny(idsOf('team.assignment', 'assignmentId'), (ids) => readAssignmentsAtDoor(db, ids)),
    ifAny(teamIds, (ids) => readOpenAssignments(db, ids)),
    ifAny(idsOf('unit.request', 'requestId'), (ids) => readRequestStates(db, ids)),
    ifAny(idsOf('unit.run', 'runId'), (ids) => readRunStates(db, ids)),
    ifAny(idsOf('team.message', 'messageId'), (ids) => readMessages(db, ids)),
    ifAny(idsOf('unit.alarm', 'alarmId'), async (ids) => toAlarms(db, await readAlarmsById(db, ids))),
    ifAny(
      eveningsAsked.map(({ teamId }) => teamId),
      (teamIds) => readEvenings(db, { teamIds }, dates[0]!, dates.at(-1)!),
    ),
    readPanics(db, panicTeamIds),
  ]);
  const subjects: Subjects = {
    views: byId(views),
    atDoor: byId(atDoor),
    openByTeam: new Map(teamIds.map((teamId) => [teamId, open.filter((row) => row.teamId === teamId)])),
    requestStates: new Map(requestStates.map(({ id, state }) => [id, state])),
    runs: byId(runs),
    messages: byId(teamMessages),
    alarms: byId(alarms),
    evenings: new Map(evenings.map((evening) => [`${evening.teamId} ${evening.date}`, evening])),
    panics,
  };
  return messages.map((message) => renderOne(message, subjects, walkTo) ?? { type: 'nothing' });
}

function renderOne({ channel, type, payload }: LogMessage, subjects: Subjects, walkTo: WalkTo): LiveEvent | null {
  const { kind, id: channelId } = parseChannel(channel);
  if (!isKnown(type) || !type.startsWith(`${kind}.`)) return null;
  switch (type) {
    case 'team.published': {
      const published = Payloads[type].safeParse(payload).data;
      const open = subjects.openByTeam.get(channelId) ?? [];
      return published ? { type, ...published, assignments: open.map((row) => toTeamAssignment(row, walkTo)) } : null;
    }
    case 'team.assignment': {
      const row = subjects.atDoor.get(Payloads[type].safeParse(payload).data?.assignmentId ?? '');
      // A message must never carry a home to another team's phone, whatever the log says.
      return row && row.teamId === channelId ? { type, assignment: toTeamAssignment(row, walkTo) } : null;
    }
    case 'unit.assignment': {
      const row = subjects.views.get(Payloads[type].safeParse(payload).data?.assignmentId ?? '');
      return row ? { type, assignment: toAssignmentView(row) } : null;
    }
    case 'unit.request': {
      const requestId = Payloads[type].safeParse(payload).data?.requestId ?? '';
      const state = subjects.requestStates.get(requestId);
      return state ? { type, requestId, state } : null;
    }
    case 'unit.run': {
      const runId = Payloads[type].safeParse(payload).data?.runId ?? '';
      const run = subjects.runs.get(runId);
      return run ? ({ type, runId, state: run.state, planId: run.planId } as LiveEvent) : null;
    }
    case 'team.message': {
      const message = subjects.messages.get(Payloads[type].safeParse(payload).data?.messageId ?? '');
      return message && message.teamId === channelId ? { type, message } : null;
    }
    case 'team.evening':
    case 'unit.evening': {
      const [asked] = eveningOf({ channel, type, payload });
      if (!asked) return null;
      const evening = subjects.evenings.get(`${asked.teamId} ${asked.date}`) ?? emptyEvening(asked.teamId, asked.date);
      return { type, evening };
    }
    case 'team.panic': {
      const panic = subjects.panics.get(channelId);
      const takenAt = panic?.takenAt?.toISOString() ?? null;
      return { type, panic: panic ? { raisedAt: panic.raisedAt.toISOString(), takenAt } : null };
    }
    case 'unit.alarm': {
      const alarm = subjects.alarms.get(Payloads[type].safeParse(payload).data?.alarmId ?? '');
      // Chiefs hear this channel, too: where people are is read over HTTP by those who may know (L14).
      return alarm ? { type, alarm: { ...alarm, place: null } } : null;
    }
    default: {
      const facts = Payloads[type].safeParse(payload).data;
      return facts ? ({ type, ...facts } as LiveEvent) : null;
    }
  }
}

function eveningOf({
  channel,
  type,
  payload,
}: Pick<LogMessage, 'channel' | 'type' | 'payload'>): { teamId: string; date: string }[] {
  if (type === 'unit.evening') return [Payloads[type].safeParse(payload).data ?? []].flat();
  if (type !== 'team.evening') return [];
  const date = Payloads[type].safeParse(payload).data?.date;
  return date === undefined ? [] : [{ teamId: parseChannel(channel).id, date }];
}

function isKnown(type: string): type is keyof typeof Payloads {
  return Object.hasOwn(Payloads, type);
}

async function ifAny<T>(ids: string[], read: (ids: string[]) => Promise<T[]>): Promise<T[]> {
  return ids.length === 0 ? [] : read(ids);
}

function byId<T extends { id: string }>(rows: T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
