import { describe, expect, test } from 'vitest';
import * as format from '../../apps/web/src/words/format.ts';

const HANOI = 'Asia/Ho_Chi_Minh';
const evening = '2026-11-26T12:05:00Z'; // 19:05 in Hanoi, a Thursday

describe('instants in the unit’s zone', () => {
  test('times are 24-hour, also at midnight', () => {
    expect(format.formatTime(evening, HANOI)).toBe('19:05');
    expect(format.formatTime('2026-11-26T17:00:00Z', HANOI)).toBe('00:00');
    expect(format.formatTimeRange(evening, '2026-11-26T13:30:00Z', HANOI)).toBe('19:05–20:30');
  });

  test('the zone is data: the same instant is another time and another day elsewhere', () => {
    expect(format.formatTime(evening, 'America/New_York')).toBe('07:05');
    expect(format.localDate('2026-11-26T18:00:00Z', HANOI)).toBe('2026-11-27');
    expect(format.localDate('2026-11-26T18:00:00Z', 'Europe/Berlin')).toBe('2026-11-26');
  });

  test('a change of daylight saving moves the clock, not the instant', () => {
    expect(format.formatTime('2026-03-29T00:59:00Z', 'Europe/Berlin')).toBe('01:59');
    expect(format.formatTime('2026-03-29T01:00:00Z', 'Europe/Berlin')).toBe('03:00');
  });

  test('days as people say them', () => {
    expect(format.formatDayPart(evening, HANOI, 'vi')).toBe('tối thứ Năm 26/11');
    expect(format.formatDayPart(evening, HANOI, 'en')).toBe('Thursday evening, 26 November');
    expect(format.formatDate('2026-11-29', 'vi')).toBe('Chủ nhật 29/11');
    expect(format.formatDateShort('2026-11-28', 'vi')).toBe('T7 28/11');
    expect(format.formatDateShort('2026-11-28', 'en')).toBe('Sat 28 Nov');
    expect(format.partOfDay(8 * 60, 'vi')).toBe('sáng');
    expect(format.partOfDay(11 * 60 + 30, 'vi')).toBe('trưa');
    expect(format.partOfDay(13 * 60, 'vi')).toBe('chiều');
    expect(format.partOfDay(18 * 60, 'vi')).toBe('tối');
  });
});

describe('calendar dates', () => {
  test('add days over months, years and 29 February', () => {
    expect(format.addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(format.addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(format.addDays('2026-11-26', -26)).toBe('2026-10-31');
  });
  test('weekdays are counted from Monday', () => {
    expect(format.weekdayOf('2026-11-23')).toBe(1);
    expect(format.weekdayOf('2026-11-29')).toBe(7);
  });
});

describe('amounts', () => {
  test('durations', () => {
    expect(format.formatDuration(1500, 'vi')).toBe('25 phút');
    expect(format.formatDuration(3900, 'vi')).toBe('1 giờ 05 phút');
    expect(format.formatDuration(7200, 'vi')).toBe('2 giờ');
    expect(format.formatDuration(12, 'vi')).toBe('1 phút');
    expect(format.formatDuration(0, 'vi')).toBe('0 phút');
    expect(format.formatDuration(3900, 'en')).toBe('1 h 05 min');
    expect(format.formatDuration(3599, 'vi')).toBe('1 giờ');
  });
  test('distances and numbers take the language’s marks', () => {
    expect(format.formatDistance(847, 'vi')).toBe('850 m');
    expect(format.formatDistance(1234, 'vi')).toBe('1,2 km');
    expect(format.formatDistance(1234, 'en')).toBe('1.2 km');
    expect(format.formatDistance(12_400, 'vi')).toBe('12 km');
    expect(format.formatNumber(5000, 'vi')).toBe('5.000');
    expect(format.formatNumber(5000, 'en')).toBe('5,000');
  });
  test('phones as they are dialled at home', () => {
    expect(format.formatPhone('+84912345678')).toBe('0912 345 678');
    expect(format.formatPhone('+4930123456')).toBe('+4930123456');
  });
  test('age from the birth year', () => expect(format.ageIn('2026-11-26', 1925)).toBe(101));
});
