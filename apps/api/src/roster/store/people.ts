import type { Duty, PersonSkill, Sex } from '../../contract/codes.ts';
import type { WeeklyWindow } from '../../contract/common.ts';
import type { Absence, Membership, Person, PersonInput, Wishes } from '../../contract/people.ts';
import type { AbsenceKind } from '../../contract/working-time-codes.ts';
import type { Prisma } from '../../db/generated/client.ts';
import type { Queryable, Transaction } from '../../db/open-database.ts';

export interface PersonWithTeams {
  readonly person: Person;
  readonly memberships: Membership[];
  readonly unitPath: string;
}

const WITH_TEAMS = {
  unit: { select: { path: true } },
  members: { orderBy: [{ fromDate: 'asc' }, { id: 'asc' }] },
} satisfies Prisma.PersonInclude;

function toPerson(row: Prisma.PersonGetPayload<{ include: typeof WITH_TEAMS }>): PersonWithTeams {
  const { id, unitId, name, phone, active, version } = row;
  return {
    person: {
      ...{ id, unitId, name, phone, active, version },
      sex: row.sex as Sex | null,
      skills: row.skills as PersonSkill[],
      officeHours: row.officeHours as unknown as WeeklyWindow[],
      wishes: row.wishes as unknown as Wishes,
    },
    memberships: row.members.map(({ personId: _, duty, ...member }) => ({ ...member, duty: duty as Duty })),
    unitPath: row.unit.path,
  };
}

export async function listPersons(db: Queryable, unitPath: string, limit: number): Promise<PersonWithTeams[]> {
  const where = { unit: { path: { startsWith: unitPath } } };
  return (await db.person.findMany({ where, include: WITH_TEAMS, orderBy: { id: 'asc' }, take: limit })).map(toPerson);
}

export async function findPerson(db: Queryable, id: string): Promise<PersonWithTeams | null> {
  const row = await db.person.findUnique({ where: { id }, include: WITH_TEAMS });
  return row && toPerson(row);
}

/** Paths of the units of these teams, by team id. */
export async function findTeamPaths(db: Queryable, teamIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.team.findMany({
    where: { id: { in: [...teamIds] } },
    select: { id: true, unit: { select: { path: true } } },
  });
  return new Map(rows.map(({ id, unit }) => [id, unit.path]));
}

/** Writes a person and all their places in teams with the version after the one given. */
export async function savePerson(tx: Transaction, input: PersonInput, unitId: string): Promise<void> {
  const { id, memberships, officeHours, wishes, ...fields } = input;
  const data = { ...fields, officeHours: [...officeHours], wishes: { ...wishes }, unitId, version: input.version + 1 };
  await tx.person.upsert({ where: { id }, create: { id, ...data }, update: data });
  await tx.member.deleteMany({ where: { personId: id } });
  await tx.member.createMany({ data: memberships.map((member) => ({ ...member, personId: id })) });
}

/** Ids among these that are another person's places in teams. */
export async function foreignMembershipIds(db: Queryable, personId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await db.member.findMany({ where: { id: { in: [...ids] }, personId: { not: personId } }, select: { id: true } });
  return rows.map(({ id }) => id);
}

const toAbsence = (row: {
  id: string;
  personId: string;
  kind: string;
  fromDate: string;
  toDate: string;
  note: string;
}): Absence => ({
  id: row.id,
  personId: row.personId,
  kind: row.kind as AbsenceKind,
  fromDate: row.fromDate,
  toDate: row.toDate,
  note: row.note,
});

/** Absences below a unit path that touch the dates from one to another. */
export async function listAbsences(db: Queryable, unitPath: string, from: string, to: string): Promise<Absence[]> {
  const rows = await db.absence.findMany({
    where: { person: { unit: { path: { startsWith: unitPath } } }, fromDate: { lte: to }, toDate: { gte: from } },
    orderBy: [{ fromDate: 'asc' }, { id: 'asc' }],
    take: 2000,
  });
  return rows.map(toAbsence);
}

export async function findAbsence(db: Queryable, id: string): Promise<{ absence: Absence; unitPath: string } | null> {
  const row = await db.absence.findUnique({ where: { id }, include: { unit: { select: { path: true } } } });
  return row && { absence: toAbsence(row), unitPath: row.unit.path };
}

export async function saveAbsence(tx: Transaction, { id, ...fields }: Absence, unitId: string): Promise<void> {
  const data = { ...fields, unitId };
  await tx.absence.upsert({ where: { id }, create: { id, ...data }, update: data });
}

export async function removeAbsence(tx: Transaction, id: string): Promise<void> {
  await tx.absence.delete({ where: { id } });
}
