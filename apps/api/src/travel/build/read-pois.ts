import type { PoiKind } from '../../contract/place-codes.ts';
import { type OsmTags, readOsmPbf } from './read-osm-pbf.ts';

/** A place that people name instead of an address: a school, a market, a pagoda. */
export interface PoiFeature {
  readonly type: 'Feature';
  readonly properties: { readonly kind: PoiKind; readonly name: string };
  readonly geometry: { readonly type: 'Point'; readonly coordinates: readonly [number, number] };
}

const AMENITIES: Readonly<Record<string, PoiKind>> = {
  ...{ school: 'school', kindergarten: 'school', university: 'school', college: 'school', library: 'culture' },
  ...{ hospital: 'health', clinic: 'health', doctors: 'health', dentist: 'health', pharmacy: 'health' },
  ...{ place_of_worship: 'worship', marketplace: 'market', bank: 'bank', atm: 'bank', cinema: 'culture', theatre: 'culture' },
  ...{ community_centre: 'office', police: 'office', townhall: 'office', post_office: 'office', courthouse: 'office' },
  ...{ fuel: 'transport', bus_station: 'transport', parking: 'transport' },
};
const BY_KEY: readonly (readonly [string, PoiKind])[] = [
  ['healthcare', 'health'],
  ['shop', 'shop'],
  ['office', 'office'],
  ['tourism', 'culture'],
  ['historic', 'culture'],
  ['railway', 'transport'],
  ['public_transport', 'transport'],
  ['leisure', 'green'],
  ['amenity', 'other'],
  ['craft', 'shop'],
];

const STATIONS = new Set(['station', 'halt', 'subway_entrance', 'tram_stop']);
/** "A5", "B 3": blocks of an estate, meaningless without it. */
const BLOCK = /^[A-Z]{0,2} ?\d{0,3}[a-z]?$/u;

function kindOf(tags: OsmTags): PoiKind | null {
  if (tags.highway || tags.natural || tags.waterway || tags.boundary) return null;
  if (tags.railway && !STATIONS.has(tags.railway)) return null;
  const amenity = AMENITIES[tags.amenity ?? ''];
  if (amenity) return amenity;
  const keyed = BY_KEY.find(([key]) => tags[key] !== undefined);
  if (keyed) return keyed[1];
  return (tags.building && !BLOCK.test(tags.name ?? '')) || tags.place || tags.landuse ? 'building' : null;
}

/** The named places of extracts, points and buildings (at the middle of their corners), in the order of their names. */
export function readPois(paths: readonly string[]): PoiFeature[] {
  const found: PoiFeature[] = [];
  const outlines: { kind: PoiKind; name: string; nodeIds: readonly number[] }[] = [];
  const seen = new Set<string>();
  const add = (kind: PoiKind, name: string, lon: number, lat: number): void => {
    const coordinates = [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6] as const;
    // the same bus stop or branch twice within about 100 m
    const key = `${name} ${lon.toFixed(3)} ${lat.toFixed(3)}`;
    if (seen.has(key)) return;
    seen.add(key);
    found.push({ type: 'Feature', properties: { kind, name }, geometry: { type: 'Point', coordinates } });
  };
  for (const path of paths) {
    readOsmPbf(path, {
      node: (_id, lon, lat, tags) => {
        const kind = tags.name ? kindOf(tags) : null;
        if (kind) add(kind, tags.name!.normalize('NFC').trim(), lon, lat);
      },
      way: (_id, tags, nodeIds) => {
        const kind = tags.name ? kindOf(tags) : null;
        if (kind) outlines.push({ kind, name: tags.name!.normalize('NFC').trim(), nodeIds });
      },
    });
  }
  const needed = new Set(outlines.flatMap((outline) => outline.nodeIds));
  const places = new Map<number, readonly [number, number]>();
  for (const path of paths) {
    readOsmPbf(path, { node: (id, lon, lat) => void (needed.has(id) && places.set(id, [lon, lat])) });
  }
  for (const { kind, name, nodeIds } of outlines) {
    const corners = nodeIds.flatMap((id) => (places.has(id) ? [places.get(id)!] : []));
    if (corners.length === 0) continue;
    const sum = corners.reduce(([x, y], [lon, lat]) => [x + lon, y + lat], [0, 0] as readonly [number, number]);
    add(kind, name, sum[0] / corners.length, sum[1] / corners.length);
  }
  const collator = new Intl.Collator('vi');
  return found.sort((a, b) => collator.compare(a.properties.name, b.properties.name));
}

/** `pois.geojson` of some extracts, one place a line. */
export function encodePois(paths: readonly string[]): Uint8Array {
  const lines = readPois(paths).map((feature) => JSON.stringify(feature));
  const attribution = '© OpenStreetMap contributors, ODbL 1.0';
  const head = `{"type":"FeatureCollection","attribution":${JSON.stringify(attribution)},"features":[`;
  return new TextEncoder().encode(`${head}\n${lines.join(',\n')}\n]}\n`);
}
