import type { WeeklyWindow } from '@gocua/api/contract/common';
import { weekdayShort } from '../../words/format.ts';
import type { Language } from '../../words/language.ts';

/** "T2–T6 18:00–20:30", "T7, CN 08:00–11:00": runs of three days and more are joined. */
export function weeklyWindowWords(windows: readonly WeeklyWindow[], language: Language): string[] {
  return windows.map((window) => `${weekdayRuns(window.days, language)} ${window.from}–${window.to}`);
}

export function weekdayRuns(days: readonly number[], language: Language): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  const runs: number[][] = [];
  for (const day of sorted) {
    const run = runs.at(-1);
    if (run && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return runs
    .flatMap((run) =>
      run.length >= 3
        ? [`${weekdayShort(run[0]!, language)}–${weekdayShort(run.at(-1)!, language)}`]
        : run.map((day) => weekdayShort(day, language)),
    )
    .join(', ');
}
