import { randomUUID } from 'node:crypto';
import { hashToken, newSessionToken } from '../../apps/api/src/auth/session-token.ts';
import type { Outcome, Role } from '../../apps/api/src/contract/codes.ts';
import type { OutcomeDetail } from '../../apps/api/src/contract/field.ts';
import { fold } from '../../apps/api/src/contract/fold.ts';
import { appendLiveMessages } from '../../apps/api/src/db/live-messages.ts';
import type { Database } from '../../apps/api/src/db/open-database.ts';
import { stampTold } from '../../apps/api/src/planning/store/told.ts';
import { liveUnitChannels } from '../../apps/api/src/units/unit-path.ts';

/** A small city on a Monday evening: two old districts, a team in each, three visits for the first, one for the second. */
export const EVENING = '2026-11-23T18:30+07:00';
const OPENS = new Date(EVENING);
const CREATED = new Date('2026-11-20T08:00+07:00');

export const UNITS = {
  city: { id: '01', path: '01/' },
  north: { id: 'q006', path: '01/q006/' },
  south: { id: 'q007', path: '01/q007/' },
  ward: { id: '00226', path: '01/q006/00226/' },
} as const;

export async function fillWorld(db: Database): Promise<void> {
  const { client } = db;
  const unit = (id: string, path: string, parentId: string | null, kind: string, name: string) => ({
    id,
    path,
    parentId,
    kind,
    name,
    nameEn: fold(name),
    nameFolded: fold(name),
    zone: 'Asia/Ho_Chi_Minh',
    country: 'VN',
  });
  await client.unit.createMany({
    data: [
      unit('01', '01/', null, 'city', 'Hà Nội'),
      unit('q006', '01/q006/', '01', 'district', 'Đống Đa'),
      unit('q007', '01/q007/', '01', 'district', 'Hai Bà Trưng'),
      unit('00226', '01/q006/00226/', 'q006', 'ward', 'Láng'),
    ],
  });
  await client.depot.create({
    data: { id: 'depot', unitId: '01', name: 'Công an quận', address: '382 Khâm Thiên', lat: 21.019, lon: 105.833 },
  });
  await client.kit.create({ data: { id: 'kit1', unitId: '01', name: 'Vali 1', skills: ['intake', 'iris'], state: 'ready' } });
  const team = (id: string, unitId: string, kitId: string | null) => ({
    id,
    unitId,
    name: `Tổ ${id}`,
    color: 1,
    depotId: 'depot',
    kitId,
    skills: ['vneid'],
  });
  await client.team.createMany({ data: [team('to1', 'q006', 'kit1'), team('to2', 'q007', null)] });
  const account = (id: string, role: Role, unitId: string, teamId: string | null) => ({
    id,
    login: id,
    passwordHash: '-',
    displayName: id,
    role,
    unitId,
    teamId,
    createdAt: CREATED,
  });
  await client.account.createMany({
    data: [
      account('to1', 'team', 'q006', 'to1'),
      account('to2', 'team', 'q007', 'to2'),
      account('city', 'dispatcher', '01', null),
      account('north', 'dispatcher', 'q006', null),
      account('chief', 'chief', '01', null),
    ],
  });
  await client.plan.create({
    data: {
      id: 'plan1',
      unitId: '01',
      state: 'published',
      fromDate: '2026-11-23',
      dayCount: 7,
      baseRevision: 0,
      revision: 1,
      travelSource: 'roads',
      summary: {},
      createdAt: CREATED,
    },
  });
  await insertVisits(db, [
    ['a1', 'to1', 1],
    ['a2', 'to1', 2],
    ['a3', 'to1', 3],
    ['b1', 'to2', 1],
  ]);
}

/** Cases with homes, planned, promised and published. Ids follow from the assignment's: case "c-a1", household "h-a1". */
async function insertVisits(db: Database, visits: [id: string, teamId: string, position: number][]): Promise<void> {
  const unitIdOf = (teamId: string) => (teamId === 'to1' ? '00226' : 'q007');
  await db.client.household.createMany({
    data: visits.map(([id, teamId, position]) => ({
      id: `h-${id}`,
      unitId: unitIdOf(teamId),
      address: `${position} ngõ 12 Láng Hạ`,
      addressFolded: `${position} ngo 12 lang ha`,
      lat: 21.01 + position / 1000,
      lon: 105.81,
      coordinateSource: 'given',
      confidence: 'exact',
    })),
  });
  await db.client.case.createMany({
    data: visits.map(([id, teamId]) => ({
      id: `c-${id}`,
      unitId: unitIdOf(teamId),
      householdId: `h-${id}`,
      fullName: `Nguyễn Thị ${id.toUpperCase()}`,
      nameFolded: `nguyen thi ${id}`,
      birthYear: 1930,
      sex: 'female',
      phone: '+84912345678',
      mobility: 'bedbound',
      needs: ['id_card'],
      windows: [],
      priority: 90,
      state: 'scheduled',
      createdAt: CREATED,
      updatedAt: CREATED,
    })),
  });
  await db.client.assignment.createMany({
    data: visits.map(([id, teamId, position]) => assignmentRow(id, `c-${id}`, teamId, position)),
  });
  await db.client.visitPromise.createMany({
    data: visits.map(([id, teamId]) => ({
      id: `p-${id}`,
      unitId: unitIdOf(teamId),
      caseId: `c-${id}`,
      revision: 1,
      opensAt: OPENS,
      closesAt: at(120),
      channel: 'phone',
      toldAt: CREATED,
    })),
  });
}

export async function insertAssignment(
  db: Database,
  id: string,
  caseId: string,
  teamId: string,
  position: number,
): Promise<void> {
  await db.client.assignment.create({ data: assignmentRow(id, caseId, teamId, position) });
}

export function assignmentRow(id: string, caseId: string, teamId: string, position: number) {
  return {
    id,
    unitId: '01',
    planId: 'plan1',
    revision: 1,
    teamId,
    caseId,
    date: '2026-11-23',
    position,
    shiftOpensAt: OPENS,
    shiftClosesAt: at(180),
    plannedArriveAt: at(position * 30),
    plannedStartAt: at(position * 30),
    plannedEndAt: at(position * 30 + 20),
    travelSec: 600,
    travelMetres: 2500,
    travelSource: 'roads',
    state: 'assigned',
  };
}

/** Minutes after the shift opens. */
export function at(minutes: number): Date {
  return new Date(OPENS.getTime() + minutes * 60_000);
}

/** Publishes again: withdraws these assignments and tells the team, as planning does. */
export async function withdraw(db: Database, teamId: string, ids: string[], revision: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.assignment.updateMany({ where: { id: { in: ids } }, data: { state: 'withdrawn', version: { increment: 1 } } });
    await appendLiveMessages(
      tx,
      [{ channel: `team:${teamId}`, type: 'team.published', payload: { revision, withdrawnIds: ids } }],
      at(0),
    );
  });
}

/** As if a plan had just told a team of all its visits. */
export async function stampAllTold(db: Database, teamId: string, toldAt: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.assignment.updateMany({ where: { teamId }, data: { toldAt } });
    const message = { channel: `team:${teamId}`, type: 'team.published', payload: { revision: 1, withdrawnIds: [] } };
    await stampTold(tx, await appendLiveMessages(tx, [message], toldAt));
  });
}

/** Says something on the channels of a unit. */
export async function tellUnit(db: Database, unitPath: string, type: string, payload: unknown): Promise<void> {
  const messages = liveUnitChannels(unitPath).map((channel) => ({ channel, type, payload }));
  await db.transaction((tx) => appendLiveMessages(tx, messages, at(0)));
}

/** Says again that a visit changed, on its team's channel. */
export async function tellTeam(db: Database, teamId: string, assignmentId: string): Promise<void> {
  const message = { channel: `team:${teamId}`, type: 'team.assignment', payload: { assignmentId } };
  await db.transaction((tx) => appendLiveMessages(tx, [message], at(0)));
}

/** A signed-in browser of an account; the cookie to send. */
export async function signIn(db: Database, accountId: string): Promise<string> {
  const token = newSessionToken();
  const expiresAt = new Date('2027-01-01T00:00Z');
  await db.client.session.create({ data: { tokenHash: hashToken(token), accountId, createdAt: CREATED, expiresAt } });
  return `gocua_session=${token}`;
}

export interface Step {
  id?: string;
  outcome?: Outcome | null;
  note?: string;
  detail?: OutcomeDetail | null;
  deviceAt?: string;
}

/** A field command as a phone makes it. */
export function command(assignmentId: string, action: 'acknowledge' | 'travel' | 'arrive' | 'finish', step: Step = {}) {
  const { id = randomUUID(), outcome = null, note = '', detail = null, deviceAt = at(1).toISOString() } = step;
  return { id, assignmentId, action, outcome, note, detail, deviceAt };
}
