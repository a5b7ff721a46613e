import type { Queryable } from '../../db/open-database.ts';
import { EVENING_SEED } from './arrange-evening.ts';

export interface EveningRow {
  id: string;
  teamId: string;
  caseId: string;
  date: string;
  state: string;
  version: number;
  position: number;
  shiftOpensAt: Date;
  shiftClosesAt: Date;
  plannedArriveAt: Date;
  plannedStartAt: Date;
  plannedEndAt: Date;
  travelSec: number;
  toldAt: Date | null;
  travellingAt: Date | null;
  arrivedAt: Date | null;
  finishedAt: Date | null;
  /** Longitude, latitude. */
  home: readonly [number, number] | null;
}

/** Visits of the shifts that are on at an instant or begin soon, in the order of their routes; withdrawn ones are left out. */
export async function readVisitsAround(db: Queryable, from: Date, to: Date): Promise<EveningRow[]> {
  const rows = await db.assignment.findMany({
    where: { state: { not: 'withdrawn' }, shiftOpensAt: { lte: to }, shiftClosesAt: { gte: from } },
    include: { case: { select: { household: { select: { lat: true, lon: true } } } } },
    orderBy: [{ teamId: 'asc' }, { position: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ case: { household }, ...row }) => {
    const { lat, lon } = household;
    return { ...row, home: lat === null || lon === null ? null : ([lon, lat] as const) };
  });
}

/** The account of each team in which somebody is signed in. */
export async function readSignedIn(db: Queryable, now: Date): Promise<Set<string>> {
  const rows = await db.session.findMany({
    where: { expiresAt: { gt: now }, account: { role: 'team' } },
    select: { accountId: true },
    distinct: ['accountId'],
  });
  return new Set(rows.map(({ accountId }) => accountId));
}

/** The published plan of a unit: whether it is the demo's own, and its last date. Null before the first. */
export async function readPublished(
  db: Queryable,
  unitId: string,
): Promise<{ revision: number; isDemos: boolean; lastShiftClosesAt: Date | null } | null> {
  const plan = await db.plan.findFirst({ where: { unitId, state: 'published' }, orderBy: { revision: 'desc' } });
  if (!plan) return null;
  const run = await db.run.findFirst({ where: { planId: plan.id }, select: { seed: true } });
  const last = await db.assignment.findFirst({ orderBy: { shiftClosesAt: 'desc' }, select: { shiftClosesAt: true } });
  return { revision: plan.revision ?? 0, isDemos: run?.seed === EVENING_SEED, lastShiftClosesAt: last?.shiftClosesAt ?? null };
}

export async function readDepots(db: Queryable): Promise<Map<string, readonly [number, number]>> {
  const rows = await db.team.findMany({ select: { id: true, depot: { select: { lat: true, lon: true } } } });
  return new Map(rows.map(({ id, depot }) => [id, [depot.lon, depot.lat]]));
}

/** The last number on each team's channel. */
export async function readHeads(db: Queryable, teamIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.liveChannel.findMany({ where: { channel: { in: teamIds.map((id) => `team:${id}`) } } });
  return new Map(rows.map(({ channel, lastSeq }) => [channel.slice('team:'.length), lastSeq]));
}

/** Messages of the office that phones have not opened, by team. */
export async function readUnreadIds(db: Queryable): Promise<Map<string, string[]>> {
  const rows = await db.teamMessage.findMany({ where: { fromTeam: false, readAt: null }, select: { id: true, teamId: true } });
  const byTeam = new Map<string, string[]>();
  for (const { id, teamId } of rows) byTeam.set(teamId, [...(byTeam.get(teamId) ?? []), id]);
  return byTeam;
}

/** A visit that was taken from a team on a date. */
export async function findGivenVisit(db: Queryable, teamId: string, date: string): Promise<string | null> {
  const row = await db.assignment.findFirst({ where: { teamId, date, state: 'withdrawn' }, select: { id: true } });
  return row?.id ?? null;
}

/** Whether this database is the demo's: one that is used without it is left alone. */
export async function isDemos(db: Queryable, accountId: string): Promise<boolean> {
  return (await db.account.count({ where: { id: accountId, active: true } })) > 0;
}
