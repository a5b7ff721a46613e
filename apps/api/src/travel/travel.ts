import type { TravelSource } from '../contract/codes.ts';
import type { LonLat } from './lon-lat.ts';
import type { StreetSpeeds } from './speeds/street-speeds.ts';

export type { TravelSource } from '../contract/codes.ts';

/** No way from one place to another, in both arrays of a table (the optimizer's own value; never 0, never a guess). */
export const UNREACHABLE = 0x7fffffff;

export interface TravelOptions {
  /** A profile of TRAVEL_PROFILES; the motorbike unless said otherwise. */
  readonly profileId?: string;
  /** How fast the streets are at the hour in question; as assumed unless said otherwise. */
  readonly speeds?: StreetSpeeds | null;
  readonly signal?: AbortSignal;
}

/** Directed travel from some places to others. */
export interface TravelTable {
  readonly originCount: number;
  readonly destinationCount: number;
  /** Row by row: entry [origin * destinationCount + destination]. UNREACHABLE where there is no way, 0 from a place to itself. */
  readonly durationsSec: Int32Array;
  readonly distancesMetres: Int32Array;
  /** Metres on foot between each destination and where the vehicle can go, part of the figures; -1 where no street is near (or unknown). */
  readonly walkMetres: Int32Array;
  readonly source: TravelSource;
  readonly profileId: string;
}

/** Directed travel between n places, from each to each. */
export interface TravelMatrix {
  readonly placeCount: number;
  /** Entry [from * placeCount + to]. */
  readonly durationsSec: Int32Array;
  readonly distancesMetres: Int32Array;
  readonly walkMetres: Int32Array;
  readonly source: TravelSource;
  readonly profileId: string;
}

/** From one place to the next. */
export interface RouteLeg {
  /** The line to draw along the streets, at least two points; a straight line when there is no way. */
  readonly line: readonly LonLat[];
  /** The same figures a table gives; UNREACHABLE where there is no way. */
  readonly durationSec: number;
  readonly distanceMetres: number;
}

export interface RouteGeometry {
  /** One leg fewer than places. */
  readonly legs: readonly RouteLeg[];
  readonly source: TravelSource;
}

export interface NearestStreet {
  readonly lon: number;
  readonly lat: number;
  readonly offStreetMetres: number;
  /** '' when the street has no name. */
  readonly streetName: string;
  /** The place is so far from every street that the pin, or the map, is probably wrong. */
  readonly farFromStreet: boolean;
}

/**
 * Seconds and metres between places, door to door: what lies between a door and the street is walked and counted. Methods reject
 * with TravelError when they cannot answer, and with the signal's reason when they were aborted. A table has one source or there
 * is none: an engine that answered half of a question has not answered.
 */
export interface TravelProvider {
  table(origins: readonly LonLat[], destinations: readonly LonLat[], options?: TravelOptions): Promise<TravelTable>;
  /** Lines along the streets through the places in order, one leg between each two. */
  route(places: readonly LonLat[], options?: TravelOptions): Promise<RouteGeometry>;
  /** Null where no street is within two kilometres. */
  nearest(places: readonly LonLat[], options?: TravelOptions): Promise<(NearestStreet | null)[]>;
}

/** The table from all places to all, in the shape that planning works with. */
export async function measureMatrix(
  provider: TravelProvider,
  places: readonly LonLat[],
  options?: TravelOptions,
): Promise<TravelMatrix> {
  const { durationsSec, distancesMetres, walkMetres, source, profileId } = await provider.table(places, places, options);
  return { placeCount: places.length, durationsSec, distancesMetres, walkMetres, source, profileId };
}

/**
 * Why there is no answer. `question`: too many places, a coordinate that is none, an unknown profile; asking again helps nothing.
 * `unavailable`: whoever should answer cannot at the moment.
 */
export class TravelError extends Error {
  override readonly name = 'TravelError';
  readonly code: 'question' | 'unavailable';

  constructor(code: 'question' | 'unavailable', message: string) {
    super(message);
    this.code = code;
  }
}

/** A matrix of 10,000 places has 100 million pairs: two arrays of 400 MB. Beyond this the caller must divide. */
export const MAX_MATRIX_PLACES = 10_000;
export const MAX_ROUTE_PLACES = 1_000;
