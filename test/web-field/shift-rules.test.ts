import type { TeamEvening } from '@gocua/api/contract/field';
import { KIT_ITEMS } from '@gocua/api/contract/field-codes';
import { describe, expect, it } from 'vitest';
import { groupEvenings } from '../../apps/web/src/field/evenings.ts';
import { isKitCheckDue, kitFaults, peopleAtHome, serviceTime, shiftWarning } from '../../apps/web/src/field/shift-rules.ts';
import { visit } from './visits.ts';

const NOTHING: TeamEvening = {
  ...{ teamId: 'team-1', date: '2026-11-26', beganAt: null, kitCheckedAt: null },
  ...{ kitState: null, batteryPercent: null, homeAt: null },
};
/** The shift of `visit` closes at 14:30 UTC. */
const at = (time: string) => Date.parse(`2026-11-26T${time}:00.000Z`);
const eveningOf = (...visits: ReturnType<typeof visit>[]) => groupEvenings(visits)[0]!;
const begun = { state: 'finished', finishedAt: '2026-11-26T12:30:00.000Z' } as const;

describe('the end of a shift', () => {
  const evening = eveningOf(visit('a', begun), visit('b', { state: 'acknowledged' }));

  it('is told twenty minutes before, with what is left, and past it', () => {
    expect(shiftWarning(evening, NOTHING, at('14:09'))).toBeNull();
    expect(shiftWarning(evening, NOTHING, at('14:10'))).toEqual({ kind: 'ends-soon', leftSec: 1200, openCount: 1 });
    expect(shiftWarning(evening, NOTHING, at('14:30'))).toEqual({ kind: 'ends-soon', leftSec: 0, openCount: 1 });
    expect(shiftWarning(evening, NOTHING, at('14:42'))).toEqual({ kind: 'overrun', overSec: 720, openCount: 1 });
  });

  it('asks whether everybody is back once all is done, until somebody says so', () => {
    const done = eveningOf(visit('a', begun));
    expect(shiftWarning(done, NOTHING, at('14:20'))).toBeNull();
    expect(shiftWarning(done, NOTHING, at('14:31'))).toEqual({ kind: 'not-home', overSec: 60 });
    expect(shiftWarning(done, { ...NOTHING, homeAt: '2026-11-26T14:30:30.000Z' }, at('14:31'))).toBeNull();
  });

  it('says nothing to a team that never left', () => {
    expect(shiftWarning(eveningOf(visit('a')), NOTHING, at('15:00'))).toBeNull();
  });
});

describe('before leaving', () => {
  it('the kit is asked for once, today, and not any more on the road', () => {
    const accepted = eveningOf(visit('a', { state: 'acknowledged' }));
    expect(isKitCheckDue(accepted, NOTHING, '2026-11-26')).toBe(true);
    expect(isKitCheckDue(accepted, NOTHING, '2026-11-25')).toBe(false);
    expect(isKitCheckDue(accepted, { ...NOTHING, kitCheckedAt: '2026-11-26T11:00:00.000Z' }, '2026-11-26')).toBe(false);
    expect(isKitCheckDue(eveningOf(visit('a', { state: 'travelling' })), NOTHING, '2026-11-26')).toBe(false);
  });

  it('what is missing, an empty battery and a broken machine are said', () => {
    expect(kitFaults({ itemsPresent: KIT_ITEMS, batteryPercent: 40, isReady: true })).toEqual({
      missing: [],
      isBatteryLow: false,
      isNotReady: false,
    });
    expect(kitFaults({ itemsPresent: ['machine', 'cables', 'camera', 'forms'], batteryPercent: 39, isReady: false })).toEqual({
      missing: ['charger', 'disinfectant'],
      isBatteryLow: true,
      isNotReady: true,
    });
  });
});

describe('at a home', () => {
  it('everybody at the same address is one stop; the neighbour is not', () => {
    const here = { address: 'Số 7, ngõ 4', lat: 21.01, lon: 105.83 };
    const evening = eveningOf(visit('a', here), visit('b', here), visit('c', { ...here, address: 'Số 9, ngõ 4' }));
    expect(peopleAtHome(evening.visits[0]!, evening).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(peopleAtHome(evening.visits[2]!, evening).map(({ id }) => id)).toEqual(['c']);
  });

  it('time is counted from arriving to the outcome', () => {
    const times = { plannedStartAt: '2026-11-26T12:00:00.000Z', plannedEndAt: '2026-11-26T12:25:00.000Z' };
    const arrived = visit('a', { ...times, state: 'arrived', arrivedAt: '2026-11-26T12:10:00.000Z' });
    expect(serviceTime(arrived, at('12:40'))).toEqual({ spentSec: 1800, plannedSec: 1500 });
    // A device whose clock stands behind the server's does not count backwards.
    expect(serviceTime(arrived, at('12:05'))).toEqual({ spentSec: 0, plannedSec: 1500 });
    expect(serviceTime(visit('a', { ...times, state: 'finished' }), at('12:40'))).toBeNull();
  });
});
