import type { FieldAction, Outcome, Skill, AssignmentState as State } from '../contract/codes.ts';
import type { TeamDelivery, TeamSnapshot } from '../contract/dispatch.ts';
import { SILENCE_MS } from '../contract/live-codes.ts';
import type { Queryable, Transaction } from '../db/open-database.ts';
import type { AssignmentAtDoor, AssignmentRow } from './assignment-views.ts';
import type { ChannelNews, DeliveryFacts } from './hub-store.ts';

const AT_DOOR = {
  case: { include: { household: true, promises: { where: { endedAt: null }, orderBy: { toldAt: 'desc' }, take: 1 } } },
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

/** What a team's page says of the team itself, by team id. */
export async function readTeamFacts(db: Queryable, teamIds: string[]): Promise<Map<string, Omit<TeamSnapshot, 'assignments'>>> {
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
}

export function findFieldEvent(
  tx: Transaction,
  id: string,
): Promise<{ assignmentId: string; accountId: string; kind: string } | null> {
  return tx.visitEvent.findUnique({ where: { id }, select: { assignmentId: true, accountId: true, kind: true } });
}

/** False when the id was taken at this very moment, for another visit; nothing was written then. */
export async function insertFieldEvent(tx: Transaction, event: FieldEvent): Promise<boolean> {
  const { count } = await tx.visitEvent.createMany({ data: [event], skipDuplicates: true });
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

export async function findUnitPath(db: Queryable, unitId: string): Promise<string> {
  return (await db.unit.findUniqueOrThrow({ where: { id: unitId }, select: { path: true } })).path;
}

/** The units that teams belong to, by team id. */
export async function readTeamUnitPaths(db: Queryable, teamIds: string[]): Promise<Map<string, string>> {
  const rows = await db.team.findMany({ where: { id: { in: teamIds } }, select: { id: true, unit: { select: { path: true } } } });
  return new Map(rows.map(({ id, unit }) => [id, unit.path]));
}

/** How far teams' devices have received their channels; those of the units below a path, or only the given ones. */
export async function readDeliveries(
  db: Queryable,
  of: { unitPath: string } | { teamIds: string[] },
  now: Date,
): Promise<TeamDelivery[]> {
  const where = 'teamIds' in of ? { id: { in: of.teamIds } } : { unit: { path: { startsWith: of.unitPath } } };
  const teams = await db.team.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } });
  const channels = teams.map(({ id }) => `team:${id}`);
  const [heads, devices] = await Promise.all([
    db.liveChannel.findMany({ where: { channel: { in: channels } } }),
    db.delivery.findMany({ where: { channel: { in: channels } }, orderBy: [{ deliveredSeq: 'desc' }, { deliveredAt: 'asc' }] }),
  ]);
  const headByChannel = new Map(heads.map(({ channel, lastSeq }) => [channel, lastSeq]));
  const connectedSince = now.getTime() - SILENCE_MS;
  return teams.map(({ id }) => {
    const own = devices.filter(({ channel }) => channel === `team:${id}`);
    const furthest = own.find(({ deliveredAt }) => deliveredAt !== null);
    return {
      teamId: id,
      connected: own.some(({ heardAt }) => heardAt !== null && heardAt.getTime() >= connectedSince),
      headSeq: headByChannel.get(`team:${id}`) ?? 0,
      deliveredSeq: furthest?.deliveredSeq ?? 0,
      deliveredAt: furthest?.deliveredAt?.toISOString() ?? null,
    };
  });
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
export async function readLiveNews(
  db: Queryable,
  cursors: { channel: string; after: number }[],
  limit: number,
): Promise<ChannelNews[]> {
  const rows = await db.$queryRaw<
    { channel: string; lastSeq: number; seq: number | null; type: string; payload: unknown; createdAt: Date }[]
  >`
    SELECT c."channel", c."lastSeq", m."seq", m."type", m."payload", m."createdAt"
    FROM jsonb_to_recordset(${JSON.stringify(cursors)}::jsonb) AS cursor("channel" text, "after" int)
    JOIN "LiveChannel" c ON c."channel" = cursor."channel"
    LEFT JOIN LATERAL (
      SELECT * FROM "LiveMessage" WHERE "channel" = cursor."channel" AND "seq" > cursor."after" ORDER BY "seq" LIMIT ${limit}
    ) m ON true
    ORDER BY c."channel", m."seq"`;
  const byChannel = new Map<string, ChannelNews>(
    cursors.map((cursor) => [cursor.channel, { ...cursor, lastSeq: 0, messages: [] }]),
  );
  for (const { channel, lastSeq, seq, type, payload, createdAt } of rows) {
    const news = byChannel.get(channel)!;
    news.lastSeq = lastSeq;
    if (seq !== null) news.messages.push({ channel, seq, type, payload, createdAt });
  }
  return cursors.map(({ channel }) => byChannel.get(channel)!);
}

/** The last numbers of channels; 0 where nothing was ever said. */
export async function readLastSeqs(db: Queryable, channels: string[]): Promise<Map<string, number>> {
  const rows = await db.liveChannel.findMany({ where: { channel: { in: channels } } });
  const known = new Map(rows.map(({ channel, lastSeq }) => [channel, lastSeq]));
  return new Map(channels.map((channel) => [channel, known.get(channel) ?? 0]));
}

/** Writes how far devices are; a lower number never replaces a higher one, and neither does its time. */
export async function upsertDeliveries(tx: Transaction, deliveries: DeliveryFacts[]): Promise<void> {
  const rows = deliveries.map(({ channel, deviceId, accountId, deliveredSeq, deliveredAt, heardAt }) => ({
    channel,
    deviceId,
    accountId,
    deliveredSeq,
    deliveredAt,
    heardAt,
  }));
  // In one order everywhere, so that two processes never wait for each other.
  rows.sort((a, b) => (a.channel === b.channel ? (a.deviceId < b.deviceId ? -1 : 1) : a.channel < b.channel ? -1 : 1));
  await tx.$executeRaw`
    INSERT INTO "Delivery" AS known ("channel", "deviceId", "accountId", "deliveredSeq", "deliveredAt", "heardAt")
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS x("channel" text, "deviceId" text, "accountId" text, "deliveredSeq" int, "deliveredAt" timestamptz, "heardAt" timestamptz)
    ON CONFLICT ("channel", "deviceId") DO UPDATE SET
      "accountId" = excluded."accountId",
      "deliveredSeq" = GREATEST(known."deliveredSeq", excluded."deliveredSeq"),
      "deliveredAt" = CASE WHEN known."deliveredAt" IS NULL OR excluded."deliveredSeq" > known."deliveredSeq"
        THEN excluded."deliveredAt" ELSE known."deliveredAt" END,
      "heardAt" = excluded."heardAt"`;
}
