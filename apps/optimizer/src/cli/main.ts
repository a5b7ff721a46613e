import { writeFileSync } from 'node:fs';
import { checkPlan } from '../check/check-plan.ts';
import { monotonicNow } from '../clock.ts';
import { evaluate } from '../evaluate.ts';
import { explainUnassigned } from '../explain.ts';
import type { Progress } from '../options.ts';
import type { Plan } from '../plan.ts';
import { solve } from '../solve.ts';
import { solveInThreads } from '../threads/solve-in-threads.ts';
import { type CheckArguments, readArguments, type SolveArguments } from './arguments.ts';
import { InputError, type Instance, searchedProblem } from './instance.ts';
import { readHhcrspSolution } from './read-hhcrsp-solution.ts';
import { readInstance, readJson } from './read-instance.ts';
import { readSolution } from './read-solution.ts';
import { writeHhcrsp } from './write-hhcrsp.ts';
import { writeVroom } from './write-vroom.ts';

/** Exit codes: 0 done, 1 the solution is wrong, 2 the input is wrong (VROOM's own code for that). */
async function main(): Promise<void> {
  let args: SolveArguments | CheckArguments | null = null;
  try {
    args = readArguments(process.argv.slice(2));
    process.exitCode = args.command === 'solve' ? await runSolve(args) : runCheck(args);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
    // A program that reads VROOM's answers finds the error where VROOM puts it.
    if (args?.command === 'solve') put(args, { code: 2, error: error.message });
  }
}

async function runSolve(args: SolveArguments): Promise<number> {
  const startedMs = monotonicNow();
  if (args.explores) process.stderr.write('-x has no meaning here: --seconds (10 if not given) says how long to search\n');
  const instance = readInstance(args.problem);
  const loading = Math.round(monotonicNow() - startedMs);
  if (args.planMode) put(args, judgeGiven(args, instance, loading));
  else put(args, await search(args, instance, loading));
  return 0;
}

function judgeGiven(args: SolveArguments, instance: Instance, loading: number): object {
  const { given } = instance;
  if (!given) throw new InputError([`${args.problem}: -c needs routes, given as "steps" of the vehicles`]);
  const evaluation = evaluate(given.problem, given.plan);
  return writeVroom(instance, given.plan, evaluation, explainUnassigned(instance.problem, given.plan), { loading, solving: 0 });
}

async function search(args: SolveArguments, instance: Instance, loading: number): Promise<object> {
  const { given } = instance;
  const problem = searchedProblem(instance);
  if (given && given.conflicts.length > 0) throw new InputError(given.conflicts);
  const { seconds, iterations, seed, threads, verifies } = args;
  const options = {
    ...{ seed, verifies },
    ...(seconds !== undefined && { seconds }),
    ...(iterations !== undefined && { iterations }),
    ...(given && { initialPlan: { routes: given.plan.routes, unassigned: given.plan.unassigned } }),
    onProgress: showProgress,
  };
  const result = threads > 1 ? await solveInThreads(problem, threads, options) : solve(problem, options);
  if (process.stderr.isTTY) process.stderr.write('\n');
  const timing = { loading, solving: Math.round(result.elapsedMs) };
  if (instance.hhcrsp) return writeHhcrsp(instance.hhcrsp, result.evaluation);
  return writeVroom(instance, result.plan, result.evaluation, result.unassigned, timing);
}

function put({ output }: SolveArguments, answer: object): void {
  const text = `${JSON.stringify(answer)}\n`;
  if (output === undefined) process.stdout.write(text);
  else {
    try {
      writeFileSync(output, text);
    } catch (error) {
      process.stderr.write(`${output}: ${(error as Error).message}\n`);
      process.exitCode = 2;
    }
  }
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
  if (instance.hhcrsp) return checkHhcrsp(instance, readHhcrspSolution(instance.hhcrsp, readJson(args.solution)));
  const { plan, claimed } = readSolution(instance, readJson(args.solution));
  const wrong = checkPlan(searchedProblem(instance), plan, { routes: claimed, slackSec: 1 });
  const { travelSec, cost, servedCount } = evaluate(instance.problem, plan);
  const priority = plan.routes.flat().reduce((sum, v) => sum + instance.problem.visits[v]!.prize, 0);
  for (const sentence of wrong) process.stdout.write(`${sentence}\n`);
  const figures = `served ${servedCount}/${instance.visitIds.length} priority ${priority} travel ${travelSec} cost ${Math.round(cost / instance.costScale)}`;
  process.stdout.write(`${wrong.length === 0 ? 'ok' : `${wrong.length} violation(s)`}: ${figures}\n`);
  return wrong.length === 0 ? 0 : 1;
}

/** By its routes alone: the times are the earliest they allow. */
function checkHhcrsp({ problem, costScale }: Instance, plan: Plan): number {
  const evaluation = evaluate(problem, plan);
  const wrong = checkPlan(problem, plan, evaluation);
  for (const sentence of wrong) process.stdout.write(`${sentence}\n`);
  const isWhole = wrong.length === 0 && evaluation.unassignedCount === 0;
  const figures = `served ${evaluation.servedCount}/${problem.visits.length} cost ${(evaluation.cost / costScale).toFixed(3)}`;
  process.stdout.write(`${isWhole ? 'ok' : 'not a solution'}: ${figures}\n`);
  return isWhole ? 0 : 1;
}

await main();
