import type { Queryable } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { bandAt } from './check-bands.ts';
import { learnFactors } from './learn-factors.ts';
import { makeLocalWeek } from './local-week.ts';
import { findSpeeds, readSpeeds, speedsAt } from './read-speeds.ts';
import type { StreetSpeeds } from './street-speeds.ts';

/** The pace of a unit's streets at any moment; null as assumed. What its drives say is read only where it counts. */
export async function readPaces(
  deps: Pick<Deps, 'clock' | 'streets'>,
  db: Queryable,
  unit: { readonly path: string; readonly zone: string },
): Promise<(at: Date) => StreetSpeeds | null> {
  const table = await findSpeeds(db, unit.path);
  const speeds = table.useLearned ? await readSpeeds(deps, db, unit) : { table, learned: learnFactors([]) };
  const localWeek = makeLocalWeek(unit.zone);
  return (at) => {
    const { weekday, time } = localWeek(at);
    return speedsAt(speeds, bandAt(table.bands, weekday, time));
  };
}
