import type { MultiPolygon, Polygon } from 'geojson';
import type { PlaceHit, PlaceSearch } from '../contract/places.ts';
import { type AddressGround, locateAddress } from './locate-address.ts';
import { isLonLat } from './lon-lat.ts';
import type { LocatedAddress, PinPlace, Places } from './places.ts';
import { openSearch, type SearchPlaces } from './search/open-search.ts';
import type { StreetFinder } from './snap.ts';
import type { WaterMap } from './water-map.ts';

/** Addresses and pins answered from the map folder. */
export class MapPlaces implements Places {
  readonly oldWards: Places['oldWards'];
  readonly #ground: AddressGround;
  readonly #finder: StreetFinder;
  readonly #water: WaterMap;
  readonly #dir: string;
  #search: SearchPlaces | undefined;

  constructor(dir: string, ground: AddressGround, finder: StreetFinder, water: WaterMap) {
    this.#dir = dir;
    this.oldWards = ground.wards.units.flatMap((unit) => unit.oldUnits.map(({ name }) => ({ name, unitId: unit.id })));
    this.#ground = ground;
    this.#finder = finder;
    this.#water = water;
  }

  judgePin(lon: number, lat: number): PinPlace {
    const unitId = isLonLat(lon, lat) ? this.#ground.wards.findWardAt(lon, lat) : null;
    if (unitId === null) return { insideArea: false, inWater: false, unitId };
    const street = this.#finder.nearest([lon, lat]);
    return {
      insideArea: true,
      inWater: this.#water.isInWater(lon, lat, street?.offStreetMetres ?? Number.POSITIVE_INFINITY),
      unitId,
    };
  }

  /** The index is made at the first search (half a second for inner Hanoi); a server asks once when it has started. */
  search(search: PlaceSearch): PlaceHit[] {
    this.#search ??= openSearch(this.#dir, this.#ground);
    return this.#search(search);
  }

  boundaryOf(unitId: string): Polygon | MultiPolygon | null {
    return this.#ground.wards.boundaryOf(unitId);
  }

  isInUnit(unitId: string, lon: number, lat: number, toleranceMetres: number): boolean {
    const { wards } = this.#ground;
    return !wards.hasBoundary(unitId) || wards.isInWard(unitId, lon, lat, toleranceMetres);
  }

  locateAddress(address: string, unitId: string): LocatedAddress | null {
    return locateAddress(this.#ground, address, unitId);
  }
}
