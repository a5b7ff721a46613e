import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../apps/api/src/clock.ts';
import { type Database, openDatabase } from '../../apps/api/src/db/open-database.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { createServerDatabase, describeOnServer } from '../support/database.ts';
import { embeddedTemplatePath } from '../support/embedded-template.ts';
import { ServerProcess } from '../support/server-process.ts';
import { countPublished, type Draft, draftFor, type Seat, seatTeams } from './many-teams.ts';
import { ReturningPhone } from './returning-phone.ts';
import { fillWorld } from './world.ts';

const TEAMS = 200;
const VISITS = 2;
/** The server is killed when so many of the phones have heard of the publication. */
const HEARD_BEFORE_KILL = 20;
const ENV = { DEMO: '0', REQUESTS_PER_MINUTE: '1000000' };

interface World {
  seats: Seat[];
  draft: Draft;
}

async function fill(db: Database): Promise<World> {
  const now = systemClock.now();
  await fillWorld(db);
  // Only the 200 teams have something to hear.
  await db.client.assignment.deleteMany();
  await db.client.visitPromise.deleteMany();
  const seats = await seatTeams(db, TEAMS, now);
  return { seats, draft: await draftFor(db, seats, VISITS, now) };
}

async function launch(env: Record<string, string>): Promise<ServerProcess> {
  const server = await ServerProcess.launch({ ...ENV, ...env });
  closeAfterwards({ close: () => server.remove() });
  return server;
}

function openPhones(seats: readonly Seat[], servers: readonly ServerProcess[]): ReturningPhone[] {
  const urls = servers.map(({ url }) => url);
  return seats.map((seat, index) => {
    const phone = new ReturningPhone(seat, urls, index);
    closeAfterwards({ close: async () => phone.close() });
    return phone;
  });
}

/** Sessions of this database that wait for the live log. */
async function countWaiting(db: Database): Promise<number> {
  const [row] = await db.client.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_database d ON d.oid = l.database
    WHERE c.relname = 'LiveChannel' AND NOT l.granted AND d.datname = current_database()`;
  return row!.count;
}

/** Sessions of this database that have a plan's row in their hand. */
async function countWriting(db: Database): Promise<number> {
  const [row] = await db.client.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_database d ON d.oid = l.database
    WHERE c.relname = 'Plan' AND l.mode = 'RowExclusiveLock' AND d.datname = current_database()`;
  return row!.count;
}

/** Waits for what will be, on a machine that may be busy. */
async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + 120_000; !(await isSo()); await sleep(20)) {
    if (performance.now() > deadline) throw new Error(`not within two minutes: ${what}`);
  }
}

function publish(server: ServerProcess, { draft }: World, commandId: string): Promise<number | null> {
  return fetch(`${server.url}/api/plans/${draft.planId}/publish`, {
    method: 'POST',
    headers: { cookie: draft.dispatcherCookie, 'content-type': 'application/json', 'idempotency-key': commandId },
    body: JSON.stringify({ baseRevision: 0 }),
  }).then(
    ({ status }) => status,
    () => null,
  );
}

/** Either nothing of the publication exists, or all of it does. */
async function requireWhole(db: Database, { draft }: World): Promise<'nothing' | 'everything'> {
  const counted = await countPublished(db, draft.planId);
  const nothing = {
    ...{ state: 'draft', revision: 0, visits: 0, toldVisits: 0, promises: 0, scheduled: 0 },
    ...{ teamMessages: 0, unitMessages: 0 },
  };
  if (counted.state === 'draft') {
    expect(counted).toEqual(nothing);
    return 'nothing';
  }
  const all = draft.visitCount;
  expect(counted).toEqual({
    ...{ state: 'published', revision: 1, visits: all, toldVisits: all, promises: all, scheduled: all },
    // The plan's unit, the ward of the homes and the city above them.
    ...{ teamMessages: TEAMS, unitMessages: 3 },
  });
  return 'everything';
}

/** Every phone shows what the server holds, every acknowledgement that was answered counts, once. */
async function requireConverged(db: Database, phones: readonly ReturningPhone[], { draft }: World): Promise<void> {
  const truth = async () => {
    const rows = await db.client.assignment.findMany({
      where: { planId: draft.planId },
      select: { id: true, teamId: true, state: true, version: true },
    });
    const byTeam = new Map<string, string[]>();
    for (const { id, teamId, state, version } of rows)
      byTeam.set(teamId, [...(byTeam.get(teamId) ?? []), `${id} ${state} ${version}`].sort());
    return byTeam;
  };
  await until('every phone agrees with the server', async () => {
    const held = await truth();
    return phones.every((phone) => phone.isIdle && String(phone.shown) === String(held.get(phone.seat.teamId)));
  });
  expect(phones.flatMap(({ violations }) => violations)).toEqual([]);
  const events = await db.client.visitEvent.findMany({ select: { id: true, applied: true } });
  const answered = phones.flatMap(({ acknowledged }) => [...acknowledged]).sort();
  expect(events.map(({ id }) => id).sort()).toEqual(answered);
  expect(answered).toHaveLength(draft.visitCount);
  expect(new Set((await db.client.assignment.findMany({ where: { planId: draft.planId } })).map(({ state }) => state))).toEqual(
    new Set(['acknowledged']),
  );
}

/** Publishes, and kills the server as soon as some phones have heard of it; each phone acknowledges at once what it hears. */
async function killWhileTelling(server: ServerProcess, phones: readonly ReturningPhone[], world: World, commandId: string) {
  let heardCount = 0;
  let killed: Promise<void> | undefined;
  for (const phone of phones) {
    phone.onPublished = () => {
      heardCount += 1;
      if (heardCount === HEARD_BEFORE_KILL) killed = server.kill();
      phone.acknowledgeAll(systemClock.now());
    };
  }
  void publish(server, world, commandId);
  await until('some phones have heard', () => killed !== undefined);
  await killed;
}

/** Phones that came back after the kill acknowledge what a snapshot or a message brought them. */
async function acknowledgeTheRest(phones: readonly ReturningPhone[]): Promise<void> {
  await until('every phone has its visits', () => phones.every(({ shown }) => shown.length === VISITS));
  for (const phone of phones) phone.acknowledgeAll(systemClock.now());
}

describeOnServer('kill -9 in the middle of a publication to 200 teams, two processes on PostgreSQL', () => {
  test('nothing or everything; every phone ends with what the server holds; what was answered counts once', {
    timeout: 600_000,
  }, async () => {
    const { url, drop } = await createServerDatabase();
    closeAfterwards({ close: drop });
    const db = closeAfterwards(await openDatabase({ url, onProblem: () => {} }));
    const world = await fill(db);
    const [first, second] = await Promise.all([launch({ DATABASE_URL: url }), launch({ DATABASE_URL: url })]);
    const phones = openPhones(world.seats, [first, second]);
    await until('all phones are connected', () => phones.every(({ seq }) => seq !== null));

    // In the middle of the transaction for certain: visits and promises are written, and it waits for the live log to tell of them.
    const commandId = randomUUID();
    await db.withConnection(async (other) => {
      await other.query('BEGIN');
      await other.query('LOCK TABLE "LiveChannel" IN EXCLUSIVE MODE');
      const answer = publish(first, world, commandId);
      await until('the publication waits for the live log', async () => (await countWaiting(db)) > 0);
      await first.kill();
      expect(await answer).toBeNull();
      await other.query('ROLLBACK');
    });
    await until('the database has given up the broken transaction', async () => (await countWriting(db)) === 0);
    expect(await requireWhole(db, world)).toBe('nothing');

    // The dispatcher tries again at the other process, with the same command; it is killed while it tells the teams.
    const restarted = first.startAgain();
    await killWhileTelling(second, phones, world, commandId);
    expect(await requireWhole(db, world)).toBe('everything');
    await restarted;
    expect(await publish(first, world, commandId)).toBe(200);
    await acknowledgeTheRest(phones);
    await requireConverged(db, phones, world);
    expect(await requireWhole(db, world)).toBe('everything');
  });
});

describe('kill -9 in the middle of a publication to 200 teams, one process with the database inside', () => {
  test('nothing or everything; every phone ends with what the server holds; what was answered counts once', {
    timeout: 600_000,
  }, async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'go-cua-kill-'));
    const open = () => openDatabase({ dataDir: join(dataDir, 'database'), template: readFileSync(embeddedTemplatePath()) });
    const look = async <T>(run: (db: Database) => Promise<T>): Promise<T> => {
      const db = await open();
      try {
        return await run(db);
      } finally {
        await db.close();
      }
    };
    const world = await look(fill);
    const server = await launch({ DATA_DIR: dataDir });
    const phones = openPhones(world.seats, [server]);
    await until('all phones are connected', () => phones.every(({ seq }) => seq !== null));

    // Somewhere in the middle: where exactly differs from run to run, and must not matter.
    const commandId = randomUUID();
    const answer = publish(server, world, commandId);
    await sleep(60);
    await server.kill();
    const status = await answer;
    const found = await look((db) => requireWhole(db, world));
    if (status === 200) expect(found).toBe('everything');

    await server.startAgain();
    if (found === 'nothing') await killWhileTelling(server, phones, world, commandId);
    else await server.kill();
    await server.startAgain();
    expect(await publish(server, world, commandId)).toBe(200);
    await acknowledgeTheRest(phones);
    // What is in flight is applied before the database is looked at from outside.
    await until('every phone shows its acknowledgements', () =>
      phones.every(({ shown }) => shown.every((line) => line.includes('acknowledged'))),
    );
    await server.kill();
    await look(async (db) => {
      await requireConverged(db, phones, world);
      expect(await requireWhole(db, world)).toBe('everything');
    });
  });
});
