import { expect, it, vi } from 'vitest';
import { keepHouse, startHousekeeping } from '../../apps/api/src/db/housekeeping.ts';
import { appendLiveMessage, readLiveChannel } from '../../apps/api/src/db/live-messages.ts';
import { runOnce } from '../../apps/api/src/db/once.ts';
import { fillWorld } from '../dispatch/world.ts';
import { ManualClock } from '../support/clock.ts';
import { describeOnDatabases } from '../support/database.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const KEPT = { positionKeptHours: 24, photoKeptDays: 30 };
const hoursAgo = (hours: number) => daysAgo(hours / 24);
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 24 * 3600 * 1000);

describeOnDatabases('housekeeping', (open) => {
  it('forgets live messages after a week and commands after sixty days, and nothing younger', async () => {
    const db = await open();
    for (const age of [8, 6]) await db.transaction((tx) => appendLiveMessage(tx, 'team:a', 'unit.teams', {}, daysAgo(age)));
    for (const age of [61, 59]) {
      const command = { commandId: `${age}`, accountId: null, kind: 'x', bodyHash: 'x', now: daysAgo(age) };
      await db.transaction((tx) => runOnce(tx, command, async () => age));
    }
    await keepHouse(db, NOW, KEPT);
    expect(await readLiveChannel(db.client, 'team:a')).toEqual({ lastSeq: 2, firstKeptSeq: 2 });
    expect(await db.client.command.findMany({ select: { id: true } })).toEqual([{ id: '59' }]);
  });

  it('deletes where a team was after the stated hours, by when it was there, and nothing younger', async () => {
    const db = await open();
    await fillWorld(db);
    const position = (id: string, at: Date, receivedAt: Date) => ({
      ...{ id, at, receivedAt, unitId: 'q006', teamId: 'to1', lat: 21, lon: 105.8, accuracyMetres: 5 },
    });
    await db.client.teamPosition.createMany({
      data: [
        position('old', hoursAgo(24.1), hoursAgo(24.1)),
        // Was in a phone without signal: received late, but as old as the other.
        position('late', hoursAgo(24.1), hoursAgo(2)),
        position('young', hoursAgo(23.9), hoursAgo(23.9)),
      ],
    });
    await keepHouse(db, NOW, KEPT);
    expect(await db.client.teamPosition.findMany({ select: { id: true } })).toEqual([{ id: 'young' }]);
    await keepHouse(db, NOW, { ...KEPT, positionKeptHours: 1 });
    expect(await db.client.teamPosition.count()).toBe(0);
  });

  it('deletes all old positions in one round, however many there are', async () => {
    const db = await open();
    await fillWorld(db);
    await db.client.$executeRaw`
      INSERT INTO "TeamPosition" ("id", "unitId", "teamId", "at", "receivedAt", "lat", "lon", "accuracyMetres")
      SELECT n::text, 'q006', 'to1', ${hoursAgo(25)}::timestamptz, ${hoursAgo(25)}::timestamptz, 21, 105.8, 5
      FROM generate_series(1, 20001) n`;
    await keepHouse(db, NOW, KEPT);
    expect(await db.client.teamPosition.count()).toBe(0);
  });

  it('deletes photos of doors after the stated days; the visit and what was reported of it stay', async () => {
    const db = await open();
    await fillWorld(db);
    const photo = (id: string, createdAt: Date) => ({
      ...{ id, createdAt, unitId: '01', assignmentId: 'a1', accountId: 'to1', jpeg: Uint8Array.of(1, 2), byteCount: 2 },
    });
    await db.client.photo.createMany({
      data: [...Array.from({ length: 150 }, (_, index) => photo(`old-${index}`, daysAgo(30.1))), photo('young', daysAgo(29.9))],
    });
    await keepHouse(db, NOW, KEPT);
    expect(await db.client.photo.findMany({ select: { id: true } })).toEqual([{ id: 'young' }]);
    expect(await db.client.assignment.count({ where: { id: 'a1' } })).toBe(1);
  });

  it('begins by itself a minute after the start, goes on every hour, reports what fails, and stops', async () => {
    const db = await open();
    await fillWorld(db);
    const clock = new ManualClock('2026-11-23T19:00+07:00');
    const add = (id: string) =>
      db.client.teamPosition.create({
        data: { id, unitId: 'q006', teamId: 'to1', at: hoursAgo(25), receivedAt: NOW, lat: 21, lon: 105.8, accuracyMetres: 5 },
      });
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] });
    try {
      const problems: Error[] = [];
      const keeping = startHousekeeping(db, clock, KEPT, (error) => problems.push(error));
      await add('first');
      vi.advanceTimersByTime(60_000);
      await keeping.round();
      expect(await db.client.teamPosition.count()).toBe(0);
      await add('second');
      vi.advanceTimersByTime(3_600_000);
      await keeping.round();
      expect(await db.client.teamPosition.count()).toBe(0);
      expect(problems).toEqual([]);
      await keeping.stop();
      await add('third');
      vi.advanceTimersByTime(7_200_000);
      await keeping.round();
      expect(await db.client.teamPosition.count()).toBe(1);

      const broken = startHousekeeping({ ...db, client: {} as never }, clock, KEPT, (error) => problems.push(error));
      vi.advanceTimersByTime(60_000);
      await broken.stop();
      expect(problems).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
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
    await keepHouse(db, NOW, KEPT);
    const once = await size();
    for (let n = 0; n < 500; n++) await db.client.$executeRaw`UPDATE "LiveChannel" SET "lastSeq" = "lastSeq" + 1`;
    // The room of the dead rows was used again.
    expect(await size()).toBe(once);
  });
});
