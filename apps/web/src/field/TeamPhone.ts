import type { FieldAction, Outcome } from '@gocua/api/contract/codes';
import type { FieldCommand, FieldResult } from '@gocua/api/contract/dispatch';
import { type FailureCode, type Http, ProblemError } from '../api/http.ts';
import type { LiveClient, LiveStatus } from '../live/LiveClient.ts';
import { CommandQueue, type QueueState, type SendOutcome } from './command-queue.ts';
import type { FieldStore } from './open-field-store.ts';
import { EMPTY_TEAM_STATE, reduceTeam, type TeamInput, type TeamState } from './team-state.ts';

export interface PhoneView {
  team: TeamState;
  queue: QueueState;
  live: LiveStatus;
  /** The phone's own disk has been read: what is shown is at least what was known last. */
  ready: boolean;
}

export interface PhoneParts {
  accountId: string;
  teamId: string;
  store: FieldStore;
  live: LiveClient;
  http: Pick<Http, 'post'>;
  nowMs: () => number;
  newId: () => string;
  timer: { set(run: () => void, afterMs: number): unknown; clear(handle: unknown): void };
  /** Calls back when the network or the page comes back; returns the unsubscribe. */
  onWake: (wake: () => void) => () => void;
}

/** All of a team's phone behind one door: what is known, what waits, what is heard. React only looks at `read()`. */
export class TeamPhone {
  readonly queue: CommandQueue;
  #parts: PhoneParts;
  #view: PhoneView;
  #listeners = new Set<() => void>();
  #leave: (() => void)[] = [];
  #stopped = false;
  #forgotten = false;

  constructor(parts: PhoneParts) {
    this.#parts = parts;
    this.queue = new CommandQueue({
      accountId: parts.accountId,
      store: parts.store,
      send: (commands) => sendCommands(parts.http, parts.newId, commands),
      now: () => new Date(parts.nowMs()),
      newId: parts.newId,
      timer: parts.timer,
      onResults: (results) => {
        const assignments = results.flatMap((result) => (result.assignment ? [result.assignment] : []));
        if (assignments.length > 0) this.#keep({ type: 'answers', assignments, heardAt: this.#nowIso() });
      },
    });
    this.#view = { team: EMPTY_TEAM_STATE, queue: this.queue.read(), live: parts.live.status(), ready: false };
  }

  readonly read = (): PhoneView => this.#view;

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async start(): Promise<void> {
    const { store, live, accountId, teamId, onWake } = this.#parts;
    this.#leave.push(
      this.queue.listen(() => this.#set({ queue: this.queue.read() })),
      live.listen(() => {
        this.#set({ live: live.status() });
        if (live.status() === 'live') void this.queue.flush();
      }),
      onWake(() => void this.queue.flush()),
    );
    const kept = await store.readTeam(accountId).catch(() => undefined);
    if (this.#stopped) return;
    const team = kept?.snapshot?.team.id === teamId ? kept : EMPTY_TEAM_STATE;
    this.#set({ team, ready: true });
    const channel = `team:${teamId}`;
    this.#leave.push(
      live.subscribe(channel, {
        after: team.seq,
        onSnapshot: (message) => this.#put({ type: 'live', message, heardAt: this.#nowIso() }),
        onEvent: (event, seq, at) =>
          this.#put({ type: 'live', message: { type: 'message', channel, seq, at, event }, heardAt: this.#nowIso() }),
      }),
    );
    live.start();
    await this.queue.start();
  }

  stop(): void {
    this.#stopped = true;
    for (const leave of this.#leave) leave();
    this.queue.stop();
    this.#parts.live.stop();
    this.#listeners.clear();
  }

  /** Resolves when the step is on the phone's disk. */
  step(assignmentId: string, action: FieldAction, outcome: Outcome | null = null, note = ''): Promise<void> {
    return this.queue.add(assignmentId, action, outcome, note);
  }

  readNews = (): void => this.#keep({ type: 'news-read' });
  understandWithdrawal = (id: string): void => this.#keep({ type: 'withdrawal-understood', id });

  /** Before signing out: takes names and addresses off the phone. What waits to be sent stays. */
  async forget(): Promise<void> {
    this.#forgotten = true;
    await this.#parts.store.forgetTeam(this.#parts.accountId);
  }

  /** Signing out failed: the phone keeps its evening after all. */
  async remember(): Promise<void> {
    this.#forgotten = false;
    await this.#parts.store.writeTeam(this.#parts.accountId, this.#view.team);
  }

  #nowIso(): string {
    return new Date(this.#parts.nowMs()).toISOString();
  }

  /** A disk that fails is said by the command queue; what is shown stays right as long as the page stands. */
  #keep(input: TeamInput): void {
    this.#put(input).catch(() => undefined);
  }

  /** Shows it at once; resolves when it is on the phone's disk, rejects when it is not. */
  async #put(input: TeamInput): Promise<void> {
    if (this.#stopped) return;
    const team = reduceTeam(this.#view.team, input);
    if (team === this.#view.team) return;
    this.#set({ team });
    if (!this.#forgotten) await this.#parts.store.writeTeam(this.#parts.accountId, team);
  }

  #set(change: Partial<PhoneView>): void {
    if (this.#stopped) return;
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const UNREADABLE = new Set<FailureCode>([
  'invalid-input',
  'malformed-body',
  'body-too-large',
  'unsupported-media-type',
  'command-id-reused',
]);

/** One request. What the server can never read is refused (Q5); everything else without an answer is tried again (Q4). */
async function sendCommands(
  http: Pick<Http, 'post'>,
  newId: () => string,
  commands: readonly FieldCommand[],
): Promise<SendOutcome> {
  try {
    const { results } = await http.post<{ results: FieldResult[] }>('/api/field/commands', {
      body: { commands },
      commandId: newId(),
    });
    return { kind: 'answered', results };
  } catch (error) {
    if (!(error instanceof ProblemError)) return { kind: 'unanswered', because: 'network' };
    if (error.code === 'no-network') return { kind: 'unanswered', because: 'network' };
    if (error.status === 401 || error.status === 403) return { kind: 'unanswered', because: 'signed-out' };
    if (UNREADABLE.has(error.code)) return { kind: 'unreadable', problem: error.code };
    return { kind: 'unanswered', because: 'server' };
  }
}
