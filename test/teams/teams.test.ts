import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { Kit, Team, TeamList } from '../../apps/api/src/contract/teams.ts';
import { type Caller, openTestApp, type TestApp } from '../support/app.ts';
import { describeOnDatabases } from '../support/database.ts';

interface Refusal {
  code: string;
  errors?: { pointer: string; params?: Record<string, string> }[];
}

describeOnDatabases('teams', (open) => {
  let test: TestApp;
  let dispatcher: Caller;
  beforeAll(async () => {
    test = await openTestApp(await open());
    dispatcher = await test.as('dieuphoi');
  }, 120_000);

  const list = async (): Promise<TeamList> => (await dispatcher<TeamList>('GET', '/api/teams')).body;
  const teamOf = async (id: string): Promise<Team> => (await list()).teams.find((team) => team.id === id)!;
  const firstTeam = (): Promise<Team> => teamOf('to-1');
  const toInput = ({ unitId: _unit, ...team }: Team): Omit<Team, 'unitId'> => team;

  it('lists teams with members, depots and kits, and says which kit is whose', async () => {
    const { teams, depots, kits } = await list();
    expect([teams.length, depots.length]).toEqual([6, 6]);
    expect(teams.every(({ members, depotId }) => members.length > 0 && depots.some(({ id }) => id === depotId))).toBe(true);
    for (const { kitId, id } of teams) expect(kits.find((kit) => kit.id === kitId)?.teamId).toBe(id);
  });

  it('changes a team with its members; who read an older version is told', async () => {
    const team = toInput(await firstTeam());
    const members = [{ id: 'm-new', name: 'Người Mới', phone: '', duty: 'operator' as const }];
    const changed = await dispatcher<Team>('PUT', `/api/teams/${team.id}`, { ...team, name: 'Tổ đổi tên', members });
    expect(changed).toMatchObject({ status: 200, body: { name: 'Tổ đổi tên', version: team.version + 1, members } });
    expect((await dispatcher<Refusal>('PUT', `/api/teams/${team.id}`, team)).body.code).toBe('changed-meanwhile');
    const told = await test.deps.db.client.liveMessage.findMany({ where: { channel: 'unit:01', type: 'unit.teams' } });
    expect(told).toHaveLength(1);
  });

  it('creates a team once, however often it is sent', async () => {
    const team = { ...toInput(await firstTeam()), id: 'to-7', kitId: null, vehicleId: null, members: [], version: 0 };
    const headers = { 'idempotency-key': randomUUID() };
    const first = await dispatcher<Team>('PUT', '/api/teams/to-7', team, headers);
    const second = await dispatcher<Team>('PUT', '/api/teams/to-7', team, headers);
    expect(first).toMatchObject({ status: 200, body: { unitId: '01', version: 1 } });
    expect(second.body).toEqual(first.body);
  });

  it('refuses with the thing named: unknown skills, a kit or a member of another team, a depot that is not there', async () => {
    const team = toInput(await firstTeam());
    const put = async (change: object) =>
      (await dispatcher<Refusal>('PUT', `/api/teams/${team.id}`, { ...team, ...change })).body;
    const unknown = await put({ skills: ['intake', 'levitation'] });
    expect([unknown.code, unknown.errors]).toMatchObject([
      'unknown-skill',
      [{ pointer: '/skills/1', params: { skill: 'levitation' } }],
    ]);
    expect((await put({ kitId: 'may-2' })).code).toBe('kit-taken');
    expect((await put({ kitId: 'nothing' })).errors?.[0]?.pointer).toBe('/kitId');
    expect((await put({ depotId: 'nowhere' })).errors?.[0]?.pointer).toBe('/depotId');
    const foreign = (await teamOf('to-2')).members;
    expect((await put({ members: foreign })).errors?.[0]?.pointer).toBe('/members');
    expect((await put({ id: 'another' })).errors?.[0]?.pointer).toBe('/id');
    expect((await put({ name: '' })).code).toBe('invalid-input');
    expect(toInput(await firstTeam())).toEqual(team);
  });

  it('hands a kit over when its team gives it up', async () => {
    const [first, second] = [toInput(await firstTeam()), toInput(await teamOf('to-2'))];
    expect((await dispatcher('PUT', `/api/teams/${second.id}`, { ...second, kitId: null })).status).toBe(200);
    expect((await dispatcher('PUT', `/api/teams/${first.id}`, { ...first, kitId: second.kitId })).status).toBe(200);
    expect((await list()).kits.find(({ id }) => id === second.kitId)?.teamId).toBe(first.id);
  });

  it('a kit breaks, a depot moves; not into a lake, nor into the sea', async () => {
    const { kits, depots } = await list();
    const kit = kits.find(({ teamId }) => teamId !== null)!;
    const broken = await dispatcher<Kit>('PUT', `/api/kits/${kit.id}`, { ...kit, state: 'broken' });
    expect(broken).toMatchObject({ status: 200, body: { state: 'broken', teamId: kit.teamId } });
    expect((await dispatcher<Refusal>('PUT', `/api/kits/${kit.id}`, { ...kit, skills: ['magic'] })).body.code).toBe(
      'unknown-skill',
    );
    const depot = depots[0]!;
    expect((await dispatcher('PUT', `/api/depots/${depot.id}`, { ...depot, lat: depot.lat + 0.001 })).status).toBe(200);
    // In Hồ Tây; in the South China Sea.
    for (const [lat, lon, code] of [
      [21.06, 105.815, 'place-in-water'],
      [15, 112, 'place-outside-area'],
    ] as const) {
      expect((await dispatcher<Refusal>('PUT', `/api/depots/${depot.id}`, { ...depot, lat, lon })).body.code).toBe(code);
    }
  });

  it('is no business of a team, nor of a dispatcher of another unit', async () => {
    const team = toInput(await firstTeam());
    const asked = async (login: string) =>
      (await (await test.as(login))<Refusal>('PUT', `/api/teams/${team.id}`, team)).body.code;
    expect(await asked('to1')).toBe('not-allowed');
    expect(await asked('truongdonvi')).toBe('not-allowed');
    expect(await asked('dongda')).toBe('outside-your-unit');
  });
});
