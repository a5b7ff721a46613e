import { simplifyLine } from '../build/simplify-line.ts';
import type { LonLat } from '../lon-lat.ts';
import { straightMetres } from '../lon-lat.ts';
import type { TracedLeg } from '../route-geometry.ts';
import type { StreetEngine } from '../street-engine.ts';
import { DECIMETRES_PER_METRE, TENTHS_PER_SECOND } from '../street-graph.ts';
import { encodePolyline } from './polyline.ts';
import {
  OsrmFault,
  type OsrmQuery,
  readChoice,
  readCoordinates,
  readRadiuses,
  readWords,
  refuseUnsupported,
} from './read-question.ts';
import { snapWaypoints } from './snap-waypoints.ts';
import { type Geometry, osrmSteps } from './steps.ts';

export const ROUTE_LIMITS = { coordinates: 500 } as const;
const SIMPLIFIED_METRES = 10;
const ANNOTATIONS = ['duration', 'distance', 'speed', 'weight', 'datasources'] as const;
type Annotation = (typeof ANNOTATIONS)[number];

const GEOMETRIES = ['polyline', 'polyline6', 'geojson'] as const;

/** OSRM's route service: one route through all coordinates (alternatives are allowed to be none). */
export function answerRoute(engine: StreetEngine, profileId: string, coordinates: string, query: OsrmQuery) {
  const places = readCoordinates(coordinates, 2, ROUTE_LIMITS.coordinates);
  refuseUnsupported(query);
  const geometries = readChoice(query, 'geometries', GEOMETRIES);
  const overview = readChoice(query, 'overview', ['simplified', 'full', 'false']);
  const wantsSteps = readChoice(query, 'steps', ['false', 'true']) === 'true';
  const annotations = readAnnotations(query);
  const draw = (line: readonly LonLat[]): Geometry =>
    geometries === 'geojson'
      ? { type: 'LineString', coordinates: line }
      : encodePolyline(line, geometries === 'polyline6' ? 6 : 5);
  const { streets } = engine.graph;
  const { finder, hierarchy } = engine.profile(profileId);
  const waypoints = snapWaypoints(streets, finder, places, readRadiuses(query, places.length));
  const traced = engine.trace(profileId, places);
  const missing = traced.indexOf(null);
  if (missing >= 0) throw new OsrmFault('NoRoute', `There is no way from coordinate ${missing} to ${missing + 1}.`);
  const legs = traced.map((leg) => {
    const { timeDs, lengthDm } = leg!;
    const steps = wantsSteps ? osrmSteps(streets, hierarchy, leg!, draw) : [];
    const duration = timeDs / TENTHS_PER_SECOND;
    return {
      steps,
      summary: [...new Set(steps.map(({ name }) => name).filter((name) => name !== ''))].slice(0, 2).join(', '),
      duration,
      weight: duration,
      distance: lengthDm / DECIMETRES_PER_METRE,
      ...(annotations.length > 0 ? { annotation: annotate(leg!, annotations) } : {}),
    };
  });
  const sum = (field: 'duration' | 'distance'): number =>
    Math.round(legs.reduce((total, leg) => total + leg[field], 0) * 10) / 10;
  const line = traced.flatMap((leg, i) => (i === 0 ? leg!.line : leg!.line.slice(1)));
  const geometry =
    overview === 'false' ? {} : { geometry: draw(overview === 'full' ? line : simplifyLine(line, SIMPLIFIED_METRES)) };
  const route = {
    ...geometry,
    legs,
    weight_name: 'duration',
    duration: sum('duration'),
    weight: sum('duration'),
    distance: sum('distance'),
  };
  return { code: 'Ok', routes: [route], waypoints };
}

function readAnnotations(query: OsrmQuery): readonly Annotation[] {
  const { annotations } = query;
  if (annotations === undefined || annotations === '' || annotations === 'false') return [];
  if (annotations === 'true') return ANNOTATIONS;
  return readWords(query, 'annotations', ANNOTATIONS) ?? [];
}

/** For each two neighbouring points of the line. The time of a stretch is shared out by length. */
function annotate(leg: TracedLeg, annotations: readonly Annotation[]): Record<string, number[]> {
  const { line, stretches } = leg;
  const distance = line.slice(1).map(([lon, lat], i) => straightMetres(line[i]![0], line[i]![1], lon, lat));
  const duration = new Array<number>(distance.length).fill(0);
  stretches.forEach(({ firstPoint, timeDs }, k) => {
    const end = stretches[k + 1]?.firstPoint ?? line.length - 1;
    const metres = distance.slice(firstPoint, end).reduce((sum, part) => sum + part, 0);
    for (let i = firstPoint; i < end; i++) duration[i] = ((timeDs / TENTHS_PER_SECOND) * distance[i]!) / (metres || 1);
  });
  const tenths = (value: number): number => Math.round(value * 10) / 10;
  const values: Record<Annotation, number[]> = {
    duration: duration.map(tenths),
    distance: distance.map(tenths),
    speed: distance.map((metres, i) => tenths(duration[i]! > 0 ? metres / duration[i]! : 0)),
    weight: duration.map(tenths),
    datasources: distance.map(() => 0),
  };
  return Object.fromEntries(annotations.map((name) => [name, values[name]]));
}
