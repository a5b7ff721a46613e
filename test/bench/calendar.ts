import { expandSeries, type InstantCache } from '../../apps/api/src/calendar/expand-series.ts';
import type { ShiftSeries } from '../../apps/api/src/contract/teams.ts';

const RANGE = { from: '2026-12-01', to: '2027-02-28' };
const TEAMS = 600;

/** The series of many teams on 90 days, in one zone, at fifty different hours, some with shifts changed by hand. */
function makeTeams(rule: string, changed: number): ShiftSeries[] {
  return Array.from({ length: TEAMS }, (_, team) => ({
    ...{ id: `s${team}`, teamId: `t${team}`, zone: 'Asia/Ho_Chi_Minh', durationSec: 3 * 3600, rule, version: 1 },
    ...{ exceptDates: [], extraStarts: [], skipHolidays: true, rest: null },
    startsLocal: `2024-01-01T18:${10 + (team % 50)}`,
    overrides: Array.from({ length: changed }, (_, i) => ({
      ...{
        date: `2026-12-0${i + 1}`,
        startsLocal: `2026-12-0${i + 1}T19:00`,
        durationSec: 7200,
        teamId: `t${team}`,
        rest: null,
        note: '',
      },
    })),
  }));
}

/** Expansion of 600 teams × 90 days. Processor time beside wall time: on a busy machine only the first says something. */
export function bench(): void {
  for (const [label, rule, changed] of [
    ['weekdays', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 0],
    ['every day', 'FREQ=DAILY', 0],
    ['weekdays, 5 changed each', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 5],
  ] as const) {
    const series = makeTeams(rule, changed);
    const wall: number[] = [];
    const cpu: number[] = [];
    let count = 0;
    // The first run warms up and is not counted.
    for (let run = 0; run <= 7; run++) {
      const instants: InstantCache = new Map();
      const [begun, used] = [performance.now(), process.cpuUsage()];
      count = series.reduce((sum, one) => sum + expandSeries(one, RANGE, 'VN', instants).shifts.length, 0);
      const { user, system } = process.cpuUsage(used);
      if (run === 0) continue;
      wall.push(performance.now() - begun);
      cpu.push((user + system) / 1000);
    }
    const words = (times: number[]) => {
      times.sort((a, b) => a - b);
      return `${times[0]!.toFixed(0)} … ${times.at(-1)!.toFixed(0)} ms`;
    };
    console.log(`${label.padEnd(26)} ${String(count).padStart(6)} shifts   processor ${words(cpu)}   wall ${words(wall)}`);
  }
}
