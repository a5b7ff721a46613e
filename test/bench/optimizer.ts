import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkPlan } from '../../apps/optimizer/src/check/check-plan.ts';
import { readInstance } from '../../apps/optimizer/src/cli/read-instance.ts';
import { type Problem, prepareInsertions, type SolveResult, solve } from '../../apps/optimizer/src/index.ts';
import { solveInThreads } from '../../apps/optimizer/src/threads/solve-in-threads.ts';
import { townOf } from './optimizer/town.ts';

const USAGE = `npm run bench -- optimizer sets --instances <folder> [--sets solomon,gh200] [--seconds 10] [--seeds 3] [--threads 1] [--every 1]
npm run bench -- optimizer growth [--seconds 10] [--most 10000]
The folder has one folder of instances per set, bks.csv with the best known values, and .sol files beside prize-collecting instances.`;

/** Quality against the best known values, or the cost of growth; every plan is judged by the independent checker. */
export async function bench(args: readonly string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const options = { instances: text, sets: text, seconds: text, seeds: text, threads: text, every: text, most: text };
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const seconds = Number(values.seconds ?? 10);
  if (positionals[0] === 'growth') benchGrowth(seconds, Number(values.most ?? 10_000));
  else if (positionals[0] === 'sets' && values.instances) {
    for (const set of (values.sets ?? 'solomon').split(',')) {
      await benchSet(
        values.instances,
        set,
        seconds,
        Number(values.seeds ?? 3),
        Number(values.threads ?? 1),
        Number(values.every ?? 1),
      );
    }
  } else process.stdout.write(`${USAGE}\n`);
}

async function benchSet(
  folder: string,
  set: string,
  seconds: number,
  seeds: number,
  threads: number,
  every: number,
): Promise<void> {
  const best = bestKnown(folder);
  const files = readdirSync(join(folder, set)).filter((file) => /\.(txt|vrp|json\.gz)$/.test(file));
  const gaps: number[] = [];
  process.stdout.write(`${set}: ${seconds} s, ${seeds} seeds, ${threads} threads\n`);
  for (const file of files.filter((_, i) => i % every === 0)) {
    const path = join(folder, set, file);
    const { problem } = readInstance(path);
    const name = file.replace(/\.(txt|vrp|json\.gz)$/, '').toUpperCase();
    // A prize-collecting instance bears the name of the one it was made from; its own value stands beside it.
    const known = solutionCost(path) ?? best.get(name) ?? null;
    const own: string[] = [];
    for (let seed = 1; seed <= seeds; seed++) {
      const result = threads > 1 ? await solveInThreads(problem, threads, { seed, seconds }) : solve(problem, { seed, seconds });
      const gap = known === null ? Number.NaN : 100 * (result.evaluation.cost / known - 1);
      gaps.push(gap);
      own.push(`${describe(problem, result)}${known === null ? '' : ` ${gap.toFixed(2)} %`}`);
    }
    process.stdout.write(`  ${name.padEnd(12)} ${own.join(' | ')}\n`);
  }
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  process.stdout.write(`${set}: mean gap ${mean.toFixed(3)} % over ${gaps.length} runs\n`);
}

function describe(problem: Problem, result: SolveResult): string {
  const wrong = checkPlan(problem, result.plan, result.evaluation);
  if (wrong.length > 0) return `WRONG: ${wrong[0]}`;
  const { evaluation, iterations, elapsedMs } = result;
  const prize = result.plan.routes.flat().reduce((sum, v) => sum + problem.visits[v]!.prize, 0);
  const served =
    evaluation.unassignedCount === 0 ? '' : ` served ${evaluation.servedCount}/${problem.visits.length} prize ${prize}`;
  return `${evaluation.cost}${served} ${Math.round(iterations / elapsedMs)}k/s`;
}

function benchGrowth(seconds: number, most: number): void {
  for (const visitCount of [100, 300, 1_000, 2_000, 5_000, 10_000].filter((count) => count <= most)) {
    const problem = townOf(visitCount, Math.ceil(visitCount / 5), visitCount);
    const result = solve(problem, { seed: 1, seconds });
    const insertions = prepareInsertions(problem, result.plan);
    const spent = result.plan.unassigned.slice(0, 50).map((visit) => {
      const startedMs = performance.now();
      insertions(visit);
      return performance.now() - startedMs;
    });
    const median = spent.sort((a, b) => a - b)[spent.length >> 1]?.toFixed(2) ?? '–';
    const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
    process.stdout.write(
      `${visitCount} visits × ${problem.shifts.length} shifts: first plan ${Math.round(result.firstPlanMs)} ms, ${describe(problem, result)}, best insertions ${median} ms, ${memory} MB\n`,
    );
  }
}

function bestKnown(folder: string): Map<string, number> {
  const path = join(folder, 'bks.csv');
  if (!existsSync(path)) return new Map();
  const [head, ...rows] = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const [name, value] = [head!.indexOf('instance'), head!.indexOf('bks_int')];
  return new Map(rows.map((row) => [row[name]!.toUpperCase(), Number(row[value])]));
}

function solutionCost(path: string): number | null {
  const solution = path.replace(/\.[a-z]+$/, '.sol');
  const cost = existsSync(solution) && solution !== path ? /Cost:?\s+(\d+)/.exec(readFileSync(solution, 'utf8')) : null;
  return cost ? Number(cost[1]) : null;
}
