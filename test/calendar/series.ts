import type { ShiftSeries } from '../../apps/api/src/contract/teams.ts';

/** A weekday evening series of Hanoi, with what a test changes. */
export function makeSeries(change: Partial<ShiftSeries> = {}): ShiftSeries {
  return {
    id: 'evenings',
    teamId: 'team',
    startsLocal: '2026-11-23T18:30',
    zone: 'Asia/Ho_Chi_Minh',
    durationSec: 3 * 3600,
    rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    exceptDates: [],
    extraStarts: [],
    overrides: [],
    skipHolidays: false,
    rest: null,
    version: 0,
    ...change,
  };
}
