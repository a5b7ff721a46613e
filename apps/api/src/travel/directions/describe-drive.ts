import type { Drive } from '../../contract/drives.ts';
import type { LonLat } from '../lon-lat.ts';
import { metresOf, secondsOf } from '../place-on-street.ts';
import { DEFAULT_PROFILE_ID } from '../profiles.ts';
import type { StreetSpeeds } from '../speeds/street-speeds.ts';
import type { StreetEngine } from '../street-engine.ts';
import { streetName } from '../street-graph.ts';
import { TravelError, type TravelProvider, UNREACHABLE } from '../travel.ts';
import { ManeuverFinder } from './maneuvers.ts';

const finders = new WeakMap<StreetEngine, ManeuverFinder>();

/** The way from one place to another with instructions, the fastest at a pace of the streets (null: as assumed); null when there is no way. */
export async function describeDrive(
  streets: StreetEngine | null,
  travel: TravelProvider,
  from: LonLat,
  to: LonLat,
  pace: StreetSpeeds | null,
): Promise<Drive | null> {
  const [leg] = streets ? await streets.traceAt(DEFAULT_PROFILE_ID, [from, to], pace).catch(noneWhenAway) : [];
  if (!streets || !leg) return describeOtherwise(travel, from, to, pace);
  const { hierarchy } = streets.profile(DEFAULT_PROFILE_ID);
  const finder = finders.get(streets) ?? new ManeuverFinder(streets.graph.streets, hierarchy);
  finders.set(streets, finder);
  const { line, stretches } = leg;
  const steps = finder.find(leg).map(({ kind, modifier, exit, nameIndex, firstStretch, lastStretch }) => {
    const own = stretches.slice(firstStretch, lastStretch + 1);
    const at = line[own[0]?.firstPoint ?? line.length - 1]!;
    return {
      kind,
      modifier,
      exit,
      street: streetName(streets.graph.streets, nameIndex),
      metres: metresOf(own.reduce((sum, { lengthDm }) => sum + lengthDm, 0)),
      sec: secondsOf(own.reduce((sum, { timeDs }) => sum + timeDs, 0)),
      at: [at[0], at[1]] as [number, number],
    };
  });
  return {
    source: 'roads',
    line: line.map(([lon, lat]): [number, number] => [lon, lat]),
    durationSec: secondsOf(leg.timeDs + leg.fromWalkDs + leg.toWalkDs),
    distanceMetres: metresOf(leg.lengthDm + leg.fromWalkDm + leg.toWalkDm),
    walkMetres: metresOf(leg.toWalkDm),
    walkSec: secondsOf(leg.toWalkDs),
    steps,
  };
}

/** Other engines are asked then, and say who answered. */
function noneWhenAway(error: unknown): [] {
  if (error instanceof TravelError && error.code === 'unavailable') return [];
  throw error;
}

async function describeOtherwise(
  travel: TravelProvider,
  from: LonLat,
  to: LonLat,
  pace: StreetSpeeds | null,
): Promise<Drive | null> {
  const { legs, source } = await travel.route([from, to], { speeds: pace });
  const leg = legs[0]!;
  if (leg.durationSec === UNREACHABLE) return null;
  const { durationSec, distanceMetres } = leg;
  const line = leg.line.map(([lon, lat]): [number, number] => [lon, lat]);
  return { source, line, durationSec, distanceMetres, walkMetres: 0, walkSec: 0, steps: [] };
}
