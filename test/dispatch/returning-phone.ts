import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { z } from 'zod';
import type { FieldCommand, FieldResults } from '../../apps/api/src/contract/dispatch.ts';
import type { ServerMessage } from '../../apps/api/src/contract/live.ts';
import { LIVE_SUBPROTOCOL, LIVE_VERSION } from '../../apps/api/src/contract/live-codes.ts';
import { EMPTY_TEAM_STATE, reduceTeam, type TeamState } from '../../apps/web/src/field/team-state.ts';
import type { Seat } from './many-teams.ts';

/** Between two tries; real phones wait longer (L22), a test has no time for that. */
const AGAIN_MS = 150;

/**
 * A phone as teams have it, over a real socket: the reducer of the app, its last number, its queue of commands. It comes back by itself
 * to whichever server answers, and sends a command until a server has answered it.
 */
export class ReturningPhone {
  readonly seat: Seat;
  readonly #urls: readonly string[];
  team: TeamState = EMPTY_TEAM_STATE;
  /** What the protocol forbids and happened (L12). */
  readonly violations: string[] = [];
  /** Ids of commands a server has answered as accepted or repeated. */
  readonly acknowledged = new Set<string>();
  /** Called with the number of the message when the phone is told of visits. */
  onPublished: () => void = () => {};
  #socket: WebSocket | null = null;
  #at: number;
  #isOver = false;
  #queue: FieldCommand[] = [];
  #sending: Promise<void> | null = null;

  constructor(seat: Seat, urls: readonly string[], first: number) {
    this.seat = seat;
    this.#urls = urls;
    this.#at = first;
    this.#connect();
  }

  get seq(): number | null {
    return this.team.seq;
  }

  get isIdle(): boolean {
    return this.#queue.length === 0;
  }

  /** What it shows, as far as it is compared: id, state and version, in order of the id. */
  get shown(): string[] {
    const visits = this.team.snapshot?.assignments ?? [];
    return visits.map(({ id, state, version }) => `${id} ${state} ${version}`).sort();
  }

  /** Acknowledges all visits it shows that are new. */
  acknowledgeAll(deviceAt: Date): void {
    for (const { id, state } of this.team.snapshot?.assignments ?? []) {
      if (state !== 'assigned' || this.#queue.some(({ assignmentId }) => assignmentId === id)) continue;
      const command = { id: randomUUID(), assignmentId: id, action: 'acknowledge', outcome: null, note: '', detail: null };
      this.#queue.push({ ...command, deviceAt: deviceAt.toISOString() } as FieldCommand);
    }
    this.#sending ??= this.#send().finally(() => {
      this.#sending = null;
    });
  }

  close(): void {
    this.#isOver = true;
    this.#socket?.terminate();
  }

  #connect(): void {
    if (this.#isOver) return;
    const url = this.#urls[this.#at % this.#urls.length]!;
    const { cookie, channel } = this.seat;
    const socket = new WebSocket(`${url.replace('http', 'ws')}/live`, [LIVE_SUBPROTOCOL], { headers: { cookie } });
    this.#socket = socket;
    socket.on('open', () => {
      const channels = [{ channel, after: this.seq }];
      socket.send(JSON.stringify({ type: 'hello', version: LIVE_VERSION, deviceId: `phone-${this.seat.teamId}`, channels }));
    });
    socket.on('message', (data) => this.#hear(socket, JSON.parse(String(data)) as ServerMessage));
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#at += 1;
      setTimeout(() => this.#connect(), AGAIN_MS);
    });
  }

  #hear(socket: WebSocket, message: ServerMessage): void {
    if (message.type !== 'snapshot' && message.type !== 'message') return;
    if (message.type === 'message' && message.seq !== (this.seq ?? Number.NaN) + 1)
      this.violations.push(`${this.seat.teamId} got ${message.seq} after ${this.seq}`);
    this.team = reduceTeam(this.team, { type: 'live', message, heardAt: '' });
    socket.send(JSON.stringify({ type: 'ack', channel: this.seat.channel, seq: message.seq }));
    if (message.type === 'message' && message.event.type === 'team.published') this.onPublished();
  }

  async #send(): Promise<void> {
    while (this.#queue.length > 0 && !this.#isOver) {
      const [command] = this.#queue;
      try {
        const response = await fetch(`${this.#urls[this.#at % this.#urls.length]}/api/field/commands`, {
          method: 'POST',
          headers: { cookie: this.seat.cookie, 'content-type': 'application/json' },
          body: JSON.stringify({ commands: [command] }),
        });
        if (!response.ok) throw new Error(String(response.status));
        const [result] = ((await response.json()) as z.infer<typeof FieldResults>).results;
        if (result!.status !== 'accepted' && result!.status !== 'repeated')
          this.violations.push(`${this.seat.teamId}: ${result!.status} ${result!.problem}`);
        this.acknowledged.add(command!.id);
        this.#queue.shift();
        if (result!.assignment)
          this.team = reduceTeam(this.team, { type: 'answers', assignments: [result!.assignment], heardAt: '' });
      } catch {
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  }
}
