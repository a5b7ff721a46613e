import { pino } from 'pino';
import type { Actor } from '../../apps/api/src/auth/actor.ts';
import type { FieldCommand, FieldResult } from '../../apps/api/src/contract/dispatch.ts';
import type { ServerMessage } from '../../apps/api/src/contract/live.ts';
import { LIVE_CLOSE, type LiveCloseCode, MAX_BUFFERED_BYTES } from '../../apps/api/src/contract/live-codes.ts';
import { Hub } from '../../apps/api/src/dispatch/hub.ts';
import type { DeliveryFacts, HubStore } from '../../apps/api/src/dispatch/hub-store.ts';
import { EMPTY_TEAM_STATE, reduceTeam, type TeamState } from '../../apps/web/src/field/team-state.ts';
import { ManualClock } from '../support/clock.ts';
import { FieldWork } from './field-work.ts';
import { HandSocket, HandTimers, say } from './hand-driven.ts';
import type { Random } from './random.ts';
import { EVENING } from './world.ts';

/** A visit as far as a scenario compares it. */
export interface Visit {
  id: string;
  state: string;
  version: number;
}

/** What a scenario counts of one person: visits that ended as served, and reports somebody still has to decide on. */
export interface Count {
  caseId: string;
  servedCount: number;
  openEvidenceIds: string[];
}

/** The server's side of a scenario: what is true, and the store that hubs read it through. */
export interface Truth {
  readonly teamIds: string[];
  store(clock: ManualClock): HubStore;
  /** Gives a team a new visit, in one commit with its news. */
  assign(teamId: string): Promise<string>;
  withdraw(teamId: string, visitId: string): Promise<void>;
  /** Gives a visit to another team: a new visit of the same case, in one commit with the news of both. */
  move(teamId: string, visitId: string, toTeamId: string): Promise<string>;
  /** What a phone reported, in order; the answers as the server gives them. */
  report(teamId: string, commands: FieldCommand[]): Promise<FieldResult[]>;
  /** A dispatcher decides on a report: accepted when nobody else served the case. */
  decide(evidenceId: string): Promise<void>;
  count(): Promise<Count[]>;
  /** Forgets old messages of a channel. */
  prune(channel: string): Promise<void>;
  shown(teamId: string): Promise<Visit[]>;
  head(channel: string): Promise<number>;
  /** What is written of a device's delivery; 0 when nothing is. */
  delivered(channel: string, deviceId: string): Promise<number>;
}

interface Process {
  hub: Hub;
  kill(): void;
}

/** Whoever listens to one channel: a phone to its team's, the board to its unit's. What it applied survives everything. */
export interface Listener {
  readonly deviceId: string;
  readonly channel: string;
  readonly actor: Actor;
  seq: number | null;
  /** The highest number it ever applied. */
  furthestSeq: number;
  /** A phone's own state, by the reducer that phones use. */
  team: TeamState;
  /** What it did and has no answer for, in order; survives everything but losing the phone. */
  waiting: FieldCommand[];
  /** `ackedSeq`: what it acknowledged on this connection. */
  line: { socket: HandSocket; process: Process; ackedSeq: number } | null;
}

const UNIT_CHANNEL = 'unit:01';
const LOG = pino({ level: 'silent' });

/**
 * One seeded evening of random publications, lost and repeated wake-ups, broken lines, slow phones, killed and drained servers,
 * a database that is away, forgotten messages. Every connection is checked while it goes on (L12, L17, no refusal); in the end
 * everybody comes back, and each phone must show exactly what the server holds.
 */
export class Evening {
  readonly #random: Random;
  readonly #truth: Truth;
  readonly #clock = new ManualClock(EVENING);
  readonly #timers = new HandTimers(this.#clock);
  readonly #phones: Listener[];
  readonly #board: Listener;
  readonly #openVisits: Map<string, string[]>;
  readonly #processes: Process[];
  readonly #violations: string[] = [];
  readonly #work: FieldWork;
  /** By device: the highest number any socket was given. */
  readonly #putOnLine = new Map<string, number>();
  #isDatabaseAway = false;

  constructor(random: Random, truth: Truth) {
    this.#random = random;
    this.#truth = truth;
    this.#phones = truth.teamIds.flatMap((id) => [1, 2].map((number) => listener(`${id}-phone-${number}`, `team:${id}`, id)));
    this.#board = listener('board-device', UNIT_CHANNEL, null);
    this.#openVisits = new Map(truth.teamIds.map((teamId) => [teamId, []]));
    this.#processes = [this.#start(), this.#start()];
    const wake = (channel: string) => this.#wake([channel, UNIT_CHANNEL]);
    this.#work = new FieldWork({ random, truth, clock: this.#clock, wake, violations: this.#violations });
  }

  async play(stepCount: number): Promise<void> {
    const steps: [weight: number, step: () => Promise<void> | void][] = [
      [8, () => this.#publish()],
      [6, () => this.#connect(this.#random.pick(this.#listeners))],
      [8, () => this.#work.act(this.#random.pick(this.#phones))],
      [5, () => this.#work.send(this.#random.pick(this.#phones))],
      [4, () => this.#work.arrive()],
      [1, () => this.#work.decideSomething()],
      [2, () => this.#breakLine(this.#random.pick(this.#listeners), this.#random.below(2) === 0)],
      [5, () => this.#random.pick(this.#listeners).line?.socket.flush(this.#random.below(3))],
      [2, () => this.#eachSocket((socket) => socket.flush())],
      [1, () => this.#getStuck()],
      [2, () => this.#eachSocket((socket) => socket.unstick())],
      [1, () => this.#kill()],
      [1, () => this.#drain()],
      [1, () => this.#setDatabaseAway(true)],
      [2, () => this.#setDatabaseAway(false)],
      [1, () => this.#truth.prune(this.#random.pick(this.#listeners).channel)],
      [1, () => this.#forgetEverything(this.#random.pick(this.#phones))],
      [2, () => this.#timers.advance(this.#random.pick([1, 5, 20, 45]), this.#random.pause)],
      [2, () => this.#settle()],
    ];
    const lots = steps.flatMap(([weight, step]) => Array.from({ length: weight }, () => step));
    for (let count = 0; count < stepCount; count++) {
      await this.#random.pick(lots)();
      await this.#random.pause();
    }
    await this.#comeBack();
    await this.#compare();
    for (const { hub } of this.#processes) await hub.drain();
  }

  get #listeners(): Listener[] {
    return [...this.#phones, this.#board];
  }

  #start(): Process {
    const inner = this.#truth.store(this.#clock);
    let isAlive = true;
    const never = new Promise<never>(() => {});
    const guard =
      <Args extends unknown[], Result>(run: (...args: Args) => Promise<Result>) =>
      async (...args: Args): Promise<Result> => {
        await this.#random.pause();
        if (!isAlive) return never;
        if (this.#isDatabaseAway) throw new Error('the database is away');
        const result = await run(...args);
        await this.#random.pause();
        return isAlive ? result : never;
      };
    const store: HubStore = {
      authorise: guard(inner.authorise),
      readAfter: guard(inner.readAfter),
      readSnapshots: guard(inner.readSnapshots),
      render: guard(inner.render),
      renderTransients: guard(inner.renderTransients),
      saveDeliveries: guard((deliveries) => {
        this.#checkDeliveries(deliveries);
        return inner.saveDeliveries(deliveries);
      }),
      findActors: async () => new Map(this.#listeners.map(({ deviceId, actor }) => [deviceId, actor])),
    };
    const timers = {
      after: (ms: number, run: () => void) => this.#timers.after(ms, () => isAlive && run()),
      breathe: this.#random.pause,
    };
    const hub = new Hub({ store, clock: this.#clock, timers, log: LOG });
    const kill = () => {
      isAlive = false;
    };
    return { hub, kill };
  }

  async #publish(): Promise<void> {
    const teamId = this.#random.pick(this.#truth.teamIds);
    const visits = this.#openVisits.get(teamId)!;
    const kind = visits.length === 0 ? 'assign' : this.#random.pick(['assign', 'withdraw', 'move', 'move']);
    const channels = new Set([`team:${teamId}`, UNIT_CHANNEL]);
    if (kind === 'assign') visits.push(await this.#truth.assign(teamId));
    if (kind === 'withdraw' || kind === 'move') {
      const [visitId] = visits.splice(this.#random.below(visits.length), 1);
      if (kind === 'withdraw') await this.#truth.withdraw(teamId, visitId!);
      else {
        const other = this.#random.pick(this.#truth.teamIds);
        this.#openVisits.get(other)!.push(await this.#truth.move(teamId, visitId!, other));
        channels.add(`team:${other}`);
      }
    }
    this.#wake(channels);
  }

  #wake(channels: Iterable<string>): void {
    for (const { hub } of this.#processes) {
      for (const channel of channels) {
        // Lost, once, twice, or "look at all".
        for (const wake of this.#random.pick([[], [channel], [channel], [channel, channel], ['']])) hub.wake(wake);
      }
    }
  }

  #connect(who: Listener): void {
    this.#breakLine(who, true);
    const process = this.#random.pick(this.#processes);
    const socket: HandSocket = new HandSocket((message) => {
      if (message.type === 'snapshot' || message.type === 'message') this.#apply(who, process, socket, message);
    });
    socket.onSend = (message) => {
      if (message.type !== 'snapshot' && message.type !== 'message') return;
      this.#putOnLine.set(who.deviceId, Math.max(this.#putOnLine.get(who.deviceId) ?? 0, message.seq));
    };
    who.line = { socket, process, ackedSeq: 0 };
    socket.client = process.hub.connect(socket, who.actor, who.deviceId);
    const channels = [{ channel: who.channel, after: who.seq }];
    say(process.hub, socket, { type: 'hello', version: 1, deviceId: who.deviceId, channels });
  }

  #apply(
    who: Listener,
    { hub }: Process,
    socket: HandSocket,
    message: Extract<ServerMessage, { type: 'snapshot' | 'message' }>,
  ): void {
    // L12: by one, except that a snapshot begins anew.
    if (message.type === 'message' && message.seq !== (who.seq ?? Number.NaN) + 1) {
      this.#violations.push(`${who.deviceId} got ${message.seq} after ${who.seq}`);
    }
    who.seq = message.seq;
    who.furthestSeq = Math.max(who.furthestSeq, message.seq);
    if (who !== this.#board) who.team = reduceTeam(who.team, { type: 'live', message, heardAt: this.#clock.now().toISOString() });
    // Sometimes gathered, sometimes twice; sometimes somebody looks at it at once.
    for (let acks = this.#random.pick([0, 1, 1, 1, 2]); acks > 0; acks--) {
      say(hub, socket, { type: this.#random.pick(['ack', 'ack', 'seen']), channel: who.channel, seq: message.seq });
      if (who.line?.socket === socket) who.line.ackedSeq = message.seq;
    }
  }

  /** The line is gone; whether the hub hears of it at once is another matter. */
  #breakLine(who: Listener, isNoticed: boolean): void {
    if (!who.line) return;
    const { socket, process } = who.line;
    this.#checkClose(socket);
    socket.breakLine();
    if (isNoticed && socket.client) process.hub.disconnected(socket.client);
    who.line = null;
  }

  #getStuck(): void {
    const { line } = this.#random.pick(this.#listeners);
    if (line) line.socket.stuckBytes = MAX_BUFFERED_BYTES + 1;
  }

  #eachSocket(run: (socket: HandSocket) => void): void {
    for (const { line } of this.#listeners) if (line) run(line.socket);
  }

  #kill(): void {
    const index = this.#random.below(this.#processes.length);
    const old = this.#processes[index]!;
    old.kill();
    for (const who of this.#listeners) if (who.line?.process === old) this.#breakLine(who, false);
    this.#processes[index] = this.#start();
  }

  async #drain(): Promise<void> {
    const index = this.#random.below(this.#processes.length);
    await this.#processes[index]!.hub.drain();
    this.#processes[index] = this.#start();
  }

  #setDatabaseAway(isAway: boolean): void {
    this.#isDatabaseAway = isAway;
  }

  /** A new phone, or a wiped one. What it had not sent is lost with it. */
  #forgetEverything(phone: Listener): void {
    this.#breakLine(phone, true);
    phone.waiting = [];
    phone.seq = null;
    phone.team = EMPTY_TEAM_STATE;
  }

  async #settle(): Promise<void> {
    for (const { hub } of this.#processes) await hub.settled();
  }

  /** In the end everything works again, who lost its connection comes back, and time passes until even lost wake-ups are found. */
  async #comeBack(): Promise<void> {
    this.#isDatabaseAway = false;
    this.#eachSocket((socket) => socket.unstick());
    await this.#work.bringEverythingIn(this.#phones);
    for (const who of this.#listeners) {
      if (this.#random.below(2) === 0) this.#connect(who);
      this.#stayConnected(who);
    }
    // Mostly somebody says that there is news; sometimes every wake-up was lost, and the sweep has to find it.
    const waitsForSweep = this.#random.below(8) === 0;
    if (!waitsForSweep) for (const { hub } of this.#processes) hub.wake('');
    // Longer than the longest pause between two tries of a channel that could not be read.
    for (let second = 0; second < (waitsForSweep ? 45 : 20); second += 10) {
      await this.#timers.advance(10, this.#random.pause);
      await this.#settle();
      for (const who of this.#listeners) this.#stayConnected(who);
    }
    await this.#settle();
  }

  #stayConnected(who: Listener): void {
    if (who.line === null || who.line.socket.closeCode !== null) this.#connect(who);
    const { socket, process } = who.line!;
    socket.flush();
    say(process.hub, socket, { type: 'ping', at: 0 });
  }

  /** In plain comparisons: thousands of scenarios would spend a tenth of their time on assertions that hold. */
  async #compare(): Promise<void> {
    const wrong = [...this.#violations];
    const same = (what: string, is: unknown, shouldBe: unknown) => {
      if (is !== shouldBe) wrong.push(`${what} is ${is}, not ${shouldBe}`);
    };
    for (const { deviceId, line } of this.#listeners) same(`close code of ${deviceId}`, line!.socket.closeCode, null);
    for (const { caseId, servedCount } of await this.#truth.count()) {
      if (servedCount > 1) wrong.push(`${caseId} counts ${servedCount} times as served`);
    }
    for (const { deviceId, seq, channel } of this.#listeners) same(`number of ${deviceId}`, seq, await this.#truth.head(channel));
    for (const { team, actor, channel, deviceId, line } of this.#phones) {
      const delivered = await this.#truth.delivered(channel, deviceId);
      if (delivered < line!.ackedSeq) wrong.push(`${deviceId} acknowledged ${line!.ackedSeq}, ${delivered} counts as delivered`);
      same(`what ${deviceId} shows`, inWords(team.snapshot!.assignments), inWords(await this.#truth.shown(actor.teamId!)));
    }
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  }

  /** L17: nothing counts as delivered that the phone has not applied, nor as sent that was never put on a line. */
  #checkDeliveries(deliveries: DeliveryFacts[]): void {
    for (const { deviceId, deliveredSeq, sentSeq, seenSeq } of deliveries) {
      const phone = this.#phones.find((candidate) => candidate.deviceId === deviceId);
      if (deliveredSeq > (phone?.furthestSeq ?? 0))
        this.#violations.push(`${deviceId} counts as delivered up to ${deliveredSeq}`);
      if (seenSeq > deliveredSeq) this.#violations.push(`${deviceId} has seen ${seenSeq}, delivered ${deliveredSeq}`);
      if (sentSeq > (this.#putOnLine.get(deviceId) ?? 0)) this.#violations.push(`${deviceId} counts as sent up to ${sentSeq}`);
    }
  }

  /** Whoever keeps to the protocol is never refused for good. */
  #checkClose({ closeCode }: HandSocket): void {
    if (closeCode !== null && !LIVE_CLOSE[closeCode as LiveCloseCode].retry) this.#violations.push(`closed with ${closeCode}`);
  }
}

function listener(deviceId: string, channel: string, teamId: string | null): Listener {
  const actor: Actor = {
    accountId: deviceId,
    displayName: deviceId,
    role: teamId === null ? 'dispatcher' : 'team',
    unitId: '01',
    unitPath: '01/',
    zone: 'Asia/Ho_Chi_Minh',
    teamId,
  };
  return { deviceId, channel, actor, seq: null, furthestSeq: 0, team: EMPTY_TEAM_STATE, waiting: [], line: null };
}

function inWords(visits: readonly Visit[]): string {
  return visits
    .map(({ id, state, version }) => `${id} ${state} ${version}`)
    .sort()
    .join('; ');
}
