import { expect, test } from 'vitest';
import type { FieldResult } from '../../apps/api/src/contract/dispatch.ts';
import { openDatabase } from '../../apps/api/src/db/open-database.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { createServerDatabase, describeOnServer } from '../support/database.ts';
import { LiveSocket } from './live-socket.ts';
import { startApp } from './start-app.ts';
import { command, fillWorld, signIn, tellTeam } from './world.ts';

describeOnServer('two servers on one PostgreSQL', () => {
  async function startTwo() {
    const { url, drop } = await createServerDatabase();
    closeAfterwards({ close: drop });
    const [db, otherDb] = [closeAfterwards(await openDatabase({ url })), closeAfterwards(await openDatabase({ url }))];
    await fillWorld(db);
    const [here, there] = [await startApp(db), await startApp(otherDb)];
    return { db, here, there, team: await signIn(db, 'to1'), dispatcher: await signIn(db, 'city') };
  }

  async function report(url: string, cookie: string, commands: unknown[]): Promise<FieldResult[]> {
    const response = await fetch(`${url}/api/field/commands`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ commands }),
    });
    return ((await response.json()) as { results: FieldResult[] }).results;
  }

  test('what is reported to one is heard from the other, and so is what was delivered', async () => {
    const { here, there, team, dispatcher } = await startTwo();
    const phone = await LiveSocket.hello(here.url, team, { 'team:to1': null });
    await phone.next('snapshot');
    const board = await LiveSocket.hello(there.url, dispatcher, { 'unit:01': null });
    await board.next('snapshot');
    await report(there.url, team, [command('a1', 'acknowledge')]);
    const heard = await phone.next('message');
    expect(heard.event).toMatchObject({ type: 'team.assignment', assignment: { id: 'a1', state: 'acknowledged' } });
    expect((await board.next('message')).event.type).toBe('unit.assignment');
    phone.say({ type: 'ack', channel: 'team:to1', seq: heard.seq });
    for (;;) {
      const { event } = await board.next('transient');
      if (event.type === 'team.delivery' && event.delivery.deliveredSeq === heard.seq) break;
    }
  });

  test('a phone whose server stops goes on at the other and misses nothing', async () => {
    const { db, here, there, team } = await startTwo();
    const phone = await LiveSocket.hello(here.url, team, { 'team:to1': 0 });
    await phone.next('welcome');
    for (const id of ['a1', 'a2']) await tellTeam(db, 'to1', id);
    expect([(await phone.next('message')).seq, (await phone.next('message')).seq]).toEqual([1, 2]);
    void here.app.close();
    expect(await phone.closed()).toBe(4503);
    await tellTeam(db, 'to1', 'a3');
    const again = await LiveSocket.hello(there.url, team, { 'team:to1': 2 });
    expect((await again.next('welcome')).channels[0]).toMatchObject({ mode: 'resume', headSeq: 3 });
    expect((await again.next('message')).seq).toBe(3);
    await tellTeam(db, 'to1', 'a1');
    expect((await again.next('message')).seq).toBe(4);
  });

  test('many writers at once through both: numbers without a gap, in the order of the commits', async () => {
    const { here, there, team, db } = await startTwo();
    const phones = await Promise.all([here, there].map(({ url }) => LiveSocket.hello(url, team, { 'team:to1': 0 })));
    for (const phone of phones) await phone.next('welcome');
    const steps = ['a1', 'a2', 'a3'].flatMap((id) => [
      command(id, 'travel'),
      command(id, 'arrive'),
      command(id, 'finish', { outcome: 'served' }),
    ]);
    await Promise.all([here, there, here, there].map(({ url }) => report(url, team, steps)));
    for (const phone of phones) {
      const seqs: number[] = [];
      while (seqs.length < 9) seqs.push((await phone.next('message')).seq);
      expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
    expect(await db.client.visitEvent.count({ where: { applied: true } })).toBe(9);
    expect(await db.client.case.count({ where: { state: 'served' } })).toBe(3);
  });
});
