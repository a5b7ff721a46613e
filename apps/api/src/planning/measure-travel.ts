import { addDays, windowsOnDates } from '../calendar/zoned-time.ts';
import type { SpeedBand, SpeedsView } from '../contract/speeds.ts';
import { speedsAt } from '../travel/speeds/read-speeds.ts';
import { measureMatrix, type TravelMatrix, type TravelProvider, UNREACHABLE } from '../travel/travel.ts';
import type { PlanningInput, ShiftToPlan } from './planning-input.ts';

/** Travel between the places of a plan, by the hours of each shift. */
export interface PlanTravel extends TravelMatrix {
  /** Tables for shifts at other hours than `durationsSec`; a shift that is not named uses that one. */
  readonly byHours?: {
    readonly tables: readonly { readonly durationsSec: Int32Array; readonly distancesMetres: Int32Array }[];
    readonly tableOfShift: ReadonlyMap<string, number>;
  };
}

/** How much of a shift lies in each band, in eighths; band −1 is the rest of the day. Finer would be more tables than it is worth. */
type Mix = ReadonlyMap<number, number>;
const EIGHTHS = 8;
/** Beyond this many numbers in all tables together, shifts are no longer told apart: one table for all (about 800 MB). */
const MOST_NUMBERS = 200_000_000;

/**
 * Measures travel for the hours of each shift: a shift that is half in the rush hour gets times halfway between the rush hour's and
 * those after it. Such a table is still one of fixed times: leaving later never means arriving earlier.
 */
export async function measureTravel(
  provider: TravelProvider,
  input: PlanningInput,
  speeds: SpeedsView,
  signal?: AbortSignal,
): Promise<PlanTravel> {
  const { bands } = speeds.table;
  const mixes = new Map<string, Mix>();
  const mixOfShift = new Map<string, string>();
  for (const shift of input.shifts) {
    const mix = mixOf(shift, bands, input.zone);
    const name = [...mix].map(([band, share]) => `${band}:${share}`).join(' ');
    mixes.set(name, mix);
    mixOfShift.set(shift.id, name);
  }
  const names = [...mixes.keys()];
  if (names.length * input.places.length ** 2 > MOST_NUMBERS) names.length = 1;
  const measured = new Map<number, Promise<TravelMatrix>>();
  const measure = (band: number): Promise<TravelMatrix> => {
    const known = measured.get(band);
    if (known) return known;
    const options = { speeds: speedsAt(speeds, bands[band] ?? null), ...(signal ? { signal } : {}) };
    const matrix = measureMatrix(provider, input.places, options);
    measured.set(band, matrix);
    return matrix;
  };
  const tables: TravelMatrix[] = [];
  for (const name of names) tables.push(await blend(mixes.get(name)!, measure));
  const tableOfShift = new Map([...mixOfShift].map(([id, name]) => [id, Math.max(0, names.indexOf(name))]));
  // a plan has one source: when an engine went away between two tables, the worse one names it
  const worst = tables.find(({ source }) => source === 'straight-line') ?? tables[0]!;
  return { ...tables[0]!, source: worst.source, byHours: { tables, tableOfShift } };
}

/** Eighths of the shift in each band, which add up to eight. */
export function mixOf(
  shift: Pick<ShiftToPlan, 'freeFrom' | 'closesAt' | 'date'>,
  bands: readonly SpeedBand[],
  zone: string,
): Mix {
  const from = shift.freeFrom.getTime();
  const to = shift.closesAt.getTime();
  const wholeMs = Math.max(1, to - from);
  const shares = new Map<number, number>();
  let left = EIGHTHS;
  bands.forEach((band, index) => {
    const windows = windowsOnDates(
      [{ ...band, to: band.to === '24:00' ? '23:59' : band.to }],
      zone,
      shift.date,
      addDays(shift.date, 1),
    );
    const insideMs = windows.reduce(
      (sum, { opensAt, closesAt }) => sum + Math.max(0, Math.min(to, closesAt.getTime()) - Math.max(from, opensAt.getTime())),
      0,
    );
    const share = Math.min(left, Math.round((EIGHTHS * insideMs) / wholeMs));
    if (share === 0) return;
    shares.set(index, share);
    left -= share;
  });
  if (left > 0) shares.set(-1, left);
  return shares;
}

/** The mean of the tables of a mix, rounded up; the metres are those of the band that has the largest part. */
async function blend(mix: Mix, measure: (band: number) => Promise<TravelMatrix>): Promise<TravelMatrix> {
  const parts: { share: number; matrix: TravelMatrix }[] = [];
  for (const [band, share] of mix) parts.push({ share, matrix: await measure(band) });
  parts.sort((a, b) => b.share - a.share);
  const main = parts[0]!.matrix;
  if (parts.length === 1) return main;
  const durationsSec = new Int32Array(main.durationsSec.length);
  for (let pair = 0; pair < durationsSec.length; pair++) {
    let sum = 0;
    let isWay = true;
    for (const { share, matrix } of parts) {
      if (matrix.durationsSec[pair] === UNREACHABLE) isWay = false;
      sum += share * matrix.durationsSec[pair]!;
    }
    durationsSec[pair] = isWay ? Math.ceil(sum / EIGHTHS) : UNREACHABLE;
  }
  const worst = parts.find(({ matrix }) => matrix.source === 'straight-line')?.matrix ?? main;
  return { ...main, durationsSec, source: worst.source };
}
