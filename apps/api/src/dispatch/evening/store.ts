import type { TeamPosition } from '../../contract/board.ts';
import type { KitState } from '../../contract/codes.ts';
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
  kind: LogKind;
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
