import type { PlanRoute, PlanStop } from '@gocua/api/contract/planning';
import { describe, expect, test } from 'vitest';
import { clockOf, hourMarks, layoutTimeline, moveOnTimeline } from '../../apps/web/src/planner/plan/timelineLayout.ts';

const HANOI = 'Asia/Ho_Chi_Minh';
/** An instant of 26-11-2026 in Hanoi (UTC+7). */
const at = (clock: string, date = '2026-11-26') => new Date(`${date}T${clock}:00+07:00`).toISOString();
const stop = (part: Partial<PlanStop> & Pick<PlanStop, 'kind' | 'arriveAt'>): PlanStop => ({
  position: 0,
  caseId: null,
  lat: 21,
  lon: 105.8,
  travelSec: 0,
  travelMetres: 0,
  startAt: part.arriveAt,
  endAt: part.arriveAt,
  opensAt: null,
  closesAt: null,
  onTimePercent: null,
  ...part,
});
const route = (id: string, teamId: string, stops: PlanStop[], date = '2026-11-26'): PlanRoute => ({
  id,
  teamId,
  date,
  overtimeSec: 0,
  opensAt: at('18:30', date),
  closesAt: at('21:30', date),
  travelSec: 0,
  travelMetres: 0,
  stops,
});

const evening = route('r1', 'a', [
  stop({ kind: 'depart', arriveAt: at('18:30') }),
  // drives 15 min, is there at 18:50, waits for the window until 19:00, serves until 19:40
  stop({
    kind: 'visit',
    caseId: 'c1',
    travelSec: 900,
    arriveAt: at('18:50'),
    startAt: at('19:00'),
    endAt: at('19:40'),
    opensAt: at('19:00'),
    closesAt: at('20:30'),
  }),
  stop({ kind: 'break', arriveAt: at('19:40'), startAt: at('19:40'), endAt: at('20:00') }),
  stop({
    kind: 'visit',
    caseId: 'c2',
    travelSec: 600,
    arriveAt: at('20:10'),
    startAt: at('20:10'),
    endAt: at('20:50'),
    opensAt: at('18:00'),
    closesAt: at('22:00'),
  }),
  stop({ kind: 'return', travelSec: 1200, arriveAt: at('21:10') }),
]);

describe('the timeline', () => {
  const [day] = layoutTimeline([evening], HANOI, ['a']).days;
  const row = day!.rows[0]!;

  test('stands in minutes of the unit’s zone', () => {
    expect([row.from, row.to]).toEqual([18 * 60 + 30, 21 * 60 + 30]);
    expect(day!.range).toEqual({ from: 18 * 60, to: 22 * 60 });
    expect(hourMarks(day!.range).map(clockOf)).toEqual(['18:00', '19:00', '20:00', '21:00', '22:00']);
  });

  test('drives end where one arrives, waiting ends where service starts', () => {
    expect(row.travels).toEqual([
      { from: 1115, to: 1130 }, // 18:35–18:50
      { from: 1200, to: 1210 }, // 20:00–20:10
      { from: 1250, to: 1270 }, // 20:50–21:10
    ]);
    expect(row.waits).toEqual([{ from: 1130, to: 1140 }]);
    expect(row.rests).toEqual([{ from: 1180, to: 1200 }]);
  });

  test('visits are numbered; a window wider than the shift is no bracket', () => {
    expect(row.visits.map((visit) => [visit.caseId, visit.number, visit.from, visit.to])).toEqual([
      ['c1', 1, 1140, 1180],
      ['c2', 2, 1210, 1250],
    ]);
    expect(row.visits[0]!.window).toEqual({ from: 1140, to: 1230 });
    expect(row.visits[1]!.window).toBeNull();
  });

  test('a shift over midnight goes on past 24:00', () => {
    const night: PlanRoute = {
      ...evening,
      opensAt: at('22:00'),
      closesAt: at('01:00', '2026-11-27'),
      stops: [stop({ kind: 'visit', caseId: 'c3', arriveAt: at('00:30', '2026-11-27'), endAt: at('00:50', '2026-11-27') })],
    };
    const { range, rows } = layoutTimeline([night], HANOI, ['a']).days[0]!;
    expect(range).toEqual({ from: 22 * 60, to: 25 * 60 });
    expect(clockOf(rows[0]!.visits[0]!.from)).toBe('00:30');
  });

  test('days are sorted, teams keep their order within a day', () => {
    const timeline = layoutTimeline(
      [route('r3', 'b', [], '2026-11-27'), route('r2', 'b', []), route('r4', 'a', [], '2026-11-27'), evening],
      HANOI,
      ['a', 'b'],
    );
    expect(timeline.days.map((one) => [one.date, one.rows.map((each) => each.routeId)])).toEqual([
      ['2026-11-26', ['r1', 'r2']],
      ['2026-11-27', ['r4', 'r3']],
    ]);
  });

  test('keys lead along the route, and to the nearest in time on the next', () => {
    const other = route('r2', 'b', [
      stop({ kind: 'visit', caseId: 'd1', arriveAt: at('18:40'), endAt: at('18:50') }),
      stop({ kind: 'visit', caseId: 'd2', arriveAt: at('20:00'), endAt: at('20:30') }),
    ]);
    const timeline = layoutTimeline([evening, other], HANOI, ['a', 'b']);
    const go = (key: string, routeId: string, caseId: string) => moveOnTimeline(timeline, key, routeId, caseId)?.caseId ?? null;
    expect(go('ArrowRight', 'r1', 'c1')).toBe('c2');
    expect(go('ArrowRight', 'r1', 'c2')).toBeNull();
    expect(go('ArrowDown', 'r1', 'c2')).toBe('d2');
    expect(go('ArrowUp', 'r2', 'd1')).toBe('c1');
    expect(go('ArrowUp', 'r1', 'c1')).toBeNull();
    expect(go('x', 'r1', 'c1')).toBeNull();
  });

  test('nothing to show is an empty timeline, not a fault', () => {
    expect(layoutTimeline([], HANOI, [])).toEqual({ days: [] });
  });
});
