import type { FieldCommand, FieldResult } from '@gocua/api/contract/dispatch';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommandQueue } from '../../apps/web/src/field/command-queue.ts';
import type { SendOutcome } from '../../apps/web/src/field/outbox.ts';
import { MemoryQueueStore } from './memory-queue-store.ts';

const ACTIONS = ['acknowledge', 'travel', 'arrive', 'finish'] as const;

/** A server that applies each command id once and remembers the order; its answers can be lost on the way. */
class Server {
  readonly applied: string[] = [];
  readonly requests: string[][] = [];
  /** What happens to the next requests; empty = all goes well. */
  readonly weather: ('lost-before' | 'lost-after' | 'twice' | '503' | '401')[] = [];
  readonly unreadableIds = new Set<string>();
  readonly keptIds = new Set<string>();

  send = async (commands: readonly FieldCommand[]): Promise<SendOutcome<FieldResult>> => {
    await Promise.resolve();
    this.requests.push(commands.map((command) => command.id));
    const weather = this.weather.shift();
    if (weather === 'lost-before') return { kind: 'unanswered', because: 'network' };
    if (weather === '503') return { kind: 'unanswered', because: 'server' };
    if (weather === '401') return { kind: 'unanswered', because: 'signed-out' };
    if (commands.some((command) => this.unreadableIds.has(command.id))) return { kind: 'unreadable', problem: 'invalid-input' };
    let results = this.apply(commands);
    if (weather === 'twice') results = this.apply(commands);
    if (weather === 'lost-after') return { kind: 'unanswered', because: 'network' };
    return { kind: 'answered', results };
  };

  private apply(commands: readonly FieldCommand[]): FieldResult[] {
    return commands.map(({ id }) => {
      if (this.applied.includes(id)) return { id, status: 'repeated', problem: null, assignment: null };
      this.applied.push(id);
      if (this.keptIds.has(id)) return { id, status: 'kept', problem: 'assignment-withdrawn', assignment: null };
      return { id, status: 'accepted', problem: null, assignment: null };
    });
  }
}

/** A timer moved by hand. */
class HandTimer {
  #waiting = new Map<number, { run: () => void; afterMs: number }>();
  #next = 1;
  set = (run: () => void, afterMs: number): number => {
    this.#waiting.set(this.#next, { run, afterMs });
    return this.#next++;
  };
  clear = (handle: unknown): void => void this.#waiting.delete(handle as number);
  get pauses(): number[] {
    return [...this.#waiting.values()].map((one) => one.afterMs);
  }
  fire(): void {
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { run } of all) run();
  }
}

function setUp(store = new MemoryQueueStore(), server = new Server(), accountId = 'account-1') {
  let count = store.madeCount;
  const timer = new HandTimer();
  const results: FieldResult[] = [];
  const queue = new CommandQueue({
    accountId,
    store,
    send: server.send,
    now: () => new Date('2026-11-26T12:05:00.000Z'),
    newId: () => `${accountId}-c${++count}`,
    timer,
    onResults: (more) => results.push(...more),
  });
  return { queue, store, server, timer, results };
}

/** Lets every promise that can settle, settle. */
const settle = () => new Promise<void>((done) => setTimeout(done, 0));

describe('command queue', () => {
  it('Q1 keeps a command on the disk before it says so, and keeps its id and device time', async () => {
    const { queue, store, server } = setUp();
    server.weather.push('lost-before');
    await queue.add('a1', 'arrive');
    expect(store.disk().map((one) => one.command)).toMatchObject([{ id: 'account-1-c1', deviceAt: '2026-11-26T12:05:00.000Z' }]);
    expect(queue.read().waiting).toHaveLength(1);
  });

  it('Q1 says at once when the disk refuses', async () => {
    const { queue, store } = setUp();
    store.failing = true;
    await expect(queue.add('a1', 'arrive')).rejects.toThrow();
    expect(queue.read()).toMatchObject({ diskFailed: true, waiting: [] });
  });

  it('Q2 sends in the order of making, each request a prefix of what waits', async () => {
    const { queue, server, timer } = setUp();
    server.weather.push('lost-before');
    await queue.add('a1', 'travel');
    await settle();
    server.weather.push('lost-before', 'lost-before', 'lost-before');
    await queue.add('a1', 'arrive');
    await queue.add('a1', 'finish', { outcome: 'served' });
    await settle();
    timer.fire();
    await settle();
    timer.fire();
    await settle();
    expect(server.applied).toEqual(['account-1-c1', 'account-1-c2', 'account-1-c3']);
    for (const request of server.requests) expect(request).toEqual(server.applied.slice(0, request.length));
  });

  it('Q2 has one request under way at a time, however often it is asked to send', async () => {
    const server = new Server();
    let openCount = 0;
    let mostAtOnce = 0;
    const answers: (() => void)[] = [];
    let madeCount = 0;
    const slow = new CommandQueue({
      accountId: 'account-1',
      store: new MemoryQueueStore(),
      send: async (commands) => {
        mostAtOnce = Math.max(mostAtOnce, ++openCount);
        await new Promise<void>((answer) => answers.push(answer));
        openCount--;
        return server.send(commands);
      },
      now: () => new Date('2026-11-26T12:05:00.000Z'),
      newId: () => `c${++madeCount}`,
      timer: new HandTimer(),
      onResults: () => {},
    });
    await slow.add('a1', 'travel');
    await settle();
    void slow.flush();
    void slow.add('a1', 'arrive');
    void slow.flush();
    await settle();
    expect(answers).toHaveLength(1);
    for (let turn = 0; turn < 4; turn++) {
      for (const answer of answers.splice(0)) answer();
      await settle();
    }
    expect(mostAtOnce).toBe(1);
    expect(server.applied).toHaveLength(2);
  });

  it('Q4 waits 1, 2, 4 … 30 seconds between tries and says why', async () => {
    const { queue, server, timer } = setUp();
    const pauses: number[] = [];
    server.weather.push(...Array.from({ length: 8 }, () => '503' as const));
    await queue.add('a1', 'acknowledge');
    for (let index = 0; index < 8; index++) {
      await settle();
      pauses.push(...timer.pauses);
      expect(queue.read().held).toBe('server');
      timer.fire();
    }
    await settle();
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
    expect(queue.read()).toMatchObject({ waiting: [], held: null, receivedAt: '2026-11-26T12:05:00.000Z' });
  });

  it('Q5 refuses alone what the server cannot read', async () => {
    const { queue, server, timer } = setUp();
    server.weather.push('lost-before');
    server.unreadableIds.add('account-1-c2');
    await queue.add('a1', 'acknowledge');
    await queue.add('a2', 'acknowledge');
    await queue.add('a3', 'acknowledge');
    await settle();
    timer.fire();
    await settle();
    expect(server.applied).toEqual(['account-1-c1', 'account-1-c3']);
    expect(queue.read().toRead).toMatchObject([
      { id: 'account-1-c2', assignmentId: 'a2', status: 'refused', problem: 'invalid-input' },
    ]);
  });

  it('Q6 never sends what another account made', async () => {
    const { queue, store, server } = setUp();
    server.weather.push('401');
    await queue.add('a1', 'acknowledge');
    await settle();
    expect(queue.read().held).toBe('signed-out');
    queue.stop();
    const other = setUp(store, server, 'account-2');
    await other.queue.start();
    await other.queue.add('b1', 'acknowledge');
    await settle();
    expect(server.applied).toEqual(['account-2-c2']);
    expect(store.disk().map((one) => one.command.id)).toEqual(['account-1-c1']);
  });

  it('Q7 tells a kept answer until it was read, also after a reload', async () => {
    const first = setUp();
    first.server.keptIds.add('account-1-c1');
    await first.queue.add('a1', 'finish', { outcome: 'served' });
    await settle();
    first.queue.stop();
    const second = setUp(first.store, first.server);
    await second.queue.start();
    expect(second.queue.read().toRead).toMatchObject([{ assignmentId: 'a1', status: 'kept' }]);
    await second.queue.markRead('account-1-c1');
    expect(second.queue.read().toRead).toEqual([]);
    expect(first.store.answersOnDisk()).toEqual([]);
  });

  it('Q1–Q4 whatever is lost, doubled or reloaded: each durable command is applied once, in order', async () => {
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ do: fc.constant('add' as const), wait: fc.boolean() }) },
      { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('lost-before', 'lost-after', 'twice', '503', '401') }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('timer', 'flush', 'settle') }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('reload', 'second-tab') }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const store = new MemoryQueueStore();
        const server = new Server();
        let one = setUp(store, server);
        const tabs = [one];
        void one.queue.start();
        const adds: Promise<void>[] = [];
        for (const now of steps) {
          if (now.do === 'add') {
            adds.push(one.queue.add('a1', ACTIONS[adds.length % 4]!));
            if ('wait' in now && now.wait) await adds.at(-1);
          } else if (now.do === 'timer') one.timer.fire();
          else if (now.do === 'flush') void one.queue.flush();
          else if (now.do === 'settle') await settle();
          else if (now.do === 'reload' || now.do === 'second-tab') {
            // A reload kills the page wherever it stands; a second tab goes on beside the first.
            if (now.do === 'reload') one.queue.stop();
            await Promise.all(adds);
            one = setUp(store, server);
            tabs.push(one);
            void one.queue.start();
          } else server.weather.push(now.do);
        }
        await Promise.all(adds);
        server.weather.length = 0;
        for (const tab of tabs) tab.timer.fire();
        await one.queue.flush();
        await settle();
        for (const tab of tabs) tab.queue.stop();
        expect(server.applied).toEqual(store.appended);
        expect(store.disk()).toEqual([]);
        expect(one.queue.read().waiting).toEqual([]);
      }),
      { seed: 26_11_2026, numRuns: 300 },
    );
  });
});
