import type { Weekday } from '../../contract/codes.ts';
import type { WeeklyWindow } from '../../contract/common.ts';
import { fold } from '../../contract/fold.ts';

const DAY_WORDS: [RegExp, Weekday][] = [
  [/^(t2|thu 2|thu hai|mon|monday)$/, 1],
  [/^(t3|thu 3|thu ba|tue|tuesday)$/, 2],
  [/^(t4|thu 4|thu tu|wed|wednesday)$/, 3],
  [/^(t5|thu 5|thu nam|thu|thursday)$/, 4],
  [/^(t6|thu 6|thu sau|fri|friday)$/, 5],
  [/^(t7|thu 7|thu bay|sat|saturday)$/, 6],
  [/^(cn|chu nhat|sun|sunday)$/, 7],
];
const EVERY_DAY: Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** What was wrong with one part of the text. */
export type WindowFault = { code: 'window-unreadable' | 'window-reversed'; part: string };

/**
 * Reads "T2-T6 18:00-20:30; T7,CN 8h-11h30" (or Mon-Fri …; no days = every day; empty text = no windows = any time).
 * Times in the unit's wall time.
 */
export function parseWindows(text: string): { windows: WeeklyWindow[]; faults: WindowFault[] } {
  const windows: WeeklyWindow[] = [];
  const faults: WindowFault[] = [];
  for (const part of text.split(';').map((piece) => piece.trim())) {
    if (part === '') continue;
    const window = parseWindow(part);
    if (window === null) faults.push({ code: 'window-unreadable', part });
    else if (window.from >= window.to) faults.push({ code: 'window-reversed', part });
    else windows.push(window);
  }
  return { windows, faults };
}

const WINDOW = /^(?<days>.*?)\s*(?<from>\d{1,2}(?:[:h.]\d{0,2})?)\s*[-–]\s*(?<to>\d{1,2}(?:[:h.]\d{0,2})?)$/;

function parseWindow(part: string): WeeklyWindow | null {
  const match = WINDOW.exec(fold(part));
  const from = parseTime(match?.groups?.from ?? '');
  const to = parseTime(match?.groups?.to ?? '');
  const days = parseDays(match?.groups?.days ?? '');
  return from && to && days ? { days, from, to } : null;
}

/** "18:00", "18h", "8h30", "8.30" → "08:30". */
function parseTime(text: string): string | null {
  const match = /^(\d{1,2})(?:[:h.](\d{0,2}))?$/.exec(text);
  if (!match) return null;
  const hour = Number(match[1]);
  const minute = Number(match[2] || 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** "t2-t6", "t7, cn", "" (every day) → ISO weekdays in order. */
function parseDays(text: string): Weekday[] | null {
  const days = new Set<Weekday>();
  const parts = text.split(/[,&]/).map((part) => part.trim());
  if (parts.every((part) => part === '') || /^(hang ngay|moi ngay|daily)$/.test(text.trim())) return EVERY_DAY;
  for (const part of parts) {
    const [first, last, more] = part.split(/\s*[-–]\s*/).map(parseDay);
    if (more !== undefined || !first || last === null) return null;
    const end = last ?? first;
    // "T7-T2" runs over the end of the week.
    for (let day = first; ; day = ((day % 7) + 1) as Weekday) {
      days.add(day);
      if (day === end) break;
    }
  }
  return EVERY_DAY.filter((day) => days.has(day));
}

function parseDay(text: string): Weekday | null {
  return DAY_WORDS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
