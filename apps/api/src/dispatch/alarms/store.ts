import type { Alarm } from '../../contract/board.ts';
import { ALARM_KINDS, type AlarmEnd, type AlarmKind } from '../../contract/field-codes.ts';
import type { Prisma } from '../../db/generated/client.ts';
import type { Queryable, Transaction } from '../../db/open-database.ts';

/** Numbers and places behind an alarm. */
export interface AlarmFacts {
  count?: number;
  lateSec?: number;
  lat?: number;
  lon?: number;
}

export interface NewAlarm {
  id: string;
  unitId: string;
  teamId: string;
  date: string;
  kind: AlarmKind;
  /** While this one is open there is no second of the same key. */
  openKey: string;
  assignmentId?: string | null;
  facts: AlarmFacts;
  raisedAt: Date;
  callDueAt?: Date | null;
}

export interface AlarmRow {
  id: string;
  unitId: string;
  teamId: string;
  date: string;
  kind: string;
  openKey: string | null;
  assignmentId: string | null;
  facts: unknown;
  raisedAt: Date;
  callDueAt: Date | null;
  calledAt: Date | null;
  reached: boolean | null;
  takenAt: Date | null;
  takenById: string | null;
  closedAt: Date | null;
  closedBecause: string | null;
}

/** False when one of the same key is open already, or the id is known; nothing was written then. */
export async function insertAlarm(tx: Transaction, { facts, ...alarm }: NewAlarm): Promise<boolean> {
  const data = { ...alarm, facts: { ...facts } as Prisma.InputJsonObject };
  const { count } = await tx.alarm.createMany({ data: [data], skipDuplicates: true });
  return count === 1;
}

/** The alarm, locked until the transaction ends, with the path of its unit; null when there is none. */
export async function lockAlarm(tx: Transaction, id: string): Promise<AlarmRow | null> {
  await tx.$queryRaw`SELECT 1 FROM "Alarm" WHERE "id" = ${id} FOR UPDATE`;
  return tx.alarm.findUnique({ where: { id } });
}

export async function updateAlarm(tx: Transaction, id: string, change: Prisma.AlarmUncheckedUpdateInput): Promise<AlarmRow> {
  return tx.alarm.update({ where: { id }, data: change });
}

/** Closes what is open under these keys and answers what was closed. */
export async function closeOpenAlarms(tx: Transaction, openKeys: string[], because: AlarmEnd, now: Date): Promise<AlarmRow[]> {
  if (openKeys.length === 0) return [];
  const open = await tx.alarm.findMany({ where: { openKey: { in: openKeys } } });
  await tx.alarm.updateMany({
    where: { id: { in: open.map(({ id }) => id) } },
    data: { openKey: null, closedAt: now, closedBecause: because },
  });
  return open;
}

/** Open alarms of a path's units of any date, and those of a range of dates; the most urgent first, then the oldest. */
export async function readAlarms(db: Queryable, unitPath: string, from: string, to: string): Promise<AlarmRow[]> {
  const rows = await db.alarm.findMany({
    where: {
      team: { unit: { path: { startsWith: unitPath } } },
      OR: [{ openKey: { not: null } }, { date: { gte: from, lte: to } }],
    },
    orderBy: [{ raisedAt: 'asc' }, { id: 'asc' }],
  });
  const urgency = (row: AlarmRow) => ALARM_KINDS.indexOf(row.kind as AlarmKind) + (row.closedAt ? ALARM_KINDS.length : 0);
  return rows.sort((a, b) => urgency(a) - urgency(b));
}

export function readAlarmsById(db: Queryable, ids: string[]): Promise<AlarmRow[]> {
  return db.alarm.findMany({ where: { id: { in: ids } } });
}

/** The open panic of each team that has one. */
export async function readPanics(db: Queryable, teamIds: string[]): Promise<Map<string, AlarmRow>> {
  const rows = await db.alarm.findMany({ where: { openKey: { in: teamIds.map((id) => `panic:${id}`) } } });
  return new Map(rows.map((row) => [row.teamId, row]));
}

/** Alarms as they cross the wire: who took them by name, whose case they are about. */
export async function toAlarms(db: Queryable, rows: AlarmRow[]): Promise<Alarm[]> {
  const takers = [...new Set(rows.flatMap(({ takenById }) => takenById ?? []))];
  const visits = [...new Set(rows.flatMap(({ assignmentId }) => assignmentId ?? []))];
  const names = takers.length === 0 ? [] : await db.account.findMany({ where: { id: { in: takers } } });
  const cases =
    visits.length === 0
      ? []
      : await db.assignment.findMany({ where: { id: { in: visits } }, select: { id: true, caseId: true } });
  const pushes = await readPushes(
    db,
    rows.map(({ id }) => id),
  );
  const nameOf = new Map(names.map(({ id, displayName }) => [id, displayName]));
  const caseOf = new Map(cases.map(({ id, caseId }) => [id, caseId]));
  return rows.map((row) => {
    const { id, unitId, teamId, date, assignmentId, reached } = row;
    const { count = null, lateSec = null, lat, lon } = row.facts as AlarmFacts;
    return {
      ...{ id, unitId, teamId, date, assignmentId, reached, count, lateSec },
      kind: row.kind as AlarmKind,
      caseId: caseOf.get(assignmentId ?? '') ?? null,
      place: lat === undefined || lon === undefined ? null : { lat, lon },
      raisedAt: row.raisedAt.toISOString(),
      pushedAt: instant(pushes.get(id) ?? null),
      callDueAt: instant(row.callDueAt),
      calledAt: instant(row.calledAt),
      takenAt: instant(row.takenAt),
      takenBy: nameOf.get(row.takenById ?? '') ?? null,
      closedAt: instant(row.closedAt),
      closedBecause: row.closedBecause as AlarmEnd | null,
    };
  });
}

/** When a push service took the message of an alarm. */
async function readPushes(db: Queryable, alarmIds: string[]): Promise<Map<string, Date>> {
  if (alarmIds.length === 0) return new Map();
  const jobs = await db.pushJob.findMany({ where: { alarmId: { in: alarmIds }, sentCount: { gt: 0 } } });
  return new Map(jobs.map(({ alarmId, endedAt }) => [alarmId!, endedAt!]));
}

function instant(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}

export async function findUnitOfTeam(db: Queryable, teamId: string): Promise<string> {
  return (await db.team.findUniqueOrThrow({ where: { id: teamId }, select: { unitId: true } })).unitId;
}

/** Of one team's open alarms. */
export async function readOpenKeys(db: Queryable, teamId: string): Promise<Set<string>> {
  const rows = await db.alarm.findMany({ where: { teamId, openKey: { not: null } }, select: { openKey: true } });
  return new Set(rows.map(({ openKey }) => openKey!));
}

/** Teams with visits they have not acknowledged although they were told before an instant and their shift is near or on. */
export async function readUnacknowledged(
  db: Queryable,
  of: { toldBefore: Date; shiftOpensBefore: Date; now: Date },
): Promise<{ teamId: string; date: string; count: number }[]> {
  const rows = await db.assignment.groupBy({
    by: ['teamId', 'date'],
    where: {
      state: 'assigned',
      toldAt: { lte: of.toldBefore },
      shiftOpensAt: { lte: of.shiftOpensBefore },
      shiftClosesAt: { gt: of.now },
    },
    _count: { _all: true },
  });
  return rows.map(({ teamId, date, _count }) => ({ teamId, date, count: _count._all }));
}

/** Teams whose shift was over between two instants, who reported something that evening, and not that they are home. */
export async function readNotHome(
  db: Queryable,
  closed: { after: Date; before: Date },
): Promise<{ teamId: string; date: string }[]> {
  return db.$queryRaw`
    SELECT DISTINCT a."teamId", a."date" FROM "Assignment" a
    WHERE a."shiftClosesAt" > ${closed.after}::timestamptz AND a."shiftClosesAt" <= ${closed.before}::timestamptz
      AND a."state" <> 'withdrawn'
      AND (a."travellingAt" IS NOT NULL OR a."arrivedAt" IS NOT NULL OR EXISTS (
        SELECT 1 FROM "EveningEvent" e WHERE e."teamId" = a."teamId" AND e."date" = a."date" AND e."kind" = 'shift-began'))
      AND NOT EXISTS (
        SELECT 1 FROM "EveningEvent" e WHERE e."teamId" = a."teamId" AND e."date" = a."date" AND e."kind" = 'home-reached')
      AND NOT EXISTS (
        SELECT 1 FROM "Alarm" r WHERE r."teamId" = a."teamId" AND r."date" = a."date" AND r."kind" = 'not_home')`;
}
