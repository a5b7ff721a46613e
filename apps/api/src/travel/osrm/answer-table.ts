import type { StreetEngine } from '../street-engine.ts';
import { DECIMETRES_PER_METRE, TENTHS_PER_SECOND } from '../street-graph.ts';
import { UNREACHABLE } from '../travel.ts';
import {
  OsrmFault,
  type OsrmQuery,
  readCoordinates,
  readIndexes,
  readRadiuses,
  readWords,
  refuseUnsupported,
} from './read-question.ts';
import { snapWaypoints } from './snap-waypoints.ts';

export const TABLE_LIMITS = { coordinates: 5000, pairs: 1_000_000 } as const;

/** OSRM's table service: seconds and metres along the streets, null where there is no way. */
export async function answerTable(
  engine: StreetEngine,
  profileId: string,
  coordinates: string,
  query: OsrmQuery,
  signal?: AbortSignal,
) {
  const places = readCoordinates(coordinates, 1, TABLE_LIMITS.coordinates);
  refuseUnsupported(query);
  const all = places.map((_, i) => i);
  const sources = readIndexes(query, 'sources', places.length) ?? all;
  const destinations = readIndexes(query, 'destinations', places.length) ?? all;
  if (sources.length * destinations.length > TABLE_LIMITS.pairs)
    throw new OsrmFault(
      'TooBig',
      `A table has at most ${TABLE_LIMITS.pairs} pairs; ask for parts with sources and destinations.`,
    );
  const annotations = readWords(query, 'annotations', ['duration', 'distance']) ?? ['duration'];
  const { finder } = engine.profile(profileId);
  const waypoints = snapWaypoints(engine.graph.streets, finder, places, readRadiuses(query, places.length));
  const at = (indexes: readonly number[]) => (indexes === all ? places : indexes.map((i) => places[i]!));
  const table = await engine.table(profileId, at(sources), at(destinations), { doorToDoor: false, signal });
  const rows = (values: Int32Array, unit: number): (number | null)[][] =>
    sources.map((_, i) =>
      Array.from(values.subarray(i * destinations.length, (i + 1) * destinations.length), (value) =>
        value === UNREACHABLE ? null : value / unit,
      ),
    );
  return {
    code: 'Ok',
    ...(annotations.includes('duration') ? { durations: rows(table.durationsDs, TENTHS_PER_SECOND) } : {}),
    ...(annotations.includes('distance') ? { distances: rows(table.distancesDm, DECIMETRES_PER_METRE) } : {}),
    sources: sources.map((i) => waypoints[i]!),
    destinations: destinations.map((i) => waypoints[i]!),
  };
}
