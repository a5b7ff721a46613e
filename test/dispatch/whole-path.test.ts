import { expect, test } from 'vitest';
import type { FieldResult } from '../../apps/api/src/contract/dispatch.ts';
import type { LiveEvent } from '../../apps/api/src/contract/live.ts';
import { describeOnDatabases } from '../support/database.ts';
import { LiveSocket } from './live-socket.ts';
import { startApp } from './start-app.ts';
import { command, fillWorld, signIn, tellTeam } from './world.ts';

describeOnDatabases('from a plan to a team and back', (open) => {
  test('a team gets its visits, reports, and the dispatcher hears of it', async () => {
    const db = await open();
    await fillWorld(db);
    const { url } = await startApp(db);
    const [team, dispatcher] = [await signIn(db, 'to1'), await signIn(db, 'city')];

    const phone = await LiveSocket.hello(url, team, { 'team:to1': null });
    const board = await LiveSocket.hello(url, dispatcher, { 'unit:01': null });
    expect((await phone.next('welcome')).channels).toEqual([{ channel: 'team:to1', mode: 'snapshot', headSeq: 0 }]);
    const snapshot = await phone.next('snapshot');
    expect(snapshot.team?.assignments.map(({ id }) => id)).toEqual(['a1', 'a2', 'a3']);
    expect(snapshot.team?.team.skills).toEqual(['vneid', 'intake', 'iris']);
    expect((await board.next('snapshot')).team).toBeNull();

    const report = async (...commands: unknown[]): Promise<FieldResult[]> => {
      const response = await fetch(`${url}/api/field/commands`, {
        method: 'POST',
        headers: { cookie: team, 'content-type': 'application/json' },
        body: JSON.stringify({ commands }),
      });
      expect(response.status).toBe(200);
      return ((await response.json()) as { results: FieldResult[] }).results;
    };
    const results = await report(
      command('a1', 'acknowledge'),
      command('a1', 'travel'),
      command('a1', 'arrive'),
      command('a1', 'finish', { outcome: 'served' }),
    );
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);

    // Besides the four steps both hear that the visits after it are expected at another time.
    // On a busy machine an earlier step may be heard with the state that came after it.
    const isOwn = (event: LiveEvent) => event.type === 'team.assignment' && event.assignment.id === 'a1';
    const isEnd = (event: LiveEvent) => event.type === 'team.assignment' && event.assignment.state === 'finished';
    const heard = [await phone.next('message')];
    while (heard.filter(({ event }) => isOwn(event)).length < 4 || !isEnd(heard.at(-1)!.event))
      heard.push(await phone.next('message'));
    expect(heard.map(({ seq }) => seq)).toEqual(heard.map((_, index) => index + 1));
    expect(heard.at(-1)!.event).toMatchObject({ assignment: { id: 'a1', state: 'finished', outcome: 'served' } });
    const seen = [(await board.next('message')).event];
    while (seen.at(-1)!.type !== 'unit.cases') seen.push((await board.next('message')).event);
    expect(new Set(seen.map(({ type }) => type))).toEqual(new Set(['unit.assignment', 'unit.cases']));
    expect(JSON.stringify(board.heard)).not.toContain('Nguyễn');
    expect((await db.client.case.findUniqueOrThrow({ where: { id: 'c-a1' } })).state).toBe('served');
    expect((await db.client.visitPromise.findUniqueOrThrow({ where: { id: 'p-a1' } })).endedAt).not.toBeNull();
  });

  test('a phone that was away is given what it missed', async () => {
    const db = await open();
    await fillWorld(db);
    const { url } = await startApp(db);
    const cookie = await signIn(db, 'to1');
    for (const id of ['a1', 'a2', 'a3']) await tellTeam(db, 'to1', id);
    const phone = await LiveSocket.hello(url, cookie, { 'team:to1': 1 });
    expect((await phone.next('welcome')).channels).toEqual([{ channel: 'team:to1', mode: 'resume', headSeq: 3 }]);
    expect((await phone.next('message')).seq).toBe(2);
    expect((await phone.next('message')).seq).toBe(3);
    await tellTeam(db, 'to1', 'a1');
    expect((await phone.next('message')).seq).toBe(4);
  });
});
