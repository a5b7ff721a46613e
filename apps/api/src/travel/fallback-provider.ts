import type { LonLat } from './lon-lat.ts';
import {
  type NearestStreet,
  type RouteGeometry,
  TravelError,
  type TravelOptions,
  type TravelProvider,
  type TravelTable,
} from './travel.ts';

/**
 * Asks the first provider, and the second only when the first is unavailable. Never silent: the answer says its source, and
 * `onFallback` hears why.
 */
export class FallbackProvider implements TravelProvider {
  readonly #first: TravelProvider;
  readonly #second: TravelProvider;
  readonly #onFallback: (reason: string) => void;

  constructor(first: TravelProvider, second: TravelProvider, onFallback: (reason: string) => void) {
    this.#first = first;
    this.#second = second;
    this.#onFallback = onFallback;
  }

  table(origins: readonly LonLat[], destinations: readonly LonLat[], options?: TravelOptions): Promise<TravelTable> {
    return this.#ask((provider) => provider.table(origins, destinations, options));
  }

  route(places: readonly LonLat[], options?: TravelOptions): Promise<RouteGeometry> {
    return this.#ask((provider) => provider.route(places, options));
  }

  nearest(places: readonly LonLat[], options?: TravelOptions): Promise<(NearestStreet | null)[]> {
    return this.#ask((provider) => provider.nearest(places, options));
  }

  async #ask<Answer>(question: (provider: TravelProvider) => Promise<Answer>): Promise<Answer> {
    try {
      return await question(this.#first);
    } catch (error) {
      if (!(error instanceof TravelError) || error.code !== 'unavailable') throw error;
      this.#onFallback(error.message);
      return question(this.#second);
    }
  }
}
