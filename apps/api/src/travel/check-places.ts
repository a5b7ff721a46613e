import { isLonLat, type LonLat } from './lon-lat.ts';
import { TravelError } from './travel.ts';

/** Throws a TravelError for too many places or a coordinate that is none; it names the position, never the coordinate. */
export function checkPlaces(places: readonly LonLat[], mostCount: number): void {
  if (places.length > mostCount)
    throw new TravelError(
      'question',
      `${places.length} places are too many for one question; at most ${mostCount} are answered.`,
    );
  const wrong = places.findIndex(([lon, lat]) => !isLonLat(lon, lat));
  if (wrong >= 0) throw new TravelError('question', `Place ${wrong} has no usable coordinate.`);
}
