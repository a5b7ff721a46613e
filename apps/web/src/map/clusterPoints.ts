/** Points of the map gathered by zoom; framework-free and without Leaflet. */
import Supercluster from 'supercluster';

export interface Point<T> {
  id: string;
  lat: number;
  lon: number;
  value: T;
}
export interface Cluster {
  kind: 'cluster';
  key: string;
  lat: number;
  lon: number;
  count: number;
  /** The zoom at which it falls apart. */
  opensAtZoom: number;
}
export interface Single<T> {
  kind: 'single';
  key: string;
  lat: number;
  lon: number;
  point: Point<T>;
}
export type Bounds = { west: number; south: number; east: number; north: number };

/** Circles of this size hardly touch; the library reckons in tiles of 512 pixels, Leaflet in 256. */
const CLUSTER_RADIUS_PIXELS = 44;
const TILE_PIXELS = 256;
export const CLUSTER_MAX_ZOOM = 15;
/** With very many points even a few streets hold hundreds: they stay gathered until the map is at its deepest. */
const MANY_POINTS = 20_000;
const CLUSTER_MAX_ZOOM_OF_MANY = 17;

/** Everyone at exactly one spot (a household, a lobby) would hide behind one mark: spread them on a small ring, about 9 m. */
export function spreadTwins<T>(points: readonly Point<T>[]): Point<T>[] {
  const spots = new Map<string, Point<T>[]>();
  for (const point of points) {
    const spot = `${point.lat.toFixed(5)} ${point.lon.toFixed(5)}`;
    const there = spots.get(spot);
    if (there) there.push(point);
    else spots.set(spot, [point]);
  }
  const ringDegrees = 0.00008;
  return [...spots.values()].flatMap((there) =>
    there.length === 1
      ? there
      : there.map((point, index) => {
          const angle = (2 * Math.PI * index) / there.length;
          return { ...point, lat: point.lat + ringDegrees * Math.sin(angle), lon: point.lon + ringDegrees * Math.cos(angle) };
        }),
  );
}

export class PointIndex<T> {
  readonly #index: Supercluster<{ point: Point<T> }>;

  constructor(points: readonly Point<T>[]) {
    const maxZoom = points.length > MANY_POINTS ? CLUSTER_MAX_ZOOM_OF_MANY : CLUSTER_MAX_ZOOM;
    this.#index = new Supercluster({ radius: CLUSTER_RADIUS_PIXELS, extent: TILE_PIXELS, maxZoom, minPoints: 3 });
    this.#index.load(
      spreadTwins(points).map((point) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [point.lon, point.lat] },
        properties: { point },
      })),
    );
  }

  within(bounds: Bounds, zoom: number): (Cluster | Single<T>)[] {
    return this.#index.getClusters([bounds.west, bounds.south, bounds.east, bounds.north], Math.floor(zoom)).map((feature) => {
      const [lon, lat] = feature.geometry.coordinates as [number, number];
      const properties = feature.properties;
      if ('cluster' in properties && properties.cluster) {
        const opensAtZoom = this.#index.getClusterExpansionZoom(properties.cluster_id);
        return { kind: 'cluster', key: `c${properties.cluster_id}`, lat, lon, count: properties.point_count, opensAtZoom };
      }
      const { point } = properties as { point: Point<T> };
      return { kind: 'single', key: point.id, lat, lon, point };
    });
  }
}
