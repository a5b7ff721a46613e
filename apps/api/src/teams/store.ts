import type { Duty, KitState, Skill } from '../contract/codes.ts';
import type { Depot, Kit, Team, TeamInput, TeamList } from '../contract/teams.ts';
import type { Prisma } from '../db/generated/client.ts';
import type { Queryable, Transaction } from '../db/open-database.ts';

/** A row with the path of its unit, for the check of scope. */
export interface Located<Row> {
  readonly row: Row;
  readonly unitPath: string;
}

const TEAM = { unit: { select: { path: true } }, members: { orderBy: { id: 'asc' } } } as const;
const KIT = { unit: { select: { path: true } }, team: { select: { id: true } } } as const;

function toTeam(row: Prisma.TeamGetPayload<{ include: typeof TEAM }>): Team {
  const { id, unitId, name, color, depotId, kitId, active, version } = row;
  const members = row.members.map((member) => ({
    id: member.id,
    name: member.name,
    phone: member.phone,
    duty: member.duty as Duty,
  }));
  return { id, unitId, name, color, depotId, kitId, skills: row.skills as Skill[], members, active, version };
}

function toKit(row: Prisma.KitGetPayload<{ include: typeof KIT }>): Kit {
  const { id, unitId, name, team } = row;
  return { id, unitId, name, skills: row.skills as Skill[], state: row.state as KitState, teamId: team?.id ?? null };
}

const toDepot = ({ id, unitId, name, address, lat, lon }: Depot): Depot => ({ id, unitId, name, address, lat, lon });

/** Teams, depots and kits below a unit path, and the depots of the units above it, which its teams may start from. */
export async function listTeams(db: Queryable, unitPath: string, unitIds: string[]): Promise<TeamList> {
  const below = { unit: { path: { startsWith: unitPath } } };
  const teams = await db.team.findMany({ where: below, include: TEAM, orderBy: [{ color: 'asc' }, { id: 'asc' }] });
  const depots = await db.depot.findMany({ where: { OR: [below, { unitId: { in: unitIds } }] }, orderBy: { id: 'asc' } });
  const kits = await db.kit.findMany({ where: below, include: KIT, orderBy: { id: 'asc' } });
  return { teams: teams.map(toTeam), depots: depots.map(toDepot), kits: kits.map(toKit) };
}

export async function findTeam(db: Queryable, id: string): Promise<Located<Team> | null> {
  const row = await db.team.findUnique({ where: { id }, include: TEAM });
  return row && { row: toTeam(row), unitPath: row.unit.path };
}

export async function findDepot(db: Queryable, id: string): Promise<Located<Depot> | null> {
  const row = await db.depot.findUnique({ where: { id }, include: { unit: { select: { path: true } } } });
  return row && { row: toDepot(row), unitPath: row.unit.path };
}

export async function findKit(db: Queryable, id: string): Promise<Located<Kit> | null> {
  const row = await db.kit.findUnique({ where: { id }, include: KIT });
  return row && { row: toKit(row), unitPath: row.unit.path };
}

export async function findUnitPath(db: Queryable, unitId: string): Promise<string | null> {
  return (await db.unit.findUnique({ where: { id: unitId }, select: { path: true } }))?.path ?? null;
}

/** Ids among these that belong to members of other teams. */
export async function foreignMemberIds(db: Queryable, teamId: string, memberIds: string[]): Promise<string[]> {
  const rows = await db.member.findMany({ where: { id: { in: memberIds }, teamId: { not: teamId } }, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** Locks a row until the transaction ends; of what does not exist yet, its id. */
export async function lockForChange(tx: Transaction, id: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`teams ${id}`}, 0))`;
}

/** Writes a team and its members with the version after the one given. */
export async function saveTeam(tx: Transaction, team: TeamInput, unitId: string): Promise<void> {
  const { id, members, ...fields } = team;
  const data = { ...fields, unitId, version: team.version + 1 };
  await tx.team.upsert({ where: { id }, create: { id, ...data }, update: data });
  await tx.member.deleteMany({ where: { teamId: id } });
  await tx.member.createMany({ data: members.map((member) => ({ ...member, teamId: id })) });
}

export async function saveDepot(tx: Transaction, { id, ...fields }: Depot): Promise<void> {
  await tx.depot.upsert({ where: { id }, create: { id, ...fields }, update: fields });
}

export async function saveKit(tx: Transaction, { id, ...fields }: Omit<Kit, 'teamId'>): Promise<void> {
  await tx.kit.upsert({ where: { id }, create: { id, ...fields }, update: fields });
}
