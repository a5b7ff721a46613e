import type { PlaceSearch, PlaceSearchResult } from '../contract/places.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { type Geocoder, GeocoderError } from './geocoder.ts';

/** Finds places by what was typed so far. In process: nothing leaves the building. */
export function searchAddresses(deps: Pick<Deps, 'places'>, search: PlaceSearch): PlaceSearchResult {
  return { hits: deps.places.search(search), source: 'map' };
}

/** Asks the operator's outside engine, because a person said so. The address leaves the building. */
export async function searchOutside(
  deps: Pick<Deps, 'places' | 'log'>,
  geocoder: Geocoder | null,
  search: PlaceSearch,
): Promise<PlaceSearchResult> {
  if (!geocoder) throw new ProblemError('search-engine-off');
  try {
    const { text, limit, near } = search;
    const found = await geocoder.search({ text, limit, near: near ?? null, language: 'vi' });
    const hits = found.map((hit) => ({
      ...hit,
      kind: 'foreign' as const,
      unitId: deps.places.judgePin(hit.lon, hit.lat).unitId,
      unknownNumbers: [],
      poiKind: null,
      successors: [],
    }));
    return { hits, source: geocoder.kind };
  } catch (error) {
    if (!(error instanceof GeocoderError)) throw error;
    deps.log.warn({ engine: geocoder.kind, reason: error.reason }, error.message);
    throw new ProblemError(error.reason === 'busy' ? 'too-many-requests' : 'search-engine-unavailable', {
      params: { reason: error.reason },
    });
  }
}
