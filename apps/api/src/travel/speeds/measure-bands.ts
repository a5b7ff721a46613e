import type { LonLat } from '../lon-lat.ts';
import { measureMatrix, type TravelMatrix, type TravelOptions, type TravelProvider, UNREACHABLE } from '../travel.ts';
import type { StreetSpeeds } from './street-speeds.ts';

/** Numbers in all tables together; beyond this hours are no longer told apart (about 800 MB). */
export const MOST_BAND_NUMBERS = 200_000_000;

/** Travel between places at several paces of the streets. */
export interface BandedMatrix extends TravelMatrix {
  /** One table of whole seconds for each pace that differs; a pair is unreachable in all of them or in none. */
  readonly tables: readonly Int32Array[];
  /** Pace asked for → index into `tables`. */
  readonly tableOfPace: Int32Array;
}

/**
 * Measures all pairs once for each pace (null: as assumed); equal paces are measured once. The matrix itself, with its metres, is
 * that of the first pace. All tables of one answer have one source, the worst; an engine that goes away between two tables takes
 * nobody's ways with it unnoticed: such an answer is asked again, and what is then still unreachable in one table is so in all.
 * Beyond MOST_BAND_NUMBERS the first pace stands for all. Whoever drives by these tables lets the share of a way that is left at
 * the end of a band be driven at the next band's pace, so leaving later never means arriving earlier (Ichoua, Gendreau, Potvin 2003).
 */
export async function measureBands(
  provider: TravelProvider,
  places: readonly LonLat[],
  paces: readonly (StreetSpeeds | null)[],
  options: Omit<TravelOptions, 'speeds'> = {},
): Promise<BandedMatrix> {
  const keys = paces.map((pace) => pace?.key ?? '');
  const distinct = [...new Set(keys)];
  if (distinct.length * places.length ** 2 > MOST_BAND_NUMBERS) distinct.length = 1;
  const paceOf = (key: string): StreetSpeeds | null => paces[keys.indexOf(key)] ?? null;
  const measure = async (): Promise<TravelMatrix[]> => {
    const matrices: TravelMatrix[] = [];
    for (const key of distinct.length > 0 ? distinct : [''])
      matrices.push(await measureMatrix(provider, places, { ...options, speeds: paceOf(key) }));
    return matrices;
  };
  let matrices = await measure();
  const isOneSource = (): boolean => matrices.every(({ source }) => source === matrices[0]!.source);
  if (!isOneSource()) matrices = await measure();
  const worst = matrices.find(({ source }) => source === 'straight-line') ?? matrices[0]!;
  const tables = matrices.map(({ durationsSec }) => durationsSec);
  if (!isOneSource()) closeWhereOneIs(tables);
  return {
    ...matrices[0]!,
    source: worst.source,
    tables,
    tableOfPace: Int32Array.from(keys, (key) => Math.max(0, distinct.indexOf(key))),
  };
}

function closeWhereOneIs(tables: readonly Int32Array[]): void {
  for (let pair = 0; pair < tables[0]!.length; pair++) {
    if (!tables.some((table) => table[pair] === UNREACHABLE)) continue;
    for (const table of tables) table[pair] = UNREACHABLE;
  }
}
