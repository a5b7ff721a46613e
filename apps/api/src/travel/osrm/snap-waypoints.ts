import type { LonLat } from '../lon-lat.ts';
import { NO_STREET_METRES, type StreetFinder, type StreetPoint } from '../snap.ts';
import { type Streets, streetName } from '../street-graph.ts';
import { OsrmFault } from './read-question.ts';

/** A coordinate of the question where it meets the streets. Hints are not given: snapping again costs microseconds. */
export interface Waypoint {
  readonly name: string;
  readonly location: LonLat;
  /** Metres between the coordinate and the location. */
  readonly distance: number;
}

const sixDigits = (value: number): number => Math.round(value * 1e6) / 1e6;

export function waypointAt(streets: Streets, point: StreetPoint): Waypoint {
  return {
    name: streetName(streets, streets.edgeName[point.edge]!),
    location: [sixDigits(point.lon), sixDigits(point.lat)],
    distance: point.offStreetMetres,
  };
}

/** Throws NoSegment for a coordinate that no street is near to. */
export function snapWaypoints(
  streets: Streets,
  finder: StreetFinder,
  places: readonly LonLat[],
  radiuses: readonly (number | null)[],
): Waypoint[] {
  return places.map((place, i) => {
    const point = finder.nearest(place, Math.min(radiuses[i] ?? NO_STREET_METRES, NO_STREET_METRES));
    if (!point) throw new OsrmFault('NoSegment', `No street is near coordinate ${i}.`);
    return waypointAt(streets, point);
  });
}
