import { checkPlaces } from './check-places.ts';
import type { LonLat } from './lon-lat.ts';
import { metresOf, secondsOf } from './place-on-street.ts';
import { DEFAULT_PROFILE_ID } from './profiles.ts';
import type { StreetEngine } from './street-engine.ts';
import { DECIMETRES_PER_METRE } from './street-graph.ts';
import {
  MAX_MATRIX_PLACES,
  MAX_ROUTE_PLACES,
  type NearestStreet,
  type RouteGeometry,
  type RouteLeg,
  type TravelOptions,
  type TravelProvider,
  type TravelTable,
  UNREACHABLE,
} from './travel.ts';

/** Travel times from the built street file, in this process: no address leaves the building. */
export class EmbeddedProvider implements TravelProvider {
  readonly #engine: StreetEngine;

  constructor(engine: StreetEngine) {
    this.#engine = engine;
  }

  async table(origins: readonly LonLat[], destinations: readonly LonLat[], options: TravelOptions = {}): Promise<TravelTable> {
    checkPlaces(origins, MAX_MATRIX_PLACES);
    checkPlaces(destinations, MAX_MATRIX_PLACES);
    const { profileId = DEFAULT_PROFILE_ID, speeds, signal } = options;
    signal?.throwIfAborted();
    const table = await this.#engine.table(profileId, origins, destinations, { doorToDoor: true, speeds, signal });
    return {
      originCount: table.originCount,
      destinationCount: table.destinationCount,
      durationsSec: table.durationsDs,
      distancesMetres: table.distancesDm,
      walkMetres: table.destinationWalkDm.map((dm) => (dm < 0 ? -1 : Math.round(dm / DECIMETRES_PER_METRE))),
      source: 'roads',
      profileId,
    };
  }

  async route(places: readonly LonLat[], options: TravelOptions = {}): Promise<RouteGeometry> {
    checkPlaces(places, MAX_ROUTE_PLACES);
    const { profileId = DEFAULT_PROFILE_ID, speeds, signal } = options;
    signal?.throwIfAborted();
    const traced = await this.#engine.traceAt(profileId, places, speeds);
    const legs = traced.map((leg, i): RouteLeg => {
      const [from, to] = [places[i]!, places[i + 1]!];
      if (from[0] === to[0] && from[1] === to[1]) return { line: [from, to], durationSec: 0, distanceMetres: 0 };
      if (!leg) return { line: [from, to], durationSec: UNREACHABLE, distanceMetres: UNREACHABLE };
      return {
        line: leg.line,
        durationSec: secondsOf(leg.timeDs + leg.fromWalkDs + leg.toWalkDs),
        distanceMetres: metresOf(leg.lengthDm + leg.fromWalkDm + leg.toWalkDm),
      };
    });
    return { legs, source: 'roads' };
  }

  async nearest(places: readonly LonLat[], options: TravelOptions = {}): Promise<(NearestStreet | null)[]> {
    checkPlaces(places, MAX_MATRIX_PLACES);
    options.signal?.throwIfAborted();
    const { finder } = this.#engine.profile(options.profileId ?? DEFAULT_PROFILE_ID);
    return places.map((place) => {
      const { point, streetName, farFromStreet } = finder.snap(place);
      return point && { lon: point.lon, lat: point.lat, offStreetMetres: point.offStreetMetres, streetName, farFromStreet };
    });
  }
}
