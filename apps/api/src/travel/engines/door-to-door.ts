import { type LonLat, straightMetres } from '../lon-lat.ts';
import { OFF_STREET_KMH } from '../profiles.ts';
import { FAR_FROM_STREET_METRES } from '../snap.ts';
import { averageFactor, type StreetSpeeds } from '../speeds/street-speeds.ts';
import { type NearestStreet, type TravelSource, type TravelTable, UNREACHABLE } from '../travel.ts';

/** Where an engine says that a place meets its streets; null where none is near. */
export interface EngineSnap {
  readonly location: LonLat;
  readonly name: string;
}

/** Engines count from street to street; the walk to the door is ours: straight, at the speed of a person with a case. */
export const walkMetresOf = (place: LonLat, snap: EngineSnap): number => straightMetres(...place, ...snap.location);
export const walkSecOf = (metres: number): number => (metres * 3.6) / OFF_STREET_KMH;

export function nearestOf(place: LonLat, snap: EngineSnap | null): NearestStreet | null {
  if (!snap) return null;
  const offStreetMetres = Math.round(walkMetresOf(place, snap) * 10) / 10;
  const [lon, lat] = snap.location;
  return { lon, lat, offStreetMetres, streetName: snap.name, farFromStreet: offStreetMetres > FAR_FROM_STREET_METRES };
}

/** A table of an engine made door to door: walks added, whole seconds (rounded up) and metres, nothing from a door to itself. */
export function doorToDoor(
  streets: { readonly durationsSec: Float64Array; readonly distancesMetres: Float64Array },
  origins: readonly LonLat[],
  destinations: readonly LonLat[],
  walks: { readonly origins: readonly number[]; readonly destinations: readonly number[] },
  source: TravelSource,
  profileId: string,
  speeds: StreetSpeeds | null | undefined,
): TravelTable {
  // these engines know no hours of ours: the whole drive is slowed down alike
  const pace = speeds ? averageFactor(speeds) : 1;
  const [originCount, destinationCount] = [origins.length, destinations.length];
  const durationsSec = new Int32Array(originCount * destinationCount).fill(UNREACHABLE);
  const distancesMetres = new Int32Array(originCount * destinationCount).fill(UNREACHABLE);
  origins.forEach((from, i) => {
    destinations.forEach((to, j) => {
      const pair = i * destinationCount + j;
      if (from[0] === to[0] && from[1] === to[1]) {
        durationsSec[pair] = 0;
        distancesMetres[pair] = 0;
        return;
      }
      if (streets.durationsSec[pair]! >= UNREACHABLE || walks.origins[i]! < 0 || walks.destinations[j]! < 0) return;
      const walk = walks.origins[i]! + walks.destinations[j]!;
      durationsSec[pair] = Math.ceil(streets.durationsSec[pair]! / pace + walkSecOf(walk) - 1e-6);
      distancesMetres[pair] = Math.round(streets.distancesMetres[pair]! + walk);
    });
  });
  const walkMetres = Int32Array.from(walks.destinations, (metres) => Math.round(metres));
  return { originCount, destinationCount, durationsSec, distancesMetres, walkMetres, source, profileId };
}
