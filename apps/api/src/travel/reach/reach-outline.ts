import { simplifyLine } from '../build/simplify-line.ts';
import type { LonLat } from '../lon-lat.ts';
import { placeOnStreet } from '../place-on-street.ts';
import { OFF_STREET_KMH } from '../profiles.ts';
import type { StreetSpeeds } from '../speeds/street-speeds.ts';
import type { StreetEngine } from '../street-engine.ts';
import { type ProfileHierarchy, type StreetEdges, TENTHS_PER_SECOND } from '../street-graph.ts';
import { outlineCells } from './cell-outline.ts';
import { type Spread, StreetSpread } from './spread.ts';

/** A home this far from a street that is reached is reached too, if the time is left to walk there. */
const MOST_WALK_METRES = 100;
/** A street is at least this wide on the picture: houses stand beside it. */
const STREET_METRES = 40;
const CELL_METRES = 40;
/** In a large extract cells grow, so that there are no more. */
const MOST_CELLS = 1_000_000;
const METRES_PER_DEGREE = 111_195;
const WALK_METRES_PER_SEC = OFF_STREET_KMH / 3.6;

/** GeoJSON, longitude before latitude. */
export interface ReachedArea {
  type: 'MultiPolygon';
  coordinates: [number, number][][][];
}

const spreads = new WeakMap<ProfileHierarchy, StreetSpread>();

/**
 * The area that is reached from a place in so many seconds, as polygons of longitude and latitude: all streets that are entered in time,
 * as far as they are driven, and what is walked from there. Null where no street is near the place. Exact to about a cell.
 */
export function reachOutline(
  engine: StreetEngine,
  profileId: string,
  from: LonLat,
  limitSec: number,
  speeds: StreetSpeeds | null,
): ReachedArea | null {
  const { streets } = engine.graph;
  const { hierarchy, finder } = engine.profile(profileId);
  const point = finder.nearest(from);
  if (!point) return null;
  const spread = spreads.get(hierarchy) ?? new StreetSpread(streets, hierarchy);
  spreads.set(hierarchy, spread);
  const place = placeOnStreet(streets, hierarchy, point);
  const limitDs = limitSec * TENTHS_PER_SECOND - place.walkDs;
  if (limitDs <= 0) return { type: 'MultiPolygon', coordinates: [] };
  const found = spread.from(place, limitDs, speeds ? engine.factors.of(speeds) : null);
  return outlinePoints(pointsReached(streets, found, limitDs), point.lat);
}

interface ReachedPoint {
  readonly lon: number;
  readonly lat: number;
  /** Seconds that are left there. */
  readonly leftSec: number;
}

/** Points on the streets, close enough to each other to leave no gap between cells. */
function pointsReached(streets: StreetEdges, spread: Spread, limitDs: number): ReachedPoint[] {
  const { edgePointStart, pointLonE7, pointLatE7, edgeLengthDm } = streets;
  const points: ReachedPoint[] = [];
  spread.forEach((d, enteredDs, edgeDs) => {
    const edge = d >> 1;
    const against = (d & 1) === 1;
    const [first, last] = [edgePointStart[edge]!, edgePointStart[edge + 1]! - 1];
    let drivenMetres = 0;
    const wholeMetres = edgeLengthDm[edge]! / 10;
    for (let p = against ? last : first; against ? p > first : p < last; p += against ? -1 : 1) {
      const q = p + (against ? -1 : 1);
      const [lon, lat] = [pointLonE7[p]! / 1e7, pointLatE7[p]! / 1e7];
      const [dLon, dLat] = [pointLonE7[q]! / 1e7 - lon, pointLatE7[q]! / 1e7 - lat];
      const metres = Math.hypot(dLon * Math.cos((lat * Math.PI) / 180), dLat) * METRES_PER_DEGREE;
      const parts = Math.max(1, Math.ceil(metres / (CELL_METRES / 2)));
      for (let part = 0; part <= parts; part++) {
        const share = part / parts;
        const atDs = enteredDs + edgeDs * Math.min(1, (drivenMetres + share * metres) / Math.max(1, wholeMetres));
        // before 0 lies what is behind the place on its own street
        if (atDs < 0) continue;
        if (atDs > limitDs) return;
        points.push({ lon: lon + share * dLon, lat: lat + share * dLat, leftSec: (limitDs - atDs) / TENTHS_PER_SECOND });
      }
      drivenMetres += metres;
    }
  });
  return points;
}

function outlinePoints(points: readonly ReachedPoint[], middleLat: number): ReachedArea {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const { lon, lat } of points) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  const lonMetres = METRES_PER_DEGREE * Math.cos((middleLat * Math.PI) / 180);
  const margin = MOST_WALK_METRES + STREET_METRES + 2 * CELL_METRES;
  const [spanX, spanY] = [(east - west) * lonMetres + 2 * margin, (north - south) * METRES_PER_DEGREE + 2 * margin];
  const cell = Math.max(CELL_METRES, Math.sqrt((spanX * spanY) / MOST_CELLS));
  const [width, height] = [Math.ceil(spanX / cell), Math.ceil(spanY / cell)];
  const cells = new Uint8Array(width * height);
  for (const { lon, lat, leftSec } of points) {
    const radius = STREET_METRES + Math.min(MOST_WALK_METRES, leftSec * WALK_METRES_PER_SEC);
    const [x, y] = [(lon - west) * lonMetres + margin, (lat - south) * METRES_PER_DEGREE + margin];
    for (let row = Math.floor((y - radius) / cell); row <= (y + radius) / cell; row++) {
      for (let column = Math.floor((x - radius) / cell); column <= (x + radius) / cell; column++) {
        const [offX, offY] = [(column + 0.5) * cell - x, (row + 0.5) * cell - y];
        if (offX * offX + offY * offY <= radius * radius) cells[row * width + column] = 1;
      }
    }
  }
  const toPosition = ([x, y]: readonly [number, number]): LonLat => [
    Math.round((west + (x * cell - margin) / lonMetres) * 1e6) / 1e6,
    Math.round((south + (y * cell - margin) / METRES_PER_DEGREE) * 1e6) / 1e6,
  ];
  const rings = (ring: readonly (readonly [number, number])[]): [number, number][] =>
    // the stairs of the cells are flattened
    smoothRing(ring.map(toPosition), 0.8 * cell).map(([lon, lat]) => [lon, lat]);
  return { type: 'MultiPolygon', coordinates: outlineCells({ width, height, cells }).map((piece) => piece.map(rings)) };
}

/** Douglas and Peucker for a ring: from a point to the one farthest along, and back, so that it stays a ring of four points at least. */
function smoothRing(ring: readonly LonLat[], toleranceMetres: number): LonLat[] {
  const middle = ring.length >> 1;
  const halves = [ring.slice(0, middle + 1), ring.slice(middle)].map((half) => simplifyLine(half, toleranceMetres));
  const smooth = [...halves[0]!, ...halves[1]!.slice(1)];
  return smooth.length >= 4 ? smooth : [...ring];
}
