import type { RunProgress } from '../contract/planning.ts';
import { appendLiveMessages } from '../db/live-messages.ts';
import type { Unlisten } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import { performRun } from './perform-run.ts';
import { runProgressOf } from './progress-listener.ts';
import { Solver } from './solver.ts';
import { findPlanningUnit } from './store/input.ts';
import { beatRun, type ClaimedRun, claimRun, endRun, NO_PROGRESS, releaseRun, type StopRequest } from './store/runs.ts';

/** PostgreSQL channel that wakes the queues of all processes: a run waits, or one is asked to stop. */
export const RUN_NOTIFICATIONS = 'runs';

/** Progress is stored, and a stop looked for, this often; a process not heard for DEAD_MS has lost its run. */
const BEAT_MS = 1000;
const DEAD_MS = 15_000;
/** Looked for forgotten runs this often. */
const LOOK_MS = 5000;
/** Progress is told live at most this often. */
const TELL_MS = 200;
/** A run that took its process down with it so often is not tried again. */
const MOST_ATTEMPTS = 3;

/** Takes the runs of the database one after another and carries them out. Runs survive the process: who dies is replaced. */
export class RunQueue {
  readonly #deps: Deps;
  readonly #closing = new AbortController();
  #unlisten: Unlisten | null = null;
  #timer: NodeJS.Timeout | null = null;
  #current: CurrentRun | null = null;
  #working: Promise<void> | null = null;
  /** Woken while working: look once more. */
  #again = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    this.#unlisten = await this.#deps.db.listen(RUN_NOTIFICATIONS, () => this.#wake());
    this.#timer = setInterval(() => this.#wake(), LOOK_MS);
    this.#timer.unref();
    // An embedded database belongs to this process alone: whoever had a run before is gone.
    const isAlone = this.#deps.db.kind === 'embedded';
    this.#work(isAlone ? this.#deps.clock.now() : null);
  }

  /** Gives the current run back and ends. */
  async close(): Promise<void> {
    this.#closing.abort();
    if (this.#timer) clearInterval(this.#timer);
    await this.#unlisten?.();
    this.#current?.abort();
    await this.#working;
  }

  #wake(): void {
    if (this.#current) void this.#current.beat();
    this.#work(null);
  }

  #work(deadBefore: Date | null): void {
    this.#again = true;
    this.#working ??= this.#takeAll(deadBefore)
      .catch((error: unknown) => this.#deps.log.error({ err: error }, 'the queue of runs'))
      .finally(() => {
        this.#working = null;
        if (this.#again && !this.#closing.signal.aborted) this.#work(null);
      });
  }

  async #takeAll(firstDeadBefore: Date | null): Promise<void> {
    let deadBefore = firstDeadBefore;
    while (this.#again && !this.#closing.signal.aborted) {
      this.#again = false;
      for (;;) {
        const now = this.#deps.clock.now();
        const dead = deadBefore ?? new Date(now.getTime() - DEAD_MS);
        const run = await this.#deps.db.transaction((tx) => claimRun(tx, now, dead));
        if (!run) break;
        // From now on the runs with a heartbeat are this process's own.
        deadBefore = null;
        this.#current = new CurrentRun(this.#deps, run);
        await this.#current.carryOut(this.#closing.signal);
        this.#current = null;
        if (this.#closing.signal.aborted) return;
      }
      deadBefore = null;
    }
  }
}

/** One run in this process: its thread, its progress, its heartbeat, its end. */
class CurrentRun {
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

  constructor(deps: Deps, run: ClaimedRun) {
    this.#deps = deps;
    this.#run = run;
    this.#solver = new Solver();
    this.#startedMs = deps.clock.now().getTime();
    this.#stopRequested = run.stopRequested;
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
