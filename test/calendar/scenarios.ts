import fc from 'fast-check';
import { addDays } from '../../apps/api/src/calendar/zoned-time.ts';

/** With and without daylight saving, both hemispheres, half an hour of it, and one that skipped a whole day. */
export const ZONES = [
  'Asia/Ho_Chi_Minh',
  'America/New_York',
  'Europe/Berlin',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'America/Havana',
];
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

const someDays = fc.subarray(DAYS, { minLength: 1, maxLength: 7 }).map((days) => `BYDAY=${days.join(',')}`);
const monthDays = fc
  .uniqueArray(
    fc.integer({ min: -31, max: 31 }).filter((day) => day !== 0),
    { minLength: 1, maxLength: 3 },
  )
  .map((days) => `BYMONTHDAY=${days.join(',')}`);
const months = fc
  .uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 })
  .map((m) => `BYMONTH=${m.join(',')}`);
const nthDays = fc.tuple(fc.constantFrom(-2, -1, 1, 2, 3, 4), fc.constantFrom(...DAYS)).map(([n, day]) => `BYDAY=${n}${day}`);
const setPos = fc.constantFrom('BYSETPOS=1', 'BYSETPOS=-1', 'BYSETPOS=2,-2');

const body = fc.oneof(
  fc.constant('FREQ=DAILY'),
  fc.oneof(someDays, monthDays, months).map((part) => `FREQ=DAILY;${part}`),
  fc
    .oneof(
      someDays,
      fc.tuple(someDays, months).map((parts) => parts.join(';')),
    )
    .map((part) => `FREQ=WEEKLY;${part}`),
  fc.oneof(monthDays, nthDays, someDays).map((part) => `FREQ=MONTHLY;${part}`),
  fc.tuple(someDays, setPos).map(([days, position]) => `FREQ=MONTHLY;${days};${position}`),
  fc.tuple(months, monthDays).map((parts) => `FREQ=YEARLY;${parts.join(';')}`),
  fc.tuple(months, nthDays).map((parts) => `FREQ=YEARLY;${parts.join(';')}`),
);
const end = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 1, max: 60 }).map((count) => `;COUNT=${count}`),
  fc.integer({ min: 0, max: 700 }).map((days) => `;UNTIL=${addDays('2026-01-01', days).replaceAll('-', '')}T093000Z`),
);
const interval = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc.integer({ min: 2, max: 4 }).map((n) => `;INTERVAL=${n}`),
);
/** A rule in a zone, from a first start, looked at from a day on. */
export const scenario = fc.record({
  rule: fc.tuple(body, interval, end).map((parts) => parts.join('')),
  zone: fc.constantFrom(...ZONES),
  startsLocal: fc
    .tuple(fc.integer({ min: 0, max: 400 }), fc.constantFrom('00:00', '00:30', '01:30', '02:00', '02:30', '18:30', '23:45'))
    .map(([days, time]) => `${addDays('2026-01-01', days)}T${time}`),
  fromDay: fc.integer({ min: 0, max: 500 }),
});
