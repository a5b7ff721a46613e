import type { RunProgress } from '../contract/planning.ts';
import { appendLiveMessages } from '../db/live-messages.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import { performRun } from './perform-run.ts';
import type { BestSoFar } from './preview-run.ts';
import { runProgressOf } from './progress-listener.ts';
import { Solver } from './solver.ts';
import { findPlanningUnit } from './store/input.ts';
import { beatRun, type ClaimedRun, endRun, NO_PROGRESS, releaseRun, type StopRequest } from './store/runs.ts';

/** Progress is stored, and a stop looked for, this often. */
const BEAT_MS = 1000;
/** Progress is told live at most this often. */
const TELL_MS = 200;
/** A run that took its process down with it so often is not tried again. */
const MOST_ATTEMPTS = 3;

/** One run in this process: its thread, its progress, its heartbeat, its end. */
export class CurrentRun {
  readonly #deps: Deps;
  readonly #run: ClaimedRun;
  readonly #solver: Solver;
  readonly #abort = new AbortController();
  readonly #startedMs: number;
  #progress: RunProgress = NO_PROGRESS;
  #stopRequested: StopRequest | null;
  #isLost = false;
  #beating: Promise<void> | null = null;
  #toldMs = 0;
  #unitPath = '';
  best: BestSoFar | null = null;

  constructor(deps: Deps, run: ClaimedRun) {
    this.#deps = deps;
    this.#run = run;
    this.#solver = new Solver();
    this.#startedMs = deps.clock.now().getTime();
    this.#stopRequested = run.stopRequested;
  }

  get id(): string {
    return this.#run.id;
  }

  abort(): void {
    this.#abort.abort();
  }

  async carryOut(closing: AbortSignal): Promise<void> {
    const { db, log } = this.#deps;
    const timer = setInterval(() => void this.beat(), BEAT_MS);
    try {
      this.#unitPath = (await findPlanningUnit(db.client, this.#run.unitId))?.path ?? '';
      await this.#tellState('running');
      if (this.#run.attempt > MOST_ATTEMPTS) throw new ProblemError('internal', { params: { attempts: MOST_ATTEMPTS } });
      this.#obey();
      await performRun(this.#deps, {
        run: this.#run,
        signal: this.#abort.signal,
        solver: this.#solver,
        report: (change) => this.#report(change),
        progress: () => this.#progress,
        offer: (best) => {
          this.best = best;
        },
      });
    } catch (error) {
      if (closing.aborted) await releaseRun(db.client, this.#run);
      else if (this.#isLost) log.warn({ runId: this.#run.id, attempt: this.#run.attempt }, 'another process has the run');
      else if (this.#stopRequested === 'cancel') await this.#end('cancelled');
      else await this.#fail(error);
    } finally {
      clearInterval(timer);
      await this.#beating;
      await this.#solver.terminate();
    }
  }

  /** Stores the progress, and learns whether somebody wants the run to stop. */
  beat(): Promise<void> {
    this.#beating ??= beatRun(this.#deps.db.client, this.#run, this.#progress, this.#deps.clock.now())
      .then((heard) => {
        if (heard === null) {
          // Ended by this process meanwhile, or taken by another.
          this.#isLost = this.#progress.phase !== 'finished';
          if (this.#isLost) this.abort();
          return;
        }
        this.#stopRequested = heard.stopRequested;
        this.#obey();
      })
      .catch((error: unknown) => this.#deps.log.warn({ err: error, runId: this.#run.id }, 'the progress was not stored'))
      .finally(() => {
        this.#beating = null;
      });
    return this.#beating;
  }

  #obey(): void {
    if (this.#stopRequested === 'cancel') this.abort();
    if (this.#stopRequested === 'keep') this.#solver.stop();
  }

  #report(change: Partial<RunProgress>): void {
    const isNewPhase = change.phase !== undefined && change.phase !== this.#progress.phase;
    const nowMs = this.#deps.clock.now().getTime();
    this.#progress = { ...this.#progress, ...change, elapsedMs: nowMs - this.#startedMs };
    if (isNewPhase || nowMs - this.#toldMs >= TELL_MS) this.#tell();
  }

  #tell(): void {
    this.#toldMs = this.#deps.clock.now().getTime();
    runProgressOf(this.#deps).say({
      runId: this.#run.id,
      unitId: this.#run.unitId,
      unitPath: this.#unitPath,
      progress: this.#progress,
    });
  }

  async #fail(error: unknown): Promise<void> {
    const isExpected = error instanceof ProblemError;
    if (!isExpected) this.#deps.log.error({ err: error, runId: this.#run.id }, 'a run failed');
    const failure = isExpected
      ? { code: error.code, ...(error.facts.params ? { params: error.facts.params } : {}) }
      : { code: 'internal' };
    await this.#end('failed', failure);
  }

  async #end(state: 'cancelled' | 'failed', failure?: { code: string; params?: Record<string, string | number> }): Promise<void> {
    const progress = { ...this.#progress, phase: 'finished' as const };
    const now = this.#deps.clock.now();
    this.#progress = progress;
    await this.#deps.db.transaction(async (tx) => {
      if (!(await endRun(tx, this.#run, { state, progress, ...(failure ? { failure } : {}), now }))) return;
      const payload = { runId: this.#run.id, state, planId: null };
      const messages = liveUnitChannels(this.#unitPath).map((channel) => ({ channel, type: 'unit.run', payload }));
      await appendLiveMessages(tx, messages, now);
    });
  }

  async #tellState(state: 'running'): Promise<void> {
    const payload = { runId: this.#run.id, state, planId: null };
    const messages = liveUnitChannels(this.#unitPath).map((channel) => ({ channel, type: 'unit.run', payload }));
    await this.#deps.db.transaction((tx) => appendLiveMessages(tx, messages, this.#deps.clock.now()));
  }
}
