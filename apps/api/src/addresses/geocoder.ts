import type { PlaceHit } from '../contract/places.ts';

/** What an outside engine is asked. */
export interface GeocoderQuery {
  readonly text: string;
  readonly limit: number;
  readonly near: { readonly lat: number; readonly lon: number } | null;
  readonly language: 'vi' | 'en';
}

/**
 * An engine for addresses outside this server. It is asked only when an operator set one up and a person pressed the button for it:
 * the text leaves the building.
 */
export interface Geocoder {
  readonly kind: 'nominatim' | 'photon';
  /** Hits in the engine's order. Throws GeocoderError when there is no usable answer. */
  search(query: GeocoderQuery): Promise<OutsideHit[]>;
}

/** What an engine answers; the ward is ours to find. */
export type OutsideHit = Pick<PlaceHit, 'id' | 'name' | 'area' | 'lat' | 'lon' | 'confidence'>;

/** Why an engine gave no usable answer. The message never holds what was asked. */
export class GeocoderError extends Error {
  readonly reason: 'timeout' | 'unreachable' | 'refused' | 'busy' | 'malformed';

  constructor(reason: GeocoderError['reason'], message: string) {
    super(message);
    this.name = 'GeocoderError';
    this.reason = reason;
  }
}

/** How patient a geocoder is. Tests are less patient. */
export interface GeocoderPatience {
  readonly timeoutMs: number;
  readonly retries: number;
  readonly retryAfterMs: number;
  /** Least time between two requests; the public Nominatim allows one a second. */
  readonly intervalMs: number;
}
