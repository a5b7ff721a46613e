import type { LogEntry, TeamPosition } from '../../contract/board.ts';
import type { Outcome } from '../../contract/codes.ts';
import { type AlarmKind, LOG_KINDS, type LogKind } from '../../contract/field-codes.ts';
import type { Queryable } from '../../db/open-database.ts';

/** Of one day: more than any day has, less than would hurt. */
const MOST_ENTRIES = 20_000;
const MOST_POSITIONS = 50_000;

/** Steps and decisions of the visits and teams below a path on a date; not yet in order. */
export async function readLog(db: Queryable, unitPath: string, date: string): Promise<LogEntry[]> {
  const below = { team: { unit: { path: { startsWith: unitPath } } } };
  const [steps, events, pushes] = await Promise.all([
    db.visitEvent.findMany({
      where: { assignment: { date, ...below } },
      include: { assignment: { select: { teamId: true, caseId: true } } },
      take: MOST_ENTRIES,
    }),
    db.eveningEvent.findMany({ where: { date, ...below }, take: MOST_ENTRIES }),
    db.alarm.findMany({ where: { date, ...below }, select: { id: true, teamId: true, kind: true } }).then(async (alarms) => {
      const jobs = await db.pushJob.findMany({ where: { alarmId: { in: alarms.map(({ id }) => id) }, sentCount: { gt: 0 } } });
      const byId = new Map(alarms.map((alarm) => [alarm.id, alarm]));
      return jobs.map((job) => ({ ...job, alarm: byId.get(job.alarmId!)! }));
    }),
  ]);
  const names = await readNames(
    db,
    [...steps, ...events].flatMap(({ accountId }) => accountId ?? []),
  );
  const caseIds = await readCaseIds(
    db,
    events.flatMap(({ assignmentId }) => assignmentId ?? []),
  );
  return [
    ...steps.map(
      ({ id, deviceAt, receivedAt, kind, outcome, applied, assignmentId, assignment, accountId }): LogEntry => ({
        ...{ id, assignmentId, ...assignment },
        // A device whose clock is ahead did nothing in the future.
        at: (deviceAt < receivedAt ? deviceAt : receivedAt).toISOString(),
        receivedAt: receivedAt.toISOString(),
        kind: applied ? (kind as LogKind) : 'kept',
        outcome: outcome as Outcome | null,
        alarmKind: null,
        by: names.get(accountId) ?? null,
      }),
    ),
    ...events.filter(isLogged).map(({ id, at, receivedAt, kind, teamId, assignmentId, accountId, detail }): LogEntry => {
      const facts = detail as { alarmKind?: AlarmKind; outcome?: Outcome; caseId?: string };
      return {
        ...{ id, teamId, assignmentId, caseId: facts.caseId ?? caseIds.get(assignmentId ?? '') ?? null },
        at: at.toISOString(),
        receivedAt: receivedAt.toISOString(),
        kind: kind as LogKind,
        outcome: facts.outcome ?? null,
        alarmKind: facts.alarmKind ?? null,
        by: names.get(accountId ?? '') ?? null,
      };
    }),
    ...pushes.map(({ id, endedAt, createdAt, alarm }): LogEntry => {
      const at = (endedAt ?? createdAt).toISOString();
      const nothing = { assignmentId: null, caseId: null, outcome: null, by: null };
      return {
        id,
        at,
        receivedAt: at,
        kind: 'alarm-pushed',
        teamId: alarm.teamId,
        alarmKind: alarm.kind as AlarmKind,
        ...nothing,
      };
    }),
  ];
}

/** A panic stands as the alarm it raised; that a message was read stands with the message. */
function isLogged({ kind }: { kind: string }): boolean {
  return (LOG_KINDS as readonly string[]).includes(kind);
}

async function readNames(db: Queryable, accountIds: string[]): Promise<Map<string, string>> {
  const rows = await db.account.findMany({
    where: { id: { in: [...new Set(accountIds)] } },
    select: { id: true, displayName: true },
  });
  return new Map(rows.map(({ id, displayName }) => [id, displayName]));
}

async function readCaseIds(db: Queryable, assignmentIds: string[]): Promise<Map<string, string>> {
  const rows = await db.assignment.findMany({
    where: { id: { in: [...new Set(assignmentIds)] } },
    select: { id: true, caseId: true },
  });
  return new Map(rows.map(({ id, caseId }) => [id, caseId]));
}

/** Where teams with visits on a date were, within their shifts of that date, in order of time; nothing older than what is kept. */
export async function readTracks(db: Queryable, unitPath: string, date: string, keptSince: Date): Promise<TeamPosition[]> {
  const rows = await db.$queryRaw<{ teamId: string; at: Date; lat: number; lon: number; accuracyMetres: number }[]>`
    SELECT p."teamId", p."at", p."lat", p."lon", p."accuracyMetres"
    FROM (
      SELECT a."teamId", min(a."shiftOpensAt") AS "opens", max(a."shiftClosesAt") AS "closes"
      FROM "Assignment" a JOIN "Team" t ON t."id" = a."teamId" JOIN "Unit" u ON u."id" = t."unitId"
      WHERE a."date" = ${date} AND starts_with(u."path", ${unitPath})
      GROUP BY a."teamId"
    ) s
    JOIN "TeamPosition" p ON p."teamId" = s."teamId"
      AND p."at" BETWEEN s."opens" - interval '30 minutes' AND s."closes" + interval '60 minutes'
      AND p."at" >= ${keptSince}::timestamptz
    ORDER BY p."at" LIMIT ${MOST_POSITIONS}`;
  return rows.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() }));
}
