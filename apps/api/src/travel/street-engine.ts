import type { LoadedGraph } from './load-graph.ts';
import type { LonLat } from './lon-lat.ts';
import { MatrixThread } from './matrix-thread.ts';
import { RouteTracer, type TracedLeg } from './route-geometry.ts';
import { StreetFinder } from './snap.ts';
import { EdgeFactors } from './speeds/edge-factors.ts';
import type { StreetSpeeds } from './speeds/street-speeds.ts';
import { middleLatOf, type ProfileHierarchy, type StreetGraph } from './street-graph.ts';
import { TravelError } from './travel.ts';
import type { StreetTable } from './travel-matrix.ts';
import type { Pace } from './travel-messages.ts';
import type { WardMap } from './ward-map.ts';

interface OneProfile {
  readonly hierarchy: ProfileHierarchy;
  readonly finder: StreetFinder;
  readonly tracer: RouteTracer;
}

/** The streets in this process: tables in a thread of their own, routes and snapping at once. */
export class StreetEngine {
  readonly graph: StreetGraph;
  readonly factors: EdgeFactors;
  readonly #thread: MatrixThread;
  readonly #profiles = new Map<string, OneProfile>();

  constructor(loaded: LoadedGraph, wards: WardMap | null = null) {
    this.graph = loaded.graph;
    this.factors = new EdgeFactors(loaded.graph.streets, wards);
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
    options: {
      readonly doorToDoor: boolean;
      readonly speeds?: StreetSpeeds | null | undefined;
      readonly signal?: AbortSignal | undefined;
    },
  ): Promise<StreetTable> {
    this.profile(profileId);
    const { doorToDoor, speeds, signal } = options;
    const pace = speeds ? this.#pace(speeds) : null;
    return this.#thread.solve({ profileId, origins, destinations, doorToDoor, pace }, signal);
  }

  /** The fastest ways at the speeds of an hour; at the assumed ones without them. */
  async traceAt(
    profileId: string,
    places: readonly LonLat[],
    speeds: StreetSpeeds | null | undefined,
  ): Promise<(TracedLeg | null)[]> {
    this.profile(profileId);
    return speeds ? this.#thread.trace(profileId, places, this.#pace(speeds)) : this.trace(profileId, places);
  }

  #pace(speeds: StreetSpeeds): Pace {
    return { key: speeds.key, edgeFactor: this.factors.of(speeds) };
  }

  /** At the assumed speeds, at once. */
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
