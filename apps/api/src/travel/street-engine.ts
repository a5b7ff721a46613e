import type { LoadedGraph } from './load-graph.ts';
import type { LonLat } from './lon-lat.ts';
import { MatrixThread } from './matrix-thread.ts';
import { RouteTracer, type TracedLeg } from './route-geometry.ts';
import { StreetFinder } from './snap.ts';
import { middleLatOf, type ProfileHierarchy, type StreetGraph } from './street-graph.ts';
import { TravelError } from './travel.ts';
import type { StreetTable } from './travel-matrix.ts';

interface OneProfile {
  readonly hierarchy: ProfileHierarchy;
  readonly finder: StreetFinder;
  readonly tracer: RouteTracer;
}

/** The streets in this process: tables in a thread of their own, routes and snapping at once. */
export class StreetEngine {
  readonly graph: StreetGraph;
  readonly #thread: MatrixThread;
  readonly #profiles = new Map<string, OneProfile>();

  constructor(loaded: LoadedGraph) {
    this.graph = loaded.graph;
    this.#thread = new MatrixThread(loaded.buffer);
  }

  get profileIds(): string[] {
    return this.graph.hierarchies.map(({ profileId }) => profileId);
  }

  /** Street to street, or with `doorToDoor` in seconds and metres with the walks (see addWalks). */
  table(
    profileId: string,
    origins: readonly LonLat[],
    destinations: readonly LonLat[],
    options: { readonly doorToDoor: boolean; readonly signal?: AbortSignal | undefined },
  ): Promise<StreetTable> {
    this.profile(profileId);
    return this.#thread.solve({ profileId, origins, destinations, doorToDoor: options.doorToDoor }, options.signal);
  }

  trace(profileId: string, places: readonly LonLat[]): (TracedLeg | null)[] {
    return this.profile(profileId).tracer.trace(places);
  }

  /** Throws a TravelError that names the known profiles. */
  profile(profileId: string): OneProfile {
    const known = this.#profiles.get(profileId);
    if (known) return known;
    const { streets, hierarchies, meta } = this.graph;
    const hierarchy = hierarchies.find((candidate) => candidate.profileId === profileId);
    if (!hierarchy)
      throw new TravelError('question', `The streets have no profile "${profileId}"; they have ${this.profileIds.join(', ')}.`);
    const finder = new StreetFinder(streets, hierarchy, middleLatOf(meta));
    const profile = { hierarchy, finder, tracer: new RouteTracer(streets, hierarchy, finder) };
    this.#profiles.set(profileId, profile);
    return profile;
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}
