import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { hashToken, newSessionToken } from '../../apps/api/src/auth/session-token.ts';
import { systemClock } from '../../apps/api/src/clock.ts';
import { appendLiveMessages } from '../../apps/api/src/db/live-messages.ts';
import { migrate } from '../../apps/api/src/db/migrate.ts';
import { type Database, openDatabase } from '../../apps/api/src/db/open-database.ts';
import { serveDispatch } from '../dispatch/serve-dispatch.ts';
import { assignmentRow, fillWorld } from '../dispatch/world.ts';
import type { Order, Report } from './live/clients.ts';

/**
 * npm run bench -- live [phones = 1000] [database URL = embedded]
 * Phones on one process, each on the channel of a team of its own: memory per connection, time from commit to receipt for one
 * team and for all at once, and everybody coming back within a second after all lines broke.
 */
export async function bench([count = '1000', url]: string[]): Promise<void> {
  const db = await openDatabase({ url });
  await migrate(db);
  await fillWorld(db);
  const phones = await seatTeams(db, Number(count));
  const server = await serveDispatch(db, { clock: systemClock });
  const clients = fork(join(import.meta.dirname, 'live/clients.ts'), { execArgv: ['--import', 'tsx'] });
  const channels = phones.map(({ channel }) => channel);
  const [first = '', ...rest] = channels;

  const beganMs = nowMs();
  const connected = await ask(clients, { kind: 'connect', url: server.url, phones, spreadMs: 0 });
  say(`${channels.length} phones connected, each with its snapshot`, `${Math.round(connected.atMs[0]! - beganMs)} ms`);
  const latenciesMs: number[] = [];
  for (let seq = 1; seq <= 100; seq++) {
    const committedMs = await publish(db, [first]);
    const { atMs } = await ask(clients, { kind: 'await', seq, channels: [first] });
    latenciesMs.push(Math.max(0, atMs[0]! - committedMs));
  }
  say('one team, from commit to receipt', summary(latenciesMs));

  const committedMs = await publish(db, rest);
  const { atMs } = await ask(clients, { kind: 'await', seq: 1, channels: rest });
  say('all teams in one commit, from commit to receipt', summary(atMs.map((at) => Math.max(0, at - committedMs))));

  const usedConnected = usedBytes();
  await ask(clients, { kind: 'break' });
  await sleep(1000);
  const perPhone = (usedConnected - usedBytes()) / channels.length / 1024;
  say('memory per phone in the server process', `${perPhone.toFixed(1)} kB`);
  await publish(db, rest);
  const brokenMs = nowMs();
  await ask(clients, { kind: 'connect', url: server.url, phones, spreadMs: 1000 });
  const caughtUp = await ask(clients, { kind: 'await', seq: 2, channels: rest });
  say(
    'everybody back within 1 s, given what it missed',
    `after ${Math.round(Math.max(...caughtUp.atMs) - brokenMs)} ms, ${caughtUp.lostCount} lost`,
  );

  clients.kill();
  await server.close();
  await db.close();
}

/** One team with one visit per phone, each signed in. */
async function seatTeams(db: Database, count: number): Promise<{ channel: string; cookie: string }[]> {
  const { client } = db;
  const createdAt = systemClock.now();
  const expiresAt = new Date(createdAt.getTime() + 24 * 3600 * 1000);
  const seats = Array.from({ length: count }, (_, index) => ({ id: `bench-${index}`, token: newSessionToken() }));
  await client.team.createMany({
    data: seats.map(({ id }) => ({ id, unitId: 'q006', name: id, color: 1, depotId: 'depot', skills: [] })),
  });
  const account = { passwordHash: '-', displayName: 'bench', role: 'team', unitId: 'q006', createdAt };
  await client.account.createMany({ data: seats.map(({ id }) => ({ ...account, id, login: id, teamId: id })) });
  await client.session.createMany({
    data: seats.map(({ id, token }) => ({ tokenHash: hashToken(token), accountId: id, createdAt, expiresAt })),
  });
  await client.assignment.createMany({ data: seats.map(({ id }) => assignmentRow(`visit-${id}`, 'c-a1', id, 1)) });
  return seats.map(({ id, token }) => ({ channel: `team:${id}`, cookie: `gocua_session=${token}` }));
}

/** Says in one commit, on each of these teams' channels, that its visit changed. Answers when it was committed. */
async function publish(db: Database, channels: string[]): Promise<number> {
  const messages = channels.map((channel) => {
    const assignmentId = `visit-${channel.slice('team:'.length)}`;
    return { channel, type: 'team.assignment', payload: { assignmentId } };
  });
  await db.transaction((tx) => appendLiveMessages(tx, messages, systemClock.now()));
  return nowMs();
}

async function ask(clients: ChildProcess, order: Order): Promise<Report> {
  clients.send(order);
  const [answer] = (await once(clients, 'message')) as [Report];
  return answer;
}

function summary(valuesMs: number[]): string {
  const sorted = valuesMs.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`;
}

/** After a collection: objects and buffers of this thread (the embedded database has a thread of its own). */
function usedBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

function say(what: string, figure: string): void {
  console.log(`${what}: ${figure}`);
}
