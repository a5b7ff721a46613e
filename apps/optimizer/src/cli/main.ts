import { writeFileSync } from 'node:fs';
import { checkPlan } from '../check/check-plan.ts';
import { monotonicNow } from '../clock.ts';
import { evaluate } from '../evaluate.ts';
import { explainUnassigned } from '../explain.ts';
import type { Progress } from '../options.ts';
import { solve } from '../solve.ts';
import { solveInThreads } from '../threads/solve-in-threads.ts';
import { type CheckArguments, readArguments, type SolveArguments } from './arguments.ts';
import { InputError } from './instance.ts';
import { readInstance, readJson } from './read-instance.ts';
import { readSolution } from './read-solution.ts';
import { writeVroom } from './write-vroom.ts';

/** Exit codes: 0 done, 1 the solution is wrong, 2 the input is wrong. */
async function main(): Promise<void> {
  try {
    const args = readArguments(process.argv.slice(2));
    process.exitCode = args.command === 'solve' ? await runSolve(args) : runCheck(args);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}

async function runSolve(args: SolveArguments): Promise<number> {
  const startedMs = monotonicNow();
  const instance = readInstance(args.problem);
  const loading = Math.round(monotonicNow() - startedMs);
  const limits = {
    ...(args.seconds !== undefined && { seconds: args.seconds }),
    ...(args.iterations !== undefined && { iterations: args.iterations }),
  };
  let answer: object;
  if (args.planMode) {
    const plan = instance.givenPlan;
    if (!plan) throw new InputError([`${args.problem}: -c needs routes, given as "steps" of the vehicles`]);
    const evaluation = evaluate(instance.problem, plan);
    answer = writeVroom(instance, plan, evaluation, explainUnassigned(instance.problem, plan), { loading, solving: 0 });
  } else {
    const initial = instance.givenPlan ? { initialPlan: instance.givenPlan } : {};
    const options = { seed: args.seed, ...limits, ...initial, onProgress: showProgress };
    const result =
      args.threads > 1 ? await solveInThreads(instance.problem, args.threads, options) : solve(instance.problem, options);
    if (process.stderr.isTTY) process.stderr.write('\n');
    answer = writeVroom(instance, result.plan, result.evaluation, result.unassigned, {
      loading,
      solving: Math.round(result.elapsedMs),
    });
  }
  const text = `${JSON.stringify(answer)}\n`;
  if (args.output === undefined) process.stdout.write(text);
  else writeFileSync(args.output, text);
  return 0;
}

/** One live line, on a terminal only. */
function showProgress(progress: Progress): void {
  if (!process.stderr.isTTY) return;
  const { iterations, elapsedMs, bestCost, servedCount, unassignedCount } = progress;
  const line = `${(elapsedMs / 1000).toFixed(1)} s  cost ${bestCost}  served ${servedCount}  unassigned ${unassignedCount}  iterations ${iterations}`;
  process.stderr.write(`\r${line.padEnd(100)}`);
}

function runCheck(args: CheckArguments): number {
  const instance = readInstance(args.problem);
  const { plan, claimed } = readSolution(instance, readJson(args.solution));
  const wrong = checkPlan(instance.problem, plan, { routes: claimed });
  const { travelSec, cost, servedCount } = evaluate(instance.problem, plan);
  const priority = plan.routes.flat().reduce((sum, v) => sum + instance.problem.visits[v]!.prize, 0);
  for (const sentence of wrong) process.stdout.write(`${sentence}\n`);
  const figures = `served ${servedCount}/${instance.visitIds.length} priority ${priority} travel ${travelSec} cost ${Math.round(cost / instance.costScale)}`;
  process.stdout.write(`${wrong.length === 0 ? 'ok' : `${wrong.length} violation(s)`}: ${figures}\n`);
  return wrong.length === 0 ? 0 : 1;
}

await main();
