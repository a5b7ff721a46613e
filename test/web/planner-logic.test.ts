import type { AssignmentView, TeamDelivery } from '@gocua/api/contract/dispatch';
import type { PlanList, PlanSummary } from '@gocua/api/contract/planning';
import { describe, expect, test } from 'vitest';
import { moveInList } from '../../apps/web/src/design/moveInList.ts';
import { ToastQueue } from '../../apps/web/src/design/toasts.ts';
import { PointIndex, spreadTwins } from '../../apps/web/src/map/clusterPoints.ts';
import { weekdayRuns } from '../../apps/web/src/planner/cases/weeklyWindowWords.ts';
import { withAssignment } from '../../apps/web/src/planner/data/useBoard.ts';
import { chooseDay, choosePlan } from '../../apps/web/src/planner/plan/choosePlan.ts';
import { curvePaths } from '../../apps/web/src/planner/plan/runCurve.ts';
import { formFault, formOf, readWeeklyRule, seriesOf, writeWeeklyRule } from '../../apps/web/src/planner/teams/weeklyRule.ts';
import { deliveryState, feedOf, progressOf } from '../../apps/web/src/planner/tonight/boardFacts.ts';

describe('recurring shifts in plain words', () => {
  test('a weekly rule is read and written back', () => {
    expect(readWeeklyRule('FREQ=WEEKLY;BYDAY=SA,MO;UNTIL=20261231T235959Z')).toEqual({
      weekdays: [1, 6],
      untilDate: '2026-12-31',
    });
    expect(writeWeeklyRule([6, 1], '2026-12-31')).toBe('FREQ=WEEKLY;BYDAY=MO,SA;UNTIL=20261231');
  });
  test('what says more than a week is not simplified away', () => {
    for (const rule of ['FREQ=DAILY', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', 'FREQ=WEEKLY;BYDAY=1MO', 'FREQ=WEEKLY;BYDAY=MO;COUNT=3'])
      expect(readWeeklyRule(rule), rule).toBeNull();
  });
  const known = {
    id: 's',
    teamId: 't',
    zone: 'Asia/Ho_Chi_Minh',
    exceptDates: ['2026-12-24'],
    extraStarts: [],
    overrides: [],
    version: 3,
  };
  const form = {
    weekdays: [6],
    from: '22:00',
    to: '01:30',
    firstDate: '2026-11-23',
    untilDate: '',
    skipHolidays: true,
    rest: { from: '23:00', to: '23:45', minutes: 20 },
  };
  test('the first start lies on a chosen weekday; an end before the start is the next day', () => {
    const series = seriesOf(form, known);
    expect(series).toMatchObject({
      startsLocal: '2026-11-28T22:00',
      durationSec: 12_600,
      exceptDates: ['2026-12-24'],
      extraStarts: [],
      overrides: [],
      version: 3,
    });
    expect(formOf(series)).toEqual({ ...form, firstDate: '2026-11-28' });
  });
  test('faults are named before anything is sent', () => {
    expect(formFault(form)).toBeNull();
    expect(formFault({ ...form, weekdays: [] })).toBe('noWeekday');
    expect(formFault({ ...form, from: '' })).toBe('timeMissing');
    expect(formFault({ ...form, from: '18:00', to: '18:10' })).toBe('tooShort');
    expect(formFault({ ...form, from: '06:00', to: '23:00' })).toBe('tooLong');
    expect(formFault({ ...form, untilDate: '2026-11-01' })).toBe('untilBeforeFirst');
  });
  test('runs of days are joined', () => {
    expect(weekdayRuns([5, 1, 2, 3, 4], 'vi')).toBe('T2–T6');
    expect(weekdayRuns([6, 7], 'vi')).toBe('T7, CN');
    expect(weekdayRuns([1, 2, 3, 6], 'en')).toBe('Mon–Wed, Sat');
  });
});

describe('the evening’s board', () => {
  const assignment = (id: string, part: Partial<AssignmentView> = {}): AssignmentView => ({
    id,
    caseId: `c${id}`,
    teamId: 't1',
    planId: 'p',
    revision: 1,
    date: '2026-11-26',
    position: Number(id),
    plannedArriveAt: `2026-11-26T12:0${id}:00Z`,
    plannedStartAt: `2026-11-26T12:0${id}:00Z`,
    plannedEndAt: `2026-11-26T12:0${id}:30Z`,
    state: 'assigned',
    outcome: null,
    acknowledgedAt: null,
    travellingAt: null,
    arrivedAt: null,
    finishedAt: null,
    toldAt: null,
    sentAt: null,
    deliveredAt: null,
    seenAt: null,
    etaAt: null,
    etaSpreadSec: null,
    travelSource: 'roads',
    verifiedAt: null,
    version: 1,
    ...part,
  });
  const done = assignment('1', {
    state: 'finished',
    outcome: 'served',
    acknowledgedAt: '2026-11-26T11:00:00Z',
    travellingAt: '2026-11-26T12:00:00Z',
    finishedAt: '2026-11-26T12:30:00Z',
  });
  const moving = assignment('2', {
    state: 'travelling',
    acknowledgedAt: '2026-11-26T11:00:00Z',
    travellingAt: '2026-11-26T12:31:00Z',
  });

  test('counts what the server accepted; withdrawn visits count for nothing', () => {
    const progress = progressOf([assignment('3'), moving, done, assignment('4', { state: 'withdrawn' })], [], '2026-11-26').get(
      't1',
    )!;
    expect(progress).toMatchObject({ total: 3, acknowledged: 2, finished: 1, served: 1 });
    expect(progress.current?.id).toBe('2');
    expect(progress.next?.id).toBe('3');
  });
  test('the feed is the record, newest first', () => {
    expect(feedOf([done, moving]).map((entry) => `${entry.assignment.id} ${entry.kind}`)).toEqual([
      '2 travelling',
      '1 finished',
      '1 travelling',
      '1 acknowledged',
      '2 acknowledged',
    ]);
  });
  test('late news never rewinds', () => {
    const newer = { ...moving, version: 5 };
    expect(withAssignment([newer], { ...moving, version: 4, state: 'assigned' })).toEqual([newer]);
    expect(withAssignment([newer], { ...moving, version: 6, state: 'arrived' })[0]!.state).toBe('arrived');
    expect(withAssignment([], moving)).toEqual([moving]);
  });
  test('nothing is called delivered before a phone said so', () => {
    const delivery: TeamDelivery = {
      teamId: 't1',
      connected: true,
      headSeq: 7,
      sentSeq: 7,
      sentAt: '2026-11-26T12:00:00Z',
      seenSeq: 0,
      seenAt: null,
      deliveredSeq: 6,
      deliveredAt: '2026-11-26T12:00:00Z',
    };
    expect(deliveryState(null)).toBe('never');
    expect(deliveryState({ ...delivery, deliveredAt: null, deliveredSeq: 0 })).toBe('never');
    expect(deliveryState(delivery)).toBe('waiting');
    expect(deliveryState({ ...delivery, deliveredSeq: 7, connected: false })).toBe('delivered');
  });
});

describe('which plan and day', () => {
  const plan = (id: string, part: Partial<PlanSummary>): PlanSummary =>
    ({ id, state: 'draft', baseRevision: 1, createdAt: '2026-11-20T00:00:00Z', ...part }) as PlanSummary;
  const list: PlanList = {
    currentRevision: 2,
    plans: [
      plan('stale', { baseRevision: 1, createdAt: '2026-11-25T00:00:00Z' }),
      plan('now', { state: 'published', baseRevision: 1, revision: 2 }),
      plan('old', { state: 'superseded', revision: 1 }),
    ],
  };
  test('a fresh draft first, then what is published; never a stale draft by itself', () => {
    expect(choosePlan(list, null)?.id).toBe('now');
    expect(choosePlan({ ...list, plans: [...list.plans, plan('fresh', { baseRevision: 2 })] }, null)?.id).toBe('fresh');
    expect(choosePlan(list, 'stale')?.id).toBe('stale');
    expect(choosePlan({ plans: [], currentRevision: 0 }, 'gone')).toBeNull();
  });
  test('the asked day, else the first from today, else the first', () => {
    const dates = ['2026-11-24', '2026-11-26'];
    expect(chooseDay(dates, null, '2026-11-25')).toBe('2026-11-26');
    expect(chooseDay(dates, '2026-11-24', '2026-11-25')).toBe('2026-11-24');
    expect(chooseDay(dates, null, '2026-12-01')).toBe('2026-11-24');
    expect(chooseDay(dates, 'tat-ca', '2026-11-25')).toBeNull();
    expect(chooseDay([], null, '2026-11-25')).toBeNull();
  });
});

test('the curve steps down with the cost and up with the visits, over the whole limit', () => {
  const paths = curvePaths(
    {
      visitCount: 10,
      elapsedMs: 5_000,
      curve: [
        { elapsedMs: 0, bestCost: 200, servedCount: 5 },
        { elapsedMs: 1_000, bestCost: 100, servedCount: 10 },
      ],
    },
    10_000,
  );
  expect(paths.cost).toBe('M0 6H100V94H500');
  expect(paths.served).toBe('M0 50H100V0H500V100H0Z');
  expect(curvePaths({ visitCount: 0, elapsedMs: 0, curve: [] }, 1_000)).toEqual({ cost: '', served: '' });
});

describe('points on the map', () => {
  const point = (id: string, lat: number, lon: number) => ({ id, lat, lon, value: id });
  test('people of one household do not hide each other', () => {
    const spread = spreadTwins([point('a', 21, 105.8), point('b', 21, 105.8), point('c', 21.01, 105.8)]);
    expect(new Set(spread.map((one) => `${one.lat} ${one.lon}`)).size).toBe(3);
    expect(spread.find((one) => one.id === 'c')).toMatchObject({ lat: 21.01, lon: 105.8 });
    for (const one of spread.slice(0, 2)) expect(Math.abs(one.lat - 21)).toBeLessThan(0.0001);
  });
  test('far away they gather, close up everyone stands alone, and nobody is lost', () => {
    const points = Array.from({ length: 200 }, (_, index) =>
      point(String(index), 21 + (index % 20) * 0.001, 105.8 + Math.floor(index / 20) * 0.001),
    );
    const index = new PointIndex(points);
    const everywhere = { west: 105, south: 20, east: 107, north: 22 };
    const countAt = (zoom: number) =>
      index.within(everywhere, zoom).reduce((sum, item) => sum + (item.kind === 'cluster' ? item.count : 1), 0);
    for (const zoom of [9, 12, 14.5, 16, 18]) expect(countAt(zoom)).toBe(200);
    expect(index.within(everywhere, 10).length).toBeLessThan(20);
    expect(index.within(everywhere, 17).every((item) => item.kind === 'single')).toBe(true);
  });
  test('three homes as near on the screen as a circle is wide are one circle, at Leaflet’s scale of 256 pixels a tile', () => {
    const pixelsEast = (pixels: number, zoom: number) => 105.8 + (360 * pixels) / (256 * 2 ** zoom);
    for (const zoom of [10, 13, 15]) {
      const row = (step: number) =>
        [0, 1, 2].map((n) => ({ id: `h${n}`, lat: 21, lon: pixelsEast(n * step, zoom), value: null }));
      const circles = (step: number) => new PointIndex(row(step)).within({ west: 105, south: 20, east: 107, north: 22 }, zoom);
      expect(circles(21)).toMatchObject([{ kind: 'cluster', count: 3 }]);
      expect(circles(48).map(({ kind }) => kind)).toEqual(['single', 'single', 'single']);
    }
  });
});

describe('lists and toasts', () => {
  test('keys move the selection and stay inside', () => {
    expect(moveInList('ArrowDown', -1, 5, 3)).toBe(0);
    expect(moveInList('ArrowDown', 4, 5, 3)).toBe(4);
    expect(moveInList('PageDown', 0, 5, 3)).toBe(3);
    expect(moveInList('End', 0, 5, 3)).toBe(4);
    expect(moveInList('a', 0, 5, 3)).toBeNull();
    expect(moveInList('ArrowDown', -1, 0, 3)).toBeNull();
  });
  test('a toast goes by itself, an error stays, an undo runs once', () => {
    const timers: (() => void)[] = [];
    const queue = new ToastQueue({ set: (run) => timers.push(run), clear: () => undefined });
    let undone = 0;
    queue.show({ kind: 'done', words: 'a' });
    queue.show({ kind: 'error', words: 'b' });
    const id = queue.show({ kind: 'done', words: 'c', undo: { words: 'u', run: () => undone++ } });
    timers[0]!();
    expect(queue.read().map((toast) => toast.words)).toEqual(['b', 'c']);
    queue.undo(id);
    queue.undo(id);
    expect(undone).toBe(1);
    expect(queue.read().map((toast) => toast.words)).toEqual(['b']);
  });

  test('stays while somebody is at it, and for its whole time after', () => {
    const timers = new Map<number, () => void>();
    let count = 0;
    const queue = new ToastQueue({
      set: (run) => {
        timers.set(++count, run);
        return count;
      },
      clear: (handle) => timers.delete(handle as number),
    });
    const id = queue.show({ kind: 'done', words: 'a', undo: { words: 'u', run: () => {} } });
    expect(timers.size).toBe(1);
    queue.hold(id);
    expect(timers.size).toBe(0);
    queue.release(id);
    queue.release(id);
    expect(timers.size).toBe(1);
    timers.get(count)!();
    expect(queue.read()).toEqual([]);
    queue.release(id);
    const error = queue.show({ kind: 'error', words: 'b' });
    queue.hold(error);
    queue.release(error);
    expect(timers.size).toBe(0);
  });
});
