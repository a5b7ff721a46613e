import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../apps/api/src/db/open-database.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { createServerDatabase, describeOnDatabases, describeOnServer } from '../support/database.ts';

const NOW = new Date('2026-11-23T11:30:00.123Z');
const command = (id: string) => ({ id, accountId: null, kind: 'test', bodyHash: 'x', result: { answer: id }, createdAt: NOW });

describeOnDatabases('a database', (open) => {
  it('keeps instants to the millisecond, whatever the zone of the server', async () => {
    const db = await open();
    await db.client.command.create({ data: command('a') });
    expect((await db.client.command.findUniqueOrThrow({ where: { id: 'a' } })).createdAt).toEqual(NOW);
    const [row] = await db.client.$queryRaw<{ at: Date; zone: string }[]>`
      SELECT "createdAt" AS at, current_setting('TimeZone') AS zone FROM "Command" WHERE "createdAt" = ${NOW}::timestamptz`;
    expect(row).toEqual({ at: NOW, zone: 'UTC' });
  });

  it('keeps Vietnamese text, arrays and JSON as they were', async () => {
    const db = await open();
    const result = { answer: ['Nguyễn Thị Ngõ', { sâu: [1, null, true] }] };
    await db.client.command.create({ data: { ...command('ngõ 12/34/56'), result } });
    expect((await db.client.command.findUniqueOrThrow({ where: { id: 'ngõ 12/34/56' } })).result).toEqual(result);
  });

  it('does all of a transaction or nothing', async () => {
    const db = await open();
    const failing = db.transaction(async (tx) => {
      await tx.command.create({ data: command('a') });
      await tx.command.create({ data: command('a') });
    });
    await expect(failing).rejects.toMatchObject({ code: 'P2002' });
    expect(await db.client.command.count()).toBe(0);
  });

  it('refuses the global client inside a transaction, and nesting, instead of waiting for itself', async () => {
    const db = await open();
    await expect(db.transaction(() => db.client.command.count())).rejects.toThrow('Inside a transaction only its own client');
    await expect(db.transaction(() => db.transaction(async () => 1))).rejects.toThrow('Inside a transaction only its own client');
    expect(await db.client.command.count()).toBe(0);
  });

  it('goes on after a transaction that was abandoned at its time limit', async () => {
    const db = await open();
    const slow = db.client.$transaction(
      (tx) => tx.$queryRaw`SELECT pg_sleep(0.3)::text`.then(() => tx.command.create({ data: command('late') })),
      { timeout: 100 },
    );
    await expect(slow).rejects.toThrow();
    expect(await db.client.command.count()).toBe(0);
    await db.client.command.create({ data: command('next') });
    expect(await db.client.command.count()).toBe(1);
  });

  it('carries 200 transactions at once, one after the other where there is one session', async () => {
    const db = await open();
    await Promise.all(
      Array.from({ length: 200 }, (_, n) => db.transaction((tx) => tx.command.create({ data: command(String(n)) }))),
    );
    expect(await db.client.command.count()).toBe(200);
  });

  it('delivers notifications to every listener of the channel until it stops listening', async () => {
    const db = await open();
    const heard: string[] = [];
    const unlisten = await db.listen('team:Ngõ "1"', (payload) => heard.push(`first ${payload}`));
    await db.listen('team:Ngõ "1"', (payload) => heard.push(`second ${payload}`));
    await db.transaction((tx) => db.notify(tx, 'team:Ngõ "1"', 'a'));
    await expect.poll(() => heard.toSorted()).toEqual(['first a', 'second a']);
    await unlisten();
    await db.transaction((tx) => db.notify(tx, 'team:Ngõ "1"', 'b'));
    await expect.poll(() => heard.at(-1)).toBe('second b');
    expect(heard).not.toContain('first b');
  });
});

describeOnServer('transactions that collide', (open) => {
  it('are run again until both have happened (serializable)', async () => {
    const db = await open();
    await db.client.liveChannel.create({ data: { channel: 'counter', lastSeq: 0 } });
    const raise = () =>
      db.transaction(
        async (tx) => {
          const { lastSeq } = await tx.liveChannel.findUniqueOrThrow({ where: { channel: 'counter' } });
          await tx.liveChannel.update({ where: { channel: 'counter' }, data: { lastSeq: lastSeq + 1 } });
        },
        { isolation: 'Serializable' },
      );
    await Promise.all([raise(), raise(), raise()]);
    expect((await db.client.liveChannel.findUniqueOrThrow({ where: { channel: 'counter' } })).lastSeq).toBe(3);
  });

  it('are run again after a deadlock', async () => {
    const db = await open();
    await db.client.liveChannel.createMany({ data: [{ channel: 'a' }, { channel: 'b' }] });
    let runs = 0;
    const lockBoth = (first: string, second: string) =>
      db.transaction(async (tx) => {
        runs++;
        await tx.liveChannel.update({ where: { channel: first }, data: { lastSeq: { increment: 1 } } });
        await tx.$queryRaw`SELECT pg_sleep(0.1)::text`;
        await tx.liveChannel.update({ where: { channel: second }, data: { lastSeq: { increment: 1 } } });
      });
    await Promise.all([lockBoth('a', 'b'), lockBoth('b', 'a')]);
    expect(await db.client.liveChannel.findMany({ orderBy: { channel: 'asc' } })).toMatchObject([{ lastSeq: 2 }, { lastSeq: 2 }]);
    expect(runs).toBeGreaterThan(2);
  });
});

describeOnServer('listening on a server', () => {
  it('comes back after its connection was cut, and wakes everybody because something may have been missed', async () => {
    const { url, drop } = await createServerDatabase();
    const problems: string[] = [];
    const first = closeAfterwards(await openDatabase({ url, onProblem: (error) => problems.push(error.message) }));
    const second = closeAfterwards(await openDatabase({ url }));
    const heard: string[] = [];
    await first.listen('live', (payload) => heard.push(payload));
    await second.transaction((tx) => second.notify(tx, 'live', 'one'));
    await expect.poll(() => heard).toEqual(['one']);

    const cut = await second.client.$queryRaw<{ cut: boolean }[]>`
      SELECT pg_terminate_backend(pid) AS cut FROM pg_stat_activity WHERE application_name = 'go-cua listen' AND datname = current_database() AND query LIKE 'LISTEN%'`;
    expect(cut).toContainEqual({ cut: true });
    await expect.poll(() => heard, { timeout: 5000 }).toEqual(['one', '']);
    expect(problems.join()).toContain('terminating connection');

    await second.transaction((tx) => second.notify(tx, 'live', 'two'));
    await expect.poll(() => heard).toEqual(['one', '', 'two']);
    await Promise.all([first.close(), second.close()]);
    await drop();
  });

  it('makes the connections of the pool again', async () => {
    const { url, drop } = await createServerDatabase();
    const db = closeAfterwards(await openDatabase({ url, onProblem: () => {} }));
    const killer = closeAfterwards(await openDatabase({ url }));
    await db.client.command.count();
    await killer.client.$queryRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    await expect.poll(() => db.client.command.count().catch(() => 'lost'), { timeout: 5000 }).toBe(0);
    await Promise.all([db.close(), killer.close()]);
    await drop();
  });
});

describe('a server that cannot be reached', () => {
  it('is told in a sentence without the address, which may hold a password', async () => {
    const opening = openDatabase({ url: 'postgresql://someone:secret@127.0.0.1:1/none' });
    await expect(opening).rejects.toThrow(/^PostgreSQL at DATABASE_URL cannot be reached: (?!.*secret)/);
  });
});
