import type { Depot, Kit, ShiftSeries, Team } from '../contract/teams.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Transaction } from '../db/open-database.ts';

/** Writes teams with what belongs to them. The rows come from files of this project: they are not checked again. */
export async function insertTeams(
  tx: Transaction,
  rows: { depots: readonly Depot[]; kits: readonly Kit[]; teams: readonly Team[]; series: readonly ShiftSeries[] },
): Promise<void> {
  await tx.depot.createMany({ data: [...rows.depots] });
  await tx.kit.createMany({ data: rows.kits.map(({ teamId: _, ...kit }) => kit) });
  await tx.team.createMany({ data: rows.teams.map(({ members: _, ...team }) => team) });
  await tx.member.createMany({
    data: rows.teams.flatMap((team) => team.members.map((member) => ({ ...member, teamId: team.id }))),
  });
  await tx.shiftSeries.createMany({
    data: rows.series.map(({ rest, ...series }) => ({ ...series, rest: rest ?? Prisma.DbNull })),
  });
}

/** Whether the ground (units, teams, accounts) and the cases are there. The commands that filled them are forgotten one day; the rows stay. */
export async function readSeeded(tx: Transaction): Promise<{ ground: boolean; cases: boolean }> {
  return { ground: (await tx.unit.count()) > 0, cases: (await tx.import.count()) > 0 };
}
