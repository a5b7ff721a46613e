import { z } from 'zod';
import { checkPlaces } from '../check-places.ts';
import type { LonLat } from '../lon-lat.ts';
import { decodePolyline } from '../osrm/polyline.ts';
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

/** What our profiles are called there. */
const COSTINGS: Readonly<Record<string, string>> = { motorbike: 'motor_scooter', car: 'auto', foot: 'pedestrian' };
/** Valhalla allows 2,500 pairs and 50 places a side unless told otherwise. */
const SIDE = 50;
const LOCATE_AT_ONCE = 50;
/** "No path could be found" and "no suitable edges near location". */
const NO_PATH = 442;
const NO_EDGE = 171;

const Figure = z.number().min(0).max(1e8).nullable();
/** Long form, one object a pair, and the short one of `verbose: false`. Lengths are in the `units` asked for. */
const Matrix = z.object({
  sources_to_targets: z.union([
    z.array(z.array(z.object({ time: Figure, distance: Figure }))),
    z.object({ durations: z.array(z.array(Figure)), distances: z.array(z.array(Figure)) }),
  ]),
});
const Located = z.array(
  z.object({ edges: z.array(z.object({ correlated_lat: z.number(), correlated_lon: z.number() })).nullish() }),
);
const Route = z.object({
  trip: z.object({
    legs: z
      .array(z.object({ shape: z.string(), summary: z.object({ time: z.number().min(0), length: z.number().min(0) }) }))
      .length(1),
  }),
});
const Fault = z.object({ error_code: z.number(), error: z.string().optional() });

const METRES_PER_KILOMETRE = 1000;
const asked = (places: readonly LonLat[]) => places.map(([lon, lat]) => ({ lon, lat }));

/** Travel times from a Valhalla server (`/sources_to_targets`, `/route`, `/locate`). */
export class ValhallaProvider implements TravelProvider {
  readonly #engine: EngineAddress;

  constructor(engine: EngineAddress) {
    this.#engine = engine;
  }

  async table(origins: readonly LonLat[], destinations: readonly LonLat[], options: TravelOptions = {}): Promise<TravelTable> {
    checkPlaces(origins, MAX_MATRIX_PLACES);
    checkPlaces(destinations, MAX_MATRIX_PLACES);
    const { profileId = DEFAULT_PROFILE_ID, signal } = options;
    signal?.throwIfAborted();
    const costing = costingOf(profileId);
    const ends = await this.#locate(destinations, costing, signal);
    const starts = origins === destinations ? ends : await this.#locate(origins, costing, signal);
    const walk = (places: readonly LonLat[], snaps: readonly (EngineSnap | null)[]): number[] =>
      places.map((place, i) => (snaps[i] ? walkMetresOf(place, snaps[i]!) : -1));
    const near = (snaps: readonly (EngineSnap | null)[]): number[] => snaps.flatMap((snap, i) => (snap ? [i] : []));
    const streets = await askInTiles(
      near(starts),
      near(ends),
      SIDE,
      { originCount: origins.length, destinationCount: destinations.length },
      (rows, columns) =>
        this.#tile(
          rows.map((i) => origins[i]!),
          columns.map((j) => destinations[j]!),
          costing,
          signal,
        ),
    );
    const walks = { origins: walk(origins, starts), destinations: walk(destinations, ends) };
    return doorToDoor(streets, origins, destinations, walks, 'valhalla', profileId, options.speeds);
  }

  async route(places: readonly LonLat[], options: TravelOptions = {}): Promise<RouteGeometry> {
    checkPlaces(places, MAX_ROUTE_PLACES);
    const { profileId = DEFAULT_PROFILE_ID, signal } = options;
    signal?.throwIfAborted();
    const costing = costingOf(profileId);
    const pace = options.speeds ? averageFactor(options.speeds) : 1;
    const snaps = await this.#locate(places, costing, signal);
    const legs: RouteLeg[] = places.slice(1).map((to, i) => ({
      line: [places[i]!, to],
      durationSec: UNREACHABLE,
      distanceMetres: UNREACHABLE,
    }));
    await fewAtOnce([...legs.keys()], async (i) => {
      const [from, to, a, b] = [places[i]!, places[i + 1]!, snaps[i], snaps[i + 1]];
      if (from[0] === to[0] && from[1] === to[1]) legs[i] = { line: [from, to], durationSec: 0, distanceMetres: 0 };
      else if (a && b)
        legs[i] = (await this.#leg([from, to], walkMetresOf(from, a) + walkMetresOf(to, b), costing, pace, signal)) ?? legs[i]!;
    });
    return { legs, source: 'valhalla' };
  }

  async nearest(places: readonly LonLat[], options: TravelOptions = {}): Promise<(NearestStreet | null)[]> {
    checkPlaces(places, MAX_MATRIX_PLACES);
    options.signal?.throwIfAborted();
    const snaps = await this.#locate(places, costingOf(options.profileId ?? DEFAULT_PROFILE_ID), options.signal);
    return places.map((place, i) => nearestOf(place, snaps[i]!));
  }

  async #tile(
    origins: readonly LonLat[],
    destinations: readonly LonLat[],
    costing: string,
    signal: AbortSignal | undefined,
  ): Promise<Tile> {
    const question = { sources: asked(origins), targets: asked(destinations), costing, units: 'kilometers', verbose: false };
    const answer = await this.#ask('/sources_to_targets', question, signal);
    const parsed = Matrix.safeParse(answer);
    if (!parsed.success) throw wrongAnswer(this.#engine, 'its matrix does not have the documented form');
    const table = parsed.data.sources_to_targets;
    const durations = Array.isArray(table) ? table.map((row) => row.map(({ time }) => time)) : table.durations;
    const distances = Array.isArray(table) ? table.map((row) => row.map(({ distance }) => distance)) : table.distances;
    const isWhole = (rows: readonly unknown[][]): boolean =>
      rows.length === origins.length && rows.every((row) => row.length === destinations.length);
    if (!isWhole(durations) || !isWhole(distances))
      throw wrongAnswer(this.#engine, 'its matrix has another size than was asked for');
    const metres = distances.flat().map((kilometres) => (kilometres === null ? null : kilometres * METRES_PER_KILOMETRE));
    return { durationsSec: durations.flat(), distancesMetres: metres };
  }

  async #leg(
    places: readonly LonLat[],
    walk: number,
    costing: string,
    pace: number,
    signal: AbortSignal | undefined,
  ): Promise<RouteLeg | null> {
    const answer = await this.#ask(
      '/route',
      { locations: asked(places), costing, units: 'kilometers', directions_type: 'none' },
      signal,
    );
    if (answer === NO_PATH) return null;
    const parsed = Route.safeParse(answer);
    const line = parsed.success ? decodePolyline(parsed.data.trip.legs[0]!.shape, 6) : null;
    if (!parsed.success || !line || line.length < 2)
      throw wrongAnswer(this.#engine, 'its route does not have the documented form');
    const { time, length } = parsed.data.trip.legs[0]!.summary;
    return {
      line,
      durationSec: Math.ceil(time / pace + walkSecOf(walk) - 1e-6),
      distanceMetres: Math.round(length * METRES_PER_KILOMETRE + walk),
    };
  }

  /** Where the places meet the streets; a place beyond two kilometres of every street is on none. */
  async #locate(places: readonly LonLat[], costing: string, signal: AbortSignal | undefined): Promise<(EngineSnap | null)[]> {
    const snaps: (EngineSnap | null)[] = places.map(() => null);
    const parts: number[] = [];
    for (let i = 0; i < places.length; i += LOCATE_AT_ONCE) parts.push(i);
    await fewAtOnce(parts, async (first) => {
      const part = places.slice(first, first + LOCATE_AT_ONCE);
      const answer = await this.#ask('/locate', { locations: asked(part), costing, verbose: false }, signal);
      const parsed = Located.safeParse(answer);
      if (!parsed.success || parsed.data.length !== part.length)
        throw wrongAnswer(this.#engine, 'its locations do not have the documented form');
      parsed.data.forEach(({ edges }, i) => {
        const place = part[i]!;
        const candidates = (edges ?? []).map((edge) => ({
          location: [edge.correlated_lon, edge.correlated_lat] as const,
          name: '',
        }));
        candidates.sort((a, b) => walkMetresOf(place, a) - walkMetresOf(place, b));
        const [nearest] = candidates;
        if (nearest && walkMetresOf(place, nearest) <= NO_STREET_METRES) snaps[first + i] = nearest;
      });
    });
    return snaps;
  }

  /** The answer's body, or NO_PATH. */
  async #ask(path: string, question: unknown, signal: AbortSignal | undefined): Promise<unknown> {
    const { status, body } = await askEngine(this.#engine, path, { body: question, signal });
    if (status === 200) return body;
    const fault = Fault.safeParse(body);
    if (!fault.success) throw wrongAnswer(this.#engine, `status ${status}`);
    if (fault.data.error_code === NO_PATH || fault.data.error_code === NO_EDGE) return NO_PATH;
    throw new TravelError('unavailable', `${nameOf(this.#engine)} refused the question: error ${fault.data.error_code}.`);
  }
}

function costingOf(profileId: string): string {
  const costing = COSTINGS[profileId];
  if (costing === undefined)
    throw new TravelError('question', `There is no profile "${profileId}"; there are ${Object.keys(COSTINGS).join(', ')}.`);
  return costing;
}
