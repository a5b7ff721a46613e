import { expect, test, vi } from 'vitest';
import type { Board } from '../../apps/api/src/contract/board.ts';
import type { TeamSnapshot } from '../../apps/api/src/contract/dispatch.ts';
import { SILENCE_MS } from '../../apps/api/src/contract/live-codes.ts';
import type { Database } from '../../apps/api/src/db/open-database.ts';
import { describeOnDatabases } from '../support/database.ts';
import { LiveSocket } from './live-socket.ts';
import { startApp } from './start-app.ts';
import { fillWorld, signIn, tellTeam, withdraw } from './world.ts';

/** Whole servers with the demo in them: on a busy machine that takes its time. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

async function start(db: Database) {
  await fillWorld(db);
  const { url, clock } = await startApp(db);
  async function get<Body>(account: string, path: string) {
    const response = await fetch(`${url}${path}`, { headers: { cookie: await signIn(db, account) } });
    return { status: response.status, body: (await response.json()) as Body & { code?: string } };
  }
  const board = async (account = 'city') => (await get<Board>(account, '/api/board?from=2026-11-23&to=2026-11-29')).body;
  return { url, clock, get, board };
}

describeOnDatabases('the board', (open) => {
  test('shows what is published in the range, without names and without what was withdrawn', async () => {
    const db = await open();
    const { board, get } = await start(db);
    await withdraw(db, 'to1', ['a3'], 2);
    expect((await board()).assignments.map(({ id }) => id)).toEqual(['a1', 'a2', 'b1']);
    expect(JSON.stringify(await board())).not.toContain('Nguyễn');
    expect((await get<Board>('city', '/api/board?from=2026-11-24&to=2026-11-29')).body.assignments).toEqual([]);
  });

  test('a dispatcher of a district sees the district, a team nothing', async () => {
    const { board, get } = await start(await open());
    const north = await board('north');
    expect(north.assignments.map(({ teamId }) => teamId)).toEqual(['to1', 'to1', 'to1']);
    expect(north.deliveries.map(({ teamId }) => teamId)).toEqual(['to1']);
    expect((await get('to1', '/api/board?from=2026-11-23&to=2026-11-29')).body.code).toBe('not-allowed');
  });

  test('a range that is none, or too long, is refused', async () => {
    const { get } = await start(await open());
    for (const [from, to] of [
      ['2026-11-23', '2026-11-22'],
      ['2026-01-01', '2026-12-31'],
      ['today', '2026-11-23'],
    ]) {
      expect((await get('city', `/api/board?from=${from}&to=${to}`)).body.code).toBe('invalid-input');
    }
  });

  test('says how far each team has received its visits, and whether it is connected', async () => {
    const db = await open();
    const { board, url, clock } = await start(db);
    const ofTeam1 = async () => (await board()).deliveries.find(({ teamId }) => teamId === 'to1');
    const nothing = {
      ...{ teamId: 'to1', connected: false, headSeq: 0, deliveredSeq: 0, deliveredAt: null },
      ...{ sentSeq: 0, sentAt: null, seenSeq: 0, seenAt: null },
    };
    expect(await ofTeam1()).toEqual(nothing);

    const watcher = await LiveSocket.hello(url, await signIn(db, 'city'), { 'unit:01': null });
    await watcher.next('snapshot');
    const delivery = async () => {
      const { event } = await watcher.next('transient');
      return event.type === 'team.delivery' ? event.delivery : null;
    };
    const phone = await LiveSocket.hello(url, await signIn(db, 'to1'), { 'team:to1': null });
    await phone.next('snapshot');
    expect(await delivery()).toEqual({ ...nothing, connected: true });
    await tellTeam(db, 'to1', 'a1');
    const { seq } = await phone.next('message');
    const sent = { ...nothing, connected: true, headSeq: 1, sentSeq: 1, sentAt: clock.now().toISOString() };
    expect(await delivery()).toEqual(sent);
    phone.say({ type: 'ack', channel: 'team:to1', seq });
    const delivered = { ...sent, deliveredSeq: 1, deliveredAt: clock.now().toISOString() };
    expect(await delivery()).toEqual(delivered);
    expect(await ofTeam1()).toEqual(delivered);

    phone.say({ type: 'seen', channel: 'team:to1', seq });
    const seen = { ...delivered, seenSeq: 1, seenAt: clock.now().toISOString() };
    expect(await delivery()).toEqual(seen);

    phone.socket.terminate();
    expect(await delivery()).toEqual({ ...seen, connected: false });
    // A server that was killed cannot say that its phones are gone: they count as gone once they were not heard of.
    await db.client.delivery.updateMany({ data: { heardAt: clock.now() } });
    expect((await ofTeam1())?.connected).toBe(true);
    clock.advance(SILENCE_MS / 1000 + 1);
    expect((await ofTeam1())?.connected).toBe(false);
  });
});

describeOnDatabases('a team looks without a live connection', (open) => {
  test('it is shown its own visits; nobody else has such a page', async () => {
    const { get } = await start(await open());
    const own = await get<TeamSnapshot>('to2', '/api/field');
    expect(own.body).toMatchObject({
      team: { id: 'to2', name: 'Tổ to2', kitName: null, skills: ['vneid'] },
      depot: { name: 'Công an quận' },
      zone: 'Asia/Ho_Chi_Minh',
    });
    expect(own.body.assignments.map(({ id }) => id)).toEqual(['b1']);
    expect((await get('city', '/api/field')).body.code).toBe('not-allowed');
  });

  test('what was finished days ago is gone, what is still open stays', async () => {
    const db = await open();
    const { get, clock } = await start(db);
    await db.client.assignment.update({ where: { id: 'a1' }, data: { state: 'finished', outcome: 'served' } });
    const shown = async () => (await get<TeamSnapshot>('to1', '/api/field')).body.assignments.map(({ id }) => id);
    expect(await shown()).toEqual(['a1', 'a2', 'a3']);
    clock.advance(3 * 24 * 3600);
    expect(await shown()).toEqual(['a2', 'a3']);
  });
});
