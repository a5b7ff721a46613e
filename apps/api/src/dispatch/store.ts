import type { FieldAction, Outcome, Skill, AssignmentState as State } from '../contract/codes.ts';
import type { TeamSnapshot } from '../contract/dispatch.ts';
import type { OutcomeDetail } from '../contract/field.ts';
import type { Queryable, Transaction } from '../db/open-database.ts';
import type { AssignmentAtDoor, AssignmentRow } from './assignment-views.ts';
import type { ChannelNews, Cursor } from './hub-store.ts';

const AT_DOOR = {
  case: {
    include: {
      household: true,
      promises: { where: { endedAt: null }, orderBy: { toldAt: 'desc' }, take: 1 },
      request: { select: { id: true } },
    },
  },
} as const;
const OPEN_STATES: State[] = ['assigned', 'acknowledged', 'travelling', 'arrived'];
/** A team still sees what it finished this evening and the day before. */
const FINISHED_KEPT_MS = 36 * 3600 * 1000;

export function readAssignments(db: Queryable, ids: string[]): Promise<AssignmentRow[]> {
  return db.assignment.findMany({ where: { id: { in: ids } } });
}

export function readAssignmentsAtDoor(db: Queryable, ids: string[]): Promise<AssignmentAtDoor[]> {
  return db.assignment.findMany({ where: { id: { in: ids } }, include: AT_DOOR });
}

/** Open assignments of teams, whatever their date, in the order of the route. */
export function readOpenAssignments(db: Queryable, teamIds: string[]): Promise<AssignmentAtDoor[]> {
  return db.assignment.findMany({
    where: { teamId: { in: teamIds }, state: { in: OPEN_STATES } },
    include: AT_DOOR,
    orderBy: [{ date: 'asc' }, { position: 'asc' }, { id: 'asc' }],
  });
}

/** What a team's page shows: everything open, and what was finished lately. */
export function readShownAssignments(db: Queryable, teamIds: string[], now: Date): Promise<AssignmentAtDoor[]> {
  return db.assignment.findMany({
    where: {
      teamId: { in: teamIds },
      OR: [
        { state: { in: OPEN_STATES } },
        { state: 'finished', shiftClosesAt: { gte: new Date(now.getTime() - FINISHED_KEPT_MS) } },
      ],
    },
    include: AT_DOOR,
    orderBy: [{ date: 'asc' }, { position: 'asc' }, { id: 'asc' }],
  });
}

/** Assignments of the units below a path in a range of local dates, both ends inclusive; withdrawn ones are left out. */
export async function readBoardAssignments(db: Queryable, unitPath: string, from: string, to: string): Promise<AssignmentRow[]> {
  return db.assignment.findMany({
    where: { team: { unit: { path: { startsWith: unitPath } } }, date: { gte: from, lte: to }, state: { not: 'withdrawn' } },
    orderBy: [{ date: 'asc' }, { teamId: 'asc' }, { position: 'asc' }, { id: 'asc' }],
  });
}

export type TeamFacts = Pick<TeamSnapshot, 'team' | 'depot' | 'zone' | 'revision'>;

/** What a team's page says of the team itself, by team id. */
export async function readTeamFacts(db: Queryable, teamIds: string[]): Promise<Map<string, TeamFacts>> {
  const rows = await db.team.findMany({
    where: { id: { in: teamIds } },
    include: {
      kit: true,
      depot: true,
      unit: true,
      members: { where: { toDate: null }, select: { person: { select: { skills: true } } } },
    },
  });
  return new Map(
    rows.map(({ id, name, color, kit, depot, unit, members, ...row }) => {
      const skills = members.length > 0 ? members.flatMap(({ person }) => person.skills) : row.skills;
      const ofKit = kit?.state === 'ready' ? kit.skills : [];
      return [
        id,
        {
          team: { id, name, color, kitName: kit?.name ?? null, skills: [...new Set([...skills, ...ofKit])] as Skill[] },
          depot: { name: depot.name, address: depot.address, lat: depot.lat, lon: depot.lon },
          zone: unit.zone,
          revision: unit.revision,
        },
      ];
    }),
  );
}

/** The assignment, locked until the transaction ends, or null. */
export async function lockAssignment(tx: Transaction, id: string): Promise<AssignmentRow | null> {
  await tx.$queryRaw`SELECT 1 FROM "Assignment" WHERE "id" = ${id} FOR UPDATE`;
  return tx.assignment.findUnique({ where: { id } });
}

export interface FieldEvent {
  id: string;
  assignmentId: string;
  accountId: string;
  kind: FieldAction;
  outcome: Outcome | null;
  note: string;
  deviceAt: Date;
  receivedAt: Date;
  applied: boolean;
  detail: OutcomeDetail | null;
  /** Why a dispatcher has to decide on it; null when nobody has to. */
  problem: string | null;
}

export function findFieldEvent(
  tx: Transaction,
  id: string,
): Promise<{ assignmentId: string; accountId: string; kind: string } | null> {
  return tx.visitEvent.findUnique({ where: { id }, select: { assignmentId: true, accountId: true, kind: true } });
}

/** False when the id was taken at this very moment, for another visit; nothing was written then. */
export async function insertFieldEvent(tx: Transaction, event: FieldEvent): Promise<boolean> {
  const { detail, ...row } = event;
  const data = { ...row, ...(detail ? { detail } : {}) };
  const { count } = await tx.visitEvent.createMany({ data: [data], skipDuplicates: true });
  return count === 1;
}

export interface StepChange {
  state: State;
  acknowledgedAt?: Date;
  travellingAt?: Date;
  arrivedAt?: Date;
  finishedAt?: Date;
  outcome?: Outcome;
  outcomeNote?: string;
}

export function updateStep(tx: Transaction, id: string, change: StepChange): Promise<AssignmentRow> {
  return tx.assignment.update({ where: { id }, data: { ...change, version: { increment: 1 } } });
}

/** One evening of one team is changed by one transaction at a time, so that what is computed from all its visits is right. */
export async function lockEvening(tx: Transaction, teamIds: readonly string[]): Promise<void> {
  for (const teamId of [...teamIds].sort()) {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`evening:${teamId}`}, 0))`;
  }
}

/** The paths of units, and of the units that teams and cases belong to. */
export async function readPathsConcerned(
  db: Queryable,
  { unitIds = [], teamIds = [], caseIds = [] }: Concerned,
): Promise<string[]> {
  const rows = await db.unit.findMany({
    where: {
      OR: [
        { id: { in: [...unitIds] } },
        { teams: { some: { id: { in: [...teamIds] } } } },
        { cases: { some: { id: { in: [...caseIds] } } } },
      ],
    },
    select: { path: true },
  });
  return rows.map(({ path }) => path);
}

/** The units that teams belong to, by team id. */
export async function readTeamUnitPaths(db: Queryable, teamIds: string[]): Promise<Map<string, string>> {
  const rows = await db.team.findMany({ where: { id: { in: teamIds } }, select: { id: true, unit: { select: { path: true } } } });
  return new Map(rows.map(({ id, unit }) => [id, unit.path]));
}

/** Units' and teams' unit paths by channel ("unit:01", "team:to1"); channels of nothing are missing. */
export async function readChannelPaths(db: Queryable, unitIds: string[], teamIds: string[]): Promise<Map<string, string>> {
  const units =
    unitIds.length === 0 ? [] : await db.unit.findMany({ where: { id: { in: unitIds } }, select: { id: true, path: true } });
  const teams = teamIds.length === 0 ? new Map<string, string>() : await readTeamUnitPaths(db, teamIds);
  return new Map([
    ...units.map(({ id, path }) => [`unit:${id}`, path] as const),
    ...[...teams].map(([id, path]) => [`team:${id}`, path] as const),
  ]);
}

export function readRequestStates(db: Queryable, ids: string[]): Promise<{ id: string; state: string }[]> {
  return db.request.findMany({ where: { id: { in: ids } }, select: { id: true, state: true } });
}

export function readRunStates(
  db: Queryable,
  ids: string[],
): Promise<{ id: string; state: string; planId: string | null; progress: unknown; unitId: string }[]> {
  return db.run.findMany({
    where: { id: { in: ids } },
    select: { id: true, state: true, planId: true, progress: true, unitId: true },
  });
}

/** The live log after a number, of many channels in one statement; one entry per cursor, in their order. */
export async function readLiveNews(db: Queryable, cursors: readonly Cursor[], limit: number): Promise<ChannelNews[]> {
  const asked = JSON.stringify(cursors.map((cursor, place) => ({ ...cursor, place })));
  const rows = await db.$queryRaw<
    { place: number; lastSeq: number; seq: number | null; type: string; payload: unknown; createdAt: Date }[]
  >`
    SELECT cursor."place", c."lastSeq", m."seq", m."type", m."payload", m."createdAt"
    FROM jsonb_to_recordset(${asked}::jsonb) AS cursor("place" int, "channel" text, "after" int)
    JOIN "LiveChannel" c ON c."channel" = cursor."channel"
    LEFT JOIN LATERAL (
      SELECT * FROM "LiveMessage" WHERE "channel" = cursor."channel" AND "seq" > cursor."after" ORDER BY "seq" LIMIT ${limit}
    ) m ON true
    ORDER BY cursor."place", m."seq"`;
  const news: ChannelNews[] = cursors.map((cursor) => ({ ...cursor, lastSeq: 0, messages: [] }));
  for (const { place, lastSeq, seq, type, payload, createdAt } of rows) {
    const one = news[place]!;
    one.lastSeq = lastSeq;
    if (seq !== null) one.messages.push({ channel: one.channel, seq, type, payload, createdAt });
  }
  return news;
}

/** The last numbers of channels; 0 where nothing was ever said. */
export async function readLastSeqs(db: Queryable, channels: string[]): Promise<Map<string, number>> {
  const rows = await db.liveChannel.findMany({ where: { channel: { in: channels } } });
  const known = new Map(rows.map(({ channel, lastSeq }) => [channel, lastSeq]));
  return new Map(channels.map((channel) => [channel, known.get(channel) ?? 0]));
}

/** The units that teams belong to, by team id. */
export async function readTeamUnitIds(db: Queryable, teamIds: string[]): Promise<Map<string, string>> {
  const rows = await db.team.findMany({ where: { id: { in: teamIds } }, select: { id: true, unitId: true } });
  return new Map(rows.map(({ id, unitId }) => [id, unitId]));
}

export async function findUnitRevision(db: Queryable, unitId: string): Promise<number> {
  return (await db.unit.findUniqueOrThrow({ where: { id: unitId }, select: { revision: true } })).revision;
}

/** Whom something concerns: the units that own these rows, and every unit above them. */
export interface Concerned {
  unitIds?: readonly string[];
  teamIds?: readonly string[];
  caseIds?: readonly string[];
}
