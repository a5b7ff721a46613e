import { type StreetClass, streetClassOf } from '../street-class.ts';
import { GrowingFloat64 } from './growing-array.ts';
import { OsmFileError, type OsmTags, readOsmPbf } from './read-osm-pbf.ts';

export interface StreetWay {
  readonly id: number;
  readonly tags: OsmTags;
  readonly streetClass: StreetClass;
  /** Positions in nodeIndex. */
  readonly firstRef: number;
  readonly refCount: number;
}

/** The street ways of one or more extracts, and the nodes they use, sorted by OpenStreetMap id. */
export interface StreetWays {
  readonly ways: readonly StreetWay[];
  /** OpenStreetMap ids of the nodes, ascending: a node's index is its position here. */
  readonly nodeIds: Float64Array;
  /** For every reference of every way, the index of its node. */
  readonly nodeIndex: Int32Array;
  /** How often a node is used by street ways. */
  readonly nodeUses: Uint8Array;
  /** Degrees × 1e7; NaN is impossible here, so a node that the extract cut away is marked in nodeMissing. */
  readonly nodeLonE7: Int32Array;
  readonly nodeLatE7: Int32Array;
  readonly nodeMissing: Uint8Array;
  readonly nodeHasSignal: Uint8Array;
}

/**
 * Reads each file twice, first the ways, then the nodes they need, so only street nodes are ever held in memory. Where files
 * overlap the first one wins, stretch by stretch: another year's ways may be cut differently.
 */
export function readStreetWays(paths: readonly string[]): StreetWays {
  const ways: StreetWay[] = [];
  const refs = new GrowingFloat64();
  const earlier = new KnownStretches();
  paths.forEach((path, fileIndex) => {
    const addWay = (id: number, tags: OsmTags, streetClass: StreetClass, nodeIds: readonly number[]): void => {
      ways.push({ id, tags, streetClass, firstRef: refs.length, refCount: nodeIds.length });
      for (const nodeId of nodeIds) refs.push(nodeId);
    };
    const firstWay = ways.length;
    readOsmPbf(path, {
      way: (id, tags, nodeIds) => {
        const streetClass = streetClassOf(tags.highway, tags.name);
        if (streetClass === undefined || nodeIds.length < 2 || tags.area === 'yes') return;
        if (fileIndex === 0) addWay(id, tags, streetClass, nodeIds);
        else for (const part of earlier.without(nodeIds)) addWay(id, tags, streetClass, part);
      },
    });
    if (fileIndex + 1 === paths.length) return;
    for (const way of ways.slice(firstWay))
      for (let i = way.firstRef + 1; i < way.firstRef + way.refCount; i++) earlier.add(refs.at(i - 1), refs.at(i));
  });
  if (ways.length === 0) throw new OsmFileError(`There are no streets in ${paths.join(', ')}.`);

  const refIds = refs.toArray();
  const sorted = refIds.slice().sort();
  let nodeCount = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[nodeCount++] = sorted[i]!;
  const ids = sorted.subarray(0, nodeCount);

  const nodeIndex = new Int32Array(refIds.length);
  const nodeUses = new Uint8Array(nodeCount);
  for (let i = 0; i < refIds.length; i++) {
    const node = indexOfId(ids, refIds[i]!);
    nodeIndex[i] = node;
    if (nodeUses[node]! < 255) nodeUses[node]!++;
  }
  const nodeLonE7 = new Int32Array(nodeCount);
  const nodeLatE7 = new Int32Array(nodeCount);
  const nodeMissing = new Uint8Array(nodeCount).fill(1);
  const nodeHasSignal = new Uint8Array(nodeCount);
  for (const path of paths) {
    readOsmPbf(path, {
      node: (id, lon, lat, tags) => {
        const node = indexOfId(ids, id);
        if (node < 0 || nodeMissing[node] === 0) return;
        nodeMissing[node] = 0;
        nodeLonE7[node] = Math.round(lon * 1e7);
        nodeLatE7[node] = Math.round(lat * 1e7);
        if (tags.highway === 'traffic_signals') nodeHasSignal[node] = 1;
      },
    });
  }
  return { ways, nodeIds: ids, nodeIndex, nodeUses, nodeLonE7, nodeLatE7, nodeMissing, nodeHasSignal };
}

/** The stretches between neighbouring nodes that earlier files hold, whichever way they run. */
class KnownStretches {
  readonly #neighbours = new Map<number, number[]>();

  add(a: number, b: number): void {
    const low = Math.min(a, b);
    const known = this.#neighbours.get(low);
    if (known) known.push(Math.max(a, b));
    else this.#neighbours.set(low, [Math.max(a, b)]);
  }

  /** The parts of a way that are new. */
  without(nodeIds: readonly number[]): number[][] {
    const parts: number[][] = [];
    let part: number[] = [nodeIds[0]!];
    for (let i = 1; i < nodeIds.length; i++) {
      const [a, b] = [nodeIds[i - 1]!, nodeIds[i]!];
      const isKnown = this.#neighbours.get(Math.min(a, b))?.includes(Math.max(a, b)) ?? false;
      if (!isKnown) {
        part.push(b);
        continue;
      }
      if (part.length > 1) parts.push(part);
      part = [b];
    }
    if (part.length > 1) parts.push(part);
    return parts;
  }
}

/** Position of an id, -1 when it is not there. */
export function indexOfId(ids: Float64Array, id: number): number {
  let low = 0;
  let high = ids.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = ids[middle]!;
    if (found === id) return middle;
    if (found < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
