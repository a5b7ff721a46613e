import type { StreetPoint } from '../snap.ts';
import type { StreetEngine } from '../street-engine.ts';
import { OsrmFault, type OsrmQuery, readCoordinates, readRadiuses } from './read-question.ts';
import { type Waypoint, waypointAt } from './snap-waypoints.ts';

const MOST_NEAREST = 20;

/** OSRM's nearest service: the nearest streets of one coordinate, each once. */
export function answerNearest(engine: StreetEngine, profileId: string, coordinates: string, query: OsrmQuery) {
  const places = readCoordinates(coordinates, 1, 1);
  const [radius] = readRadiuses(query, 1);
  const wanted = query.number === undefined ? 1 : Number(query.number);
  if (!Number.isInteger(wanted) || wanted < 1) throw new OsrmFault('InvalidOptions', '"number" is a whole number from 1.');
  if (wanted > MOST_NEAREST) throw new OsrmFault('TooBig', `"number" is at most ${MOST_NEAREST}.`);
  const { finder } = engine.profile(profileId);
  const found: StreetPoint[] = [];
  while (found.length < wanted) {
    const next = finder.nearest(places[0]!, radius ?? undefined, (edge) => found.every((point) => point.edge !== edge));
    if (!next) break;
    found.push(next);
  }
  if (found.length === 0) throw new OsrmFault('NoSegment', 'No street is near coordinate 0.');
  const waypoints: Waypoint[] = found.map((point) => waypointAt(engine.graph.streets, point));
  return { code: 'Ok', waypoints };
}
