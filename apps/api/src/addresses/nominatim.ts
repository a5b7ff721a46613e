import { z } from 'zod';
import { fetchJson } from './fetch-json.ts';
import { type Geocoder, GeocoderError, type GeocoderPatience, type GeocoderQuery, type OutsideHit } from './geocoder.ts';
import { Pace } from './pace.ts';

/** The parts that are used of https://nominatim.org/release-docs/latest/api/Output/ (jsonv2 with addressdetails). */
const Item = z.object({
  place_id: z.union([z.number(), z.string()]),
  lat: z.coerce.number().min(-90).max(90),
  lon: z.coerce.number().min(-180).max(180),
  display_name: z.string(),
  place_rank: z.number().optional(),
  address: z.record(z.string(), z.string()).optional(),
});

/** Places down to this rank are streets; deeper ones are houses and points of interest. */
const STREET_RANK = 26;
const HOUSE_RANK = 30;

/**
 * Nominatim. Its usage policy (public servers): one request a second at most, a name of the application with a contact, no
 * search while typing, the answer shown with its attribution.
 */
export function nominatim(baseUrl: string, contact: string, patience: GeocoderPatience): Geocoder {
  const pace = new Pace(patience.intervalMs);
  return {
    kind: 'nominatim',
    async search(query) {
      await pace.turn();
      const answer = await fetchJson(urlOf(baseUrl, query), { 'user-agent': `GoCua/0.1 (${contact})` }, patience);
      const items = z.array(z.unknown()).safeParse(answer);
      if (!items.success) throw new GeocoderError('malformed', 'Nominatim did not answer a list.');
      return items.data.flatMap((item) => {
        const known = Item.safeParse(item);
        return known.success ? [toHit(known.data)] : [];
      });
    },
  };
}

function urlOf(baseUrl: string, { text, limit, near, language }: GeocoderQuery): URL {
  const url = new URL('search', baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  url.searchParams.set('q', text);
  url.searchParams.set('format', 'jsonv2');
  url.searchParams.set('addressdetails', '1');
  url.searchParams.set('limit', String(limit));
  url.searchParams.set('countrycodes', 'vn');
  url.searchParams.set('accept-language', language);
  // prefers what lies in the box (about 30 km around), and still answers what does not
  if (near) url.searchParams.set('viewbox', [near.lon - 0.3, near.lat + 0.3, near.lon + 0.3, near.lat - 0.3].join(','));
  return url;
}

function toHit({ place_id, lat, lon, display_name, place_rank, address }: z.infer<typeof Item>): OutsideHit {
  const [name = display_name, ...rest] = display_name.split(', ');
  const isHouse = address?.house_number !== undefined || (place_rank ?? 0) >= HOUSE_RANK;
  // "12, Phố Huế, …": a number alone is no name
  const takesTwo = /^\d+\S*$/.test(name) && rest.length > 0;
  return {
    id: `nominatim:${place_id}`,
    name: takesTwo ? `${name}, ${rest[0]}` : name,
    area: rest.slice(takesTwo ? 1 : 0, takesTwo ? 4 : 3).join(', '),
    ...{ lat, lon },
    confidence: isHouse ? 'exact' : (place_rank ?? 0) >= STREET_RANK ? 'street' : 'ward',
  };
}
