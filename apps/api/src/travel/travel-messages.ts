import type { LonLat } from './lon-lat.ts';
import type { TracedLeg } from './route-geometry.ts';
import type { StreetTable } from './travel-matrix.ts';

/** Other speeds than assumed: their key, and a factor for each edge in shared memory. */
export interface Pace {
  readonly key: string;
  readonly edgeFactor: Float32Array;
}

export interface TableQuestion {
  readonly profileId: string;
  readonly origins: readonly LonLat[];
  readonly destinations: readonly LonLat[];
  readonly doorToDoor: boolean;
  readonly pace: Pace | null;
}

/** What the thread is given when it starts. */
export interface TravelWorkerData {
  readonly buffer: SharedArrayBuffer;
}

interface Request {
  readonly id: number;
  readonly profileId: string;
  readonly pace: Pace | null;
}

export interface TableRequest extends Request {
  readonly kind: 'table';
  /** lon, lat, lon, lat, … */
  readonly origins: Float64Array;
  /** Null: the origins again. */
  readonly destinations: Float64Array | null;
  /** With the walks, in seconds and metres. */
  readonly doorToDoor: boolean;
  /** One Int32: anything but 0 means stop. */
  readonly cancelled: SharedArrayBuffer;
}

export interface TraceRequest extends Request {
  readonly kind: 'trace';
  /** lon, lat, lon, lat, … */
  readonly places: Float64Array;
}

export interface TravelResponse {
  readonly id: number;
  /** A table, null when it was cancelled; or the legs of a way. */
  readonly answer: StreetTable | (TracedLeg | null)[] | null;
  readonly error: string | null;
}
