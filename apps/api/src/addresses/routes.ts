import { requireRole } from '../auth/actor.ts';
import { actorOf } from '../auth/authenticate.ts';
import { MapSettings, PlaceSearch, PlaceSearchResult } from '../contract/places.ts';
import type { App, Deps } from '../deps.ts';
import { openGeocoder } from './open-geocoder.ts';
import { searchAddresses, searchOutside } from './search-addresses.ts';

const MINUTE_MS = 60_000;
/** As-you-type from one address: several people of one office, but not a flood. */
const SEARCHES_PER_MINUTE = 600;

export function addressRoutes(app: App, deps: Deps): void {
  const { tiles } = deps.config;
  const geocoder = openGeocoder(deps.config.geocoder);

  app.get(
    '/api/map-settings',
    {
      schema: {
        tags: ['places'],
        summary: 'Tile server and outside search of this installation, if any',
        operationId: 'readMapSettings',
        security: [],
        response: { 200: MapSettings },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-cache');
      return { tiles, outsideSearch: geocoder?.kind ?? null };
    },
  );

  app.post(
    '/api/places/search',
    {
      config: { rateLimit: { max: SEARCHES_PER_MINUTE, timeWindow: MINUTE_MS } },
      schema: {
        tags: ['places'],
        summary: 'Find streets, alleys, house numbers, named places and units, as you type',
        description:
          'A POST, so that no address of a sick person stands in a URL. Names of streets are public: nobody needs to sign in.',
        operationId: 'searchPlaces',
        security: [],
        body: PlaceSearch,
        response: { 200: PlaceSearchResult },
      },
    },
    async (request) => searchAddresses(deps, request.body),
  );

  app.post(
    '/api/places/search-outside',
    {
      schema: {
        tags: ['places'],
        summary: "Ask the operator's Nominatim or Photon: the text leaves the building",
        operationId: 'searchOutside',
        body: PlaceSearch,
        response: { 200: PlaceSearchResult },
      },
    },
    async (request) => {
      requireRole(actorOf(request), ['dispatcher']);
      return searchOutside(deps, geocoder, request.body);
    },
  );
}
