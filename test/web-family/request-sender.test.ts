import type { RequestInput } from '@gocua/api/contract/requests';
import { FAMILY_STEPS } from '@gocua/api/contract/requests';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FailureCode, ProblemError } from '../../apps/web/src/api/http.ts';
import { canWithdraw, isOver, stationOf } from '../../apps/web/src/family/progress.ts';
import { RequestSender } from '../../apps/web/src/family/RequestSender.ts';

const INPUT = { id: '0b0e8c2a-5d0f-4c1e-9a7b-1f2e3d4c5b6a', token: 'A'.repeat(43) } as RequestInput;
const settle = () => new Promise<void>((done) => setTimeout(done, 0));

/** What happens to each try: null is an answer, 'lost' is stored but not answered. */
function setUp(weather: (FailureCode | 'lost' | null)[]) {
  const stored = new Map<string, unknown>();
  const sent: { commandId: string | undefined }[] = [];
  const waiting: { run: () => void; afterMs: number }[] = [];
  let wake = () => {};
  const sender = new RequestSender({
    http: {
      post: async <T>(_path: string, options: { body?: unknown; commandId?: string } = {}) => {
        sent.push({ commandId: options.commandId });
        const now = weather.shift() ?? null;
        if (now !== null && now !== 'lost')
          throw new ProblemError({ code: now, status: now === 'invalid-input' ? 400 : now === 'no-network' ? 0 : 503 });
        stored.set((options.body as { id: string }).id, options.body);
        if (now === 'lost') throw new ProblemError({ code: 'no-network', status: 0 });
        return undefined as T;
      },
    },
    timer: {
      set: (run, afterMs) => waiting.push({ run, afterMs }),
      clear: () => void waiting.splice(0),
    },
    onWake: (back) => {
      wake = back;
      return () => {
        wake = () => {};
      };
    },
  });
  sender.start();
  const fire = () => {
    for (const { run } of waiting.splice(0)) run();
  };
  return { sender, stored, sent, waiting, fire, wake: () => wake() };
}

describe('sending a request', () => {
  it('A4 is never called sent before the server answered', async () => {
    const { sender, fire } = setUp(['no-network', 'server-starting', 'lost', null]);
    void sender.send(INPUT);
    for (let tries = 0; tries < 3; tries++) {
      await settle();
      expect(sender.read().state).toBe('waiting');
      fire();
    }
    await settle();
    expect(sender.read()).toEqual({ state: 'sent', token: INPUT.token });
  });

  it('A4 goes on at once when the network comes back', async () => {
    const { sender, wake } = setUp(['no-network', null]);
    void sender.send(INPUT);
    await settle();
    wake();
    await settle();
    expect(sender.read().state).toBe('sent');
  });

  it('says what the server refused and does not try again', async () => {
    const { sender, waiting } = setUp(['invalid-input']);
    await sender.send(INPUT);
    expect(sender.read()).toMatchObject({ state: 'refused' });
    expect(waiting).toEqual([]);
  });

  it('A2 whatever is lost, the same request is sent, and stored once', async () => {
    const weather = fc.array(fc.constantFrom<FailureCode | 'lost' | null>('no-network', 'server-starting', 'lost', null), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(weather, fc.array(fc.constantFrom('fire', 'wake', 'press'), { maxLength: 12 }), async (falls, acts) => {
        const { sender, stored, sent, fire, wake } = setUp([...falls]);
        void sender.send(INPUT);
        for (const act of acts) {
          if (act === 'fire') fire();
          else if (act === 'wake') wake();
          else void sender.send(INPUT);
          await settle();
        }
        for (let tries = 0; tries < 14 && sender.read().state !== 'sent'; tries++) {
          fire();
          await settle();
        }
        expect(sender.read().state).toBe('sent');
        expect([...stored.keys()]).toEqual([INPUT.id]);
        expect(sent.every((one) => one.commandId === INPUT.id)).toBe(true);
      }),
      { seed: 26_11_2026, numRuns: 100 },
    );
  });
});

describe('where a request stands', () => {
  it('each step has a station or has left the way, and nothing can be withdrawn once the team has set out', () => {
    expect(FAMILY_STEPS.filter((step) => stationOf(step) === null)).toEqual(['closed', 'declined', 'withdrawn']);
    expect(FAMILY_STEPS.filter((step) => canWithdraw({ step }))).toEqual(['received', 'accepted', 'scheduled', 'again']);
    expect(FAMILY_STEPS.filter(isOver)).toEqual(['served', 'closed', 'declined', 'withdrawn']);
  });
});
