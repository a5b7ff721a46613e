import { describe, expect, it } from 'vitest';
import {
  type OpenPromise,
  type OpenVisit,
  type PlannedVisit,
  type PublishingState,
  planChanges,
  promiseFor,
} from '../../apps/api/src/planning/plan-changes.ts';
import { at } from './small-input.ts';

const planned = (caseId: string, start = '19:00', change: Partial<PlannedVisit> = {}): PlannedVisit => ({
  caseId,
  teamId: 'team-1',
  date: '2026-11-24',
  position: 1,
  shiftOpensAt: at('18:30', '2026-11-24'),
  shiftClosesAt: at('21:30', '2026-11-24'),
  plannedArriveAt: at(start, '2026-11-24'),
  plannedStartAt: at(start, '2026-11-24'),
  plannedEndAt: at('20:00', '2026-11-24'),
  travelSec: 600,
  travelMetres: 3000,
  travelSource: 'roads',
  ...change,
});
const open = (caseId: string, change: Partial<OpenVisit> = {}): OpenVisit => ({
  id: `old-${caseId}`,
  caseId,
  teamId: 'team-1',
  date: '2026-11-24',
  state: 'acknowledged',
  shiftClosesAt: at('21:30', '2026-11-24'),
  plannedStartAt: at('19:00', '2026-11-24'),
  ...change,
});
const promise = (caseId: string, opens: string, closes: string): OpenPromise => ({
  id: `told-${caseId}`,
  caseId,
  opensAt: at(opens, '2026-11-24'),
  closesAt: at(closes, '2026-11-24'),
});
function changes(state: Partial<PublishingState>) {
  const visits = state.visits ?? [];
  return planChanges({
    visits,
    horizon: { fromDate: '2026-11-24', toDate: '2026-11-26' },
    open: [],
    promises: [],
    plannableCaseIds: new Set(visits.map(({ caseId }) => caseId)),
    now: at('12:00'),
    ...state,
  });
}

describe('planChanges', () => {
  it('makes new visits, schedules their cases and promises a window', () => {
    const result = changes({ visits: [planned('a', '19:07')] });
    expect(result.created.map(({ caseId }) => caseId)).toEqual(['a']);
    expect(result.scheduledCaseIds).toEqual(['a']);
    // 19:07 ± 30 min = 18:37–19:37, outward to quarters: 18:30–19:45.
    expect(result.newPromises).toEqual([
      { caseId: 'a', opensAt: at('18:30', '2026-11-24'), closesAt: at('19:45', '2026-11-24') },
    ]);
    // Half an hour before 18:40 nobody is on the road yet.
    expect(promiseFor(planned('a', '18:40')).opensAt).toEqual(at('18:30', '2026-11-24'));
    expect(promiseFor(planned('a', '19:00'))).toEqual({
      caseId: 'a',
      opensAt: at('18:30', '2026-11-24'),
      closesAt: at('19:30', '2026-11-24'),
    });
  });

  it('keeps the same visit with its id; only another minute is a move', () => {
    const visits = [planned('same'), planned('moved', '19:30'), planned('seconds', '19:00:40')];
    const result = changes({ visits, open: [open('same'), open('moved'), open('seconds')] });
    expect(result.updated.map(({ id, isMoved }) => `${id} ${isMoved}`)).toEqual([
      'old-same false',
      'old-moved true',
      'old-seconds false',
    ]);
    expect([result.created, result.withdrawn]).toEqual([[], []]);
  });

  it('withdraws and makes anew when the team or the date is another', () => {
    const visits = [planned('team', '19:00', { teamId: 'team-2' }), planned('date', '19:00', { date: '2026-11-25' })];
    const result = changes({ visits, open: [open('team'), open('date')] });
    expect(result.created).toHaveLength(2);
    expect(result.withdrawn.map(({ id }) => id)).toEqual(['old-team', 'old-date']);
    expect(result.waitingCaseIds).toEqual([]);
  });

  it('withdraws what the plan leaves out, in its horizon or in a shift that is over; the case waits again', () => {
    const result = changes({
      open: [
        open('out'),
        open('later', { date: '2026-11-27' }),
        open('tonight', { date: '2026-11-23', shiftClosesAt: at('21:30') }),
        open('yesterday', { date: '2026-11-22', shiftClosesAt: at('21:30', '2026-11-22') }),
      ],
      promises: [promise('out', '18:30', '19:30'), promise('later', '18:30', '19:30')],
    });
    expect(result.withdrawn.map(({ caseId }) => caseId)).toEqual(['out', 'yesterday']);
    expect(result.waitingCaseIds).toEqual(['out', 'yesterday']);
    expect(result.endedPromises.map(({ caseId }) => caseId)).toEqual(['out']);
  });

  it('never touches a visit that is begun, nor a case settled meanwhile', () => {
    const result = changes({
      visits: [planned('driving'), planned('served')],
      open: [open('driving', { state: 'travelling' }), open('there', { state: 'arrived' })],
      plannableCaseIds: new Set(['driving']),
    });
    expect(result.passedOver.map(({ caseId }) => caseId)).toEqual(['driving', 'served']);
    expect([result.created, result.updated, result.withdrawn, result.newPromises]).toEqual([[], [], [], []]);
  });

  it('takes a case that another plan had outside the horizon: one person, one open visit', () => {
    const result = changes({ visits: [planned('a')], open: [open('a', { date: '2026-11-28', teamId: 'team-9' })] });
    expect(result.withdrawn.map(({ id }) => id)).toEqual(['old-a']);
    expect(result.created).toHaveLength(1);
  });

  it('keeps a promise that is still true, at both of its ends, and replaces one that is not', () => {
    const visits = [planned('first', '19:00'), planned('last', '19:30'), planned('early', '18:59'), planned('late', '19:31')];
    const promises = visits.map(({ caseId }) => promise(caseId, '19:00', '19:30'));
    const result = changes({ visits, promises });
    expect(result.endedPromises.map(({ caseId }) => caseId)).toEqual(['early', 'late']);
    expect(result.newPromises.map(({ caseId }) => caseId)).toEqual(['early', 'late']);
  });
});
