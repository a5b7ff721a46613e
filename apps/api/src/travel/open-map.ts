import { MapPlaces } from './map-places.ts';
import { openStreets } from './open-streets.ts';
import { openTravel, type TravelCache, type TravelEngine } from './open-travel.ts';
import type { Places } from './places.ts';
import { StreetFinder } from './snap.ts';
import { StreetEngine } from './street-engine.ts';
import { StreetFileError } from './street-file.ts';
import { middleLatOf, type Streets } from './street-graph.ts';
import { indexDoors, indexStreets } from './street-index.ts';
import type { TravelProvider } from './travel.ts';
import { loadWardMap, type MapUnit } from './ward-map.ts';
import { loadWaterMap } from './water-map.ts';

/** All a server knows of its ground: travel times, addresses and pins, the tree of units. */
export interface OpenMap {
  readonly travel: TravelProvider;
  readonly streets: StreetEngine;
  readonly places: Places;
  readonly units: readonly MapUnit[];
  close(): Promise<void>;
}

/** The profile that may go almost everywhere: whether a street is near does not depend on the vehicle. */
const NEARNESS_PROFILE_ID = 'foot';

/**
 * Opens a map folder: extracts or a street file, `units.geojson`, and `areas.geojson` if there is one. The first time it may build
 * the streets; `say` hears about it. Throws with a sentence when something needed is missing.
 */
export async function openMap(
  dir: string,
  say: (sentence: string) => void = () => {},
  travelEngine: TravelEngine = { kind: 'embedded' },
  travelCache: TravelCache | null = null,
): Promise<OpenMap> {
  const wards = loadWardMap(dir);
  const water = loadWaterMap(dir);
  const loaded = openStreets(dir, say);
  const { streets, hierarchies, meta } = loaded.graph;
  const hierarchy = hierarchies.find((candidate) => candidate.profileId === NEARNESS_PROFILE_ID) ?? hierarchies[0]!;
  const finder = new StreetFinder(streets, hierarchy, middleLatOf(meta));
  if (!someStreetLies(streets, (lon, lat) => wards.findWardAt(lon, lat) !== null))
    throw new StreetFileError(
      `The streets in ${dir} lie nowhere in the units of its units.geojson: ${meta.sources.map(({ name }) => name).join(', ')} is an extract of another place. Put the extract and the boundaries of one place there.`,
    );
  const engine = new StreetEngine(loaded, wards);
  const travel = openTravel(travelEngine, engine, say, travelCache);
  const places = new MapPlaces(dir, { streets, index: indexStreets(streets), doors: indexDoors(streets), wards }, finder, water);
  return { travel, streets: engine, places, units: wards.units, close: () => engine.close() };
}

/** Looks at a thousand points of the streets, spread over all of them. */
function someStreetLies({ pointLonE7, pointLatE7 }: Streets, inside: (lon: number, lat: number) => boolean): boolean {
  const step = Math.max(1, Math.floor(pointLonE7.length / 1000));
  for (let p = 0; p < pointLonE7.length; p += step) if (inside(pointLonE7[p]! / 1e7, pointLatE7[p]! / 1e7)) return true;
  return false;
}
