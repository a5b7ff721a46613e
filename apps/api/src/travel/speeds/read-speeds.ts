import type { SpeedBand, SpeedsView } from '../../contract/speeds.ts';
import type { Queryable } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import type { LonLat } from '../lon-lat.ts';
import { DEFAULT_PROFILE_ID } from '../profiles.ts';
import { findSpeedTable, type RecordedDrive, readDrives } from '../store.ts';
import type { StreetEngine } from '../street-engine.ts';
import { TENTHS_PER_SECOND } from '../street-graph.ts';
import { bandAt } from './check-bands.ts';
import { DEFAULT_BANDS } from './default-bands.ts';
import { type DriveRecord, learnFactors } from './learn-factors.ts';
import { makeLocalWeek } from './local-week.ts';
import { type StreetSpeeds, streetSpeeds } from './street-speeds.ts';

const DAY_MS = 24 * 3600 * 1000;
/** Traffic changes with the seasons; older drives are forgotten, and the newest so many are enough. */
const LEARN_DAYS = 90;
const LEARN_DRIVES = 3000;

/** The speeds that count for a unit, and what its drives of the last 90 days say about them. */
export async function readSpeeds(
  deps: Pick<Deps, 'clock' | 'streets'>,
  db: Queryable,
  unit: { readonly path: string; readonly zone: string },
): Promise<SpeedsView> {
  const table = await findSpeeds(db, unit.path);
  const since = new Date(deps.clock.now().getTime() - LEARN_DAYS * DAY_MS);
  const drives = deps.streets ? await readDrives(db, unit.path, since, LEARN_DRIVES) : [];
  const records = deps.streets ? expectDrives(deps.streets, drives, table.bands, unit.zone) : [];
  return { table, learned: learnFactors(records) };
}

/** The table that counts for a unit: its own, the nearest above it, or the assumed one. */
export async function findSpeeds(db: Queryable, unitPath: string): Promise<SpeedsView['table']> {
  return (await findSpeedTable(db, unitPath)) ?? { unitId: null, version: 0, bands: [...DEFAULT_BANDS], useLearned: false };
}

/** What the table says of each recorded drive: along the way of the assumed speeds, at the speeds of the hour it began in. */
function expectDrives(
  streets: StreetEngine,
  drives: readonly RecordedDrive[],
  bands: readonly SpeedBand[],
  zone: string,
): DriveRecord[] {
  const localWeek = makeLocalWeek(zone);
  return drives.flatMap((drive, i) => {
    const before = drives[i - 1];
    const followsUp = before?.teamId === drive.teamId && before.date === drive.date && before.arrivedAt <= drive.setOutAt;
    const from: LonLat = followsUp ? [before.lon, before.lat] : [drive.depotLon, drive.depotLat];
    const [leg] = streets.trace(DEFAULT_PROFILE_ID, [from, [drive.lon, drive.lat]]);
    if (!leg) return [];
    const { weekday, time } = localWeek(drive.setOutAt);
    const band = bandAt(bands, weekday, time);
    const factors = band ? streets.factors.of(speedsOfBand(band, null)) : null;
    const drivenDs = leg.stretches.reduce((sum, part) => sum + part.timeDs / (factors?.[part.directedEdge >> 1] ?? 1), 0);
    const expectedSec = (drivenDs + leg.fromWalkDs + leg.toWalkDs) / TENTHS_PER_SECOND;
    const actualSec = (drive.arrivedAt.getTime() - drive.setOutAt.getTime()) / 1000;
    return [{ bandId: band?.id ?? null, unitId: drive.unitId, actualSec, expectedSec }];
  });
}

/** Null where nothing differs from the assumed speeds. */
export function speedsAt({ table, learned }: SpeedsView, band: SpeedBand | null): StreetSpeeds | null {
  const isLearned = table.useLearned && learned.driveCount > 0;
  if (!band && !isLearned) return null;
  const cells = learned.cells.filter(({ bandId }) => bandId === (band?.id ?? null));
  const wards = Object.fromEntries(cells.map(({ unitId, factor }) => [unitId, factor]));
  return speedsOfBand(band, isLearned ? { rest: learned.overallFactor, wards } : null);
}

function speedsOfBand(band: SpeedBand | null, learned: StreetSpeeds['learned']): StreetSpeeds {
  const { factors, areas } = band ?? { factors: { main: 1, collector: 1, local: 1, alley: 1 }, areas: [] };
  return streetSpeeds({ groups: factors, areas, learned });
}
