import { z } from 'zod';
import { checkPlaces } from '../check-places.ts';
import type { LonLat } from '../lon-lat.ts';
import { DEFAULT_PROFILE_ID } from '../profiles.ts';
import { NO_STREET_METRES } from '../snap.ts';
import { averageFactor } from '../speeds/street-speeds.ts';
import {
  MAX_MATRIX_PLACES,
  MAX_ROUTE_PLACES,
  type NearestStreet,
  type RouteGeometry,
  type RouteLeg,
  TravelError,
  type TravelOptions,
  type TravelProvider,
  type TravelTable,
  UNREACHABLE,
} from '../travel.ts';
import { askEngine, type EngineAddress, nameOf, wrongAnswer } from './ask-engine.ts';
import { askInTiles, fewAtOnce, type Tile } from './ask-in-tiles.ts';
import { doorToDoor, type EngineSnap, nearestOf, walkMetresOf, walkSecOf } from './door-to-door.ts';

const Place = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const Waypoint = z.object({ location: Place, name: z.string().default('') });
const Figure = z.number().min(0).max(1e8).nullable();
const Table = z.object({
  code: z.literal('Ok'),
  durations: z.array(z.array(Figure)),
  distances: z.array(z.array(Figure)),
  sources: z.array(Waypoint),
  destinations: z.array(Waypoint),
});
const Route = z.object({
  code: z.literal('Ok'),
  routes: z
    .array(
      z.object({
        duration: z.number().min(0),
        distance: z.number().min(0),
        geometry: z.object({ coordinates: z.array(Place).min(2) }),
      }),
    )
    .min(1),
});
const Nearest = z.object({ code: z.literal('Ok'), waypoints: z.array(Waypoint).min(1) });
const Fault = z.object({ code: z.string() });

/** osrm-routed allows 100 coordinates in one table unless told otherwise. */
const TABLE_COORDINATES = 100;

/** Travel times from an OSRM server (version 5 or 6, `v1` of its API). Our profile names are its profile names. */
export class OsrmProvider implements TravelProvider {
  readonly #engine: EngineAddress;
  readonly #coordinates: number;

  constructor(engine: EngineAddress, mostCoordinates = TABLE_COORDINATES) {
    this.#engine = engine;
    this.#coordinates = mostCoordinates;
  }

  async table(origins: readonly LonLat[], destinations: readonly LonLat[], options: TravelOptions = {}): Promise<TravelTable> {
    checkPlaces(origins, MAX_MATRIX_PLACES);
    checkPlaces(destinations, MAX_MATRIX_PLACES);
    const { profileId = DEFAULT_PROFILE_ID, signal } = options;
    signal?.throwIfAborted();
    const originWalks = new Array<number>(origins.length).fill(-1);
    const destinationWalks = new Array<number>(destinations.length).fill(-1);
    const streets = await askInTiles(
      origins.map((_, i) => i),
      destinations.map((_, j) => j),
      Math.max(1, Math.floor(this.#coordinates / 2)),
      { originCount: origins.length, destinationCount: destinations.length },
      async (rows, columns) => {
        const answer = await this.#tile(
          rows.map((i) => origins[i]!),
          columns.map((j) => destinations[j]!),
          profileId,
          signal,
        );
        // a part whose other side lies off every street knows no walks of this side
        rows.forEach((i, r) => {
          originWalks[i] = Math.max(originWalks[i]!, answer.originWalks[r]!);
        });
        columns.forEach((j, c) => {
          destinationWalks[j] = Math.max(destinationWalks[j]!, answer.destinationWalks[c]!);
        });
        return answer;
      },
    );
    const walks = { origins: originWalks, destinations: destinationWalks };
    return doorToDoor(streets, origins, destinations, walks, 'osrm', profileId, options.speeds);
  }

  async route(places: readonly LonLat[], options: TravelOptions = {}): Promise<RouteGeometry> {
    checkPlaces(places, MAX_ROUTE_PLACES);
    const { profileId = DEFAULT_PROFILE_ID, signal } = options;
    const pace = options.speeds ? averageFactor(options.speeds) : 1;
    signal?.throwIfAborted();
    const snaps = await this.#snap(places, profileId, signal);
    const legs: RouteLeg[] = places.slice(1).map((to, i) => ({
      line: [places[i]!, to],
      durationSec: UNREACHABLE,
      distanceMetres: UNREACHABLE,
    }));
    await fewAtOnce([...legs.keys()], async (i) => {
      const [from, to, a, b] = [places[i]!, places[i + 1]!, snaps[i], snaps[i + 1]];
      if (from[0] === to[0] && from[1] === to[1]) legs[i] = { line: [from, to], durationSec: 0, distanceMetres: 0 };
      else if (a && b) legs[i] = (await this.#leg(from, to, a, b, profileId, pace, signal)) ?? legs[i]!;
    });
    return { legs, source: 'osrm' };
  }

  async nearest(places: readonly LonLat[], options: TravelOptions = {}): Promise<(NearestStreet | null)[]> {
    checkPlaces(places, MAX_MATRIX_PLACES);
    options.signal?.throwIfAborted();
    const snaps = await this.#snap(places, options.profileId ?? DEFAULT_PROFILE_ID, options.signal);
    return places.map((place, i) => nearestOf(place, snaps[i]!));
  }

  async #tile(
    origins: readonly LonLat[],
    destinations: readonly LonLat[],
    profileId: string,
    signal: AbortSignal | undefined,
  ): Promise<Tile & { originWalks: number[]; destinationWalks: number[] }> {
    const places = [...origins, ...destinations];
    const fromTo = `sources=${origins.map((_, i) => i).join(';')}&destinations=${destinations.map((_, j) => origins.length + j).join(';')}`;
    const answer = await this.#ask(`table/v1/${profileId}/${written(places)}?annotations=duration,distance&${fromTo}`, signal);
    if (answer === 'NoSegment') return this.#tileWithout(origins, destinations, profileId, signal);
    const table = Table.safeParse(answer);
    if (!table.success) throw wrongAnswer(this.#engine, 'its table does not have the documented form');
    const { durations, distances, sources, destinations: ends } = table.data;
    const isWhole = (rows: readonly unknown[][]): boolean =>
      rows.length === origins.length && rows.every((row) => row.length === destinations.length);
    if (!isWhole(durations) || !isWhole(distances) || sources.length !== origins.length || ends.length !== destinations.length)
      throw wrongAnswer(this.#engine, 'its table has another size than was asked for');
    const walks = (there: readonly LonLat[], snapped: readonly EngineSnap[]): number[] =>
      there.map((place, i) => {
        const metres = walkMetresOf(place, snapped[i]!);
        return metres > NO_STREET_METRES ? -1 : metres;
      });
    return {
      durationsSec: durations.flat(),
      distancesMetres: distances.flat(),
      originWalks: walks(origins, sources),
      destinationWalks: walks(destinations, ends),
    };
  }

  /** OSRM refuses a whole table when one place is far from every street: find those places, and ask for the others. */
  async #tileWithout(
    origins: readonly LonLat[],
    destinations: readonly LonLat[],
    profileId: string,
    signal: AbortSignal | undefined,
  ): Promise<Tile & { originWalks: number[]; destinationWalks: number[] }> {
    const snaps = await this.#snap([...origins, ...destinations], profileId, signal);
    const rows = origins.flatMap((_, i) => (snaps[i] ? [i] : []));
    const columns = destinations.flatMap((_, j) => (snaps[origins.length + j] ? [j] : []));
    if (rows.length + columns.length === snaps.length) throw wrongAnswer(this.#engine, 'it finds no street, and finds one');
    const tile = {
      durationsSec: new Array<number | null>(origins.length * destinations.length).fill(null),
      distancesMetres: new Array<number | null>(origins.length * destinations.length).fill(null),
      originWalks: new Array<number>(origins.length).fill(-1),
      destinationWalks: new Array<number>(destinations.length).fill(-1),
    };
    if (rows.length === 0 || columns.length === 0) return tile;
    const there = await this.#tile(
      rows.map((i) => origins[i]!),
      columns.map((j) => destinations[j]!),
      profileId,
      signal,
    );
    rows.forEach((i, r) => {
      tile.originWalks[i] = there.originWalks[r]!;
      columns.forEach((j, c) => {
        tile.destinationWalks[j] = there.destinationWalks[c]!;
        tile.durationsSec[i * destinations.length + j] = there.durationsSec[r * columns.length + c]!;
        tile.distancesMetres[i * destinations.length + j] = there.distancesMetres[r * columns.length + c]!;
      });
    });
    return tile;
  }

  async #leg(
    from: LonLat,
    to: LonLat,
    a: EngineSnap,
    b: EngineSnap,
    profileId: string,
    pace: number,
    signal: AbortSignal | undefined,
  ): Promise<RouteLeg | null> {
    const answer = await this.#ask(`route/v1/${profileId}/${written([from, to])}?overview=full&geometries=geojson`, signal);
    if (answer === 'NoRoute' || answer === 'NoSegment') return null;
    const parsed = Route.safeParse(answer);
    if (!parsed.success) throw wrongAnswer(this.#engine, 'its route does not have the documented form');
    const { duration, distance, geometry } = parsed.data.routes[0]!;
    const walk = walkMetresOf(from, a) + walkMetresOf(to, b);
    return {
      line: geometry.coordinates,
      durationSec: Math.ceil(duration / pace + walkSecOf(walk) - 1e-6),
      distanceMetres: Math.round(distance + walk),
    };
  }

  async #snap(places: readonly LonLat[], profileId: string, signal: AbortSignal | undefined): Promise<(EngineSnap | null)[]> {
    const snaps: (EngineSnap | null)[] = places.map(() => null);
    await fewAtOnce([...places.keys()], async (i) => {
      const answer = await this.#ask(`nearest/v1/${profileId}/${written([places[i]!])}?number=1`, signal);
      if (answer === 'NoSegment') return;
      const parsed = Nearest.safeParse(answer);
      if (!parsed.success) throw wrongAnswer(this.#engine, 'its nearest street does not have the documented form');
      const snap = parsed.data.waypoints[0]!;
      if (walkMetresOf(places[i]!, snap) <= NO_STREET_METRES) snaps[i] = snap;
    });
    return snaps;
  }

  /** The answer's body, or one of the two codes that say something about places instead of about the engine. */
  async #ask(path: string, signal: AbortSignal | undefined): Promise<unknown> {
    const { status, body } = await askEngine(this.#engine, `/${path}`, { signal });
    const code = Fault.safeParse(body);
    if (!code.success) throw wrongAnswer(this.#engine, status === 200 ? 'an answer without a code' : `status ${status}`);
    if (code.data.code === 'Ok' || code.data.code === 'NoSegment' || code.data.code === 'NoRoute')
      return code.data.code === 'Ok' ? body : code.data.code;
    throw new TravelError('unavailable', `${nameOf(this.#engine)} refused the question: ${code.data.code.slice(0, 40)}.`);
  }
}

/** Coordinates as OSRM takes them, to a centimetre. */
const written = (places: readonly LonLat[]): string =>
  places.map(([lon, lat]) => `${Math.round(lon * 1e7) / 1e7},${Math.round(lat * 1e7) / 1e7}`).join(';');
