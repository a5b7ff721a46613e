import type { TravelProfile } from './profiles.ts';

/** Times inside the graph are integers in tenths of a second, lengths in decimetres: sums stay exact. */
export const TENTHS_PER_SECOND = 10;
export const DECIMETRES_PER_METRE = 10;

/** What a street file says of itself. */
export interface StreetFileMeta {
  readonly attribution: string;
  readonly sources: readonly { readonly name: string; readonly sha256: string }[];
  /** West, south, east, north in degrees. */
  readonly bbox: readonly [number, number, number, number];
  readonly profiles: readonly TravelProfile[];
}

/**
 * The streets, common to all profiles. Vertices are junctions and ends of ways; edges are the stretches between them, stored once
 * for both directions. Coordinates are degrees × 1e7 as Int32.
 */
export interface StreetEdges {
  readonly vertexCount: number;
  readonly edgeCount: number;
  readonly edgeFrom: Int32Array;
  readonly edgeTo: Int32Array;
  readonly edgeLengthDm: Int32Array;
  /** Index into names; 0 is "no name". */
  readonly edgeName: Int32Array;
  /** Index into STREET_CLASSES. */
  readonly edgeClass: Uint8Array;
  /** 1 on a roundabout. */
  readonly edgeRound: Uint8Array;
  /** 1 on a bridge or in a tunnel: no door opens there. */
  readonly edgeRaised: Uint8Array;
  /** Edge e has the points edgePointStart[e] … edgePointStart[e + 1] - 1, both ends included. */
  readonly edgePointStart: Int32Array;
  readonly pointLonE7: Int32Array;
  readonly pointLatE7: Int32Array;
}

export interface Streets extends StreetEdges {
  /** Name i is the bytes nameStart[i] … nameStart[i + 1] - 1, UTF-8. */
  readonly nameStart: Int32Array;
  readonly nameBytes: Uint8Array;
  /** Doors with a house number: name of the street, the number (a name too), and where. */
  readonly addressStreet: Int32Array;
  readonly addressNumber: Int32Array;
  readonly addressLonE7: Int32Array;
  readonly addressLatE7: Int32Array;
}

/**
 * A street's edge in one direction: edge × 2, + 1 when against the direction it is stored in. A drive is a chain of these; turn
 * restrictions and turn costs lie between two of them.
 */
export const directed = (edge: number, against: boolean): number => 2 * edge + (against ? 1 : 0);

/**
 * One profile's costs and its contraction hierarchy (Geisberger et al. 2008). Where turning is free, all directed edges that
 * arrive at a vertex share one node; where a turn is forbidden or costs time, each has a node of its own, so the search knows
 * where it came from (an edge-based graph, only where it is needed). Nodes are named by rank, 0 contracted first. All arcs of a
 * rank lead to higher ranks: `up*` are arcs that leave it, `down*` arcs that enter it (stored at the lower end, so both searches
 * climb).
 */
export interface ProfileHierarchy {
  readonly profileId: string;
  readonly rankCount: number;
  /** Tenths of a second along and against the edge's stored direction; 0 is closed (also when outside the main component). */
  readonly forwardDs: Int32Array;
  readonly backwardDs: Int32Array;
  /** Directed edge → rank of the node at its head, -1 where it is closed. */
  readonly headRank: Int32Array;
  /**
   * Directed edge d is entered from the ranks entryRank[entryStart[d] … entryStart[d + 1] - 1]; the turn costs entryDs, and the edge
   * leads to the rank entryHeadRank: headRank, another for who is on the way of a restriction over ways, or -1 where that is no way on.
   */
  readonly entryStart: Int32Array;
  readonly entryRank: Int32Array;
  readonly entryDs: Int32Array;
  readonly entryHeadRank: Int32Array;
  readonly upStart: Int32Array;
  readonly upTo: Int32Array;
  readonly upDs: Int32Array;
  readonly upDm: Int32Array;
  /** A shortcut's middle rank, or -1 - directed edge. */
  readonly upVia: Int32Array;
  readonly downStart: Int32Array;
  readonly downFrom: Int32Array;
  readonly downDs: Int32Array;
  readonly downDm: Int32Array;
  readonly downVia: Int32Array;
}

export interface StreetGraph {
  readonly meta: StreetFileMeta;
  readonly streets: Streets;
  readonly hierarchies: readonly ProfileHierarchy[];
}

/** The name with an index, '' for 0. */
export function streetName(streets: Streets, nameIndex: number): string {
  const bytes = streets.nameBytes.slice(streets.nameStart[nameIndex]!, streets.nameStart[nameIndex + 1]!);
  return new TextDecoder().decode(bytes);
}

/** Where the plane of snapping touches: the middle latitude of the map. */
export const middleLatOf = (meta: StreetFileMeta): number => (meta.bbox[1] + meta.bbox[3]) / 2;
