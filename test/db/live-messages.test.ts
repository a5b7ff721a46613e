import { expect, it } from 'vitest';
import {
  appendLiveMessage,
  appendLiveMessages,
  pruneLiveMessages,
  readLiveChannel,
  readLiveMessages,
} from '../../apps/api/src/db/live-messages.ts';
import { describeOnDatabases, describeOnServer } from '../support/database.ts';

const NOW = new Date('2026-11-23T12:00:00Z');

describeOnDatabases('the live log', (open) => {
  it('numbers messages 1, 2, 3 in each channel and reads them back in order', async () => {
    const db = await open();
    for (const [channel, step] of [
      ['team:a', 1],
      ['unit:x', 1],
      ['team:a', 2],
      ['team:a', 3],
    ] as const) {
      await db.transaction((tx) => appendLiveMessage(tx, channel, 'team.assignment', { step }, NOW));
    }
    const messages = await readLiveMessages(db.client, 'team:a', 1, 10);
    expect(messages).toEqual([
      { channel: 'team:a', seq: 2, type: 'team.assignment', payload: { step: 2 }, createdAt: NOW },
      { channel: 'team:a', seq: 3, type: 'team.assignment', payload: { step: 3 }, createdAt: NOW },
    ]);
    expect(await readLiveChannel(db.client, 'team:a')).toEqual({ lastSeq: 3, firstKeptSeq: 1 });
    expect(await readLiveChannel(db.client, 'unit:x')).toEqual({ lastSeq: 1, firstKeptSeq: 1 });
    expect(await readLiveChannel(db.client, 'nobody')).toEqual({ lastSeq: 0, firstKeptSeq: 1 });
  });

  it('leaves no gap when a transaction fails after it has taken a number', async () => {
    const db = await open();
    const failing = db.transaction(async (tx) => {
      await appendLiveMessage(tx, 'team:a', 'unit.teams', {}, NOW);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await db.transaction((tx) => appendLiveMessage(tx, 'team:a', 'unit.teams', {}, NOW))).toBe(1);
  });

  it('wakes listeners when the transaction commits, not before and not when it fails', async () => {
    const db = await open();
    const heard: string[] = [];
    await db.listen('live', (payload) => heard.push(payload));
    await db
      .transaction(async (tx) => {
        await appendLiveMessage(tx, 'team:a', 'unit.teams', {}, NOW);
        throw new Error('no');
      })
      .catch(() => {});
    await db.transaction(async (tx) => {
      await appendLiveMessages(
        tx,
        [
          { channel: 'unit:x', type: 'unit.teams', payload: {} },
          { channel: 'team:b', type: 'unit.teams', payload: {} },
        ],
        NOW,
      );
      await tx.$queryRaw`SELECT pg_sleep(0.05)::text`;
      expect(heard).toEqual([]);
    });
    await expect.poll(() => heard).toEqual(['team:b', 'unit:x']);
  });

  it('prunes the oldest messages and says from where on they are kept', async () => {
    const db = await open();
    for (let minute = 0; minute < 5; minute++) {
      const at = new Date(NOW.getTime() + minute * 60_000);
      await db.transaction((tx) => appendLiveMessage(tx, 'team:a', 'unit.teams', { minute }, at));
    }
    expect(await pruneLiveMessages(db.client, new Date(NOW.getTime() + 3 * 60_000), 2)).toBe(2);
    expect(await readLiveChannel(db.client, 'team:a')).toEqual({ lastSeq: 5, firstKeptSeq: 3 });
    expect(await pruneLiveMessages(db.client, new Date(NOW.getTime() + 60 * 60_000))).toBe(3);
    expect(await readLiveChannel(db.client, 'team:a')).toEqual({ lastSeq: 5, firstKeptSeq: 6 });
    expect(await db.transaction((tx) => appendLiveMessage(tx, 'team:a', 'unit.teams', {}, NOW))).toBe(6);
  });
});

describeOnServer('the live log with many writers', (open) => {
  it('has no gap and no duplicate, and nobody ever reads a number before the one below it', async () => {
    const db = await open();
    const channels = ['team:a', 'team:b', 'unit:x'];
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let turn = 0; turn < 12; turn++) {
        // Each writer names the channels in another order; the log takes them in one order, so nobody deadlocks.
        const rotated = [...channels.slice(writer % 3), ...channels.slice(0, writer % 3)];
        const messages = rotated.map((channel) => ({ channel, type: 'unit.teams', payload: { writer, turn } }));
        await db.transaction((tx) => appendLiveMessages(tx, messages, NOW));
      }
    });
    let isWriting = true;
    const reader = (async () => {
      let last = 0;
      while (isWriting || last < 96) {
        const news = await readLiveMessages(db.client, 'team:a', last, 7);
        for (const { seq } of news) expect(seq).toBe(++last);
      }
      return last;
    })();
    await Promise.all(writers);
    isWriting = false;
    expect(await reader).toBe(96);
    for (const channel of channels) {
      const messages = await readLiveMessages(db.client, channel, 0, 1000);
      expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 96 }, (_, index) => index + 1));
    }
  });
});
