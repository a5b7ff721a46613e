import type { MultiPolygon, Polygon } from 'geojson';
import type { Confidence } from '../contract/codes.ts';
import type { PlaceHit, PlaceSearch } from '../contract/places.ts';

/** An address found on the map, and how far it can be trusted. */
export interface LocatedAddress {
  lon: number;
  lat: number;
  confidence: Confidence;
}

/** Where a pin lies. */
export interface PinPlace {
  /** Inside the area that the map's units cover. */
  insideArea: boolean;
  inWater: boolean;
  /** Id of the ward whose boundary holds it, if any. */
  unitId: string | null;
}

/** The built map's knowledge of places; all in memory, synchronous, nothing leaves the building. */
export interface Places {
  /** Wards and communes that were dissolved, each once for every present unit that has it or a part of it. */
  readonly oldWards: readonly { readonly name: string; readonly unitId: string }[];
  /** Streets, alleys, houses, named places and units by what somebody typed so far, best first. */
  search(search: PlaceSearch): PlaceHit[];
  judgePin(lon: number, lat: number): PinPlace;
  /** The boundary of a unit as the map has it, null where it has none. */
  boundaryOf(unitId: string): Polygon | MultiPolygon | null;
  /** Whether a place lies in a ward or at most toleranceMetres outside it. Units without a boundary hold everything. */
  isInUnit(unitId: string, lon: number, lat: number, toleranceMetres: number): boolean;
  /** The address within a ward (unit id), as far as it can be found; null when not even its street is known there. */
  locateAddress(address: string, unitId: string): LocatedAddress | null;
}
