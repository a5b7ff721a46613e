import { hashToken, newSessionToken } from '../../apps/api/src/auth/session-token.ts';
import type { Database } from '../../apps/api/src/db/open-database.ts';
import { assignmentRow } from './world.ts';

/** A team with its phone signed in. */
export interface Seat {
  teamId: string;
  channel: string;
  cookie: string;
}

const DAY_MS = 24 * 3600_000;
const MINUTE_MS = 60_000;

/** Signs an account in until a day after `now`; answers the cookie. */
async function signInUntilTomorrow(db: Database, accountIds: string[], now: Date): Promise<string[]> {
  const tokens = accountIds.map(() => newSessionToken());
  const expiresAt = new Date(now.getTime() + DAY_MS);
  await db.client.session.createMany({
    data: accountIds.map((accountId, index) => ({ tokenHash: hashToken(tokens[index]!), accountId, createdAt: now, expiresAt })),
  });
  return tokens.map((token) => `gocua_session=${token}`);
}

/** So many teams of unit q006 of world.ts, each with an account whose phone is signed in. */
export async function seatTeams(db: Database, count: number, now: Date): Promise<Seat[]> {
  const ids = Array.from({ length: count }, (_, index) => `team-${index}`);
  await db.client.team.createMany({
    data: ids.map((id) => ({ id, unitId: 'q006', name: id, color: 1, depotId: 'depot', skills: [] })),
  });
  const account = { passwordHash: '-', role: 'team', unitId: 'q006', createdAt: now };
  await db.client.account.createMany({ data: ids.map((id) => ({ ...account, id, login: id, displayName: id, teamId: id })) });
  const cookies = await signInUntilTomorrow(db, ids, now);
  return ids.map((teamId, index) => ({ teamId, channel: `team:${teamId}`, cookie: cookies[index]! }));
}

/** Gives each of these teams one visit, "visit-<team>", all of one case. */
export async function giveOneVisitEach(db: Database, seats: readonly Seat[]): Promise<void> {
  await db.client.assignment.createMany({ data: seats.map(({ teamId }) => assignmentRow(`visit-${teamId}`, 'c-a1', teamId, 1)) });
}

export interface Draft {
  planId: string;
  dispatcherCookie: string;
  visitCount: number;
}

/** A draft of unit q006 for tomorrow evening, in which each of these teams has so many visits at homes of their own. */
export async function draftFor(db: Database, seats: readonly Seat[], visitsPerTeam: number, now: Date): Promise<Draft> {
  const opensAt = new Date(Math.ceil((now.getTime() + DAY_MS) / MINUTE_MS) * MINUTE_MS);
  const minutes = (count: number) => new Date(opensAt.getTime() + count * MINUTE_MS);
  const date = new Date(opensAt.getTime() + 7 * 60 * MINUTE_MS).toISOString().slice(0, 10);
  const homes = seats.flatMap(({ teamId }) => Array.from({ length: visitsPerTeam }, (_, index) => ({ teamId, index })));
  const caseIdOf = ({ teamId, index }: { teamId: string; index: number }) => `case-${teamId}-${index}`;
  await db.client.household.createMany({
    data: homes.map((home) => ({
      ...{ id: `home-${caseIdOf(home)}`, unitId: '00226', address: `${home.index} ngõ 1`, addressFolded: caseIdOf(home) },
      ...{ lat: 21.01 + home.index / 1000, lon: 105.81, coordinateSource: 'given', confidence: 'exact' },
    })),
  });
  await db.client.case.createMany({
    data: homes.map((home) => ({
      ...{ id: caseIdOf(home), householdId: `home-${caseIdOf(home)}`, unitId: '00226', fullName: 'Nguyễn Thị B', nameFolded: '' },
      ...{ birthYear: 1930, sex: 'female', mobility: 'bedbound', needs: ['id_card'], windows: [], priority: 90 },
      ...{ state: 'waiting', createdAt: now, updatedAt: now },
    })),
  });
  const planId = 'draft';
  await db.client.plan.create({
    data: {
      ...{ id: planId, unitId: 'q006', state: 'draft', fromDate: date, dayCount: 1, baseRevision: 0, travelSource: 'roads' },
      summary: {
        servedCount: homes.length,
        unassignedCount: 0,
        travelSec: 0,
        travelMetres: 0,
        bestCost: 0,
        seed: 1,
        iterations: 1,
        elapsedMs: 1,
      },
      createdAt: now,
    },
  });
  await db.client.planRoute.createMany({
    data: seats.map(({ teamId }) => ({
      ...{ id: `route-${teamId}`, planId, teamId, date, opensAt, closesAt: minutes(180), travelSec: 600, travelMetres: 2000 },
    })),
  });
  await db.client.planStop.createMany({
    data: homes.map((home) => ({
      ...{ id: `stop-${caseIdOf(home)}`, routeId: `route-${home.teamId}`, position: home.index + 1, kind: 'visit' },
      ...{ caseId: caseIdOf(home), travelSec: 300, travelMetres: 1000 },
      arriveAt: minutes(30 * (home.index + 1)),
      startAt: minutes(30 * (home.index + 1)),
      endAt: minutes(30 * (home.index + 1) + 20),
    })),
  });
  const [dispatcherCookie] = await signInUntilTomorrow(db, ['north'], now);
  return { planId, dispatcherCookie: dispatcherCookie!, visitCount: homes.length };
}

/** How much of a draft is published, counted; each is 0 or the whole. */
export async function countPublished(db: Database, planId: string) {
  const { client } = db;
  const plan = await client.plan.findUniqueOrThrow({
    where: { id: planId },
    select: { state: true, revision: true, unitId: true },
  });
  const { revision } = await client.unit.findUniqueOrThrow({ where: { id: plan.unitId }, select: { revision: true } });
  return {
    state: plan.state,
    revision,
    visits: await client.assignment.count({ where: { planId } }),
    toldVisits: await client.assignment.count({ where: { planId, toldSeq: { not: null } } }),
    promises: await client.visitPromise.count({ where: { case: { id: { startsWith: 'case-team-' } } } }),
    scheduled: await client.case.count({ where: { id: { startsWith: 'case-team-' }, state: 'scheduled' } }),
    teamMessages: await client.liveMessage.count({ where: { type: 'team.published' } }),
    unitMessages: await client.liveMessage.count({ where: { type: 'unit.published' } }),
  };
}
