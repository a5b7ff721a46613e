import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { FamilyView, RequestInput, RequestView } from '../../apps/api/src/contract/requests.ts';
import type { Database } from '../../apps/api/src/db/open-database.ts';
import { familyStep, givenNameOf } from '../../apps/api/src/requests/family-step.ts';
import { startApp } from '../dispatch/start-app.ts';
import { command, fillWorld, insertAssignment, signIn } from '../dispatch/world.ts';
import { describeOnDatabases, openTestDatabase } from '../support/database.ts';

function request(change: Partial<RequestInput> = {}): RequestInput {
  return {
    id: randomUUID(),
    token: randomBytes(32).toString('base64url'),
    requesterName: 'Trần Văn Nam',
    relation: 'child',
    phone: '0912 345 678',
    fullName: 'Nguyễn Thị Lan',
    birthYear: 1931,
    sex: 'female',
    address: '12 ngõ 34 Láng Hạ',
    unitId: '00226',
    mobility: 'bedbound',
    needs: ['id_card'],
    windows: [{ days: [1, 2], from: '18:00', to: '20:00' }],
    ...change,
  };
}

async function world(db: Database) {
  await fillWorld(db);
  const { url, clock } = await startApp(db);
  async function call<Body>(
    method: string,
    path: string,
    options: { body?: unknown; cookie?: string; token?: string; key?: string } = {},
  ) {
    const { body, cookie, token, key } = options;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie ? { cookie } : {}),
        ...(token ? { 'x-request-token': token } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      body: (await response.json()) as Body & { code?: string; errors?: { pointer: string; code: string }[] },
    };
  }
  const city = await signIn(db, 'city');
  return {
    url,
    clock,
    call,
    city,
    submit: (input: RequestInput) => call<FamilyView>('POST', '/api/requests', { body: input }),
    mine: (token: string) => call<FamilyView>('GET', '/api/requests/mine', { token }),
    takeBack: (token: string) => call<FamilyView>('POST', '/api/requests/mine/withdraw', { token }),
    inbox: async (cookie = city) => (await call<{ requests: RequestView[] }>('GET', '/api/requests', { cookie })).body.requests,
    accept: (id: string, key: string = randomUUID(), cookie = city) =>
      call<RequestView>('POST', `/api/requests/${id}/accept`, { cookie, key }),
    decline: (id: string, cookie = city) =>
      call<RequestView>('POST', `/api/requests/${id}/decline`, { cookie, key: randomUUID(), body: { reason: 'duplicate' } }),
    messages: (channel: string) => db.client.liveMessage.findMany({ where: { channel }, orderBy: { seq: 'asc' } }),
  };
}

describeOnDatabases('requests', (open) => {
  test('what a family sent is stored once, and its link shows it', async () => {
    const db = await open();
    const { submit, mine, inbox, messages } = await world(db);
    const input = request();
    const first = await submit(input);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ step: 'received', givenName: 'Lan', unitName: 'Láng', promise: null, teamName: null });
    expect(JSON.stringify(first.body)).not.toMatch(/Nguyễn|Láng Hạ|9123/);
    expect((await submit(input)).body).toEqual(first.body);
    expect((await mine(input.token)).body).toEqual(first.body);
    const [stored] = await db.client.request.findMany();
    expect(stored).toMatchObject({ phone: '+84912345678', state: 'received' });
    expect(JSON.stringify(stored)).not.toContain(input.token);
    expect((await inbox()).map(({ id, state }) => ({ id, state }))).toEqual([{ id: input.id, state: 'received' }]);
    for (const channel of ['unit:01', 'unit:q006', 'unit:00226']) {
      expect(await messages(channel)).toMatchObject([{ seq: 1, type: 'unit.request', payload: { requestId: input.id } }]);
    }
  });

  test('twenty times at once is still once', async () => {
    const db = await open();
    const { submit, messages } = await world(db);
    const input = request();
    const answers = await Promise.all(Array.from({ length: 20 }, () => submit(input)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await db.client.request.count()).toBe(1);
    expect(await messages('unit:01')).toHaveLength(1);
  });

  test('the same id or the same secret for something else is refused', async () => {
    const { submit } = await world(await open());
    const input = request();
    await submit(input);
    for (const other of [
      { ...input, fullName: 'Nguyễn Thị Hoa' },
      { ...input, token: request().token },
      { ...input, id: randomUUID() },
    ]) {
      const answer = await submit(other);
      expect([answer.status, answer.body.code]).toEqual([409, 'command-id-reused']);
    }
  });

  test('every fault is named, and nothing is stored', async () => {
    const db = await open();
    const { submit } = await world(db);
    const wrong = await submit(request({ unitId: 'q006', phone: '12345678901234567890', birthYear: 2090 }));
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors?.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/unitId', 'unknown-ward'],
      ['/phone', 'phone-unreadable'],
      ['/birthYear', 'birth-year-impossible'],
    ]);
    const noNeeds = await submit(request({ needs: [] }));
    expect([noNeeds.status, noNeeds.body.code]).toEqual([400, 'invalid-input']);
    expect((await submit(request({ token: 'short' }))).status).toBe(400);
    expect(await db.client.request.count()).toBe(0);
  });

  test('a pin far away or in water is refused', async () => {
    const db = await open();
    await fillWorld(db);
    const judgePin = (lon: number) => ({ insideArea: lon > 100, inWater: lon > 106, unitId: null });
    const { url } = await startApp(db, {
      places: {
        oldWards: [],
        search: () => [],
        isInUnit: () => true,
        boundaryOf: () => null,
        judgePin,
        locateAddress: () => null,
      },
    });
    for (const [lon, code] of [
      [2.35, 'place-outside-area'],
      [106.5, 'place-in-water'],
    ] as const) {
      const response = await fetch(`${url}/api/requests`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request({ coordinates: { lat: 21, lon } })),
      });
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([422, code]);
    }
  });

  test('only the secret opens the link', async () => {
    const { submit, mine, call } = await world(await open());
    await submit(request());
    expect((await mine(request().token)).status).toBe(404);
    expect((await call('GET', '/api/requests/mine')).status).toBe(400);
  });

  test('accepting makes a case once, with its home on the map', async () => {
    const db = await open();
    const { submit, mine, accept, inbox, messages } = await world(db);
    const input = request({ note: 'Có chó' });
    await submit(input);
    const key = randomUUID();
    const accepted = await accept(input.id, key);
    expect(accepted.body).toMatchObject({ state: 'accepted', caseId: expect.any(String) });
    expect((await accept(input.id, key)).body).toEqual(accepted.body);
    const again = await accept(input.id);
    expect([again.status, again.body.code]).toEqual([409, 'request-decided']);

    const visitCase = await db.client.case.findUniqueOrThrow({
      where: { id: accepted.body.caseId! },
      include: { household: true },
    });
    expect(visitCase).toMatchObject({
      state: 'waiting',
      contactName: 'Trần Văn Nam',
      phone: '+84912345678',
      unitId: '00226',
      note: 'Có chó',
    });
    expect(visitCase.household).toMatchObject({ lat: 21.015, lon: 105.812, coordinateSource: 'geocoded', confidence: 'alley' });
    expect((await mine(input.token)).body.step).toBe('accepted');
    expect((await inbox())[0]).toMatchObject({ state: 'accepted', similarCaseIds: [] });
    expect((await messages('unit:q006')).map(({ type }) => type)).toEqual(['unit.request', 'unit.request', 'unit.cases']);
  });

  test('two dispatchers accept at once: one case', async () => {
    const db = await open();
    const { submit, accept } = await world(db);
    const input = request({ coordinates: { lat: 21.02, lon: 105.81 } });
    await submit(input);
    const before = await db.client.case.count();
    const answers = await Promise.all([accept(input.id), accept(input.id), accept(input.id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await db.client.case.count()).toBe(before + 1);
    const { body } = answers.find(({ status }) => status === 200)!;
    const { household } = await db.client.case.findUniqueOrThrow({ where: { id: body.caseId! }, include: { household: true } });
    expect(household).toMatchObject({ lat: 21.02, coordinateSource: 'given', confidence: 'exact' });
  });

  test('a known person is shown beside the request, accents or not', async () => {
    const { submit, inbox } = await world(await open());
    await submit(request({ fullName: 'NGUYEN THI A1', birthYear: 1930 }));
    await submit(request({ fullName: 'Nguyễn Thị A1', birthYear: 1931 }));
    // Asked at the same moment of the test's clock: their order is nobody's business.
    const similar = Object.fromEntries((await inbox()).map(({ birthYear, similarCaseIds }) => [birthYear, similarCaseIds]));
    expect(similar).toEqual({ 1930: ['c-a1'], 1931: [] });
  });

  test('declined with a reason, which the family reads', async () => {
    const { submit, mine, decline, accept, takeBack } = await world(await open());
    const input = request();
    await submit(input);
    expect((await decline(input.id)).body).toMatchObject({ state: 'declined', declineReason: 'duplicate' });
    expect((await mine(input.token)).body).toMatchObject({ step: 'declined', declineReason: 'duplicate' });
    expect((await accept(input.id)).status).toBe(409);
    expect((await takeBack(input.token)).body.code).toBe('request-decided');
  });

  test('who may decide: a dispatcher of the unit, nobody else', async () => {
    const db = await open();
    const { submit, accept, inbox, call } = await world(db);
    const input = request({ unitId: '00226' });
    await submit(input);
    const [team, chief, north] = [await signIn(db, 'to1'), await signIn(db, 'chief'), await signIn(db, 'north')];
    await db.client.account.update({ where: { id: 'north' }, data: { unitId: 'q007' } });
    expect((await accept(input.id, randomUUID(), team)).body.code).toBe('not-allowed');
    expect((await accept(input.id, randomUUID(), chief)).body.code).toBe('not-allowed');
    expect((await accept(input.id, randomUUID(), north)).body.code).toBe('outside-your-unit');
    expect(await inbox(north)).toEqual([]);
    expect((await call('GET', '/api/requests', { cookie: team })).status).toBe(403);
    expect((await call('GET', '/api/requests')).status).toBe(401);
    expect((await call('POST', `/api/requests/${input.id}/accept`, { cookie: await signIn(db, 'city') })).body.code).toBe(
      'command-id-missing',
    );
  });

  test('the family follows the visit to its end', async () => {
    const db = await open();
    const { submit, mine, accept, takeBack, url } = await world(db);
    const input = request();
    await submit(input);
    const { caseId } = (await accept(input.id)).body;
    await insertAssignment(db, 'x1', caseId!, 'to1', 9);
    await db.client.case.update({ where: { id: caseId! }, data: { state: 'scheduled' } });
    const cookie = await signIn(db, 'to1');
    const steps: string[] = [];
    const look = async () => steps.push((await mine(input.token)).body.step);
    await look();
    for (const [action, outcome] of [['acknowledge'], ['travel'], ['arrive'], ['finish', 'no_answer']] as const) {
      await fetch(`${url}/api/field/commands`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ commands: [command('x1', action, { outcome: outcome ?? null })] }),
      });
      if (action === 'travel') expect((await takeBack(input.token)).body.code).toBe('illegal-step');
      await look();
    }
    expect(steps).toEqual(['scheduled', 'scheduled', 'on_the_way', 'at_home', 'again']);
    expect((await mine(input.token)).body).toMatchObject({
      teamName: 'Tổ to1',
      outcome: 'no_answer',
      finishedAt: expect.any(String),
    });
  });

  test('taken back after it was scheduled: the case is closed and the team hears of it', async () => {
    const db = await open();
    const { submit, accept, takeBack, messages } = await world(db);
    const input = request();
    await submit(input);
    const { caseId } = (await accept(input.id)).body;
    await insertAssignment(db, 'x1', caseId!, 'to1', 9);
    await db.client.case.update({ where: { id: caseId! }, data: { state: 'scheduled' } });
    expect((await takeBack(input.token)).body.step).toBe('withdrawn');
    expect((await takeBack(input.token)).body.step).toBe('withdrawn');
    expect(await db.client.case.findUniqueOrThrow({ where: { id: caseId! } })).toMatchObject({ state: 'closed' });
    expect(await db.client.assignment.findUniqueOrThrow({ where: { id: 'x1' } })).toMatchObject({
      state: 'withdrawn',
      version: 2,
    });
    expect(await messages('team:to1')).toMatchObject([{ type: 'team.assignment', payload: { assignmentId: 'x1' } }]);
  });
});

test('a flood from one address is held up', async () => {
  const { submit } = await world(await openTestDatabase());
  const statuses: number[] = [];
  for (let count = 0; count < 21; count++) statuses.push((await submit(request())).status);
  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
});

describe('the one word of a request', () => {
  test.each([
    ['received', null, null, false, 'received'],
    ['accepted', 'waiting', null, false, 'accepted'],
    ['accepted', 'scheduled', 'acknowledged', false, 'scheduled'],
    ['accepted', 'scheduled', 'travelling', true, 'on_the_way'],
    ['accepted', 'scheduled', 'arrived', false, 'at_home'],
    ['accepted', 'waiting', null, true, 'again'],
    ['accepted', 'blocked', null, true, 'again'],
    ['accepted', 'served', null, true, 'served'],
    ['accepted', 'closed', null, true, 'closed'],
    ['declined', null, null, false, 'declined'],
    ['withdrawn', 'closed', null, true, 'withdrawn'],
  ] as const)('%s, case %s, visit %s, visited %s: %s', (state, caseState, visit, wasVisited, step) => {
    expect(familyStep(state, caseState, visit, wasVisited)).toBe(step);
  });

  test('the given name is the last word', () => {
    expect(givenNameOf(' Nguyễn Thị  Minh Khai ')).toBe('Khai');
    expect(givenNameOf('Lan')).toBe('Lan');
  });
});
