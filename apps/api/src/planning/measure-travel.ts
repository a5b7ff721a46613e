import type { SpeedsView } from '../contract/speeds.ts';
import { measureBands } from '../travel/speeds/measure-bands.ts';
import { speedsAt } from '../travel/speeds/read-speeds.ts';
import type { TravelMatrix, TravelProvider } from '../travel/travel.ts';
import { type BandAxis, bandAxis } from './band-axis.ts';
import type { PlanningInput, ShiftToPlan } from './planning-input.ts';
import { originMsOf } from './problem-origin.ts';

/**
 * Durations by the time of day: from `bands[i].fromMs` on (rising; the first begins before everything) a drive goes at the pace of
 * `tables[bands[i].tableIndex]`. What is left of the way when a band ends is driven at the pace of the next, so whoever leaves
 * later never arrives earlier (Ichoua, Gendreau, Potvin 2003).
 */
export interface TravelHours {
  readonly bands: readonly { readonly fromMs: number; readonly tableIndex: number }[];
  /** Seconds, as `durationsSec`; no way in all tables or in none. */
  readonly tables: readonly Int32Array[];
}

/** Travel between the places of a plan. The metres are those of the way that is best at the most usual hour. */
export interface PlanTravel extends TravelMatrix {
  /** Absent: `durationsSec` holds at any time. */
  readonly byHours?: TravelHours;
}

/** Beyond this many numbers in all tables together the hours are not told apart: the most usual one stands for all (400 MB). */
export const MOST_NUMBERS = 100_000_000;

/** Measures travel for every hour at which a team may be under way, by the unit's speeds. */
export async function measureTravel(
  provider: TravelProvider,
  input: Pick<PlanningInput, 'shifts' | 'zone' | 'places' | 'fromDate' | 'toDate'>,
  speeds: SpeedsView,
  signal?: AbortSignal,
): Promise<PlanTravel> {
  const { bands } = speeds.table;
  const originMs = originMsOf(input.shifts);
  const lastSec = (Math.max(...input.shifts.map(latestMs)) - originMs) / 1000;
  const axis = bandAxis(bands, input.zone, { from: input.fromDate, to: input.toDate }, originMs, lastSec);
  const used = bandsByUse(input.shifts, axis, originMs);
  if (used.length * input.places.length ** 2 > MOST_NUMBERS) used.length = 1;
  const paces = used.map((band) => speedsAt(speeds, bands[band] ?? null));
  const { tables, tableOfPace, ...main } = await measureBands(provider, input.places, paces, signal ? { signal } : {});
  if (tables.length === 1) return main;
  // Where nobody is under way the most usual table stands in.
  const all = [...axis.startsSec].map((sec, i) => ({
    fromMs: i === 0 ? Number.NEGATIVE_INFINITY : originMs + sec * 1000,
    tableIndex: tableOfPace[Math.max(0, used.indexOf(axis.bandOf[i]!))]!,
  }));
  const byHours = { bands: all.filter(({ tableIndex }, i) => i === 0 || tableIndex !== all[i - 1]!.tableIndex), tables };
  return { ...main, byHours };
}

type Span = Pick<ShiftToPlan, 'freeFrom' | 'closesAt' | 'overtimeUntil'>;

const latestMs = ({ closesAt, overtimeUntil }: Span): number => (overtimeUntil ?? closesAt).getTime();

/** The bands that some shift lies in, those with most of their time first. */
function bandsByUse(shifts: readonly Span[], { startsSec, bandOf }: BandAxis, originMs: number): number[] {
  const usedMs = new Map<number, number>();
  for (const shift of shifts) {
    bandOf.forEach((band, i) => {
      const fromMs = originMs + startsSec[i]! * 1000;
      const toMs = i + 1 < startsSec.length ? originMs + startsSec[i + 1]! * 1000 : Number.POSITIVE_INFINITY;
      const ms = Math.min(toMs, latestMs(shift)) - Math.max(fromMs, shift.freeFrom.getTime());
      if (ms > 0) usedMs.set(band, (usedMs.get(band) ?? 0) + ms);
    });
  }
  return [...usedMs].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([band]) => band);
}
