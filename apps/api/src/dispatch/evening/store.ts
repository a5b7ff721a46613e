import type { TeamPosition } from '../../contract/board.ts';
import type { Alley, Confidence, CoordinateSource, KitState } from '../../contract/codes.ts';
import type { TeamEvening, TeamMessage } from '../../contract/field.ts';
import type { LogKind } from '../../contract/field-codes.ts';
import type { Prisma } from '../../db/generated/client.ts';
import type { Queryable, Transaction } from '../../db/open-database.ts';

/** One line of an evening that is not a step of a visit. `detail` holds codes and numbers only. */
export interface NewEveningEvent {
  id: string;
  unitId: string;
  teamId: string;
  date: string;
  kind: LogKind | 'panic' | 'panic-over' | 'messages-read';
  assignmentId?: string | null;
  alarmId?: string | null;
  accountId: string | null;
  detail?: Prisma.InputJsonObject;
  at: Date;
  receivedAt: Date;
}

/** False when the id is known already; nothing was written then. */
export async function insertEveningEvent(tx: Transaction, event: NewEveningEvent): Promise<boolean> {
  const { count } = await tx.eveningEvent.createMany({ data: [{ detail: {}, ...event }], skipDuplicates: true });
  return count === 1;
}

export async function insertEveningEvents(tx: Transaction, events: NewEveningEvent[]): Promise<void> {
  await tx.eveningEvent.createMany({ data: events.map((event) => ({ detail: {}, ...event })), skipDuplicates: true });
}

const OF_EVENING = ['shift-began', 'kit-checked', 'home-reached'] as const;

/** The evenings of teams of which something was reported, of dates from … to. */
export async function readEvenings(
  db: Queryable,
  of: { teamIds: string[] } | { unitPath: string },
  from: string,
  to: string,
): Promise<TeamEvening[]> {
  const whose = 'teamIds' in of ? { teamId: { in: of.teamIds } } : { team: { unit: { path: { startsWith: of.unitPath } } } };
  const rows = await db.eveningEvent.findMany({
    where: { ...whose, date: { gte: from, lte: to }, kind: { in: [...OF_EVENING] } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  const evenings = new Map<string, TeamEvening>();
  for (const { teamId, date, kind, at, detail } of rows) {
    const key = `${teamId} ${date}`;
    const evening = evenings.get(key) ?? emptyEvening(teamId, date);
    evenings.set(key, evening);
    // The first beginning, the last check of the kit, the last time home.
    if (kind === 'shift-began') evening.beganAt ??= at.toISOString();
    if (kind === 'home-reached') evening.homeAt = at.toISOString();
    if (kind === 'kit-checked') {
      const { kitState = null, batteryPercent = null } = detail as { kitState?: KitState; batteryPercent?: number | null };
      Object.assign(evening, { kitCheckedAt: at.toISOString(), kitState, batteryPercent });
    }
  }
  return [...evenings.values()];
}

export function emptyEvening(teamId: string, date: string): TeamEvening {
  return { teamId, date, beganAt: null, kitCheckedAt: null, kitState: null, batteryPercent: null, homeAt: null };
}

const MESSAGES_SHOWN = 50;

/** The last messages of each team, oldest first. */
export async function readTeamMessages(db: Queryable, teamIds: string[]): Promise<TeamMessage[]> {
  if (teamIds.length === 0) return [];
  const rows = await db.$queryRaw<MessageRow[]>`
    SELECT m.* FROM unnest(${teamIds}::text[]) AS team("id")
    JOIN LATERAL (
      SELECT * FROM "TeamMessage" WHERE "teamId" = team."id" ORDER BY "at" DESC, "id" LIMIT ${MESSAGES_SHOWN}
    ) m ON true
    ORDER BY m."at", m."id"`;
  return rows.map(toMessage);
}

/** The last message of each team below a unit path since an instant, whoever wrote it. */
export async function readLastMessages(db: Queryable, unitPath: string, since: Date): Promise<TeamMessage[]> {
  const rows = await db.teamMessage.findMany({
    where: { at: { gte: since }, team: { unit: { path: { startsWith: unitPath } } } },
    distinct: ['teamId'],
    orderBy: [{ teamId: 'asc' }, { at: 'desc' }, { id: 'asc' }],
  });
  return rows.map(toMessage);
}

export async function readMessages(db: Queryable, ids: string[]): Promise<TeamMessage[]> {
  const rows = await db.teamMessage.findMany({ where: { id: { in: ids } } });
  return rows.map(toMessage);
}

interface MessageRow {
  id: string;
  teamId: string;
  fromTeam: boolean;
  author: string;
  code: string | null;
  text: string;
  at: Date;
  deliveredAt: Date | null;
  readAt: Date | null;
}

function toMessage(row: MessageRow): TeamMessage {
  const { id, teamId, fromTeam, author, text } = row;
  return {
    ...{ id, teamId, fromTeam, author, text },
    code: row.code as TeamMessage['code'],
    at: row.at.toISOString(),
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
    readAt: row.readAt?.toISOString() ?? null,
  };
}

/** An older position says nothing of where a team is. */
export const FRESH_POSITION_MS = 15 * 60_000;

/** The last position of each team since an instant. */
export async function readLastPositions(
  db: Queryable,
  of: { unitPath: string } | { teamIds: string[] },
  since: Date,
): Promise<TeamPosition[]> {
  const rows = await db.teamPosition.findMany({
    where: {
      at: { gte: since },
      ...('teamIds' in of ? { teamId: { in: of.teamIds } } : { team: { unit: { path: { startsWith: of.unitPath } } } }),
    },
    distinct: ['teamId'],
    orderBy: [{ teamId: 'asc' }, { at: 'desc' }],
  });
  return rows.map(({ teamId, at, lat, lon, accuracyMetres }) => ({ teamId, at: at.toISOString(), lat, lon, accuracyMetres }));
}

export function findReport(tx: Transaction, id: string): Promise<{ kind: string; teamId: string } | null> {
  return tx.eveningEvent.findUnique({ where: { id }, select: { kind: true, teamId: true } });
}

export interface NewMessage {
  id: string;
  unitId: string;
  teamId: string;
  fromTeam: boolean;
  accountId: string;
  author: string;
  code: string | null;
  text: string;
  at: Date;
}

export async function insertMessage(tx: Transaction, message: NewMessage): Promise<void> {
  await tx.teamMessage.create({ data: message });
}

export async function noteMessageTold(tx: Transaction, id: string, toldSeq: number): Promise<void> {
  await tx.teamMessage.update({ where: { id }, data: { toldSeq } });
}

/** Of the office's messages to this team; answers those that were not read before. */
export async function markMessagesRead(tx: Transaction, teamId: string, ids: string[], at: Date): Promise<string[]> {
  const where = { id: { in: ids }, teamId, fromTeam: false, readAt: null };
  const unread = await tx.teamMessage.findMany({ where, select: { id: true } });
  await tx.teamMessage.updateMany({ where, data: { readAt: at } });
  return unread.map(({ id }) => id);
}

/** The team's shifts that touch an interval, from its visits of any state: one that was taken back was a shift, too. */
export async function readShiftsAround(
  db: Queryable,
  teamId: string,
  from: Date,
  to: Date,
): Promise<{ opensAt: Date; closesAt: Date }[]> {
  const hour = 3600_000;
  const rows = await db.assignment.findMany({
    where: {
      teamId,
      shiftClosesAt: { gte: new Date(from.getTime() - hour) },
      shiftOpensAt: { lte: new Date(to.getTime() + hour) },
    },
    select: { shiftOpensAt: true, shiftClosesAt: true },
    distinct: ['shiftOpensAt', 'shiftClosesAt'],
  });
  return rows.map(({ shiftOpensAt: opensAt, shiftClosesAt: closesAt }) => ({ opensAt, closesAt }));
}

export interface NewPosition {
  id: string;
  unitId: string;
  teamId: string;
  at: Date;
  receivedAt: Date;
  lat: number;
  lon: number;
  accuracyMetres: number;
}

export async function insertPositions(tx: Transaction, positions: NewPosition[]): Promise<void> {
  await tx.teamPosition.createMany({ data: positions });
}

export async function insertPhoto(
  tx: Transaction,
  photo: {
    id: string;
    unitId: string;
    assignmentId: string;
    accountId: string;
    jpeg: Uint8Array;
    byteCount: number;
    createdAt: Date;
  },
): Promise<void> {
  await tx.photo.create({ data: { ...photo, jpeg: Uint8Array.from(photo.jpeg) } });
}

export function findPhoto(
  db: Queryable,
  id: string,
): Promise<{ assignmentId: string; byteCount: number; jpeg: Uint8Array; assignment: { teamId: string } } | null> {
  return db.photo.findUnique({
    where: { id },
    select: { assignmentId: true, byteCount: true, jpeg: true, assignment: { select: { teamId: true } } },
  });
}

export function countPhotos(tx: Transaction, assignmentId: string): Promise<number> {
  return tx.photo.count({ where: { assignmentId } });
}

export async function noteCode(
  tx: Transaction,
  id: string,
  change: { wrongCodeCount: number; wrongCodeStep: number; verifiedAt?: Date },
): Promise<void> {
  await tx.assignment.update({ where: { id }, data: { ...change, ...(change.verifiedAt ? { version: { increment: 1 } } : {}) } });
}

export async function findHomeOfVisit(db: Queryable, assignmentId: string) {
  const row = await db.assignment.findUnique({
    where: { id: assignmentId },
    select: { teamId: true, case: { select: { household: true } } },
  });
  if (!row) return null;
  const { household } = row.case;
  return {
    ...household,
    teamId: row.teamId,
    alley: household.alley as Alley | null,
    coordinateSource: household.coordinateSource as CoordinateSource | null,
    confidence: household.confidence as Confidence | null,
  };
}

export async function setFoundAt(tx: Transaction, caseId: string, assignmentId: string): Promise<void> {
  await tx.case.update({ where: { id: caseId }, data: { foundAtId: assignmentId } });
}
