import { expect, it } from 'vitest';
import { keepHouse } from '../../apps/api/src/db/housekeeping.ts';
import { appendLiveMessage, readLiveChannel } from '../../apps/api/src/db/live-messages.ts';
import { runOnce } from '../../apps/api/src/db/once.ts';
import { describeOnDatabases } from '../support/database.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 24 * 3600 * 1000);

describeOnDatabases('housekeeping', (open) => {
  it('forgets live messages after a week and commands after sixty days, and nothing younger', async () => {
    const db = await open();
    for (const age of [8, 6]) await db.transaction((tx) => appendLiveMessage(tx, 'team:a', 'unit.teams', {}, daysAgo(age)));
    for (const age of [61, 59]) {
      const command = { commandId: `${age}`, accountId: null, kind: 'x', bodyHash: 'x', now: daysAgo(age) };
      await db.transaction((tx) => runOnce(tx, command, async () => age));
    }
    await keepHouse(db, NOW);
    expect(await readLiveChannel(db.client, 'team:a')).toEqual({ lastSeq: 2, firstKeptSeq: 2 });
    expect(await db.client.command.findMany({ select: { id: true } })).toEqual([{ id: '59' }]);
  });

  it('leaves no dead rows behind on the embedded database', async () => {
    const db = await open();
    if (db.kind !== 'embedded') return;
    await db.client.liveChannel.create({ data: { channel: 'a' } });
    for (let n = 0; n < 500; n++) await db.client.$executeRaw`UPDATE "LiveChannel" SET "lastSeq" = "lastSeq" + 1`;
    const size = async () => {
      const rows = await db.client.$queryRaw<{ bytes: number }[]>`SELECT pg_relation_size('"LiveChannel"')::int AS bytes`;
      return rows[0]!.bytes;
    };
    await keepHouse(db, NOW);
    const once = await size();
    for (let n = 0; n < 500; n++) await db.client.$executeRaw`UPDATE "LiveChannel" SET "lastSeq" = "lastSeq" + 1`;
    // The room of the dead rows was used again.
    expect(await size()).toBe(once);
  });
});
