import { contractHierarchy } from '../build/contract-hierarchy.ts';
import type { ProfileHierarchy, Streets } from '../street-graph.ts';

/**
 * The hierarchy of the same streets at other speeds. Nodes and turns stay, and are contracted in the order that was found for the
 * assumed speeds: exact as before, and much faster than beginning anew. `edgeFactor` is on speeds, one for each edge.
 */
export function retimeHierarchy(streets: Streets, base: ProfileHierarchy, edgeFactor: Float32Array): ProfileHierarchy {
  const retime = (timesDs: Int32Array): Int32Array =>
    timesDs.map((timeDs, edge) => (timeDs === 0 ? 0 : Math.max(1, Math.round(timeDs / edgeFactor[edge]!))));
  const nodes = {
    nodeCount: base.rankCount,
    forwardDs: retime(base.forwardDs),
    backwardDs: retime(base.backwardDs),
    headNode: base.headRank,
    entryStart: base.entryStart,
    entryNode: base.entryRank,
    entryDs: base.entryDs,
    entryHead: base.entryHeadRank,
  };
  return contractHierarchy(streets, base.profileId, nodes, 'as-numbered');
}
