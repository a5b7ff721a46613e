import { z } from 'zod';
import { fetchJson } from './fetch-json.ts';
import { type Geocoder, GeocoderError, type GeocoderPatience, type GeocoderQuery, type OutsideHit } from './geocoder.ts';
import { Pace } from './pace.ts';

/** The parts that are used of Photon's GeoJSON (https://github.com/komoot/photon, "Search API"). */
const Feature = z.object({
  geometry: z.object({ type: z.literal('Point'), coordinates: z.tuple([z.number(), z.number()]).rest(z.number()) }),
  properties: z.object({
    osm_type: z.string().optional(),
    osm_id: z.number().optional(),
    osm_key: z.string().optional(),
    type: z.string().optional(),
    name: z.string().optional(),
    housenumber: z.string().optional(),
    street: z.string().optional(),
    locality: z.string().optional(),
    district: z.string().optional(),
    city: z.string().optional(),
    county: z.string().optional(),
  }),
});

/** Photon, komoot's search on OpenStreetMap data. Public servers ask for moderate use; one request a second is kept here as well. */
export function photon(baseUrl: string, contact: string, patience: GeocoderPatience): Geocoder {
  const pace = new Pace(patience.intervalMs);
  return {
    kind: 'photon',
    async search(query) {
      await pace.turn();
      const answer = await fetchJson(urlOf(baseUrl, query), { 'user-agent': `GoCua/0.1 (${contact})` }, patience);
      const collection = z.object({ features: z.array(z.unknown()) }).safeParse(answer);
      if (!collection.success) throw new GeocoderError('malformed', 'Photon did not answer a collection of features.');
      return collection.data.features.flatMap((feature) => {
        const known = Feature.safeParse(feature);
        return known.success ? toHit(known.data) : [];
      });
    },
  };
}

function urlOf(baseUrl: string, { text, limit, near }: GeocoderQuery): URL {
  const url = new URL('api', baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  url.searchParams.set('q', text);
  url.searchParams.set('limit', String(limit));
  // Photon knows no Vietnamese; "default" answers the names as they are written on the spot
  url.searchParams.set('lang', 'default');
  if (near) {
    url.searchParams.set('lat', String(near.lat));
    url.searchParams.set('lon', String(near.lon));
  }
  return url;
}

function toHit({ geometry, properties: p }: z.infer<typeof Feature>): OutsideHit[] {
  const [lon, lat] = geometry.coordinates;
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) return [];
  const house = p.housenumber && p.street ? `Số ${p.housenumber}, ${p.street}` : null;
  const name = p.name ?? house ?? p.street;
  if (!name) return [];
  const isHouse = p.housenumber !== undefined || (p.type === 'house' && p.osm_key !== 'highway');
  const area = [p.name && p.street !== p.name ? p.street : undefined, p.locality, p.district, p.city ?? p.county];
  return [
    {
      id: `photon:${p.osm_type ?? ''}${p.osm_id ?? `${lat},${lon}`}`,
      name,
      area: [...new Set(area.filter((part): part is string => part !== undefined && part !== name))].join(', '),
      ...{ lat, lon },
      confidence: isHouse ? 'exact' : p.type === 'street' || p.osm_key === 'highway' ? 'street' : 'ward',
    },
  ];
}
