import type { FieldAction } from '@gocua/api/contract/codes';
import type { FieldCommand, FieldResult } from '@gocua/api/contract/dispatch';
import type { TeamReport } from '@gocua/api/contract/field';
import type { Http } from '../api/http.ts';
import type { LiveClient, LiveStatus } from '../live/LiveClient.ts';
import { unansweredBecause } from './answers.ts';
import { CommandQueue, type QueueState, type StepFacts } from './command-queue.ts';
import type { FieldStore } from './open-field-store.ts';
import type { Outbox, OutboxState, SendOutcome } from './outbox.ts';
import type { PositionSharer } from './PositionSharer.ts';
import { type DoorPhoto, photoOutbox, type RefusedReport, type ReportInput, reportOutbox } from './reports.ts';
import { EMPTY_TEAM_STATE, reduceTeam, type TeamInput, type TeamState } from './team-state.ts';

export interface PhoneView {
  team: TeamState;
  queue: QueueState;
  reports: OutboxState<TeamReport, RefusedReport>;
  photos: OutboxState<DoorPhoto, RefusedReport>;
  live: LiveStatus;
  /** The phone's own disk has been read: what is shown is at least what was known last. */
  ready: boolean;
}

export interface PhoneParts {
  accountId: string;
  teamId: string;
  store: FieldStore;
  live: LiveClient;
  positions: PositionSharer;
  http: Pick<Http, 'post' | 'put'>;
  nowMs: () => number;
  newId: () => string;
  timer: { set(run: () => void, afterMs: number): unknown; clear(handle: unknown): void };
  /** Calls back when the network or the page comes back; returns the unsubscribe. */
  onWake: (wake: () => void) => () => void;
}

/** Older than this a place misleads whoever comes to help. */
const PLACE_FRESH_MS = 10 * 60_000;

/** All of a team's phone behind one door: what is known, what waits, what is heard. React only looks at `read()`. */
export class TeamPhone {
  readonly queue: CommandQueue;
  readonly positions: PositionSharer;
  readonly reports: ReturnType<typeof reportOutbox>;
  readonly photos: ReturnType<typeof photoOutbox>;
  #parts: PhoneParts;
  #view: PhoneView;
  #listeners = new Set<() => void>();
  #leave: (() => void)[] = [];
  #stopped = false;
  #forgotten = false;

  constructor(parts: PhoneParts) {
    this.#parts = parts;
    const { accountId, store, http, newId, timer } = parts;
    this.positions = parts.positions;
    const now = () => new Date(parts.nowMs());
    this.queue = new CommandQueue({
      accountId,
      store,
      send: (commands) => sendCommands(http, newId, commands),
      now,
      newId,
      timer,
      onResults: (results) => {
        const assignments = results.flatMap((result) => (result.assignment ? [result.assignment] : []));
        if (assignments.length > 0) this.#keep({ type: 'answers', assignments, heardAt: this.#nowIso() });
      },
    });
    const others = { accountId, now, timer };
    this.reports = reportOutbox(
      {
        ...others,
        store: store.reports,
        onResults: (results) => {
          const takenIds = new Set(results.flatMap(({ id, status }) => (status === 'refused' ? [] : [id])));
          const reports = this.reports.read().waiting.filter(({ id }) => takenIds.has(id));
          if (reports.length > 0) this.#keep({ type: 'reports-taken', reports });
        },
      },
      http,
      newId,
    );
    this.photos = photoOutbox({ ...others, store: store.photos, onResults: () => undefined }, http);
    this.#view = { team: EMPTY_TEAM_STATE, ...this.#outboxStates(), live: parts.live.status(), ready: false };
  }

  readonly read = (): PhoneView => this.#view;

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async start(): Promise<void> {
    const { store, live, accountId, teamId, onWake } = this.#parts;
    this.#leave.push(
      ...this.#outboxes().map((outbox) => outbox.listen(() => this.#set(this.#outboxStates()))),
      live.listen(() => {
        this.#set({ live: live.status() });
        if (live.status() === 'live') this.sendAll();
      }),
      onWake(() => this.sendAll()),
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
    await Promise.all(this.#outboxes().map((outbox) => outbox.start()));
  }

  stop(): void {
    this.#stopped = true;
    for (const leave of this.#leave) leave();
    for (const outbox of this.#outboxes()) outbox.stop();
    this.#parts.live.stop();
    this.positions.stop();
    this.#listeners.clear();
  }

  /** Resolves when the step is on the phone's disk. */
  step(assignmentId: string, action: FieldAction, facts: StepFacts = {}): Promise<void> {
    return this.queue.add(assignmentId, action, facts);
  }

  /** Resolves when the report is on the phone's disk. */
  report(report: ReportInput): Promise<void> {
    return this.reports.put({ ...report, id: this.#parts.newId(), deviceAt: this.#nowIso() } as TeamReport);
  }

  /** Resolves with the photo's id when it is on the phone's disk. */
  async addPhoto(assignmentId: string, jpeg: ArrayBuffer): Promise<string> {
    const id = this.#parts.newId();
    await this.photos.put({ id, assignmentId, jpeg });
    return id;
  }

  /** Where the phone was within the last minutes, if it is shared; for a call for help. */
  lastPlace(): { lat: number; lon: number } | null {
    const { place } = this.positions.read();
    return place && this.#parts.nowMs() - place.atMs <= PLACE_FRESH_MS ? { lat: place.lat, lon: place.lon } : null;
  }

  sendAll(): void {
    for (const outbox of this.#outboxes()) void outbox.flush();
  }

  /** All that is applied was on a lit screen: the dispatcher reads "seen". */
  saw(): void {
    this.#parts.live.sawAll(`team:${this.#parts.teamId}`);
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

  #outboxes(): Pick<Outbox<never, never, never>, 'listen' | 'start' | 'stop' | 'flush'>[] {
    return [this.queue, this.reports, this.photos];
  }

  #outboxStates(): Pick<PhoneView, 'queue' | 'reports' | 'photos'> {
    return { queue: this.queue.read(), reports: this.reports.read(), photos: this.photos.read() };
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

/** One request. What the server can never read is refused (Q5); everything else without an answer is tried again (Q4). */
async function sendCommands(
  http: Pick<Http, 'post'>,
  newId: () => string,
  commands: readonly FieldCommand[],
): Promise<SendOutcome<FieldResult>> {
  try {
    const { results } = await http.post<{ results: FieldResult[] }>('/api/field/commands', {
      body: { commands },
      commandId: newId(),
    });
    return { kind: 'answered', results };
  } catch (error) {
    return unansweredBecause(error);
  }
}
