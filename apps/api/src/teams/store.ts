import type { Duty, KitSkill, KitState, Skill, VehicleKind, VehicleState } from '../contract/codes.ts';
import type { Depot, Kit, Team, TeamInput, TeamList, Vehicle } from '../contract/teams.ts';
import type { Prisma } from '../db/generated/client.ts';
import type { Queryable, Transaction } from '../db/open-database.ts';
import { openOn } from './store/members.ts';

/** A row with the path of its unit, for the check of scope. */
export interface Located<Row> {
  readonly row: Row;
  readonly unitPath: string;
}

/** A team with those who are its members on a local date or later. */
const teamOn = (date: string) =>
  ({
    unit: { select: { path: true } },
    members: {
      where: openOn(date),
      include: { person: { select: { name: true, phone: true } } },
      orderBy: [{ personId: 'asc' }],
    },
  }) satisfies Prisma.TeamInclude;
const EQUIPMENT = { unit: { select: { path: true } }, team: { select: { id: true } } } as const;

function toTeam(row: Prisma.TeamGetPayload<{ include: ReturnType<typeof teamOn> }>): Team {
  const { id, unitId, name, color, depotId, kitId, vehicleId, crewSize, active, version } = row;
  const members = row.members.map(({ personId, person, duty }) => ({
    id: personId,
    name: person.name,
    phone: person.phone,
    duty: duty as Duty,
  }));
  const skills = row.skills as Skill[];
  return { id, unitId, name, color, depotId, kitId, vehicleId, skills, crewSize, members, active, version };
}

function toKit(row: Prisma.KitGetPayload<{ include: typeof EQUIPMENT }>): Kit {
  const { id, unitId, name, depotId, calibrationDate, team } = row;
  const skills = row.skills as KitSkill[];
  return { id, unitId, name, skills, state: row.state as KitState, depotId, calibrationDate, teamId: team?.id ?? null };
}

function toVehicle(row: Prisma.VehicleGetPayload<{ include: typeof EQUIPMENT }>): Vehicle {
  const { id, unitId, name, seats, team } = row;
  return { id, unitId, name, kind: row.kind as VehicleKind, seats, state: row.state as VehicleState, teamId: team?.id ?? null };
}

const toDepot = ({ id, unitId, name, address, lat, lon }: Depot): Depot => ({ id, unitId, name, address, lat, lon });

/** Teams, depots, kits and vehicles below a unit path, and the depots of the units above it, which its teams may start from. */
export async function listTeams(db: Queryable, unitPath: string, unitIds: string[], today: string): Promise<TeamList> {
  const below = { unit: { path: { startsWith: unitPath } } };
  const teams = await db.team.findMany({ where: below, include: teamOn(today), orderBy: [{ color: 'asc' }, { id: 'asc' }] });
  const depots = await db.depot.findMany({ where: { OR: [below, { unitId: { in: unitIds } }] }, orderBy: { id: 'asc' } });
  const kits = await db.kit.findMany({ where: below, include: EQUIPMENT, orderBy: { id: 'asc' } });
  const vehicles = await db.vehicle.findMany({ where: below, include: EQUIPMENT, orderBy: { id: 'asc' } });
  return { teams: teams.map(toTeam), depots: depots.map(toDepot), kits: kits.map(toKit), vehicles: vehicles.map(toVehicle) };
}

export async function findTeam(db: Queryable, id: string, today: string): Promise<Located<Team> | null> {
  const row = await db.team.findUnique({ where: { id }, include: teamOn(today) });
  return row && { row: toTeam(row), unitPath: row.unit.path };
}

export async function findDepot(db: Queryable, id: string): Promise<Located<Depot> | null> {
  const row = await db.depot.findUnique({ where: { id }, include: { unit: { select: { path: true } } } });
  return row && { row: toDepot(row), unitPath: row.unit.path };
}

export async function findKit(db: Queryable, id: string): Promise<Located<Kit> | null> {
  const row = await db.kit.findUnique({ where: { id }, include: EQUIPMENT });
  return row && { row: toKit(row), unitPath: row.unit.path };
}

export async function findVehicle(db: Queryable, id: string): Promise<Located<Vehicle> | null> {
  const row = await db.vehicle.findUnique({ where: { id }, include: EQUIPMENT });
  return row && { row: toVehicle(row), unitPath: row.unit.path };
}

/** Locks a row until the transaction ends; of what does not exist yet, its id. */
export async function lockForChange(tx: Transaction, id: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`teams ${id}`}, 0))`;
}

/** Writes a team, without its members, with the version after the one given. */
export async function saveTeam(tx: Transaction, team: TeamInput, unitId: string): Promise<void> {
  const { id, members: _, ...fields } = team;
  const data = { ...fields, unitId, version: team.version + 1 };
  await tx.team.upsert({ where: { id }, create: { id, ...data }, update: data });
}

export async function saveDepot(tx: Transaction, { id, ...fields }: Depot): Promise<void> {
  await tx.depot.upsert({ where: { id }, create: { id, ...fields }, update: fields });
}

export async function saveKit(tx: Transaction, { id, ...fields }: Omit<Kit, 'teamId'>): Promise<void> {
  await tx.kit.upsert({ where: { id }, create: { id, ...fields }, update: fields });
}

export async function saveVehicle(tx: Transaction, { id, ...fields }: Omit<Vehicle, 'teamId'>): Promise<void> {
  await tx.vehicle.upsert({ where: { id }, create: { id, ...fields }, update: fields });
}
