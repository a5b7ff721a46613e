import type { ClientMessage, ServerMessage } from '@gocua/api/contract/live';
import { HEARTBEAT_MS, SILENCE_MS } from '@gocua/api/contract/live-codes';
import { beforeEach, describe, expect, test } from 'vitest';
import { LiveClient, type LiveWorld, type Socket } from '../../apps/web/src/live/LiveClient.ts';

/** A world whose clock, network and sockets the test moves by hand. */
class World implements LiveWorld {
  now = 1_000_000;
  online = true;
  draw = 0.5;
  sockets: FakeSocket[] = [];
  #timers = new Map<number, { at: number; run: () => void }>();
  #nextTimer = 1;
  #wakes = new Set<() => void>();

  open = (_url: string, subprotocol: string) => {
    const socket = new FakeSocket(subprotocol);
    this.sockets.push(socket);
    return socket;
  };
  nowMs = () => this.now;
  random = () => this.draw;
  isOnline = () => this.online;
  setTimer = (run: () => void, afterMs: number) => {
    const id = this.#nextTimer++;
    this.#timers.set(id, { at: this.now + afterMs, run });
    return id;
  };
  clearTimer = (handle: unknown) => void this.#timers.delete(handle as number);
  onWake = (wake: () => void) => {
    this.#wakes.add(wake);
    return () => this.#wakes.delete(wake);
  };
  wake() {
    for (const wake of this.#wakes) wake();
  }
  pass(ms: number) {
    const end = this.now + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, timer]) => timer.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.now = due[1].at;
      due[1].run();
    }
    this.now = end;
  }
  get last(): FakeSocket {
    return this.sockets.at(-1)!;
  }
}

class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onerror: (() => void) | null = null;
  sent: ClientMessage[] = [];
  closed = false;
  constructor(readonly subprotocol: string) {}
  send(data: string) {
    this.sent.push(JSON.parse(data));
  }
  close() {
    this.closed = true;
  }
  say(message: ServerMessage) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  welcome(headSeq = 0) {
    this.onopen?.();
    this.say({
      type: 'welcome',
      version: 1,
      serverTime: '2026-11-26T12:00:00.000Z',
      heartbeatMs: HEARTBEAT_MS,
      channels: [{ channel: 'unit:01', mode: 'resume', headSeq }],
    });
  }
  message(seq: number) {
    this.say({ type: 'message', channel: 'unit:01', seq, at: '2026-11-26T12:00:00.000Z', event: { type: 'unit.teams' } });
  }
}

let world: World;
let client: LiveClient;
let seen: (number | string)[];

beforeEach(() => {
  world = new World();
  client = new LiveClient('ws://test/live', 'device-0001', world);
  seen = [];
  client.subscribe('unit:01', {
    after: 4,
    onSnapshot: (snapshot) => {
      seen.push(`snapshot ${snapshot.seq}`);
    },
    onEvent: (_event, seq) => {
      seen.push(seq);
    },
  });
  client.start();
});

describe('the live client', () => {
  test('says hello with the last number it has, and applies and acknowledges what follows', () => {
    world.last.welcome();
    expect(world.last.sent[0]).toEqual({
      type: 'hello',
      version: 1,
      deviceId: 'device-0001',
      channels: [{ channel: 'unit:01', after: 4 }],
    });
    expect(client.status()).toBe('live');
    world.last.message(5);
    expect(seen).toEqual([5]);
    expect(world.last.sent.at(-1)).toEqual({ type: 'ack', channel: 'unit:01', seq: 5 });
  });

  test('applies a repeated number once', () => {
    world.last.welcome();
    world.last.message(5);
    world.last.message(5);
    world.last.message(4);
    expect(seen).toEqual([5]);
  });

  test('asks again from the last applied number when one is missing', () => {
    world.last.welcome();
    world.last.message(5);
    world.last.message(7);
    expect(seen).toEqual([5]);
    expect(world.sockets).toHaveLength(2);
    world.last.welcome();
    expect(world.last.sent[0]).toMatchObject({ channels: [{ channel: 'unit:01', after: 5 }] });
  });

  test('takes a snapshot as the new beginning', () => {
    world.last.welcome();
    world.last.say({ type: 'snapshot', channel: 'unit:01', seq: 900, team: null });
    world.last.message(901);
    expect(seen).toEqual(['snapshot 900', 901]);
    expect(client.seqOf('unit:01')).toBe(901);
  });

  test('comes back after a lost connection, waiting longer each time, with jitter', () => {
    const waits: number[] = [];
    for (let round = 0; round < 4; round++) {
      const before = world.now;
      world.last.onclose?.({ code: 1006 });
      const count = world.sockets.length;
      while (world.sockets.length === count) world.pass(1);
      waits.push(world.now - before);
    }
    // ceilings 1, 2, 4, 8 s; with the draw 0.5 a quarter less of each
    expect(waits).toEqual([750, 1500, 3000, 6000]);
  });

  test('pings, and gives up a connection that is silent', () => {
    world.last.welcome();
    world.pass(HEARTBEAT_MS);
    expect(world.last.sent.at(-1)?.type).toBe('ping');
    const first = world.last;
    world.pass(SILENCE_MS);
    expect(first.closed).toBe(true);
    world.pass(30_000);
    expect(world.sockets.length).toBeGreaterThan(1);
  });

  test('stays while the server answers', () => {
    world.last.welcome();
    for (let beat = 0; beat < 20; beat++) {
      world.pass(HEARTBEAT_MS);
      world.last.say({ type: 'pong', at: world.now, serverTime: '2026-11-26T12:00:00.000Z' });
    }
    expect(world.sockets).toHaveLength(1);
  });

  test('does not try without a network, and comes back at once with it', () => {
    world.last.welcome();
    world.online = false;
    world.last.onclose?.({ code: 1006 });
    expect(client.status()).toBe('offline');
    world.pass(120_000);
    const tried = world.sockets.length;
    world.online = true;
    world.wake();
    expect(world.sockets.length).toBe(tried + 1);
  });

  test('finds a connection that died in the pocket soon after the page is looked at', () => {
    world.last.welcome();
    const first = world.last;
    world.wake();
    world.pass(6_000);
    expect(first.closed).toBe(true);
    expect(world.sockets.length).toBe(2);
  });

  test('stays away after a refusal that trying again cannot change', () => {
    world.last.onclose?.({ code: 4401 });
    world.pass(120_000);
    world.wake();
    expect(client.status()).toBe('stopped');
    expect(world.sockets).toHaveLength(1);
  });

  test('comes back when the server drains for a new version', () => {
    world.last.welcome();
    world.last.onclose?.({ code: 4503 });
    world.pass(1_000);
    expect(world.sockets).toHaveLength(2);
  });

  test('an unreadable message ends the connection, not the page', () => {
    world.last.welcome();
    world.last.onmessage?.({ data: '{"type":' });
    world.pass(1_000);
    expect(world.sockets).toHaveLength(2);
  });

  test('after stop nothing is opened any more', () => {
    client.stop();
    world.pass(120_000);
    world.wake();
    expect(world.sockets).toHaveLength(1);
  });
});
