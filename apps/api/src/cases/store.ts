import type { AccessFacts } from '../contract/access.ts';
import type { CaseCount, CaseDetail, CaseSearch, CaseSummary } from '../contract/cases.ts';
import type { Bond, CaseState, Confidence, CoordinateSource, Mobility, Need, Requirement, Sex } from '../contract/codes.ts';
import { LIMITS, type WeeklyWindow } from '../contract/common.ts';
import { fold } from '../contract/fold.ts';
import type { Queryable, Transaction } from '../db/open-database.ts';
import { accessFactsOf } from './access-facts.ts';

export interface NewHousehold {
  id: string;
  unitId: string;
  address: string;
  addressFolded: string;
  lat: number | null;
  lon: number | null;
  coordinateSource: CoordinateSource | null;
  confidence: Confidence | null;
  accessNote: string;
  alley: string | null;
  floor: number | null;
  lift: boolean | null;
  dog: boolean | null;
}

export interface NewCase {
  id: string;
  unitId: string;
  householdId: string;
  fullName: string;
  nameFolded: string;
  birthYear: number;
  sex: Sex;
  phone: string | null;
  contactName: string;
  mobility: Mobility;
  needs: Need[];
  requirements: Requirement[];
  windows: WeeklyWindow[];
  note: string;
  bed: string | null;
  hearing: string | null;
  priority: number;
  state: CaseState;
  importId: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface NewImport {
  id: string;
  unitId: string;
  fileName: string;
  contentHash: string;
  rowCount: number;
  accountId: string | null;
  createdAt: Date;
}

/** States in which a person is known and not settled: a list that names them again repeats them. */
const OPEN_STATES: CaseState[] = ['waiting', 'scheduled', 'blocked'];

export async function insertImport(db: Transaction, row: NewImport): Promise<void> {
  await db.import.create({ data: row });
}

/** Rows of one INSERT: well below the protocol's 32,767 parameters. */
const INSERT_ROWS = 1000;

export async function insertHouseholds(db: Transaction, rows: NewHousehold[]): Promise<void> {
  for (let from = 0; from < rows.length; from += INSERT_ROWS)
    await db.household.createMany({ data: rows.slice(from, from + INSERT_ROWS) });
}

export async function insertCases(db: Transaction, rows: NewCase[]): Promise<void> {
  for (let from = 0; from < rows.length; from += INSERT_ROWS)
    await db.case.createMany({ data: rows.slice(from, from + INSERT_ROWS) });
}

export async function findHouseholds(
  db: Queryable,
  keys: { unitId: string; addressFolded: string }[],
): Promise<{ id: string; unitId: string; addressFolded: string }[]> {
  const unitIds = [...new Set(keys.map((key) => key.unitId))];
  return db.household.findMany({ where: { unitId: { in: unitIds } }, select: { id: true, unitId: true, addressFolded: true } });
}

export interface OpenPerson {
  fullName: string;
  birthYear: number;
  sex: string;
  unitId: string;
  addressFolded: string;
}

export async function readOpenPersons(db: Queryable, unitPath: string): Promise<OpenPerson[]> {
  const rows = await db.case.findMany({
    where: { unit: { path: { startsWith: unitPath } }, state: { in: OPEN_STATES } },
    select: { fullName: true, birthYear: true, sex: true, unitId: true, household: { select: { addressFolded: true } } },
  });
  return rows.map(({ household, ...person }) => ({ ...person, addressFolded: household.addressFolded }));
}

const SUMMARY = {
  household: { select: { address: true, lat: true, lon: true, confidence: true, coordinateSource: true } },
} as const;

/** A case as it is stored; whether its pin lies in its ward is the map's to say. */
export type StoredSummary = Omit<CaseSummary, 'outsideWard'>;
export type StoredDetail = Omit<CaseDetail, 'outsideWard'>;

/** The cases below a unit path that match, newest priority first; at most LIMITS.listLength, with the whole count. `year` is the present one. */
export async function searchCases(
  db: Queryable,
  unitPath: string,
  search: CaseSearch,
  year: number,
): Promise<{ cases: StoredSummary[]; totalCount: number }> {
  const where = {
    unit: { path: { startsWith: unitPath } },
    ...(search.states ? { state: { in: search.states } } : {}),
    ...(search.needs ? { needs: { hasSome: search.needs } } : {}),
    ...(search.mobilities ? { mobility: { in: search.mobilities } } : {}),
    birthYear: { lte: year - (search.minAge ?? 0), gte: year - (search.maxAge ?? 200) },
    ...textFilter(search.text),
  };
  const [rows, totalCount] = await Promise.all([
    db.case.findMany({
      where,
      include: SUMMARY,
      orderBy: [{ priority: 'desc' }, { createdAt: 'asc' }, { id: 'asc' }],
      take: LIMITS.listLength,
    }),
    db.case.count({ where }),
  ]);
  return { cases: rows.map(toSummary), totalCount };
}

export interface CasePoint {
  id: string;
  unitId: string;
  state: string;
  mobility: string;
  needs: string[];
  priority: number;
  birthYear: number;
  lat: number;
  lon: number;
  confidence: Confidence | null;
  coordinateSource: CoordinateSource | null;
}

/** The cases below a unit path that have a place, highest priority first; at most `limit`, with the whole count. */
export async function findPoints(
  db: Queryable,
  unitPath: string,
  limit: number,
): Promise<{ points: CasePoint[]; totalCount: number }> {
  // one statement and no objects in between: a hundred thousand rows through the object mapper take several times as long
  const points = await db.$queryRaw<CasePoint[]>`
    SELECT c."id", c."unitId", c."state", c."mobility", c."needs", c."priority", c."birthYear",
           h."lat", h."lon", h."confidence", h."coordinateSource"
    FROM "Case" c JOIN "Household" h ON h."id" = c."householdId" JOIN "Unit" u ON u."id" = c."unitId"
    WHERE starts_with(u."path", ${unitPath}) AND h."lat" IS NOT NULL AND h."lon" IS NOT NULL
    ORDER BY c."priority" DESC, c."id" LIMIT ${limit}`;
  const where = { unit: { path: { startsWith: unitPath } }, household: { lat: { not: null }, lon: { not: null } } };
  return { points, totalCount: points.length < limit ? points.length : await db.case.count({ where }) };
}

export async function countByUnit(db: Queryable, unitPath: string): Promise<CaseCount[]> {
  const groups = await db.case.groupBy({
    by: ['unitId', 'state'],
    where: { unit: { path: { startsWith: unitPath } } },
    _count: { _all: true },
    orderBy: [{ unitId: 'asc' }, { state: 'asc' }],
  });
  return groups.map(({ unitId, state, _count }) => ({ unitId, state: state as CaseState, count: _count._all }));
}

function textFilter(text: string | undefined) {
  const folded = fold(text ?? '');
  if (folded === '') return {};
  const digits = folded.replace(/\D/g, '').replace(/^0/, '');
  return {
    OR: [
      { nameFolded: { contains: folded } },
      { household: { addressFolded: { contains: folded } } },
      ...(digits.length >= 4 ? [{ phone: { contains: digits } }] : []),
    ],
  };
}

type CaseRow = Omit<NewCase, 'windows' | 'importId' | 'sex' | 'mobility' | 'needs' | 'requirements' | 'state'> & {
  sex: string;
  mobility: string;
  needs: string[];
  requirements: string[];
  state: string;
  household: {
    address: string;
    lat: number | null;
    lon: number | null;
    confidence: string | null;
    coordinateSource: string | null;
  };
};

function toSummary(row: CaseRow): StoredSummary {
  return {
    id: row.id,
    unitId: row.unitId,
    householdId: row.householdId,
    fullName: row.fullName,
    birthYear: row.birthYear,
    sex: row.sex as Sex,
    address: row.household.address,
    mobility: row.mobility as Mobility,
    needs: row.needs as Need[],
    requirements: row.requirements as Requirement[],
    state: row.state as CaseState,
    priority: row.priority,
    lat: row.household.lat,
    lon: row.household.lon,
    confidence: row.household.confidence as Confidence | null,
    coordinateSource: row.household.coordinateSource as CoordinateSource | null,
    createdAt: row.createdAt.toISOString(),
  };
}

/** One case with its history and the path of its unit, or null. */
export async function findCase(db: Queryable, id: string): Promise<{ detail: StoredDetail; unitPath: string } | null> {
  const row = await db.case.findUnique({
    where: { id },
    include: {
      unit: true,
      household: { include: { cases: { select: { id: true } } } },
      bound: { where: { state: { in: OPEN_STATES } }, select: { bond: true, bondDays: true } },
      promises: true,
      request: { select: { createdAt: true } },
      assignments: { include: { team: { select: { name: true } }, events: true } },
    },
  });
  if (!row) return null;
  const nothing = { teamName: null, outcome: null, opensAt: null, closesAt: null, note: '' };
  const origin = row.request
    ? { at: row.request.createdAt, kind: 'requested' as const }
    : { at: row.createdAt, kind: 'imported' as const };
  const history: CaseDetail['history'] = [
    { ...nothing, at: origin.at.toISOString(), kind: origin.kind },
    ...row.promises.map((promise) => ({
      ...nothing,
      at: promise.toldAt.toISOString(),
      kind: 'promised' as const,
      opensAt: promise.opensAt.toISOString(),
      closesAt: promise.closesAt.toISOString(),
    })),
    ...row.assignments.flatMap((assignment) =>
      assignment.events.map((event) => ({
        ...nothing,
        at: event.receivedAt.toISOString(),
        kind: event.kind as CaseDetail['history'][number]['kind'],
        teamName: assignment.team.name,
        outcome: event.outcome as CaseDetail['history'][number]['outcome'],
        note: event.note,
      })),
    ),
  ];
  const detail: StoredDetail = {
    ...toSummary(row),
    phone: row.phone,
    contactName: row.contactName,
    windows: row.windows as unknown as WeeklyWindow[],
    note: row.note,
    accessNote: row.household.accessNote,
    access: accessFactsOf(row.household, row),
    unitName: row.unit.name,
    version: row.version,
    householdCaseIds: row.household.cases.map((visitCase) => visitCase.id).filter((caseId) => caseId !== id),
    bonds: {
      secondTeam: row.bound.some(({ bond }) => bond === ('together' satisfies Bond)),
      returnAfterDays: row.bound.find(({ bond }) => bond === ('return' satisfies Bond))?.bondDays ?? null,
    },
    boundTo: row.boundToId && row.bond ? { caseId: row.boundToId, bond: row.bond as Bond } : null,
    history: history.sort((a, b) => b.at.localeCompare(a.at)),
  };
  return { detail, unitPath: row.unit.path };
}

/** Visits of these cases that a team still has before it. */
export async function openAssignments(db: Queryable, caseIds: readonly string[]): Promise<{ id: string; teamId: string }[]> {
  return db.assignment.findMany({
    where: { caseId: { in: [...caseIds] }, state: { in: ['assigned', 'acknowledged', 'travelling', 'arrived'] } },
    select: { id: true, teamId: true },
  });
}

export interface StoredPin {
  lat: number | null;
  lon: number | null;
  coordinateSource: CoordinateSource | null;
  confidence: Confidence | null;
}

/** Moves a household's pin; every case of it gets a new version. Answers false when the case changed meanwhile. */
export async function updatePin(
  db: Queryable,
  caseId: string,
  pin: StoredPin,
  at: { version: number; now: Date },
): Promise<boolean> {
  const changed = await db.case.updateMany({ where: { id: caseId, version: at.version }, data: { updatedAt: at.now } });
  if (changed.count === 0) return false;
  const { householdId } = await db.case.findUniqueOrThrow({ where: { id: caseId }, select: { householdId: true } });
  const { lat, lon, coordinateSource, confidence } = pin;
  await db.household.update({ where: { id: householdId }, data: { lat, lon, coordinateSource, confidence } });
  await db.case.updateMany({ where: { householdId }, data: { version: { increment: 1 }, updatedAt: at.now } });
  return true;
}

/**
 * Writes how one gets to a person: to the home, which its other people share, and to the person. Answers the cases of the home, or null
 * when the case changed meanwhile.
 */
export async function updateAccess(
  db: Transaction,
  caseId: string,
  change: { access: AccessFacts; accessNote: string; version: number; now: Date },
): Promise<string[] | null> {
  const { access, accessNote, version, now } = change;
  const { alley, floor, lift, dog, bed, hearing } = access;
  const changed = await db.case.updateMany({ where: { id: caseId, version }, data: { bed, hearing } });
  if (changed.count === 0) return null;
  const { householdId } = await db.case.findUniqueOrThrow({ where: { id: caseId }, select: { householdId: true } });
  await db.household.update({ where: { id: householdId }, data: { accessNote, alley, floor, lift, dog } });
  await db.case.updateMany({ where: { householdId }, data: { version: { increment: 1 }, updatedAt: now } });
  return (await db.case.findMany({ where: { householdId }, select: { id: true } })).map(({ id }) => id);
}

/** What a visit of the case asks of its crew. Answers false when the case changed meanwhile. */
export async function updateRequirements(
  db: Transaction,
  caseId: string,
  change: { requirements: Requirement[]; version: number; now: Date },
): Promise<boolean> {
  const { requirements, version, now } = change;
  const data = { requirements, updatedAt: now, version: { increment: 1 } };
  return (await db.case.updateMany({ where: { id: caseId, version }, data })).count > 0;
}

/** Holds the case until the transaction ends: two visits of one case may end at the same time. */
export async function lockStateAndNeeds(db: Transaction, caseId: string): Promise<{ state: CaseState; needs: Need[] }> {
  await db.$queryRaw`SELECT 1 FROM "Case" WHERE "id" = ${caseId} FOR UPDATE`;
  const row = await db.case.findUniqueOrThrow({ where: { id: caseId }, select: { state: true, needs: true } });
  return { state: row.state as CaseState, needs: row.needs as Need[] };
}

export async function updateStateAndNeeds(
  db: Transaction,
  caseId: string,
  after: { state: CaseState; needs: Need[] },
  now: Date,
): Promise<void> {
  await db.case.update({ where: { id: caseId }, data: { ...after, updatedAt: now, version: { increment: 1 } } });
}

/** Ends what the family was told, kept or broken. */
export async function endPromises(db: Transaction, caseId: string, now: Date): Promise<void> {
  await db.visitPromise.updateMany({ where: { caseId, endedAt: null }, data: { endedAt: now } });
}
