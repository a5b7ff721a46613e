import { parseAddress } from './parse-address.ts';
import { type Streets, streetName } from './street-graph.ts';

/** One name of the map: a street, or an alley of one. */
export interface NamedStreet {
  readonly name: string;
  readonly street: string;
  readonly streetAsWritten: string;
  /** Alley numbers from the street inwards; empty for the street itself. */
  readonly alleys: readonly string[];
  readonly edges: readonly number[];
}

/** All named streets and alleys by the key of their street. Alleys that name no street are under ''. */
export type StreetIndex = ReadonlyMap<string, readonly NamedStreet[]>;

export function indexStreets(streets: Streets): StreetIndex {
  const edgesOfName = new Map<number, number[]>();
  for (let e = 0; e < streets.edgeCount; e++) {
    const name = streets.edgeName[e]!;
    if (name === 0) continue;
    const edges = edgesOfName.get(name);
    if (edges) edges.push(e);
    else edgesOfName.set(name, [e]);
  }
  const index = new Map<string, NamedStreet[]>();
  for (const [nameIndex, edges] of edgesOfName) {
    const name = streetName(streets, nameIndex);
    const { street, streetAsWritten, alleys, house } = parseAddress(name);
    // "Đường 5" or "Bằng Lăng 10": what looks like a house number is part of the name
    const entry: NamedStreet = { name, street: house === null || street !== '' ? street : house, streetAsWritten, alleys, edges };
    const known = index.get(entry.street);
    if (known) known.push(entry);
    else index.set(entry.street, [entry]);
  }
  return index;
}
