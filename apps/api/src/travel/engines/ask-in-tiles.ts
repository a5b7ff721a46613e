import { TravelError, UNREACHABLE } from '../travel.ts';

/** Seconds and metres of a part of a table, row by row, fractions as the engine gave them; null where there is no way. */
export interface Tile {
  readonly durationsSec: readonly (number | null)[];
  readonly distancesMetres: readonly (number | null)[];
}

/** Questions at one time: enough to keep an engine busy, few enough not to be refused. */
const AT_ONCE = 4;

/** Runs the jobs a few at a time; the first failure ends it, and what is under way is waited for. */
export async function fewAtOnce<Job>(jobs: readonly Job[], work: (job: Job) => Promise<void>): Promise<void> {
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (!failed && next < jobs.length) {
      try {
        await work(jobs[next++]!);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(AT_ONCE, jobs.length) }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/**
 * Puts a table together from tiles of at most `side` origins and destinations. A table is whole or it is not there: one tile that
 * cannot be had makes the whole `unavailable`, and the message says which of how many.
 */
export async function askInTiles(
  origins: readonly number[],
  destinations: readonly number[],
  side: number,
  size: { readonly originCount: number; readonly destinationCount: number },
  ask: (origins: readonly number[], destinations: readonly number[]) => Promise<Tile>,
): Promise<{ durationsSec: Float64Array; distancesMetres: Float64Array }> {
  const durationsSec = new Float64Array(size.originCount * size.destinationCount).fill(UNREACHABLE);
  const distancesMetres = new Float64Array(size.originCount * size.destinationCount).fill(UNREACHABLE);
  const tiles: [readonly number[], readonly number[]][] = [];
  for (let i = 0; i < origins.length; i += side)
    for (let j = 0; j < destinations.length; j += side) tiles.push([origins.slice(i, i + side), destinations.slice(j, j + side)]);
  let done = 0;
  await fewAtOnce(tiles, async ([rows, columns]) => {
    let tile: Tile;
    try {
      tile = await ask(rows, columns);
    } catch (error) {
      if (!(error instanceof TravelError) || tiles.length === 1) throw error;
      throw new TravelError(error.code, `${error.message} (${done} of ${tiles.length} parts of the table were there)`);
    }
    done++;
    rows.forEach((i, r) => {
      columns.forEach((j, c) => {
        const sec = tile.durationsSec[r * columns.length + c];
        const metres = tile.distancesMetres[r * columns.length + c];
        if (sec === null || sec === undefined || metres === null || metres === undefined) return;
        durationsSec[i * size.destinationCount + j] = sec;
        distancesMetres[i * size.destinationCount + j] = metres;
      });
    });
  });
  return { durationsSec, distancesMetres };
}
