import { describe, expect, it } from 'vitest';
import { checkPlan, type PlanFaultCode } from '../../apps/api/src/planning/check-plan.ts';
import type { DraftPlan, DraftRoute, DraftStop } from '../../apps/api/src/planning/draft-plan.ts';
import { at, makeInput, makeShift, makeTravel, makeVisit, planHere } from './small-input.ts';

const input = makeInput(
  [
    makeVisit('a', 1, { windows: [{ days: [1], from: '09:00', to: '09:30' }] }),
    makeVisit('b', 2, { mobility: 'bedbound' }),
    makeVisit('b2', 2, { needs: ['digital_identity'] }),
    makeVisit('c', 3, { windows: [{ days: [1, 2], from: '13:00', to: '15:00' }] }),
    makeVisit('iris', 4, { needs: ['id_card_iris'] }),
  ],
  [
    makeShift('day', {
      opensAt: at('08:00'),
      closesAt: at('17:00'),
      rest: { opensAt: at('11:30'), closesAt: at('13:00'), durationSec: 2700 },
    }),
    makeShift('evening', { skills: ['intake', 'iris'] }),
  ],
  { caseIdsWithoutCoordinates: ['lost'] },
);
const travel = makeTravel(input, (from, to) => 300 + 60 * Math.abs(from - to) + (from < to ? 7 : 0));
const { plan: good } = planHere(input, travel);

type Stops = DraftRoute['stops'];
/** The good plan with one route's stops changed. */
function withStops(shiftId: string, change: (stops: Stops) => Stops): DraftPlan {
  return {
    ...good,
    routes: good.routes.map((route) => (route.shiftId === shiftId ? { ...route, stops: change(route.stops) } : route)),
  };
}
const withStop = (caseId: string, change: (stop: DraftStop) => DraftStop): DraftPlan => ({
  ...good,
  routes: good.routes.map((route) => ({
    ...route,
    stops: route.stops.map((stop) => (stop.caseId === caseId ? change(stop) : stop)),
  })),
});
const later = (instant: Date, seconds: number): Date => new Date(instant.getTime() + seconds * 1000);
const moved = (stop: DraftStop, seconds: number): DraftStop => ({
  ...stop,
  arriveAt: later(stop.arriveAt, seconds),
  startAt: later(stop.startAt, seconds),
  endAt: later(stop.endAt, seconds),
});
const codes = (plan: DraftPlan): PlanFaultCode[] => [...new Set(checkPlan(input, travel, plan).map(({ code }) => code))];

describe('checkPlan', () => {
  it('approves what the optimizer made: all served, a break taken, a household shared', () => {
    expect(good.routes.map(({ shiftId }) => shiftId).sort()).toEqual(['day', 'evening']);
    expect(good.unassigned.map(({ caseId }) => caseId)).toEqual(['lost']);
    expect(checkPlan(input, travel, good)).toEqual([]);
  });

  const corruptions: [string, PlanFaultCode, DraftPlan][] = [
    ['a case is dropped', 'case-missing', withStops('day', (stops) => stops.filter(({ caseId }) => caseId !== 'a'))],
    ['a case without coordinates is forgotten', 'case-missing', { ...good, unassigned: [] }],
    [
      'a case is planned and unassigned',
      'case-twice',
      { ...good, unassigned: [...good.unassigned, { caseId: 'a', reason: 'no_room_left', detail: {} }] },
    ],
    ['a case is planned twice', 'case-twice', { ...good, routes: [...good.routes, good.routes[0]!] }],
    ['a shift is used twice', 'shift-twice', { ...good, routes: [...good.routes, good.routes[0]!] }],
    ['somebody nobody asked for', 'case-unknown', withStop('a', (stop) => ({ ...stop, caseId: 'z' }))],
    ['a shift nobody has', 'shift-unknown', { ...good, routes: good.routes.map((route) => ({ ...route, shiftId: 'none' })) }],
    ['a shift of another team', 'shift-differs', { ...good, routes: good.routes.map((route) => ({ ...route, teamId: 'x' })) }],
    ['a visit outside its window', 'outside-window', withStop('a', (stop) => moved(stop, 3600))],
    [
      'one second after its window',
      'outside-window',
      withStop('a', (stop) => moved(stop, (at('09:30:01').getTime() - stop.startAt.getTime()) / 1000)),
    ],
    ['a service cut short', 'service-wrong', withStop('b', (stop) => ({ ...stop, endAt: later(stop.endAt, -60) }))],
    ['a visit while another goes on', 'stops-disordered', withStop('b', (stop) => moved(stop, -1200))],
    ['a start before the arrival', 'stops-disordered', withStop('c', (stop) => ({ ...stop, arriveAt: later(stop.startAt, 5) }))],
    ['an arrival that no drive allows', 'too-early', withStop('b', (stop) => ({ ...stop, arriveAt: later(stop.arriveAt, -1) }))],
    [
      'a drive that is shorter than the road',
      'travel-wrong',
      withStop('a', (stop) => ({ ...stop, travelSec: stop.travelSec - 1 })),
    ],
    ['metres that are wrong', 'travel-wrong', withStop('c', (stop) => ({ ...stop, travelMetres: 1 }))],
    ['a home at another place', 'place-wrong', withStop('a', (stop) => ({ ...stop, lat: 20 }))],
    ['a break left out', 'break-missing', withStops('day', (stops) => stops.filter(({ kind }) => kind !== 'break'))],
    [
      'a break cut short',
      'break-wrong',
      withStops('day', (stops) =>
        stops.map((stop) => (stop.kind === 'break' ? { ...stop, endAt: later(stop.endAt, -60) } : stop)),
      ),
    ],
    [
      'a break before its time',
      'break-wrong',
      withStops('day', (stops) => stops.map((stop) => (stop.kind === 'break' ? moved(stop, -7200) : stop))),
    ],
    [
      'a break that nobody has',
      'break-wrong',
      withStops('evening', (stops) => stops.toSpliced(1, 0, { ...stops[0]!, kind: 'break' })),
    ],
    ['a team that sets out before its shift', 'too-early', withStops('day', (stops) => stops.with(0, moved(stops[0]!, -7200)))],
    ['a team that comes back late', 'shift-overrun', withStops('day', (stops) => stops.with(-1, moved(stops.at(-1)!, 9 * 3600)))],
    ['no way home', 'stops-disordered', withStops('day', (stops) => stops.slice(0, -1))],
    ['totals that do not add up', 'totals-wrong', { ...good, routes: good.routes.map((route) => ({ ...route, travelSec: 1 })) }],
  ];
  it.each(corruptions)('finds: %s', (_what, code, plan) => expect(codes(plan)).toContain(code));

  it('finds a skill that the team does not have', () => {
    const iris = good.routes.find(({ shiftId }) => shiftId === 'evening')!;
    const stripped = {
      ...input,
      shifts: input.shifts.map((shift) => ({ ...shift, skills: ['intake' as const, 'vneid' as const] })),
    };
    expect(iris.stops.some(({ caseId }) => caseId === 'iris')).toBe(true);
    expect(checkPlan(stripped, travel, good).map(({ code, id }) => `${code} ${id}`)).toContain('skill-missing iris');
  });

  it('finds two visits whose times are swapped', () => {
    const stops = good.routes.flatMap((route) => route.stops);
    const [a, c] = ['a', 'c'].map((id) => stops.find(({ caseId }) => caseId === id)!) as [DraftStop, DraftStop];
    const { arriveAt, startAt, endAt } = a;
    const swapped = withStop('c', (stop) => ({ ...stop, arriveAt, startAt, endAt }));
    const plan = {
      ...swapped,
      routes: swapped.routes.map((route) => ({
        ...route,
        stops: route.stops.map((stop) =>
          stop.caseId === 'a' ? { ...stop, arriveAt: c.arriveAt, startAt: c.startAt, endAt: c.endAt } : stop,
        ),
      })),
    };
    expect(codes(plan)).toEqual(expect.arrayContaining(['outside-window', 'stops-disordered']));
  });

  it('finds a road that does not exist', () => {
    const cut = makeTravel(input, (from, to) => (from === 0 && to > 0 ? 0x7fffffff : 300));
    expect(checkPlan(input, cut, good).map(({ code }) => code)).toContain('unreachable');
  });
});
