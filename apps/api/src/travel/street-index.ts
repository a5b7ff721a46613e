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

/** A door with a house number, by street and alleys ("xa dan|34/56") and number. */
export interface NumberedDoor {
  readonly house: string;
  readonly lon: number;
  readonly lat: number;
}
export type DoorIndex = ReadonlyMap<string, readonly NumberedDoor[]>;

export const doorKey = (street: string, alleys: readonly string[]): string => `${street}|${alleys.join('/')}`;

export function indexDoors(streets: Streets): DoorIndex {
  const index = new Map<string, NumberedDoor[]>();
  for (let i = 0; i < streets.addressStreet.length; i++) {
    const street = parseAddress(streetName(streets, streets.addressStreet[i]!));
    const number = streetName(streets, streets.addressNumber[i]!);
    // "12/34" at a street is house 34 of alley 12, as in a written address
    const parts = (parseAddress(`${number} phố x`).house ?? '').split('/');
    const house = parts[parts.length - 1]!;
    if (house === '' || street.street === '') continue;
    const key = doorKey(street.street, [...street.alleys, ...parts.slice(0, -1)]);
    const door = { house, lon: streets.addressLonE7[i]! / 1e7, lat: streets.addressLatE7[i]! / 1e7 };
    const known = index.get(key);
    if (known) known.push(door);
    else index.set(key, [door]);
  }
  return index;
}
