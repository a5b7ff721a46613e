import type { DemandLine, RosterEntry, RosterSummary, UnformedLine } from '../../contract/rosters.ts';
import type { RosterState } from '../../contract/working-time-codes.ts';
import { Prisma } from '../../db/generated/client.ts';
import type { Queryable, Transaction } from '../../db/open-database.ts';
import type { CrewToSave } from './crews.ts';

/** What accepting replaced: the crews that were chosen before, and the shift series it made. */
export interface Replaced {
  readonly shiftIds: readonly string[];
  readonly crews: readonly CrewToSave[];
  readonly seriesIds: readonly string[];
}

export interface RosterRow {
  readonly id: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly state: RosterState;
  readonly fromDate: string;
  readonly toDate: string;
  readonly seed: number;
  readonly demand: DemandLine[];
  readonly entries: RosterEntry[];
  readonly unformed: UnformedLine[];
  readonly replaced: Replaced | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly acceptedAt: Date | null;
}

const UNIT = { unit: { select: { path: true } } } as const;

function toRoster(row: Prisma.RosterGetPayload<{ include: typeof UNIT }>): RosterRow {
  const { unit, state, demand, entries, summary, replaced, accountId: _, ...fields } = row;
  return {
    ...fields,
    unitPath: unit.path,
    state: state as RosterState,
    demand: demand as unknown as DemandLine[],
    entries: entries as unknown as RosterEntry[],
    unformed: (summary as unknown as { unformed: UnformedLine[] }).unformed,
    replaced: replaced as unknown as Replaced | null,
  };
}

const json = (value: unknown): Prisma.InputJsonValue => JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;

export async function insertRoster(
  tx: Transaction,
  roster: Omit<RosterRow, 'unitPath' | 'replaced' | 'version' | 'acceptedAt' | 'state'> & { accountId: string },
): Promise<void> {
  const { demand, entries, unformed, ...fields } = roster;
  await tx.roster.create({
    data: { ...fields, state: 'proposed', demand: json(demand), entries: json(entries), summary: json({ unformed }) },
  });
}

export async function findRoster(db: Queryable, id: string): Promise<RosterRow | null> {
  const row = await db.roster.findUnique({ where: { id }, include: UNIT });
  return row && toRoster(row);
}

export interface RosterChange {
  readonly state?: RosterState;
  readonly entries?: readonly RosterEntry[];
  readonly unformed?: readonly UnformedLine[];
  readonly replaced?: Replaced | null;
  readonly acceptedAt?: Date | null;
}

/** Writes what changed of a roster, with the next version. */
export async function updateRoster(tx: Transaction, id: string, change: RosterChange): Promise<void> {
  const { entries, unformed, replaced, ...fields } = change;
  await tx.roster.update({
    where: { id },
    data: {
      ...fields,
      ...(entries ? { entries: json(entries) } : {}),
      ...(unformed ? { summary: json({ unformed }) } : {}),
      ...(replaced === undefined ? {} : { replaced: replaced === null ? Prisma.DbNull : json(replaced) }),
      version: { increment: 1 },
    },
  });
}

/** The latest rosters below a unit path, newest first. */
export async function listRosters(db: Queryable, unitPath: string): Promise<RosterSummary[]> {
  const rows = await db.roster.findMany({
    where: { unit: { path: { startsWith: unitPath } } },
    include: UNIT,
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: 30,
  });
  return rows.map((row) => {
    const { id, state, fromDate, toDate, createdAt, entries } = toRoster(row);
    return { id, state, fromDate, toDate, createdAt: createdAt.toISOString(), entryCount: entries.length };
  });
}

/** Paths of units, by id. */
export async function findUnitPaths(db: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.unit.findMany({ where: { id: { in: [...ids] } }, select: { id: true, path: true } });
  return new Map(rows.map(({ id, path }) => [id, path]));
}

/** Where teams start, by team id. */
export async function readDepotPlaces(
  db: Queryable,
  teamIds: readonly string[],
): Promise<Map<string, { lat: number; lon: number }>> {
  const rows = await db.team.findMany({
    where: { id: { in: [...teamIds] } },
    select: { id: true, depot: { select: { lat: true, lon: true } } },
  });
  return new Map(rows.map(({ id, depot }) => [id, depot]));
}
