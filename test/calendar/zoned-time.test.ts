import { describe, expect, it } from 'vitest';
import { dateAt, instantOf, isKnownZone, startOfDate, windowsOnDates } from '../../apps/api/src/calendar/zoned-time.ts';

describe('zoned time', () => {
  it('knows the date at an instant where the wall is', () => {
    expect(dateAt(new Date('2026-11-23T17:00:00Z'), 'Asia/Ho_Chi_Minh')).toBe('2026-11-24');
    expect(dateAt(new Date('2026-11-23T16:59:59Z'), 'Asia/Ho_Chi_Minh')).toBe('2026-11-23');
    expect(dateAt(new Date('2026-11-24T03:00:00Z'), 'America/New_York')).toBe('2026-11-23');
  });

  it('begins a date after its midnight where the clocks skip it', () => {
    // Havana: 2026-03-08 00:00 becomes 01:00.
    expect(startOfDate('2026-03-08', 'America/Havana').toISOString()).toBe('2026-03-08T05:00:00.000Z');
    expect(instantOf('2026-03-08', '00:30', 'America/Havana').toISOString()).toBe('2026-03-08T05:30:00.000Z');
  });

  it('turns weekly windows into instants on the dates of a range', () => {
    const windows = [
      { days: [2, 3] as (2 | 3)[], from: '18:00', to: '20:30' },
      { days: [3] as 3[], from: '08:00', to: '11:00' },
    ];
    const found = windowsOnDates(windows, 'Asia/Ho_Chi_Minh', '2026-11-23', '2026-11-25');
    expect(
      found.map(({ opensAt, closesAt }) => [opensAt.toISOString().slice(5, 16), closesAt.toISOString().slice(5, 16)]),
    ).toEqual([
      ['11-24T11:00', '11-24T13:30'],
      ['11-25T01:00', '11-25T04:00'],
      ['11-25T11:00', '11-25T13:30'],
    ]);
  });

  it('has no window where the clocks skip all of it, and a shorter one where they skip a part', () => {
    const at = (from: string, to: string) =>
      windowsOnDates([{ days: [7], from, to }], 'Europe/Berlin', '2026-03-29', '2026-03-29');
    // 02:10 and 02:50 mean 03:10 and 03:50 CEST.
    expect(at('02:10', '02:50').map(({ opensAt }) => opensAt.toISOString())).toEqual(['2026-03-29T01:10:00.000Z']);
    expect(at('01:30', '03:30').map(({ opensAt, closesAt }) => closesAt.getTime() - opensAt.getTime())).toEqual([3_600_000]);
    expect(at('02:50', '03:10')).toEqual([]);
  });

  it('knows zones by name only', () => {
    expect(['Asia/Ho_Chi_Minh', 'UTC', 'Asia/Saigon'].map(isKnownZone)).toEqual([true, true, true]);
    expect(['', '+07:00', 'Asia/Hanoi', 'GMT+7'].map(isKnownZone)).toEqual([false, false, false, false]);
  });
});
