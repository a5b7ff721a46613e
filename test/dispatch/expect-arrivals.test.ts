import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EveningVisit, expectArrivals } from '../../apps/api/src/dispatch/visits/expect-arrivals.ts';

const MINUTE = 60_000;
const OPENS = Date.parse('2026-11-23T11:30Z');
const minute = (count: number) => OPENS + count * MINUTE;
const minuteOf = (ms: number) => (ms - OPENS) / MINUTE;

/** Ten minutes' drive, twenty minutes' work, planned at these minutes. */
function visit(id: string, plannedStart: number, facts: Partial<EveningVisit> = {}): EveningVisit {
  return {
    id,
    position: Number(id),
    state: 'assigned',
    plannedStartMs: minute(plannedStart),
    plannedEndMs: minute(plannedStart + 20),
    travelSec: 600,
    travellingMs: null,
    arrivedMs: null,
    finishedMs: null,
    opensMs: null,
    ...facts,
  };
}
const PLAN = [visit('1', 10), visit('2', 40), visit('3', 70)];
const at = (visits: EveningVisit[], now: number, breaks: { startMs: number; endMs: number }[] = []) =>
  expectArrivals(visits, { shiftOpensMs: OPENS, nowMs: minute(now), breaks });
const arrivals = (...args: Parameters<typeof at>) => at(...args).arrivals.map(({ atMs }) => minuteOf(atMs));

describe('expected arrivals', () => {
  test('before the shift they are the plan', () => {
    // 0 + 10 = 10; 10 + 20 + 10 = 40; 40 + 20 + 10 = 70; over at 90
    expect(arrivals(PLAN, -30)).toEqual([10, 40, 70]);
    expect(minuteOf(at(PLAN, -30).freeMs!)).toBe(90);
  });

  test('a team that has not set out is late by every minute that passes', () => {
    // 25 + 10 = 35; + 20 + 10 = 65; + 30 = 95
    expect(arrivals(PLAN, 25)).toEqual([35, 65, 95]);
  });

  test('what happened counts, not the plan: a long visit makes everything after it late', () => {
    const begun = [visit('1', 10, { state: 'arrived', arrivedMs: minute(10) }), PLAN[1]!, PLAN[2]!];
    // planned to end at 30, still there at 50: it may end now. 50 + 10 = 60; + 20 + 10 = 90
    expect(arrivals(begun, 50)).toEqual([60, 90]);
    // still within its time: ends at 30, then as planned
    expect(arrivals(begun, 20)).toEqual([40, 70]);
  });

  test('a short visit brings the next one forward, but not before the family was told', () => {
    const done = [visit('1', 10, { state: 'finished', finishedMs: minute(15) }), visit('2', 40, { opensMs: minute(30) })];
    // free at 15, there at 25, let in at 30
    expect(arrivals(done, 15)).toEqual([30]);
    expect(arrivals([done[0]!, visit('2', 40)], 15)).toEqual([25]);
  });

  test('on the way the drive counts from when it began, and never into the past', () => {
    const moving = [visit('1', 10, { state: 'travelling', travellingMs: minute(5) })];
    expect(arrivals(moving, 8)).toEqual([15]);
    expect(arrivals(moving, 40)).toEqual([40]);
  });

  test('who is on the way to a later home goes there first', () => {
    const jumped = [PLAN[0]!, visit('2', 40, { state: 'travelling', travellingMs: minute(0) })];
    expect(at(jumped, 0).arrivals.map(({ visitId }) => visitId)).toEqual(['2', '1']);
  });

  test('a break that is still to come is taken, one that is over is not taken again', () => {
    const day = [visit('1', 10), visit('2', 100)];
    const noon = [{ startMs: minute(30), endMs: minute(90) }];
    // 30 + 60 of break + 10 = 100
    expect(arrivals(day, -30, noon)).toEqual([10, 100]);
    // at 120 the break is long over: 120 + 10 for the first, + 20 + 10 for the second
    expect(arrivals(day, 120, noon)).toEqual([130, 160]);
  });

  test('the spread grows with the steps between, by the root of the sum of squares', () => {
    const [first, second] = at(PLAN, -30).arrivals;
    // one drive: sqrt(150² + 60²) = 161.6 s; times 1.2816 = 207
    expect(first!.spreadSec).toBe(207);
    // two drives and a visit of 1200 s: sqrt(2 · (150² + 60²) + 420²) = 478.2; times 1.2816 = 613
    expect(second!.spreadSec).toBe(613);
  });

  test('nothing is expected of an evening that is over', () => {
    expect(at([visit('1', 10, { state: 'finished', finishedMs: minute(30) })], 40)).toEqual({ arrivals: [], freeMs: null });
  });

  test('whatever happened: arrivals lie in the future, rise in their order, and time passing never makes them earlier', () => {
    const visits = fc.array(
      fc.record({
        plannedStart: fc.integer({ min: 0, max: 180 }),
        state: fc.constantFrom('assigned', 'acknowledged', 'travelling', 'arrived', 'finished', 'withdrawn'),
        happened: fc.integer({ min: -30, max: 200 }),
        opens: fc.option(fc.integer({ min: 0, max: 180 })),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(visits, fc.integer({ min: -60, max: 300 }), fc.integer({ min: 0, max: 60 }), (drawn, now, later) => {
        const evening = drawn.map(({ plannedStart, state, happened, opens }, index) => {
          const happenedMs = minute(Math.min(happened, now));
          return visit(String(index), plannedStart, {
            state: state as EveningVisit['state'],
            travellingMs: state === 'travelling' ? happenedMs : null,
            arrivedMs: state === 'arrived' ? happenedMs : null,
            finishedMs: state === 'finished' ? happenedMs : null,
            opensMs: opens === null ? null : minute(opens),
          });
        });
        const before = at(evening, now).arrivals;
        const after = at(evening, now + later).arrivals;
        for (const [index, { atMs, spreadSec }] of before.entries()) {
          expect(atMs).toBeGreaterThanOrEqual(minute(now));
          expect(spreadSec).toBeGreaterThan(0);
          if (index > 0) expect(atMs).toBeGreaterThan(before[index - 1]!.atMs - 1);
          expect(after[index]!.atMs).toBeGreaterThanOrEqual(atMs);
        }
      }),
      { numRuns: 500 },
    );
  });
});
