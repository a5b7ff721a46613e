import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import Flatbush from 'flatbush';
import type { MultiPolygon, Polygon, Position } from 'geojson';
import type { LonLat } from './lon-lat.ts';
import { metresToSegment } from './metres-to-segment.ts';

/** A unit of the map's tree: the city, a district before 1-7-2025, a ward or commune since then. */
export interface MapUnit {
  readonly id: string;
  readonly parentId: string | null;
  /** Ids from the root, each ended by '/'. */
  readonly path: string;
  readonly kind: 'city' | 'district' | 'ward';
  readonly name: string;
  readonly nameEn: string;
  /** The wards and communes before 1-7-2025 (with their own codes, where known) that are part of this one, wholly or in part. */
  readonly oldUnits: readonly { readonly id?: string; readonly name: string; readonly whole: boolean }[];
}

export const UNITS_FILE_NAME = 'units.geojson';
/** Boundaries are simplified, so neighbours do not meet exactly: a point in such a gap belongs to the nearest ward. */
const GAP_METRES = 150;

interface UnitFeature {
  readonly properties: Omit<MapUnit, 'path' | 'oldUnits'> & { readonly oldUnits?: MapUnit['oldUnits'] };
  readonly geometry: Polygon | MultiPolygon | null;
}

/** The units of a map folder with their boundaries. */
export class WardMap {
  readonly units: readonly MapUnit[];
  readonly #wards: readonly { readonly id: string; readonly shape: Polygon | MultiPolygon }[];
  readonly #shapes: ReadonlyMap<string, Polygon | MultiPolygon>;
  readonly #index: Flatbush;
  readonly #centres: ReadonlyMap<string, LonLat>;
  readonly #boundaries: ReadonlyMap<string, Polygon | MultiPolygon>;

  constructor(features: readonly UnitFeature[]) {
    const parents = new Map(features.map(({ properties }) => [properties.id, properties.parentId]));
    const pathOf = (id: string): string => {
      const parent = parents.get(id);
      return `${parent ? pathOf(parent) : ''}${id}/`;
    };
    this.units = features.map(({ properties }) => ({
      id: properties.id,
      parentId: properties.parentId,
      path: pathOf(properties.id),
      kind: properties.kind,
      name: properties.name,
      nameEn: properties.nameEn,
      oldUnits: properties.oldUnits ?? [],
    }));
    this.#wards = features.flatMap(({ properties, geometry }) =>
      properties.kind === 'ward' && geometry ? [{ id: properties.id, shape: geometry }] : [],
    );
    if (this.#wards.length === 0) throw new Error(`${UNITS_FILE_NAME} holds no ward with a boundary.`);
    this.#boundaries = new Map(
      features.flatMap(({ properties, geometry }) => (geometry ? [[properties.id, geometry] as const] : [])),
    );
    this.#shapes = new Map(this.#wards.map(({ id, shape }) => [id, shape]));
    this.#index = new Flatbush(this.#wards.length);
    for (const { shape } of this.#wards) {
      let [west, south, east, north] = [180, 90, -180, -90];
      for (const ring of ringsOf(shape)) {
        for (const [lon, lat] of ring as [number, number][]) {
          west = Math.min(west, lon);
          east = Math.max(east, lon);
          south = Math.min(south, lat);
          north = Math.max(north, lat);
        }
      }
      this.#index.add(west, south, east, north);
    }
    this.#index.finish();
    const centres = new Map<string, LonLat>();
    for (const { properties, geometry } of features) if (geometry) centres.set(properties.id, centreOf(geometry));
    for (const unit of this.units) {
      if (centres.has(unit.id)) continue;
      const below = this.units.flatMap((ward) => {
        const centre = ward.kind === 'ward' && ward.path.startsWith(unit.path) ? centres.get(ward.id) : undefined;
        return centre ? [centre] : [];
      });
      if (below.length > 0) centres.set(unit.id, middleOf(below));
    }
    this.#centres = centres;
  }

  /** Where to look for a unit as a whole: the centroid of its largest part, or the middle of its wards; null for an unknown id. */
  centreOf(unitId: string): LonLat | null {
    return this.#centres.get(unitId) ?? null;
  }

  /** Id of the ward that holds a place, null outside all of them. */
  findWardAt(lon: number, lat: number): string | null {
    for (const item of this.#index.search(lon, lat, lon, lat).sort((a, b) => a - b)) {
      const ward = this.#wards[item]!;
      if (booleanPointInPolygon([lon, lat], ward.shape)) return ward.id;
    }
    const reach = (GAP_METRES / 111_195) * 1.2;
    let nearest: string | null = null;
    let nearestMetres = GAP_METRES;
    for (const item of this.#index.search(lon - reach, lat - reach, lon + reach, lat + reach).sort((a, b) => a - b)) {
      const metres = metresToOutline(this.#wards[item]!.shape, [lon, lat]);
      if (metres >= nearestMetres) continue;
      nearest = this.#wards[item]!.id;
      nearestMetres = metres;
    }
    return nearest;
  }

  /** The boundary of any unit that has one. */
  boundaryOf(unitId: string): Polygon | MultiPolygon | null {
    return this.#boundaries.get(unitId) ?? null;
  }

  /** Whether a unit is a ward whose boundary is known. */
  hasBoundary(unitId: string): boolean {
    return this.#shapes.has(unitId);
  }

  /** Whether a place lies in a ward, or at most toleranceMetres outside it (a street on the border belongs to both sides). */
  isInWard(unitId: string, lon: number, lat: number, toleranceMetres = 0): boolean {
    const shape = this.#shapes.get(unitId);
    if (!shape) return false;
    return (
      booleanPointInPolygon([lon, lat], shape) || (toleranceMetres > 0 && metresToOutline(shape, [lon, lat]) <= toleranceMetres)
    );
  }
}

/** Reads `<dir>/units.geojson`. */
export function loadWardMap(dir: string): WardMap {
  const path = join(dir, UNITS_FILE_NAME);
  const { features } = JSON.parse(readFileSync(path, 'utf8')) as { features: UnitFeature[] };
  return new WardMap(features);
}

/** Centroid of the outline that encloses most. */
function centreOf(shape: Polygon | MultiPolygon): LonLat {
  const outlines = shape.type === 'Polygon' ? [shape.coordinates[0]!] : shape.coordinates.map((polygon) => polygon[0]!);
  let [best, bestArea]: [LonLat, number] = [[0, 0], -1];
  for (const ring of outlines) {
    const [x0, y0] = ring[0] as [number, number];
    let [twiceArea, x, y] = [0, 0, 0];
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = [ring[i - 1]![0]! - x0, ring[i - 1]![1]! - y0];
      const [bx, by] = [ring[i]![0]! - x0, ring[i]![1]! - y0];
      const cross = ax * by - bx * ay;
      twiceArea += cross;
      x += (ax + bx) * cross;
      y += (ay + by) * cross;
    }
    if (Math.abs(twiceArea) <= bestArea) continue;
    bestArea = Math.abs(twiceArea);
    best = twiceArea === 0 ? [x0, y0] : [x0 + x / (3 * twiceArea), y0 + y / (3 * twiceArea)];
  }
  return best;
}

function middleOf(places: readonly LonLat[]): LonLat {
  const sum = places.reduce<LonLat>(([x, y], [lon, lat]) => [x + lon, y + lat], [0, 0]);
  return [sum[0] / Math.max(1, places.length), sum[1] / Math.max(1, places.length)];
}

function ringsOf(shape: Polygon | MultiPolygon): Position[][] {
  return shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat();
}

function metresToOutline(shape: Polygon | MultiPolygon, place: LonLat): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const ring of ringsOf(shape)) {
    for (let i = 1; i < ring.length; i++) {
      const metres = metresToSegment(place, ring[i - 1] as [number, number], ring[i] as [number, number]);
      if (metres < nearest) nearest = metres;
    }
  }
  return nearest;
}
