import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { checkPlaces } from '../check-places.ts';
import type { LonLat } from '../lon-lat.ts';
import { DEFAULT_PROFILE_ID } from '../profiles.ts';
import { averageFactor } from '../speeds/street-speeds.ts';
import {
  MAX_MATRIX_PLACES,
  MAX_ROUTE_PLACES,
  type NearestStreet,
  type RouteGeometry,
  TravelError,
  type TravelOptions,
  type TravelProvider,
  type TravelTable,
  UNREACHABLE,
} from '../travel.ts';

const Figure = z.number().int().min(0).max(1e8).nullable();
const Square = z.array(z.array(Figure));
/** VROOM's `matrices`, with the places of their rows beside them: what a city's own traffic model can be handed over as. */
const Matrices = z.object({
  locations: z.array(z.tuple([z.number(), z.number()])).min(1),
  matrices: z.record(z.string(), z.object({ durations: Square, distances: Square })),
});

/** Travel times from tables that somebody else computed, read once from a JSON file. Places are told apart to about a metre. */
export class MatricesProvider implements TravelProvider {
  readonly #rows = new Map<string, number>();
  readonly #matrices: z.infer<typeof Matrices>['matrices'];
  readonly #where: string;

  /** Throws a sentence when the file cannot be used. */
  constructor(path: string) {
    this.#where = path;
    let content: unknown;
    try {
      content = JSON.parse(readFileSync(path, 'utf8'));
    } catch {
      throw new Error(`${path} cannot be read as JSON.`);
    }
    const parsed = Matrices.safeParse(content);
    if (!parsed.success)
      throw new Error(
        `${path} is not a set of matrices: ${parsed.error.issues[0]?.path.join('/')}: ${parsed.error.issues[0]?.message}`,
      );
    const { locations, matrices } = parsed.data;
    for (const [profileId, { durations, distances }] of Object.entries(matrices)) {
      for (const rows of [durations, distances])
        if (rows.length !== locations.length || rows.some((row) => row.length !== locations.length))
          throw new Error(`${path}: the matrices of "${profileId}" are not ${locations.length} × ${locations.length}.`);
    }
    for (const [row, place] of locations.entries()) this.#rows.set(keyOf(place), row);
    this.#matrices = matrices;
  }

  async table(origins: readonly LonLat[], destinations: readonly LonLat[], options: TravelOptions = {}): Promise<TravelTable> {
    checkPlaces(origins, MAX_MATRIX_PLACES);
    checkPlaces(destinations, MAX_MATRIX_PLACES);
    const { profileId = DEFAULT_PROFILE_ID, signal } = options;
    signal?.throwIfAborted();
    const [originCount, destinationCount] = [origins.length, destinations.length];
    const durationsSec = new Int32Array(originCount * destinationCount);
    const distancesMetres = new Int32Array(originCount * destinationCount);
    const pace = options.speeds ? averageFactor(options.speeds) : 1;
    const rows = origins.map((place, i) => this.#rowOf(place, i));
    const columns = destinations.map((place, j) => this.#rowOf(place, j));
    rows.forEach((row, i) => {
      columns.forEach((column, j) => {
        const { durationSec, distanceMetres } = this.#figures(row, column, profileId, pace);
        durationsSec[i * destinationCount + j] = durationSec;
        distancesMetres[i * destinationCount + j] = distanceMetres;
      });
    });
    const walkMetres = new Int32Array(destinationCount).fill(-1);
    return { originCount, destinationCount, durationsSec, distancesMetres, walkMetres, source: 'matrices', profileId };
  }

  async route(places: readonly LonLat[], options: TravelOptions = {}): Promise<RouteGeometry> {
    checkPlaces(places, MAX_ROUTE_PLACES);
    const profileId = options.profileId ?? DEFAULT_PROFILE_ID;
    const rows = places.map((place, i) => this.#rowOf(place, i));
    const pace = options.speeds ? averageFactor(options.speeds) : 1;
    const legs = places
      .slice(1)
      .map((to, i) => ({ line: [places[i]!, to], ...this.#figures(rows[i]!, rows[i + 1]!, profileId, pace) }));
    return { legs, source: 'matrices' };
  }

  async nearest(places: readonly LonLat[]): Promise<(NearestStreet | null)[]> {
    return places.map(() => null);
  }

  #rowOf(place: LonLat, position: number): number {
    const row = this.#rows.get(keyOf(place));
    if (row === undefined) throw new TravelError('unavailable', `${this.#where} has no row for place ${position}.`);
    return row;
  }

  #figures(row: number, column: number, profileId: string, pace: number): { durationSec: number; distanceMetres: number } {
    const matrix = this.#matrices[profileId];
    if (!matrix)
      throw new TravelError(
        'question',
        `There is no profile "${profileId}"; there are ${Object.keys(this.#matrices).join(', ')}.`,
      );
    if (row === column) return { durationSec: 0, distanceMetres: 0 };
    const [sec, metres] = [matrix.durations[row]![column]!, matrix.distances[row]![column]!];
    const isWay = sec !== null && metres !== null;
    return { durationSec: isWay ? Math.ceil(sec / pace) : UNREACHABLE, distanceMetres: isWay ? metres : UNREACHABLE };
  }
}

const keyOf = ([lon, lat]: LonLat): string => `${Math.round(lon * 1e5)} ${Math.round(lat * 1e5)}`;
