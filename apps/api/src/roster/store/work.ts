import type { KitState, PersonSkill, Sex, Skill, VehicleState } from '../../contract/codes.ts';
import type { WeeklyWindow } from '../../contract/common.ts';
import type { Wishes } from '../../contract/people.ts';
import type { AbsenceKind } from '../../contract/working-time-codes.ts';
import type { Queryable } from '../../db/open-database.ts';
import type { ChosenCrew, KitFacts, PersonFacts, TeamFacts, VehicleFacts } from '../crews/crew-of-shift.ts';

export interface PersonRow extends PersonFacts {
  readonly unitPath: string;
  readonly officeHours: readonly WeeklyWindow[];
  readonly wishes: Wishes;
}

export interface TeamRow extends TeamFacts {
  readonly unitId: string;
  readonly unitPath: string;
  readonly active: boolean;
}

export interface WorkUnit {
  readonly id: string;
  readonly path: string;
  readonly zone: string;
  readonly country: string;
}

export async function readWorkUnit(db: Queryable, unitPath: string): Promise<WorkUnit> {
  const row = await db.unit.findUniqueOrThrow({ where: { path: unitPath } });
  return { id: row.id, path: row.path, zone: row.zone, country: row.country };
}

const below = (unitPath: string) => ({ unit: { path: { startsWith: unitPath } } });

/** Who belongs to the units below a path, or to its teams, or was chosen for one of their shifts. */
export async function readPeople(db: Queryable, unitPath: string): Promise<PersonRow[]> {
  const chosen = await db.shiftCrew.findMany({ where: { team: below(unitPath) }, select: { personIds: true } });
  const rows = await db.person.findMany({
    where: {
      OR: [
        below(unitPath),
        { members: { some: { team: below(unitPath) } } },
        { id: { in: [...new Set(chosen.flatMap(({ personIds }) => personIds))] } },
      ],
    },
    include: { unit: { select: { path: true } }, absences: { select: { fromDate: true, toDate: true, kind: true } } },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => ({
    id: row.id,
    unitPath: row.unit.path,
    sex: row.sex as Sex | null,
    skills: row.skills as PersonSkill[],
    active: row.active,
    officeHours: row.officeHours as unknown as WeeklyWindow[],
    wishes: row.wishes as unknown as Wishes,
    absences: row.absences.map(({ fromDate, toDate, kind }) => ({ fromDate, toDate, kind: kind as AbsenceKind })),
  }));
}

/** The teams below a path, and those elsewhere in which these people are members or were chosen: their hours count together. */
export async function readTeamsOf(db: Queryable, unitPath: string, personIds: readonly string[]): Promise<TeamRow[]> {
  const ids = [...personIds];
  const rows = await db.team.findMany({
    where: {
      OR: [
        below(unitPath),
        { members: { some: { personId: { in: ids } } } },
        { crews: { some: { personIds: { hasSome: ids } } } },
      ],
    },
    include: {
      unit: { select: { path: true } },
      members: { select: { personId: true, fromDate: true, toDate: true }, orderBy: { personId: 'asc' } },
    },
    orderBy: [{ color: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({
    id: row.id,
    unitId: row.unitId,
    unitPath: row.unit.path,
    active: row.active,
    crewSize: row.crewSize,
    kitId: row.kitId,
    vehicleId: row.vehicleId,
    skills: row.skills as Skill[],
    members: row.members,
  }));
}

/** What was chosen for shifts of these teams, by shift id. */
export async function readChosen(db: Queryable, teamIds: readonly string[]): Promise<Map<string, ChosenCrew>> {
  const rows = await db.shiftCrew.findMany({ where: { teamId: { in: [...teamIds] } } });
  return new Map(rows.map((row) => [row.shiftId, row]));
}

export async function readEquipment(
  db: Queryable,
): Promise<{ kits: Map<string, KitFacts>; vehicles: Map<string, VehicleFacts> }> {
  const kits = await db.kit.findMany({ select: { id: true, skills: true, state: true, calibrationDate: true } });
  const vehicles = await db.vehicle.findMany({ select: { id: true, state: true } });
  return {
    kits: new Map(kits.map((kit) => [kit.id, { ...kit, skills: kit.skills as Skill[], state: kit.state as KitState }])),
    vehicles: new Map(vehicles.map((vehicle) => [vehicle.id, { ...vehicle, state: vehicle.state as VehicleState }])),
  };
}
