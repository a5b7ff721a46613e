import type { Unlisten } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { CurrentRun } from './current-run.ts';
import type { BestSoFar } from './preview-run.ts';
import { claimRun } from './store/runs.ts';

/** PostgreSQL channel that wakes the queues of all processes: a run waits, or one is asked to stop. */
export const RUN_NOTIFICATIONS = 'runs';

/** A process not heard for so long has lost its run. */
const DEAD_MS = 15_000;
/** Looked for forgotten runs this often. */
const LOOK_MS = 5000;

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

  /** The best plan so far of a run that this process carries out; null for any other. */
  bestOf(runId: string): BestSoFar | null {
    return this.#current?.id === runId ? this.#current.best : null;
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
