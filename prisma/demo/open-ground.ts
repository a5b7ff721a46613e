import { MapPlaces } from '../../apps/api/src/travel/map-places.ts';
import { openStreets } from '../../apps/api/src/travel/open-streets.ts';
import { StreetFinder } from '../../apps/api/src/travel/snap.ts';
import { middleLatOf } from '../../apps/api/src/travel/street-graph.ts';
import { indexDoors, indexStreets } from '../../apps/api/src/travel/street-index.ts';
import { loadWardMap } from '../../apps/api/src/travel/ward-map.ts';
import { loadWaterMap } from '../../apps/api/src/travel/water-map.ts';
import type { DemoGround } from './generate-cases.ts';

/** The map folder as the generator needs it: streets with their names, wards, water. */
export function openGroundOf(mapDir: string): DemoGround {
  const { streets, hierarchies, meta } = openStreets(mapDir, () => {}).graph;
  const wards = loadWardMap(mapDir);
  const index = indexStreets(streets);
  const finder = new StreetFinder(streets, hierarchies[0]!, middleLatOf(meta));
  return {
    streets,
    index,
    places: new MapPlaces(mapDir, { streets, index, doors: indexDoors(streets), wards }, finder, loadWaterMap(mapDir)),
    units: wards.units,
  };
}
