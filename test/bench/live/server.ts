import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { pino } from 'pino';
import { systemClock } from '../../../apps/api/src/clock.ts';
import { appendLiveMessages } from '../../../apps/api/src/db/live-messages.ts';
import { migrate } from '../../../apps/api/src/db/migrate.ts';
import { type Database, openDatabase } from '../../../apps/api/src/db/open-database.ts';
import { giveOneVisitEach, seatTeams } from '../../dispatch/many-teams.ts';
import { type RunningApp, serveDispatch } from '../../dispatch/serve-dispatch.ts';
import { fillWorld } from '../../dispatch/world.ts';
import { answerOrders, nowMs } from './orders.ts';

/** A server in a process of its own, so that only it is measured: its memory, and how busy it is. */
export type ServerOrder =
  /** Without an address the database is embedded; `teamCount` fills it first. */
  | { kind: 'start'; databaseUrl: string | null; teamCount: number | null }
  /** Says in one commit, on each of these channels, that the team's visit changed. */
  | { kind: 'publish'; channels: string[] }
  | { kind: 'measure' };
export interface ServerReport {
  url: string;
  seats: { channel: string; cookie: string }[];
  committedMs: number;
  /** After a collection: objects and buffers of the serving thread (the embedded database has a thread of its own). */
  usedBytes: number;
  /** Of the whole process since it started, with the embedded database. */
  cpuMs: number;
}

let db: Database | undefined;
let app: RunningApp | undefined;
let seats: ServerReport['seats'] = [];

answerOrders<ServerOrder, ServerReport>(async (order) => {
  let committedMs = 0;
  if (order.kind === 'start') {
    db = await openDatabase({ url: order.databaseUrl ?? undefined });
    await migrate(db);
    if (order.teamCount !== null) {
      await fillWorld(db);
      const seated = await seatTeams(db, order.teamCount, systemClock.now());
      await giveOneVisitEach(db, seated);
      seats = seated.map(({ channel, cookie }) => ({ channel, cookie }));
    }
    // A figure with errors behind it would be worth nothing: they are said.
    app = await serveDispatch(db, { clock: systemClock, log: pino({ level: 'error' }, pino.destination(2)) });
  }
  if (order.kind === 'publish') committedMs = await publish(order.channels);
  const { user, system } = process.cpuUsage();
  const usedBytes = order.kind === 'measure' ? collectedBytes() : 0;
  return {
    url: app?.url ?? '',
    seats: order.kind === 'start' ? seats : [],
    committedMs,
    usedBytes,
    cpuMs: (user + system) / 1000,
  };
});

async function publish(channels: string[]): Promise<number> {
  const messages = channels.map((channel) => {
    const assignmentId = `visit-${channel.slice('team:'.length)}`;
    return { channel, type: 'team.assignment', payload: { assignmentId } };
  });
  await db!.transaction((tx) => appendLiveMessages(tx, messages, systemClock.now()));
  return nowMs();
}

function collectedBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
