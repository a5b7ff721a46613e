import { checkPlaces } from './check-places.ts';
import { type LonLat, straightMetres } from './lon-lat.ts';
import { DEFAULT_PROFILE_ID } from './profiles.ts';
import { averageFactor } from './speeds/street-speeds.ts';
import {
  MAX_MATRIX_PLACES,
  MAX_ROUTE_PLACES,
  type NearestStreet,
  type RouteGeometry,
  type TravelOptions,
  type TravelProvider,
  type TravelTable,
} from './travel.ts';

/** Streets are on average this much longer than the straight line in Hanoi (measured on the shipped map, 1.71). */
const DETOUR_FACTOR = 1.71;
/** Averages over whole trips with the assumed speeds of the profiles. */
const AVERAGE_KMH: Readonly<Record<string, number>> = { motorbike: 19, car: 15, foot: 4 };
const AVERAGE_KMH_OTHERWISE = 15;

/** The last resort when there are no streets: every answer says `source: 'straight-line'`, and whoever shows it must say so. */
export class StraightLineProvider implements TravelProvider {
  async table(origins: readonly LonLat[], destinations: readonly LonLat[], options: TravelOptions = {}): Promise<TravelTable> {
    checkPlaces(origins, MAX_MATRIX_PLACES);
    checkPlaces(destinations, MAX_MATRIX_PLACES);
    options.signal?.throwIfAborted();
    const [originCount, destinationCount] = [origins.length, destinations.length];
    const profileId = options.profileId ?? DEFAULT_PROFILE_ID;
    const durationsSec = new Int32Array(originCount * destinationCount);
    const distancesMetres = new Int32Array(originCount * destinationCount);
    const pace = options.speeds ? averageFactor(options.speeds) : 1;
    origins.forEach((from, i) => {
      destinations.forEach((to, j) => {
        const { durationSec, distanceMetres } = guess(from, to, profileId, pace);
        durationsSec[i * destinationCount + j] = durationSec;
        distancesMetres[i * destinationCount + j] = distanceMetres;
      });
    });
    const walkMetres = new Int32Array(destinationCount).fill(-1);
    return { originCount, destinationCount, durationsSec, distancesMetres, walkMetres, source: 'straight-line', profileId };
  }

  async route(places: readonly LonLat[], options: TravelOptions = {}): Promise<RouteGeometry> {
    checkPlaces(places, MAX_ROUTE_PLACES);
    const profileId = options.profileId ?? DEFAULT_PROFILE_ID;
    const pace = options.speeds ? averageFactor(options.speeds) : 1;
    const legs = places.slice(1).map((to, i) => ({ line: [places[i]!, to], ...guess(places[i]!, to, profileId, pace) }));
    return { legs, source: 'straight-line' };
  }

  async nearest(places: readonly LonLat[]): Promise<(NearestStreet | null)[]> {
    return places.map(() => null);
  }
}

function guess(from: LonLat, to: LonLat, profileId: string, pace: number): { durationSec: number; distanceMetres: number } {
  const metres = straightMetres(from[0], from[1], to[0], to[1]) * DETOUR_FACTOR;
  const kmh = AVERAGE_KMH[profileId] ?? AVERAGE_KMH_OTHERWISE;
  return { durationSec: Math.ceil((metres * 3.6) / kmh / pace), distanceMetres: Math.round(metres) };
}
