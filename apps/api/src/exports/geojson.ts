import type { Feature, FeatureCollection, Geometry, Position } from 'geojson';

/** About 0.1 m; RFC 7946 (11.2) asks not to write more. */
const DECIMALS = 1e6;
const rounded = (position: Position): Position =>
  position.slice(0, 2).map((degrees) => Math.round(degrees * DECIMALS) / DECIMALS);

/**
 * A collection as RFC 7946 wants it: longitude first in WGS 84, at most six decimals, rings closed and right-handed (outlines
 * counter-clockwise, holes clockwise), a bounding box, no "crs".
 */
export function collection(features: readonly Feature<Geometry | null>[]): FeatureCollection<Geometry | null> {
  const tidy = features.map((feature) => ({ ...feature, geometry: feature.geometry && tidyGeometry(feature.geometry) }));
  const box = bboxOf(tidy);
  return { type: 'FeatureCollection', ...(box ? { bbox: box } : {}), features: tidy };
}

function tidyGeometry(geometry: Geometry): Geometry {
  switch (geometry.type) {
    case 'Point':
      return { type: 'Point', coordinates: rounded(geometry.coordinates) };
    case 'LineString':
      return { type: 'LineString', coordinates: geometry.coordinates.map(rounded) };
    case 'MultiLineString':
      return { type: 'MultiLineString', coordinates: geometry.coordinates.map((line) => line.map(rounded)) };
    case 'Polygon':
      return { type: 'Polygon', coordinates: rightHanded(geometry.coordinates) };
    case 'MultiPolygon':
      return { type: 'MultiPolygon', coordinates: geometry.coordinates.map(rightHanded) };
    default:
      throw new Error(`No export writes a ${geometry.type}.`);
  }
}

function rightHanded(rings: readonly Position[][]): Position[][] {
  return rings.map((ring, i) => {
    const line = ring.map(rounded);
    const isCounterClockwise = twiceArea(line) > 0;
    return isCounterClockwise === (i === 0) ? line : line.reverse();
  });
}

function twiceArea(ring: readonly Position[]): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1]![0]! * ring[i]![1]! - ring[i]![0]! * ring[i - 1]![1]!;
  return sum;
}

function bboxOf(features: readonly Feature<Geometry | null>[]): [number, number, number, number] | null {
  let [west, south, east, north] = [180, 90, -180, -90];
  const visit = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] !== 'number') {
      for (const part of value) visit(part);
      return;
    }
    const [lon, lat] = value as [number, number];
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  };
  for (const { geometry } of features) if (geometry && 'coordinates' in geometry) visit(geometry.coordinates);
  return west <= east ? [west, south, east, north] : null;
}
