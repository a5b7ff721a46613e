/**
 * Instants, durations and distances as people say them. The zone is the unit's, given as data; the browser's own zone is never used.
 * Instants are ISO 8601 text or epoch milliseconds.
 */
import type { Language } from './language.ts';

export type InstantLike = string | number;

const LOCALES: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };
const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(instant: InstantLike, zone: string): Record<string, string> {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(new Date(instant)).map((part) => [part.type, part.value]));
}

/** The calendar date in the zone, "2026-11-26". */
export function localDate(instant: InstantLike, zone: string): string {
  const { year, month, day } = partsOf(instant, zone);
  return `${year}-${month}-${day}`;
}

/** Minutes since local midnight, 0 … 1439. */
export function localMinute(instant: InstantLike, zone: string): number {
  const { hour, minute } = partsOf(instant, zone);
  return Number(hour) * 60 + Number(minute);
}

/** "19:05" */
export function formatTime(instant: InstantLike, zone: string): string {
  const { hour, minute } = partsOf(instant, zone);
  return `${hour}:${minute}`;
}

/** "19:05–20:30" */
export function formatTimeRange(from: InstantLike, to: InstantLike, zone: string): string {
  return `${formatTime(from, zone)}–${formatTime(to, zone)}`;
}

const WEEKDAY_NAMES: Record<Language, readonly string[]> = {
  vi: ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const WEEKDAY_SHORT: Record<Language, readonly string[]> = {
  vi: ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};
const MONTHS_EN = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const PARTS_OF_DAY: Record<Language, readonly [string, string, string, string]> = {
  vi: ['sáng', 'trưa', 'chiều', 'tối'],
  en: ['morning', 'noon', 'afternoon', 'evening'],
};

/** ISO 8601 day of the week of a calendar date: 1 Monday … 7 Sunday. */
export function weekdayOf(date: string): number {
  return ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/** The date `days` later, in calendar days. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** "thứ Hai" / "Monday"; 1 = Monday. */
export function weekdayName(weekday: number, language: Language): string {
  return WEEKDAY_NAMES[language][weekday - 1] ?? '';
}
/** "T2" / "Mon" */
export function weekdayShort(weekday: number, language: Language): string {
  return WEEKDAY_SHORT[language][weekday - 1] ?? '';
}

/** "26/11", in English "26 Nov". */
export function formatDayMonth(date: string, language: Language): string {
  const [, month, day] = date.split('-').map(Number) as [number, number, number];
  return language === 'vi' ? `${day}/${month}` : `${day} ${MONTHS_EN[month - 1]!.slice(0, 3)}`;
}

/** "thứ Năm 26/11" / "Thursday 26 November" */
export function formatDate(date: string, language: Language): string {
  const [, month, day] = date.split('-').map(Number) as [number, number, number];
  const weekday = weekdayName(weekdayOf(date), language);
  return language === 'vi' ? `${weekday} ${day}/${month}` : `${weekday} ${day} ${MONTHS_EN[month - 1]}`;
}

/** "T5 26/11" / "Thu 26 Nov": for rulers and narrow columns. */
export function formatDateShort(date: string, language: Language): string {
  return `${weekdayShort(weekdayOf(date), language)} ${formatDayMonth(date, language)}`;
}

/** sáng before 11, trưa before 13, chiều before 18, then tối. */
export function partOfDay(minute: number, language: Language): string {
  const index = minute < 11 * 60 ? 0 : minute < 13 * 60 ? 1 : minute < 18 * 60 ? 2 : 3;
  return PARTS_OF_DAY[language][index as 0 | 1 | 2 | 3];
}

/** "tối thứ Năm 26/11" / "Thursday evening, 26 November" */
export function formatDayPart(instant: InstantLike, zone: string, language: Language): string {
  const date = localDate(instant, zone);
  const part = partOfDay(localMinute(instant, zone), language);
  if (language === 'vi') return `${part} ${formatDate(date, 'vi')}`;
  const [, month, day] = date.split('-').map(Number) as [number, number, number];
  return `${weekdayName(weekdayOf(date), 'en')} ${part}, ${day} ${MONTHS_EN[month - 1]}`;
}

/** "19:05, thứ Năm 26/11" / "19:05, Thursday 26 November" */
export function formatMoment(instant: InstantLike, zone: string, language: Language): string {
  return `${formatTime(instant, zone)}, ${formatDate(localDate(instant, zone), language)}`;
}

/** "25 phút", "1 giờ 05 phút"; rounded to whole minutes, but never "0 phút" for something that lasts. */
export function formatDuration(seconds: number, language: Language): string {
  const minutes = seconds > 0 ? Math.max(1, Math.round(seconds / 60)) : 0;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (language === 'vi') {
    if (hours === 0) return `${minutes} phút`;
    return rest === 0 ? `${hours} giờ` : `${hours} giờ ${String(rest).padStart(2, '0')} phút`;
  }
  if (hours === 0) return `${minutes} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${String(rest).padStart(2, '0')} min`;
}

/** "850 m", "1,2 km"; English "1.2 km". */
export function formatDistance(metres: number, language: Language): string {
  if (metres < 950) return `${Math.round(metres / 10) * 10} m`;
  const digits = metres < 9_950 ? 1 : 0;
  return `${formatNumber(metres / 1000, language, digits)} km`;
}

/** "1.234" in Vietnamese, "1,234" in English. */
export function formatNumber(value: number, language: Language, digits = 0): string {
  return value.toLocaleString(LOCALES[language], { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Age reached in the year of the date; only the birth year is known. */
export function ageIn(date: string, birthYear: number): number {
  return Number(date.slice(0, 4)) - birthYear;
}

/** "0912 345 678" for Vietnamese numbers in E.164, anything else unchanged. */
export function formatPhone(e164: string): string {
  const national = /^\+84(\d{9})$/.exec(e164)?.[1];
  return national ? `0${national.slice(0, 3)} ${national.slice(3, 6)} ${national.slice(6)}` : e164;
}
