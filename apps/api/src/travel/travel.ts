import type { LonLat } from './lon-lat.ts';

/** No way from one place to another, in both arrays of a matrix (the optimizer's own value; never 0, never a guess). */
export const UNREACHABLE = 0x7fffffff;

/** Where travel times come from; a plan keeps it and shows it. Straight lines are a last resort and never silent. */
export type TravelSource = 'roads' | 'straight-line';

export interface TravelOptions {
  /** A profile of TRAVEL_PROFILES; the motorbike unless said otherwise. */
  readonly profileId?: string;
  readonly signal?: AbortSignal;
}

/** Directed travel between n places. */
export interface TravelMatrix {
  readonly placeCount: number;
  /** Row by row: entry [from * placeCount + to]. UNREACHABLE where there is no way, 0 from a place to itself. */
  readonly durationsSec: Int32Array;
  readonly distancesMetres: Int32Array;
  /** Straight metres from each place to its street; -1 where no street is near (or unknown, with straight lines). */
  readonly offStreetMetres: Float64Array;
  readonly source: TravelSource;
  readonly profileId: string;
}

/** From one place to the next. */
export interface RouteLeg {
  /** The line to draw along the streets, at least two points; a straight line when there is no way. */
  readonly line: readonly LonLat[];
  /** The same figures a matrix gives; UNREACHABLE where there is no way. */
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
 * Seconds and metres between places. Methods reject with TravelError when they cannot answer, and with the signal's reason
 * when they were aborted.
 */
export interface TravelProvider {
  matrix(places: readonly LonLat[], options?: TravelOptions): Promise<TravelMatrix>;
  /** Lines along the streets through the places in order, one leg between each two. */
  route(places: readonly LonLat[], options?: TravelOptions): Promise<RouteGeometry>;
  /** Null where no street is within two kilometres. */
  nearest(places: readonly LonLat[], options?: TravelOptions): Promise<(NearestStreet | null)[]>;
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
