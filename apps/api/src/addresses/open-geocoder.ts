import type { Deps } from '../deps.ts';
import type { Geocoder, GeocoderPatience } from './geocoder.ts';
import { nominatim } from './nominatim.ts';
import { photon } from './photon.ts';

const PATIENCE: GeocoderPatience = { timeoutMs: 5_000, retries: 1, retryAfterMs: 500, intervalMs: 1_000 };

/** The outside engine that the operator set up; null, the usual, when none is. */
export function openGeocoder(settings: Deps['config']['geocoder'], patience: GeocoderPatience = PATIENCE): Geocoder | null {
  if (!settings) return null;
  const open = settings.kind === 'nominatim' ? nominatim : photon;
  return open(settings.url, settings.contact, patience);
}
