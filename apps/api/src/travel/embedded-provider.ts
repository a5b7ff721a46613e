import { checkPlaces } from './check-places.ts';
import type { LoadedGraph } from './load-graph.ts';
import type { LonLat } from './lon-lat.ts';
import { MatrixThread } from './matrix-thread.ts';
import { DEFAULT_PROFILE_ID } from './profiles.ts';
import { RouteTracer } from './route-geometry.ts';
import { StreetFinder } from './snap.ts';
import { middleLatOf } from './street-graph.ts';
import {
  MAX_MATRIX_PLACES,
  MAX_ROUTE_PLACES,
  type NearestStreet,
  type RouteGeometry,
  TravelError,
  type TravelMatrix,
  type TravelOptions,
  type TravelProvider,
} from './travel.ts';

interface OneProfile {
  readonly finder: StreetFinder;
  readonly tracer: RouteTracer;
}

/** Travel times from the built street file, in this process: no address leaves the building. */
export class EmbeddedProvider implements TravelProvider {
  readonly #loaded: LoadedGraph;
  readonly #thread: MatrixThread;
  readonly #profiles = new Map<string, OneProfile>();

  constructor(loaded: LoadedGraph) {
    this.#loaded = loaded;
    this.#thread = new MatrixThread(loaded.buffer);
  }

  async matrix(places: readonly LonLat[], options: TravelOptions = {}): Promise<TravelMatrix> {
    checkPlaces(places, MAX_MATRIX_PLACES);
    const profileId = this.#known(options);
    const matrix = await this.#thread.solve(profileId, places, options.signal);
    return { placeCount: places.length, ...matrix, source: 'roads', profileId };
  }

  async route(places: readonly LonLat[], options: TravelOptions = {}): Promise<RouteGeometry> {
    checkPlaces(places, MAX_ROUTE_PLACES);
    const { tracer } = this.#profile(this.#known(options));
    return { legs: tracer.trace(places), source: 'roads' };
  }

  async nearest(places: readonly LonLat[], options: TravelOptions = {}): Promise<(NearestStreet | null)[]> {
    checkPlaces(places, MAX_MATRIX_PLACES);
    const { finder } = this.#profile(this.#known(options));
    return places.map((place) => {
      const { point, streetName, farFromStreet } = finder.snap(place);
      return point && { lon: point.lon, lat: point.lat, offStreetMetres: point.offStreetMetres, streetName, farFromStreet };
    });
  }

  async close(): Promise<void> {
    await this.#thread.close();
  }

  #known(options: TravelOptions): string {
    options.signal?.throwIfAborted();
    const profileId = options.profileId ?? DEFAULT_PROFILE_ID;
    const ids = this.#loaded.graph.hierarchies.map((hierarchy) => hierarchy.profileId);
    if (!ids.includes(profileId))
      throw new TravelError('question', `The streets have no profile "${profileId}"; they have ${ids.join(', ')}.`);
    return profileId;
  }

  #profile(profileId: string): OneProfile {
    const known = this.#profiles.get(profileId);
    if (known) return known;
    const { streets, hierarchies, meta } = this.#loaded.graph;
    const hierarchy = hierarchies.find((candidate) => candidate.profileId === profileId)!;
    const finder = new StreetFinder(streets, hierarchy, middleLatOf(meta));
    const profile = { finder, tracer: new RouteTracer(streets, hierarchy, finder) };
    this.#profiles.set(profileId, profile);
    return profile;
  }
}
