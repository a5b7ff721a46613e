import { describe, expect, it } from 'vitest';
import type { Shift } from '../../apps/api/src/contract/teams.ts';
import { freePart } from '../../apps/api/src/planning/free-shifts.ts';
import type { LiveAssignment } from '../../apps/api/src/planning/store/input.ts';
import { at } from './small-input.ts';

const shift: Shift = {
  id: 's_2026-11-23',
  seriesId: 's',
  teamId: 'team',
  date: '2026-11-23',
  originalDate: '2026-11-23',
  change: 'none',
  opensAt: at('08:00').toISOString(),
  closesAt: at('17:00').toISOString(),
  rest: { opensAt: at('11:30').toISOString(), closesAt: at('13:00').toISOString(), durationSec: 2700 },
};
const visit = (state: string, ends: string, lat = 21): LiveAssignment => ({
  id: `${state}-${ends}`,
  caseId: 'case',
  teamId: 'team',
  date: '2026-11-23',
  shiftClosesAt: at('17:00'),
  plannedStartAt: at('09:00'),
  plannedEndAt: at(ends),
  state,
  lat,
  lon: 105.8,
});

describe('freePart', () => {
  it('is the whole shift before it begins', () => {
    expect(freePart(shift, [], at('07:00'))).toMatchObject({
      freeFrom: at('08:00'),
      startsAtHome: null,
      rest: { opensAt: at('11:30') },
    });
  });

  it('is what is left from the next minute on', () => {
    expect(freePart(shift, [], at('10:15:20'))).toMatchObject({ freeFrom: at('10:16'), startsAtHome: null });
    expect(freePart(shift, [], at('16:40'))?.freeFrom).toEqual(at('16:40'));
    expect(freePart(shift, [], at('16:41'))).toBeNull();
  });

  it('begins after the visit that is going on, at that home', () => {
    const visits = [visit('finished', '09:30', 20.1), visit('arrived', '10:40', 20.2)];
    expect(freePart(shift, visits, at('10:00'))).toMatchObject({ freeFrom: at('10:40'), startsAtHome: { lat: 20.2 } });
    // It takes longer than planned: from now on.
    expect(freePart(shift, visits, at('11:00'))).toMatchObject({ freeFrom: at('11:00'), startsAtHome: { lat: 20.2 } });
  });

  it('begins at the last home that was finished', () => {
    const visits = [visit('finished', '09:30', 20.1), visit('finished', '10:10', 20.3), visit('finished', '08:50', 20.2)];
    expect(freePart(shift, visits, at('10:30'))).toMatchObject({ freeFrom: at('10:30'), startsAtHome: { lat: 20.3 } });
  });

  it('has no break when its time is past, a later one when it has begun', () => {
    expect(freePart(shift, [], at('12:00'))?.rest).toEqual({ opensAt: at('12:00'), closesAt: at('13:00'), durationSec: 2700 });
    expect(freePart(shift, [], at('13:01'))?.rest).toBeNull();
  });

  it('is nothing on an evening that another plan has given to the team', () => {
    expect(freePart(shift, [visit('acknowledged', '16:00')], at('07:00'))).toBeNull();
  });
});
