import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ClockKind } from '../../apps/optimizer/src/threads/clock-kind.ts';
import { describeGrowth, type Growth } from './optimizer/growth.ts';
import { instancesOf, peersOf } from './optimizer/instances.ts';
import { describeRun, reportSet } from './optimizer/report.ts';
import type { Job } from './optimizer/run-one.ts';
import { appendRun, type Run, readRuns } from './optimizer/runs.ts';
import type { Served } from './optimizer/trim.ts';

const USAGE = `npm run bench -- optimizer sets --instances <folder> [--sets solomon,gh200] [--seeds 1,2,3] [--threads 2] [--seconds n | --like vroom-x5-t2]
    [--only regex] [--every 1] [--from 0] [--clock processor|wall] [--results runs.csv]
npm run bench -- optimizer report --instances <folder> --results runs.csv
npm run bench -- optimizer growth [--seconds 10] [--threads 2] [--clock processor|wall] [--visits 100,300,1000,2000,5000,10000]
The folder has one folder of instances per set, bks.csv with the best known values, peers.csv with what other solvers reached, and .sol
files beside prize-collecting instances. Without seconds each set has those of its bar; \`--like\` gives each instance the wall time that the
peer used on it. The processor's clock (the default) is what the process has computed divided by its threads: the wall time of
an idle machine. Results are appended; runs that the file already has are not repeated.`;

/** The wall time of the bars; the home visits have a third of VROOM's. */
const SECONDS: Record<string, number> = { solomon: 10, gh200: 30, gh400: 60, gh1000: 60, pcvrptw: 60, hhcrsp: 60 };
const HOME_VISIT_SECONDS: Record<string, number> = { 'HV-300': 9.6, 'HV-1000': 40, 'HV-2000': 80 };
/** What VROOM (1.15-dev, -x 5 -t 2) reached on the home visits in 29, 120 and 240 s. */
const HOME_VISIT_PEER: Record<string, Served> = {
  'HV-300': { served: 271, prize: 12_330, travelSec: 90_026 },
  'HV-1000': { served: 1_000, prize: 44_670, travelSec: 293_875 },
  'HV-2000': { served: 1_903, prize: 84_300, travelSec: 945_215 },
};

/** Quality against the best known values and the peers, or the cost of growth; every plan is judged by the independent checker. */
export async function bench(args: readonly string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const names = [
    'instances',
    'sets',
    'seconds',
    'like',
    'seeds',
    'threads',
    'only',
    'every',
    'from',
    'clock',
    'results',
    'visits',
  ];
  const options = Object.fromEntries(names.map((name) => [name, text]));
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const given = values as Record<string, string | undefined>;
  const [what] = positionals;
  if (what === 'growth') await benchGrowth(given);
  else if (what === 'sets' && given.instances) await benchSets(given.instances, given);
  else if (what === 'report' && given.instances && given.results) {
    const runs = readRuns(given.results);
    for (const set of new Set(runs.map((run) => run.set))) say(reportSet(given.instances, set, runs));
  } else say(USAGE);
}

async function benchSets(folder: string, given: Record<string, string | undefined>): Promise<void> {
  const runs = given.results ? readRuns(given.results) : [];
  for (const set of (given.sets ?? 'solomon').split(',')) {
    for (const job of jobsOf(folder, set, given)) {
      if (runs.some((run) => isOf(run, job))) continue;
      const run = await runInProcess(job);
      if (given.results) appendRun(given.results, run);
      runs.push(run);
      say(`  ${describeRun(run, job.peer)}`);
    }
    say(reportSet(folder, set, runs));
  }
}

/** All instances with the first seed, then with the next: whatever ends it early leaves whole seeds. */
function jobsOf(folder: string, set: string, given: Record<string, string | undefined>): Job[] {
  const threads = Number(given.threads ?? 2);
  const clock = clockOf(given);
  const only = new RegExp(given.only ?? '', 'i');
  const peers = peersOf(folder, set).filter((peer) => given.like?.split(',').includes(peer.solver));
  const [every, from] = [Number(given.every ?? 1), Number(given.from ?? 0)];
  const instances = instancesOf(folder, set).filter(({ name }, i) => i % every === from && only.test(name));
  return (given.seeds ?? '1').split(',').flatMap((seed) =>
    instances.flatMap(({ name, path, known }): Job[] => {
      const what = { set, instance: name, path, known, seed: Number(seed), clock, peer: HOME_VISIT_PEER[name] } as const;
      if (!given.like) {
        const seconds = Number(given.seconds ?? SECONDS[set] ?? HOME_VISIT_SECONDS[name] ?? 10);
        return [{ ...what, threads, seconds }];
      }
      const like = peers.find((peer) => peer.instance === name);
      if (!like) return [];
      return [{ ...what, threads, seconds: like.wall_s }];
    }),
  );
}

function clockOf(given: Record<string, string | undefined>): ClockKind {
  return given.clock === 'wall' ? 'wall' : 'processor';
}

function isOf(run: Run, job: Job): boolean {
  return (['set', 'instance', 'seed', 'threads', 'clock', 'seconds'] as const).every((name) => run[name] === job[name]);
}

async function runInProcess(job: Job): Promise<Run> {
  const run = await inProcess<Run>('run-one.ts', job);
  // NaN becomes null on its way between processes.
  return { ...run, known: run.known ?? Number.NaN, gap: run.gap ?? Number.NaN };
}

/** Sends the order to a process of its own and waits for its answer. */
async function inProcess<Answer>(file: string, order: object): Promise<Answer> {
  const child = fork(join(import.meta.dirname, 'optimizer', file), { execArgv: ['--import', 'tsx'] });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`${JSON.stringify(order)}: the process ended with ${code}`);
  });
  child.send(order);
  const [answer] = (await Promise.race([once(child, 'message'), failed])) as [Answer];
  failed.catch(() => {});
  return answer;
}

/** One process for each size: what it holds at most is that size's. */
async function benchGrowth(given: Record<string, string | undefined>): Promise<void> {
  const [seconds, threads] = [Number(given.seconds ?? 10), Number(given.threads ?? 2)];
  const clock = clockOf(given);
  say(`${seconds} s by the ${clock} clock, ${threads} threads`);
  for (const visitCount of (given.visits ?? '100,300,1000,2000,5000,10000').split(',').map(Number)) {
    const shiftCount = Math.ceil(visitCount * (visitCount < 5_000 ? 0.145 : 0.1));
    say(describeGrowth(await inProcess<Growth>('grow.ts', { visitCount, shiftCount, seconds, threads, clock })));
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
