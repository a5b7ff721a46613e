import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findPostgresql } from '../../scripts/find-tools.mjs';
import { serverUrl } from '../support/postgresql-urls.ts';
import type { ClientOrder, ClientReport } from './live/clients.ts';
import { Helper, nowMs } from './live/orders.ts';
import type { ServerOrder, ServerReport } from './live/server.ts';

/** Rounds of one message, and how long they may take on a busy machine. */
const ROUNDS = 100;
const ROUNDS_MS = 20_000;
/** A mast without power. */
const AWAY_MS = 6_000;
/** More sockets than a system gives a process without being asked end in failures that are not the server's. */
const MOST_PHONES = 8_000;

type Server = Helper<ServerOrder, ServerReport>;

/**
 * npm run bench -- live [phones = 5000] [processes = 1 | 2]
 * Phones, each on the channel of a team of its own: memory of the server for each, time from commit to receipt for one team and for all at
 * once, and everybody coming back after all lines broke, as phones do (L22), given what they missed meanwhile. One process has the
 * database inside; two share a PostgreSQL, and then one of them is killed. Clients, servers and this are processes of their own.
 */
export async function bench([phones = '5000', processes = '1']: string[]): Promise<void> {
  const count = Math.min(Number(phones), MOST_PHONES);
  if (processes === '2') await onPostgresql((url) => measure(count, [url, url]));
  else await measure(count, [null]);
}

/** What a process that does nothing was kept waiting by a busy machine: no figure of this bench is better than that. */
function watchMachine(): () => number {
  let longestMs = 0;
  let lastMs = nowMs();
  const timer = setInterval(() => {
    longestMs = Math.max(longestMs, nowMs() - lastMs - 20);
    lastMs = nowMs();
  }, 20);
  timer.unref();
  return () => Math.max(0, Math.round(longestMs));
}

async function measure(count: number, databaseUrls: (string | null)[]): Promise<void> {
  const servers: Server[] = [];
  const reports: ServerReport[] = [];
  for (const [index, databaseUrl] of databaseUrls.entries()) {
    const server: Server = new Helper('server.ts');
    servers.push(server);
    reports.push(await server.ask({ kind: 'start', databaseUrl, teamCount: index === 0 ? count : null }));
  }
  const clients = new Helper<ClientOrder, ClientReport>('clients.ts');
  try {
    await measureWith(
      servers,
      clients,
      reports[0]!.seats,
      reports.map(({ url }) => url),
    );
  } finally {
    clients.kill();
    for (const server of servers) server.kill();
  }
}

async function measureWith(
  servers: readonly Server[],
  clients: Helper<ClientOrder, ClientReport>,
  phones: ServerReport['seats'],
  urls: string[],
): Promise<void> {
  const keptWaitingMs = watchMachine();
  const [first, other] = servers as [Server, Server | undefined];
  const channels = phones.map(({ channel }) => channel);
  const cpu = async () => await Promise.all(servers.map((server) => server.ask({ kind: 'measure' })));
  const idle = await cpu();
  const beganMs = nowMs();
  const connected = await clients.ask({ kind: 'connect', urls, phones });
  const used = await cpu();
  say(
    `${phones.length} phones connect at once, each given its snapshot`,
    `${Math.round(connected.atMs[0]! - beganMs)} ms, servers computed ${Math.round(sum(used, 'cpuMs') - sum(idle, 'cpuMs'))} ms`,
  );

  // Each heard by the phone of a team at the first process; published there, or at the other one.
  for (const [where, server] of [
    ['one team, from commit to receipt', first],
    ...(other ? [['one team, published at the other process, from commit to receipt', other] as const] : []),
  ] as const) {
    const channel = channels[where.includes('other') ? 2 : 0]!;
    const latencies: number[] = [];
    const endMs = nowMs() + ROUNDS_MS;
    for (let seq = 1; seq <= ROUNDS && nowMs() < endMs; seq++) {
      const { committedMs } = await server.ask({ kind: 'publish', channels: [channel] });
      const { atMs } = await clients.ask({ kind: 'await', seq, channels: [channel] });
      latencies.push(Math.max(0, atMs[0]! - committedMs));
    }
    say(`${where}, ${latencies.length} times`, summary(latencies));
  }
  const rest = channels.slice(4);
  let seq = 0;
  const broadcast = async () => {
    seq += 1;
    return (await first.ask({ kind: 'publish', channels: rest })).committedMs;
  };
  for (let round = 1; round <= 3; round++) {
    const committedMs = await broadcast();
    const { atMs } = await clients.ask({ kind: 'await', seq, channels: rest });
    say(
      `all ${rest.length} teams in one commit, from commit to receipt (${round})`,
      summary(atMs.map((at) => Math.max(0, at - committedMs))),
    );
  }

  const connectedBytes = sum(await cpu(), 'usedBytes');
  const networkMs = nowMs() + AWAY_MS;
  await clients.ask({ kind: 'break', awayMs: AWAY_MS });
  await sleep(AWAY_MS / 2);
  const perPhone = (connectedBytes - sum(await cpu(), 'usedBytes')) / phones.length / 1024;
  say('memory of the server for each phone', `${perPhone.toFixed(1)} kB`);
  await broadcast();
  const back = await clients.ask({ kind: 'await', seq, channels: rest });
  say('no network for a while; then everybody is back by itself and given what it missed', storm(back, networkMs));
  if (other) {
    const killedMs = nowMs();
    other.kill();
    await broadcast();
    const moved = await clients.ask({ kind: 'await', seq, channels: rest });
    say('one of the two processes is killed; its half is at the other and given what it missed', storm(moved, killedMs));
  }
  await clients.ask({ kind: 'end' });
  const load = loadavg().map((average) => average.toFixed(1));
  console.log(`load ${load.join(' ')}; an idle process was kept waiting by the machine for up to ${keptWaitingMs()} ms`);
}

function storm({ atMs, lostCount, failedCount }: ClientReport, sinceMs: number): string {
  const sorted = atMs.map((at) => at - sinceMs).sort((a, b) => a - b);
  const half = sorted[Math.floor(sorted.length / 2)]!;
  return `half after ${Math.round(half)} ms, all after ${Math.round(sorted.at(-1)!)} ms, ${lostCount} messages lost, ${failedCount} tries failed`;
}

/** A PostgreSQL of its own, thrown away afterwards. */
async function onPostgresql(run: (url: string) => Promise<void>): Promise<void> {
  const programs = findPostgresql(process.env);
  if (!programs) throw new Error('PostgreSQL was not found: set PG_BIN to the folder of initdb and postgres.');
  const script = fileURLToPath(new URL('../support/postgres-keeper.mjs', import.meta.url));
  const keeper = spawn(process.execPath, [script, programs], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(keeper.stdout, 'data')) as [Buffer];
    await run(serverUrl((JSON.parse(String(line)) as { port: number }).port, 'postgres'));
  } finally {
    keeper.stdin.end();
  }
}

function sum(reports: ServerReport[], of: 'cpuMs' | 'usedBytes'): number {
  return reports.reduce((total, report) => total + report[of], 0);
}

function summary(valuesMs: number[]): string {
  const sorted = valuesMs.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`;
}

function say(what: string, figure: string): void {
  console.log(`${what}: ${figure}`);
}
