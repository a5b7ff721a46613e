import { isDemoAccount } from '../auth/is-demo-account.ts';
import type { Person, WorkingTimeRules } from '../contract/people.ts';
import type { Depot, DepotClosure, Kit, ShiftSeries, Team, Vehicle } from '../contract/teams.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Transaction } from '../db/open-database.ts';

/** The demo's people have always been in their teams. */
const MEMBERS_SINCE = '2024-01-01';

/** Writes teams with what belongs to them. The rows come from files of this project: they are not checked again. */
export async function insertTeams(
  tx: Transaction,
  rows: {
    depots: readonly Depot[];
    kits: readonly Kit[];
    vehicles: readonly Vehicle[];
    people: readonly Person[];
    teams: readonly Team[];
    series: readonly ShiftSeries[];
  },
): Promise<void> {
  await tx.depot.createMany({ data: [...rows.depots] });
  await tx.kit.createMany({ data: rows.kits.map(({ teamId: _, ...kit }) => kit) });
  await tx.vehicle.createMany({ data: rows.vehicles.map(({ teamId: _, ...vehicle }) => vehicle) });
  await tx.person.createMany({ data: [...rows.people] });
  await tx.team.createMany({ data: rows.teams.map(({ members: _, ...team }) => team) });
  await tx.member.createMany({
    data: rows.teams.flatMap((team) =>
      team.members.map(({ id, duty }) => ({ id, personId: id, teamId: team.id, duty, fromDate: MEMBERS_SINCE })),
    ),
  });
  await tx.shiftSeries.createMany({
    data: rows.series.map(({ rest, overrides: _, ...series }) => ({ ...series, rest: rest ?? Prisma.DbNull })),
  });
  await tx.shiftOverride.createMany({
    data: rows.series.flatMap(({ id, overrides }) =>
      overrides.map(({ rest, ...override }) => ({ ...override, seriesId: id, rest: rest ?? Prisma.DbNull })),
    ),
  });
}

/** What makes the people's screens alive: absences on dates around the first day, and a policy that somebody wrote. */
export async function insertPeopleNews(
  tx: Transaction,
  unitId: string,
  news: {
    absences: readonly { id: string; personId: string; kind: string; fromDate: string; toDate: string; note: string }[];
    policy: { id: string; rules: WorkingTimeRules; note: string; byName: string; createdAt: Date };
  },
): Promise<void> {
  await tx.absence.createMany({ data: news.absences.map((absence) => ({ ...absence, unitId })) });
  const { rules, ...policy } = news.policy;
  await tx.workingTimePolicy.create({ data: { ...policy, unitId, version: 1, rules: { ...rules } } });
}

/** What makes the calendar alive: a depot that is closed one day, and two people who change places. */
export async function insertCalendarNews(
  tx: Transaction,
  unitId: string,
  news: {
    closure: DepotClosure;
    swap: readonly { shiftId: string; teamId: string; date: string; personIds: readonly string[] }[];
  },
): Promise<void> {
  await tx.depotClosure.create({ data: news.closure });
  await tx.shiftCrew.createMany({
    data: news.swap.map(({ personIds, ...shift }) => ({
      ...{ ...shift, unitId, hasPeople: true, personIds: [...personIds], version: 1 },
      ...{ hasKit: false, kitId: null, hasVehicle: false, vehicleId: null, forUnitId: null, rosterId: null },
    })),
  });
}

/**
 * Whether the ground (units, teams, accounts) and the cases are there, or the database is somebody's own. The commands that
 * filled them are forgotten one day; the rows stay.
 */
export async function readSeeded(tx: Transaction): Promise<{ ground: boolean; cases: boolean; used: boolean }> {
  const ids = (await tx.account.findMany({ select: { id: true } })).map(({ id }) => id);
  const ground = ids.some(isDemoAccount);
  return { ground, cases: (await tx.import.count()) > 0, used: !ground && (ids.length > 0 || (await tx.unit.count()) > 0) };
}
