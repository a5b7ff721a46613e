import type { SpeedBand } from '../../contract/speeds.ts';
import { ProblemError } from '../../problem.ts';

/** Refuses bands of one id and bands that overlap on a day: every moment has one speed. */
export function checkBands(bands: readonly SpeedBand[]): void {
  bands.forEach((band, i) => {
    const clash = bands.slice(0, i).find((other) => other.id === band.id || overlap(other, band));
    if (!clash) return;
    const code = clash.id === band.id ? 'band-twice' : 'bands-overlap';
    const message = code === 'band-twice' ? 'two bands have the same id' : `it overlaps "${clash.id}" on one of its days`;
    throw new ProblemError('invalid-input', { errors: [{ pointer: `/bands/${i}`, code, message }] });
  });
}

function overlap(a: SpeedBand, b: SpeedBand): boolean {
  return a.days.some((day) => b.days.includes(day)) && a.from < b.to && b.from < a.to;
}

/** The band of a moment of the week, null where there is none. Weekday as ISO 8601 counts, time "HH:MM". */
export function bandAt(bands: readonly SpeedBand[], weekday: number, time: string): SpeedBand | null {
  return bands.find(({ days, from, to }) => days.some((day) => day === weekday) && from <= time && time < to) ?? null;
}
