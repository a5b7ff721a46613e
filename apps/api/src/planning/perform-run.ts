import type { Plan as Solution } from '@gocua/optimizer';
import type { RunProgress } from '../contract/planning.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { applyFix } from './apply-fix.ts';
import { checkPlan } from './check-plan.ts';
import { compileFix, requireAllServed } from './compile-fix.ts';
import { type CompiledProblem, compileProblem } from './compile-problem.ts';
import type { DraftPlan } from './draft-plan.ts';
import { explain } from './explain.ts';
import { loadInput } from './load-input.ts';
import { measureForUnit } from './measure-for-unit.ts';
import type { PlanningInput } from './planning-input.ts';
import type { BestSoFar } from './preview-run.ts';
import { readRoutes } from './read-solution.ts';
import { saveDraft } from './save-draft.ts';
import { Solver, SolverOverdueError } from './solver.ts';
import type { SolvedInThread } from './solver-thread.ts';
import type { ClaimedRun } from './store/runs.ts';

export interface RunHandle {
  readonly run: ClaimedRun;
  /** Aborted when the run is cancelled, lost to another process, or the server stops. */
  readonly signal: AbortSignal;
  readonly solver: Solver;
  /** Takes what changed of the progress. */
  report(change: Partial<RunProgress>): void;
  progress(): RunProgress;
  /** Offers a better plan to be looked at meanwhile. */
  offer(best: BestSoFar): void;
}

type SolvedProblem = Pick<SolvedInThread, 'evaluation' | 'unassigned' | 'iterations' | 'onTime'>;

/** From demand to a saved draft. Throws ProblemError when there is a reason a dispatcher can act on. */
export async function performRun(deps: Deps, handle: RunHandle): Promise<void> {
  const { run, signal } = handle;
  handle.report({ phase: 'loading' });
  const fix = run.rules?.fix;
  const loaded = await loadInput(deps.db, { ...run, now: deps.clock.now() });
  const input = fix ? applyFix(loaded, fix) : loaded;
  const visitCount = input.visits.length + input.caseIdsWithoutCoordinates.length;
  handle.report({ phase: 'measuring', visitCount, shiftCount: input.shifts.length });
  signal.throwIfAborted();
  const travel = await measureForUnit(deps, input, signal);
  handle.report({ phase: 'searching' });
  const compiled = fix ? await compileFix(deps, input, travel, fix) : compileProblem(input, travel);
  const result = await search(deps, handle, compiled, (solution) =>
    handle.offer({ input, compiled, travelSource: travel.source, solution }),
  );
  signal.throwIfAborted();
  handle.report({ phase: 'checking' });
  requireKeptPromises(input, result);
  if (fix) requireAllServed(compiled, result);
  const draft = readDraft(input, compiled, result);
  const faults = checkPlan(input, travel, draft);
  if (faults.length > 0) {
    deps.log.error({ runId: run.id, seed: run.seed, faults: faults.slice(0, 20) }, 'the second opinion rejected a plan');
    throw new ProblemError('plan-rejected', { params: { fault: faults[0]!.code, count: faults.length } });
  }
  await saveDraft(deps, {
    run,
    input,
    draft,
    travelSource: travel.source,
    bestCost: result.evaluation.cost,
    iterations: result.iterations,
    progress: { ...handle.progress(), phase: 'finished', servedCount: result.evaluation.servedCount },
  });
  handle.report({ phase: 'finished', servedCount: result.evaluation.servedCount });
}

/** A plan that changes more promises than it may is none: who asked for it decides whether more may change. */
function requireKeptPromises(input: PlanningInput, { evaluation }: SolvedProblem): void {
  const firm = evaluation.violations.filter(({ code }) => code === 'firmPromiseBroken').length;
  const changed = evaluation.rich?.changedPromises.length ?? 0;
  const { mostChanged } = input.rules;
  if (changed > mostChanged || firm > 0)
    throw new ProblemError('promises-over-budget', { params: { changed, most: mostChanged, firm } });
}

/** Points of the curve that are kept; when there are more, every second one is forgotten. */
const CURVE_POINTS = 120;

async function search(
  deps: Deps,
  { run, signal, solver, report, progress }: RunHandle,
  compiled: CompiledProblem,
  offer: (solution: Solution) => void,
): Promise<SolvedProblem> {
  const onAbort = (): void => void solver.terminate();
  signal.addEventListener('abort', onAbort);
  const startedMs = progress().elapsedMs;
  let best: Solution | undefined;
  try {
    return await solver.solve(compiled.problem, {
      initialPlan: compiled.initialPlan,
      seed: run.seed,
      seconds: run.limitSec,
      threads: deps.config.planningThreads,
      originMs: compiled.originMs,
      onProgress: ({ iterations, elapsedMs, bestCost, servedCount, plan }) => {
        let { curve } = progress();
        if (plan) {
          best = plan;
          offer(plan);
          const point = { elapsedMs: Math.round(startedMs + elapsedMs), bestCost, servedCount };
          curve = [...(curve.length < CURVE_POINTS ? curve : curve.filter((_, i) => i % 2 === 0)), point];
        }
        report({ iterations, bestCost, servedCount, curve });
      },
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof SolverOverdueError) || !best) throw error;
    // The plan that was shown last is not lost with its thread.
    deps.log.error({ runId: run.id, seed: run.seed }, 'the solver did not end; its best plan so far is taken');
    return await finishWith(best, run, compiled);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Evaluates and explains a plan in a thread of its own, without searching on. */
async function finishWith(best: Solution, run: ClaimedRun, compiled: CompiledProblem): Promise<SolvedProblem> {
  const solver = new Solver();
  try {
    const { originMs } = compiled;
    const options = { initialPlan: best, seed: run.seed, seconds: 0.001, threads: 1, originMs, onProgress: () => {} };
    return await solver.solve(compiled.problem, options);
  } finally {
    await solver.terminate();
  }
}

function readDraft(input: PlanningInput, compiled: CompiledProblem, solved: SolvedProblem): DraftPlan {
  return {
    routes: readRoutes(input, compiled, solved.evaluation, solved.onTime),
    unassigned: explain(input, compiled, solved.unassigned),
  };
}
