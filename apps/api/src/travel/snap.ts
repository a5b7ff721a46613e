import Flatbush from 'flatbush';
import type { LonLat } from './lon-lat.ts';
import { DECIMETRES_PER_METRE, type ProfileHierarchy, type Streets, streetName } from './street-graph.ts';

/** A home farther than this from any street gets a warning: the pin, or the map, is probably wrong. */
export const FAR_FROM_STREET_METRES = 150;
/** Farther than this no street serves the place; it is unreachable. */
export const NO_STREET_METRES = 2000;

/** Nearer than this a place lies on the street, on no side of it. */
const ON_THE_LINE_METRES = 1;
const METRES_PER_DEGREE = 111_195;

/** Where a place meets the streets. */
export interface StreetPoint {
  readonly edge: number;
  /** Decimetres from the edge's first point, along it. */
  readonly alongDm: number;
  readonly lon: number;
  readonly lat: number;
  /** Straight metres from the place to this point. */
  readonly offStreetMetres: number;
  /** The point of the edge's geometry before this one. */
  readonly pointIndex: number;
  /** On which side of the edge, as it is stored, the place lies; `on` within a metre of its line. */
  readonly side: 'left' | 'right' | 'on';
}

export interface SnappedPlace {
  readonly point: StreetPoint | null;
  /** '' when the street has no name. */
  readonly streetName: string;
  readonly farFromStreet: boolean;
}

/**
 * Finds the nearest point of the streets that a profile may use and where a door may open: beside a flyover, the street below. Coordinates are projected to a plane around the middle of the
 * map, exact to well under a metre over the few hundred metres that matter here.
 */
export class StreetFinder {
  readonly #streets: Streets;
  readonly #hierarchy: ProfileHierarchy;
  readonly #index: Flatbush;
  /** Item of the index → position of the first point of the stretch, and its edge. */
  readonly #itemPoint: Int32Array;
  readonly #itemEdge: Int32Array;
  readonly #lonScale: number;

  constructor(streets: Streets, hierarchy: ProfileHierarchy, middleLat: number) {
    this.#streets = streets;
    this.#hierarchy = hierarchy;
    this.#lonScale = Math.cos((middleLat * Math.PI) / 180);
    const itemPoint: number[] = [];
    const itemEdge: number[] = [];
    for (let e = 0; e < streets.edgeCount; e++) {
      if (!this.isOpen(e) || streets.edgeRaised[e] === 1) continue;
      for (let p = streets.edgePointStart[e]!; p < streets.edgePointStart[e + 1]! - 1; p++) {
        itemPoint.push(p);
        itemEdge.push(e);
      }
    }
    if (itemPoint.length === 0) throw new Error(`No street is open to the profile "${hierarchy.profileId}".`);
    this.#itemPoint = Int32Array.from(itemPoint);
    this.#itemEdge = Int32Array.from(itemEdge);
    this.#index = new Flatbush(itemPoint.length, 16, Float64Array);
    const { pointLonE7, pointLatE7 } = streets;
    for (const p of itemPoint) {
      const x0 = (pointLonE7[p]! / 1e7) * this.#lonScale;
      const x1 = (pointLonE7[p + 1]! / 1e7) * this.#lonScale;
      const y0 = pointLatE7[p]! / 1e7;
      const y1 = pointLatE7[p + 1]! / 1e7;
      this.#index.add(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1));
    }
    this.#index.finish();
  }

  isOpen(edge: number): boolean {
    return this.#hierarchy.forwardDs[edge]! > 0 || this.#hierarchy.backwardDs[edge]! > 0;
  }

  /** The nearest point within maxMetres, among the edges that pass `accept`; null when there is none. */
  nearest(place: LonLat, maxMetres = NO_STREET_METRES, accept?: (edge: number) => boolean): StreetPoint | null {
    const [lon, lat] = place;
    const x = lon * this.#lonScale;
    const y = lat;
    const maxDegrees = maxMetres / METRES_PER_DEGREE;
    const { pointLonE7, pointLatE7 } = this.#streets;
    const filter = accept === undefined ? undefined : (item: number) => accept(this.#itemEdge[item]!);
    // the index orders by the boxes' distance, which never exceeds the line's: ask for more until the next box is farther
    // than the best line
    for (let count = 12; ; count *= 4) {
      const items = this.#index.neighbors(x, y, count, maxDegrees, filter);
      let best = -1;
      let bestSquare = maxDegrees * maxDegrees;
      let bestFraction = 0;
      let lastBoxSquare = 0;
      for (const item of items) {
        const p = this.#itemPoint[item]!;
        const x0 = (pointLonE7[p]! / 1e7) * this.#lonScale;
        const y0 = pointLatE7[p]! / 1e7;
        const dx = (pointLonE7[p + 1]! / 1e7) * this.#lonScale - x0;
        const dy = pointLatE7[p + 1]! / 1e7 - y0;
        const lengthSquare = dx * dx + dy * dy;
        const fraction = lengthSquare === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / lengthSquare));
        const offX = x - x0 - fraction * dx;
        const offY = y - y0 - fraction * dy;
        const square = offX * offX + offY * offY;
        if (square < bestSquare || (square === bestSquare && best >= 0 && item < best)) {
          best = item;
          bestSquare = square;
          bestFraction = fraction;
        }
        const boxX = Math.max(0, Math.min(x0, x0 + dx) - x, x - Math.max(x0, x0 + dx));
        const boxY = Math.max(0, Math.min(y0, y0 + dy) - y, y - Math.max(y0, y0 + dy));
        lastBoxSquare = boxX * boxX + boxY * boxY;
      }
      if (items.length < count || lastBoxSquare > bestSquare) {
        return best < 0 ? null : this.#pointOn(best, bestFraction, Math.sqrt(bestSquare), x, y);
      }
    }
  }

  snap(place: LonLat): SnappedPlace {
    const point = this.nearest(place);
    return {
      point,
      streetName: point === null ? '' : streetName(this.#streets, this.#streets.edgeName[point.edge]!),
      farFromStreet: point === null || point.offStreetMetres > FAR_FROM_STREET_METRES,
    };
  }

  #pointOn(item: number, fraction: number, degreesOff: number, x: number, y: number): StreetPoint {
    const { pointLonE7, pointLatE7, edgePointStart, edgeLengthDm } = this.#streets;
    const edge = this.#itemEdge[item]!;
    const pointIndex = this.#itemPoint[item]!;
    let before = 0;
    let whole = 0;
    let own = 0;
    for (let p = edgePointStart[edge]!; p < edgePointStart[edge + 1]! - 1; p++) {
      const length = this.#planeDegrees(p);
      if (p < pointIndex) before += length;
      if (p === pointIndex) own = length;
      whole += length;
    }
    const share = whole === 0 ? 0 : (before + fraction * own) / whole;
    const lon0 = pointLonE7[pointIndex]! / 1e7;
    const lat0 = pointLatE7[pointIndex]! / 1e7;
    const dLon = pointLonE7[pointIndex + 1]! / 1e7 - lon0;
    const dLat = pointLatE7[pointIndex + 1]! / 1e7 - lat0;
    const offStreetMetres = Math.round(degreesOff * METRES_PER_DEGREE * DECIMETRES_PER_METRE) / DECIMETRES_PER_METRE;
    // the sign of the cross product of the stretch and the way from its start to the place
    const cross = dLon * this.#lonScale * (y - lat0) - dLat * (x - lon0 * this.#lonScale);
    return {
      edge,
      alongDm: Math.round(share * edgeLengthDm[edge]!),
      lon: lon0 + fraction * dLon,
      lat: lat0 + fraction * dLat,
      offStreetMetres,
      pointIndex,
      side: offStreetMetres < ON_THE_LINE_METRES ? 'on' : cross > 0 ? 'left' : 'right',
    };
  }

  #planeDegrees(p: number): number {
    const { pointLonE7, pointLatE7 } = this.#streets;
    const dx = ((pointLonE7[p + 1]! - pointLonE7[p]!) / 1e7) * this.#lonScale;
    const dy = (pointLatE7[p + 1]! - pointLatE7[p]!) / 1e7;
    return Math.sqrt(dx * dx + dy * dy);
  }
}
