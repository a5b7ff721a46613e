import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { beforeAll, expect, it } from 'vitest';
import { addAccount } from '../../apps/api/src/accounts/add-account.ts';
import { systemIds } from '../../apps/api/src/clock.ts';
import { readConfig } from '../../apps/api/src/config.ts';
import type { AccountInput, AccountView } from '../../apps/api/src/contract/accounts.ts';
import { seedDemo } from '../../apps/api/src/seed/seed-demo.ts';
import { type Caller, openTestApp, openTestMap, type TestApp } from '../support/app.ts';
import { ManualClock } from '../support/clock.ts';
import { describeOnDatabases } from '../support/database.ts';

interface Refusal {
  code: string;
  errors?: { pointer: string }[];
}

const PASSWORD = 'một câu đủ dài';

describeOnDatabases('accounts', (open) => {
  let test: TestApp;
  let chief: Caller;
  beforeAll(async () => {
    test = await openTestApp(await open());
    chief = await test.as('truongdonvi');
  }, 120_000);

  const account = (part: Partial<AccountInput> = {}): AccountInput => ({
    id: randomUUID(),
    login: `mai-${randomUUID().slice(0, 8)}`,
    displayName: 'Nguyễn Thị Mai',
    role: 'dispatcher',
    unitId: 'q006',
    teamId: null,
    active: true,
    password: PASSWORD,
    version: 0,
    ...part,
  });
  const put = <Body = AccountView>(body: AccountInput, headers: Record<string, string> = {}, by = chief) =>
    by<Body>('PUT', `/api/accounts/${body.id}`, body, headers);
  const signIn = async (login: string, password: string) => {
    const caller = await test.as();
    return { caller, status: (await caller('POST', '/api/session', { login, password })).status };
  };

  it('a chief opens an account, and its person sees the unit that was given, no further', async () => {
    const input = account({ login: 'MAI.Nguyen' });
    expect(await put(input)).toMatchObject({ status: 200, body: { login: 'mai.nguyen', unitName: 'Quận Đống Đa', version: 1 } });
    const { caller, status } = await signIn('Mai.Nguyen', PASSWORD);
    expect(status).toBe(204);
    expect((await caller<{ unitPath: string }>('GET', '/api/me')).body.unitPath).toBe('01/q006/');
    expect((await caller<Refusal>('GET', '/api/accounts')).body.code).toBe('not-allowed');
  });

  it('opens once, however often it is sent; the answer, the log and the command hold no password', async () => {
    const input = account();
    const headers = { 'idempotency-key': randomUUID() };
    const first = await put(input, headers);
    expect((await put(input, headers)).body).toEqual(first.body);
    const commands = await test.deps.db.client.command.findMany({ where: { kind: 'accounts.put' } });
    const kept = JSON.stringify([first.body, commands, test.log]);
    expect(kept).not.toContain(PASSWORD);
    expect(kept).not.toContain('scrypt$');
    // A plain hash of the body would hold a guessable password: with another one under the same id the body counts as the same.
    expect((await put({ ...input, password: 'ein anderer Satz' }, headers)).body).toEqual(first.body);
  });

  it('closing an account, and a new password, end its sessions at once', async () => {
    const input = account();
    await put(input);
    const before = await signIn(input.login, PASSWORD);
    const renewed = await put({ ...input, password: 'noch ein langer Satz', version: 1 });
    expect(renewed.status).toBe(200);
    expect((await before.caller('GET', '/api/me')).status).toBe(401);
    expect((await signIn(input.login, PASSWORD)).status).toBe(401);
    const after = await signIn(input.login, 'noch ein langer Satz');
    expect((await put({ ...input, password: null, active: false, version: 2 })).body.active).toBe(false);
    expect((await after.caller('GET', '/api/me')).status).toBe(401);
    expect((await signIn(input.login, 'noch ein langer Satz')).status).toBe(401);
  });

  it('a new name ends no session', async () => {
    const input = account();
    await put(input);
    const { caller } = await signIn(input.login, PASSWORD);
    await put({ ...input, displayName: 'Trần Thị Mai', password: null, version: 1 });
    expect((await caller<{ displayName: string }>('GET', '/api/me')).body.displayName).toBe('Trần Thị Mai');
  });

  it('people change their own password; their other sessions end, this one stays', async () => {
    const input = account();
    await put(input);
    const [here, elsewhere] = [await signIn(input.login, PASSWORD), await signIn(input.login, PASSWORD)];
    const change = (current: string, next: string) => here.caller<Refusal>('POST', '/api/me/password', { current, next });
    expect((await change('falsch', 'ein neuer langer Satz')).body.code).toBe('wrong-password');
    expect((await change(PASSWORD, 'kurz')).body.code).toBe('invalid-input');
    expect((await change(PASSWORD, 'ein neuer langer Satz')).status).toBe(204);
    expect((await here.caller('GET', '/api/me')).status).toBe(200);
    expect((await elsewhere.caller('GET', '/api/me')).status).toBe(401);
    expect((await signIn(input.login, PASSWORD)).status).toBe(401);
  });

  it('refuses with the thing named', async () => {
    const taken = account();
    await put(taken);
    const refusal = async (part: Partial<AccountInput>) => (await put<Refusal>(account(part))).body;
    expect((await refusal({ login: taken.login.toUpperCase() })).code).toBe('login-taken');
    expect((await refusal({ password: 'zu kurz' })).code).toBe('invalid-input');
    expect((await refusal({ password: null })).errors?.[0]?.pointer).toBe('/password');
    expect((await refusal({ unitId: 'nowhere' })).errors?.[0]?.pointer).toBe('/unitId');
    expect((await refusal({ role: 'team', teamId: 'nobody' })).errors?.[0]?.pointer).toBe('/teamId');
    expect((await refusal({ teamId: 'to-1' })).errors?.[0]?.pointer).toBe('/teamId');
    expect((await refusal({ login: 'có dấu' })).code).toBe('invalid-input');
    expect((await put<Refusal>({ ...taken, password: null, version: 0 })).body.code).toBe('changed-meanwhile');
    expect((await put<Refusal>(account({ id: 'demo-to1', version: 1 }))).body.code).toBe('demo-account');
    const own = { current: 'gocua', next: 'ein neuer langer Satz' };
    expect((await chief<Refusal>('POST', '/api/me/password', own)).body.code).toBe('demo-account');
  });

  it('the account of a team has the unit of its team, whatever is sent', async () => {
    const { body } = await put(account({ role: 'team', teamId: 'to-1', unitId: 'q006' }));
    expect(body).toMatchObject({ unitId: '01', teamId: 'to-1' });
  });

  it('is the business of a chief, inside the own unit, and nobody shuts themselves out', async () => {
    for (const login of ['dieuphoi', 'to1']) {
      const caller = await test.as(login);
      expect((await put<Refusal>(account(), {}, caller)).body.code).toBe('not-allowed');
    }
    expect((await put<Refusal>(account(), {}, await test.as())).body.code).toBe('sign-in-required');
    const district = account({ role: 'chief', unitId: 'q006' });
    await put(district);
    const { caller } = await signIn(district.login, PASSWORD);
    expect((await put<Refusal>(account({ unitId: '01' }), {}, caller)).body.code).toBe('outside-your-unit');
    const listed = (await caller<{ accounts: AccountView[] }>('GET', '/api/accounts')).body.accounts;
    expect(listed.map(({ login }) => login)).toContain(district.login);
    expect(listed.map(({ login }) => login)).not.toContain('truongdonvi');
    const own = { ...district, password: null, version: 1 };
    expect((await put<Refusal>({ ...own, active: false }, {}, caller)).body.code).toBe('own-account');
    expect((await put<Refusal>({ ...own, role: 'dispatcher' }, {}, caller)).body.code).toBe('own-account');
    expect((await put({ ...own, displayName: 'Vẫn là tôi' }, {}, caller)).status).toBe(200);
  });
});

describeOnDatabases('an installation without the demo', (open) => {
  const wish = { name: 'Trưởng đầu tiên', role: undefined, unit: undefined, teamId: undefined, password: PASSWORD };

  it('begins with one command: the units of the map and a first chief; the demo never comes into it', async () => {
    const db = await open();
    const { units, places } = await openTestMap();
    const clock = new ManualClock('2026-11-23T09:00+07:00');
    const deps = { db, clock, ids: systemIds, config: readConfig({}), places, log: pino({ enabled: false }) };
    const added = await addAccount(deps, units, { ...wish, login: 'truong' });
    expect(added).toEqual({ login: 'truong', role: 'chief', unitName: units.find(({ parentId }) => !parentId)!.name });
    await expect(addAccount(deps, units, { ...wish, login: 'TRUONG' })).rejects.toThrow('already an account "truong"');
    await expect(addAccount(deps, units, { ...wish, login: 'hai', unit: 'Atlantis' })).rejects.toThrow('no unit "Atlantis"');
    await expect(addAccount(deps, units, { ...wish, login: 'ba', role: 'team' })).rejects.toThrow('--team');
    expect(await addAccount(deps, units, { ...wish, login: 'bon', role: 'dispatcher', unit: 'quan dong da' })).toMatchObject({
      unitName: 'Quận Đống Đa',
    });
    await seedDemo(deps, units);
    expect(await db.client.case.count()).toBe(0);
    expect(await db.client.account.count()).toBe(2);
  });

  it('nobody signs in with a demo account once the demo is off', async () => {
    const test = await openTestApp(await open(), undefined, { DEMO: '0' });
    await expect(test.as('dieuphoi')).rejects.toThrow('401');
  });
});
