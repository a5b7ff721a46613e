import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { TRAVEL_PROFILES } from '../profiles.ts';
import type { StreetGraph } from '../street-graph.ts';
import { contractHierarchy } from './contract-hierarchy.ts';
import { cutEdges } from './cut-edges.ts';
import { NameTable } from './name-table.ts';
import { readAddresses } from './read-addresses.ts';
import { OsmFileError } from './read-osm-pbf.ts';
import { readRestrictions } from './read-restrictions.ts';
import { readStreetWays } from './read-ways.ts';
import { searchNodes } from './search-nodes.ts';
import { turnRules } from './turn-rules.ts';

export const OSM_ATTRIBUTION = '© OpenStreetMap contributors';

/** Reads extracts and builds the graph with a hierarchy for each profile. `say` hears one sentence for each step. */
export function buildStreets(paths: readonly string[], say: (sentence: string) => void): StreetGraph {
  const ways = readStreetWays(paths);
  say(`${ways.ways.length} streets with ${ways.nodeLonE7.length} points`);
  const names = new NameTable();
  const { streets: edges, costs, origin } = cutEdges(ways, TRAVEL_PROFILES, names);
  const addresses = readAddresses(paths);
  const streets = {
    ...edges,
    addressStreet: Int32Array.from(addresses, (address) => names.indexOf(address.street)),
    addressNumber: Int32Array.from(addresses, (address) => names.indexOf(address.number)),
    addressLonE7: Int32Array.from(addresses, (address) => address.lonE7),
    addressLatE7: Int32Array.from(addresses, (address) => address.latE7),
    ...names.encode(),
  };
  if (streets.edgeCount === 0) throw new OsmFileError(`The streets in ${paths.join(', ')} have no points.`);
  const restrictions = readRestrictions(paths);
  if (restrictions.length > 0) say(`${restrictions.length} turn restrictions`);
  say(`${streets.vertexCount} junctions, ${streets.edgeCount} stretches of street, ${addresses.length} house numbers`);
  const hierarchies = costs.map((cost) => {
    const nodes = searchNodes(streets, cost, turnRules(streets, cost.profile, ways, origin, restrictions));
    const hierarchy = contractHierarchy(streets, cost.profile.id, nodes);
    const arcCount = hierarchy.upTo.length + hierarchy.downFrom.length;
    const openCount = countOpen(cost.forwardDs, cost.backwardDs);
    const share = ((100 * countOpen(hierarchy.forwardDs, hierarchy.backwardDs)) / Math.max(1, openCount)).toFixed(1);
    say(`${cost.profile.id}: ${share} % of its streets are connected; ${hierarchy.rankCount} nodes, ${arcCount} arcs`);
    const isOpen = hierarchy.forwardDs.some((timeDs, edge) => timeDs > 0 || hierarchy.backwardDs[edge]! > 0);
    if (!isOpen) throw new OsmFileError(`No street in ${paths.join(', ')} is open to "${cost.profile.id}".`);
    return hierarchy;
  });
  let [west, south, east, north] = [180, 90, -180, -90];
  for (let p = 0; p < streets.pointLonE7.length; p++) {
    west = Math.min(west, streets.pointLonE7[p]! / 1e7);
    east = Math.max(east, streets.pointLonE7[p]! / 1e7);
    south = Math.min(south, streets.pointLatE7[p]! / 1e7);
    north = Math.max(north, streets.pointLatE7[p]! / 1e7);
  }
  const sources = paths.map((path) => ({
    name: basename(path),
    sha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
  }));
  return {
    meta: { attribution: OSM_ATTRIBUTION, sources, bbox: [west, south, east, north], profiles: TRAVEL_PROFILES },
    streets,
    hierarchies,
  };
}

/** Edges that are open in some direction. */
function countOpen(forwardDs: Int32Array, backwardDs: Int32Array): number {
  let count = 0;
  for (let e = 0; e < forwardDs.length; e++) if (forwardDs[e]! > 0 || backwardDs[e]! > 0) count++;
  return count;
}
