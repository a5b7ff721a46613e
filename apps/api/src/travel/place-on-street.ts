import { OFF_STREET_KMH } from './profiles.ts';
import type { StreetPoint } from './snap.ts';
import { DECIMETRES_PER_METRE, directed, type ProfileHierarchy, type Streets, TENTHS_PER_SECOND } from './street-graph.ts';

/**
 * How a place joins the hierarchy: its edge, how far along it lies in time and length, and the walk from the door to the street.
 * All in tenths of a second and decimetres.
 */
export interface PlaceOnStreet {
  readonly edge: number;
  /** The whole edge, 0 when closed in that direction. */
  readonly forwardDs: number;
  readonly backwardDs: number;
  /** From the edge's first vertex to the place, and from the place back to the first vertex. */
  readonly alongForwardDs: number;
  readonly alongBackwardDs: number;
  readonly edgeDm: number;
  readonly alongDm: number;
  readonly walkDs: number;
  readonly walkDm: number;
}

export function placeOnStreet(streets: Streets, hierarchy: ProfileHierarchy, point: StreetPoint): PlaceOnStreet {
  const { edge, alongDm } = point;
  const edgeDm = streets.edgeLengthDm[edge]!;
  const forwardDs = hierarchy.forwardDs[edge]!;
  const backwardDs = hierarchy.backwardDs[edge]!;
  return {
    edge,
    forwardDs,
    backwardDs,
    alongForwardDs: Math.round((forwardDs * alongDm) / edgeDm),
    alongBackwardDs: Math.round((backwardDs * alongDm) / edgeDm),
    edgeDm,
    alongDm,
    walkDs: Math.round((point.offStreetMetres * 3.6 * TENTHS_PER_SECOND) / OFF_STREET_KMH),
    walkDm: Math.round(point.offStreetMetres * DECIMETRES_PER_METRE),
  };
}

/** Something that takes the ranks where a search begins, and the directed edge by which the place is left or reached. */
interface Seeded {
  seed(rank: number, timeDs: number, lengthDm: number, directedEdge: number): void;
}

/** Starts a search at a place: over the end of its edge, and over the beginning where driving back is allowed. */
export function seedDeparture(search: Seeded, { headRank }: ProfileHierarchy, place: PlaceOnStreet): void {
  const { edge, edgeDm, alongDm } = place;
  if (place.forwardDs > 0) {
    const along = directed(edge, false);
    search.seed(headRank[along]!, place.forwardDs - place.alongForwardDs, edgeDm - alongDm, along);
  }
  if (place.backwardDs > 0) {
    const against = directed(edge, true);
    search.seed(headRank[against]!, place.alongBackwardDs, alongDm, against);
  }
}

/** Starts a backward search at a place: the ranks from which its edge may be entered. */
export function seedArrival(search: Seeded, hierarchy: ProfileHierarchy, place: PlaceOnStreet): void {
  const { entryStart, entryRank, entryDs } = hierarchy;
  const enter = (directedEdge: number, timeDs: number, lengthDm: number): void => {
    for (let k = entryStart[directedEdge]!; k < entryStart[directedEdge + 1]!; k++)
      search.seed(entryRank[k]!, entryDs[k]! + timeDs, lengthDm, directedEdge);
  };
  const { edge, edgeDm, alongDm } = place;
  if (place.forwardDs > 0) enter(directed(edge, false), place.alongForwardDs, alongDm);
  if (place.backwardDs > 0) enter(directed(edge, true), place.backwardDs - place.alongBackwardDs, edgeDm - alongDm);
}

/** Going from a to b without leaving the edge both lie on: tenths of a second, or -1 when that is not possible. */
export function alongSameEdgeDs(a: PlaceOnStreet, b: PlaceOnStreet): number {
  if (a.edge !== b.edge) return -1;
  if (a.alongDm <= b.alongDm && a.forwardDs > 0) return b.alongForwardDs - a.alongForwardDs;
  if (a.alongDm >= b.alongDm && a.backwardDs > 0) return a.alongBackwardDs - b.alongBackwardDs;
  return -1;
}

/** Whole seconds, rounded up: the triangle inequality survives this rounding. */
export const secondsOf = (timeDs: number): number => Math.ceil(timeDs / TENTHS_PER_SECOND);
export const metresOf = (lengthDm: number): number => Math.round(lengthDm / DECIMETRES_PER_METRE);
