import { straightMetres } from '../lon-lat.ts';
import type { TravelProfile } from '../profiles.ts';
import { STREET_CLASSES } from '../street-class.ts';
import { DECIMETRES_PER_METRE, type StreetEdges, TENTHS_PER_SECOND } from '../street-graph.ts';
import type { NameTable } from './name-table.ts';
import { openDirections } from './open-directions.ts';
import type { StreetWays } from './read-ways.ts';

/** The costs of one profile on every edge, tenths of a second, 0 closed; not yet limited to the main component. */
export interface ProfileCosts {
  readonly profile: TravelProfile;
  readonly forwardDs: Int32Array;
  readonly backwardDs: Int32Array;
}

const ROUNDABOUTS = new Set(['roundabout', 'circular']);

/** What building must still know of edges and vertices, and a street file does not keep. */
export interface CutOrigin {
  /** Index into the ways. */
  readonly wayOfEdge: Int32Array;
  /** Vertex at a node, -1 where there is none. */
  readonly vertexOfNode: Int32Array;
  readonly hasSignal: Uint8Array;
}

/**
 * Cuts ways at junctions into edges and prices them. What a junction or a traffic light costs is charged half to each edge that
 * meets it, so passing costs it once, and a street without oneways costs the same there and back.
 */
export function cutEdges(
  input: StreetWays,
  profiles: readonly TravelProfile[],
  names: NameTable,
): { streets: StreetEdges; costs: ProfileCosts[]; origin: CutOrigin } {
  const { ways, nodeIndex, nodeUses, nodeLonE7, nodeLatE7, nodeMissing, nodeHasSignal } = input;
  const vertexOfNode = new Int32Array(nodeUses.length).fill(-1);
  let vertexCount = 0;
  const from: number[] = [];
  const to: number[] = [];
  const lengthDm: number[] = [];
  const edgeName: number[] = [];
  const edgeClass: number[] = [];
  const pointStart: number[] = [0];
  const pointLon: number[] = [];
  const pointLat: number[] = [];
  const wayOfEdge: number[] = [];
  /** Traffic lights between the ends of an edge, and whether there is one at each end. */
  const innerSignals: number[] = [];
  const nodeOfVertex: number[] = [];
  const vertexOf = (node: number): number => {
    if (vertexOfNode[node]! < 0) {
      vertexOfNode[node] = vertexCount++;
      nodeOfVertex.push(node);
    }
    return vertexOfNode[node]!;
  };

  ways.forEach((way, wayIndex) => {
    const nameIndex = names.indexOf(way.tags.name ?? '');
    const classIndex = STREET_CLASSES.indexOf(way.streetClass);
    const last = way.firstRef + way.refCount - 1;
    let start = way.firstRef;
    while (start < last) {
      if (nodeMissing[nodeIndex[start]!]) {
        start++;
        continue;
      }
      let end = start + 1;
      let signals = 0;
      while (end <= last && !nodeMissing[nodeIndex[end]!] && end !== last && nodeUses[nodeIndex[end]!] === 1) {
        signals += nodeHasSignal[nodeIndex[end]!]!;
        end++;
      }
      // an extract's border may cut a way: the stretch ends at the last node that is there
      if (end > last || nodeMissing[nodeIndex[end]!]) end--;
      if (end > start) {
        let metres = 0;
        for (let i = start; i <= end; i++) {
          const node = nodeIndex[i]!;
          pointLon.push(nodeLonE7[node]!);
          pointLat.push(nodeLatE7[node]!);
          if (i > start) {
            const before = nodeIndex[i - 1]!;
            metres += straightMetres(
              nodeLonE7[before]! / 1e7,
              nodeLatE7[before]! / 1e7,
              nodeLonE7[node]! / 1e7,
              nodeLatE7[node]! / 1e7,
            );
          }
        }
        pointStart.push(pointLon.length);
        from.push(vertexOf(nodeIndex[start]!));
        to.push(vertexOf(nodeIndex[end]!));
        lengthDm.push(Math.max(1, Math.round(metres * DECIMETRES_PER_METRE)));
        edgeName.push(nameIndex);
        edgeClass.push(classIndex);
        wayOfEdge.push(wayIndex);
        innerSignals.push(signals);
      }
      start = Math.max(end, start + 1);
    }
  });

  const edgeCount = from.length;
  const degree = new Int32Array(vertexCount);
  for (let e = 0; e < edgeCount; e++) {
    degree[from[e]!]!++;
    degree[to[e]!]!++;
  }
  const costs = profiles.map((profile): ProfileCosts => {
    const forwardDs = new Int32Array(edgeCount);
    const backwardDs = new Int32Array(edgeCount);
    const open = ways.map((way) => openDirections(way.tags, way.streetClass, profile));
    const endSec = (vertex: number): number =>
      ((degree[vertex]! > 2 ? profile.junctionSec : 0) + (nodeHasSignal[nodeOfVertex[vertex]!] ? profile.signalSec : 0)) / 2;
    for (let e = 0; e < edgeCount; e++) {
      const { forwardKmh, backwardKmh } = open[wayOfEdge[e]!]!;
      const delaySec = endSec(from[e]!) + endSec(to[e]!) + innerSignals[e]! * profile.signalSec;
      forwardDs[e] = priceDs(lengthDm[e]!, forwardKmh, delaySec);
      backwardDs[e] = priceDs(lengthDm[e]!, backwardKmh, delaySec);
    }
    return { profile, forwardDs, backwardDs };
  });
  return {
    streets: {
      vertexCount,
      edgeCount,
      edgeFrom: Int32Array.from(from),
      edgeTo: Int32Array.from(to),
      edgeLengthDm: Int32Array.from(lengthDm),
      edgeName: Int32Array.from(edgeName),
      edgeClass: Uint8Array.from(edgeClass),
      edgeRaised: Uint8Array.from(wayOfEdge, (way) => (isRaised(ways[way]!.tags) ? 1 : 0)),
      edgeRound: Uint8Array.from(wayOfEdge, (way) => (ROUNDABOUTS.has(ways[way]!.tags.junction ?? '') ? 1 : 0)),
      edgePointStart: Int32Array.from(pointStart),
      pointLonE7: Int32Array.from(pointLon),
      pointLatE7: Int32Array.from(pointLat),
    },
    costs,
    origin: {
      wayOfEdge: Int32Array.from(wayOfEdge),
      vertexOfNode,
      hasSignal: Uint8Array.from(nodeOfVertex, (node) => nodeHasSignal[node]!),
    },
  };
}

/** 0 where the direction is closed. */
function priceDs(lengthDm: number, kmh: number, delaySec: number): number {
  if (kmh === 0) return 0;
  return Math.max(1, Math.round((((lengthDm / DECIMETRES_PER_METRE) * 3.6) / kmh + delaySec) * TENTHS_PER_SECOND));
}

const isRaised = ({ bridge = 'no', tunnel = 'no' }: Readonly<Record<string, string | undefined>>): boolean =>
  bridge !== 'no' || tunnel !== 'no';
