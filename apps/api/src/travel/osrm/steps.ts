import { bearing } from '../bearing.ts';
import { ManeuverFinder } from '../directions/maneuvers.ts';
import type { LonLat } from '../lon-lat.ts';
import type { TracedLeg } from '../route-geometry.ts';
import { DECIMETRES_PER_METRE, type ProfileHierarchy, type Streets, streetName, TENTHS_PER_SECOND } from '../street-graph.ts';

const finders = new WeakMap<ProfileHierarchy, ManeuverFinder>();

export interface OsrmStep {
  readonly name: string;
  readonly duration: number;
  readonly weight: number;
  readonly distance: number;
  readonly geometry: Geometry;
  readonly mode: 'driving' | 'walking';
  readonly driving_side: 'right';
  readonly maneuver: {
    readonly type: string;
    readonly modifier?: string;
    readonly exit?: number;
    readonly location: LonLat;
    readonly bearing_before: number;
    readonly bearing_after: number;
  };
  readonly intersections: readonly Intersection[];
}
interface Intersection {
  readonly location: LonLat;
  readonly bearings: readonly number[];
  readonly entry: readonly boolean[];
  readonly in?: number;
  readonly out?: number;
}

/** A leg as OSRM's steps; the last one is the arrival, with no length. */
export function osrmSteps(
  streets: Streets,
  hierarchy: ProfileHierarchy,
  leg: TracedLeg,
  draw: (line: readonly LonLat[]) => Geometry,
): OsrmStep[] {
  const finder = finders.get(hierarchy) ?? new ManeuverFinder(streets, hierarchy);
  finders.set(hierarchy, finder);
  const { stretches, line } = leg;
  const mode = hierarchy.profileId === 'foot' ? ('walking' as const) : ('driving' as const);
  const last = line.length - 1;
  const compass = (degrees: number): number => (Math.round(degrees) + 360) % 360;
  return finder.find(leg).map((maneuver): OsrmStep => {
    const { kind, modifier, exit, bearingBefore, bearingAfter, nameIndex, firstStretch, lastStretch } = maneuver;
    const own = stretches.slice(firstStretch, lastStretch + 1);
    const firstPoint = kind === 'arrive' ? last : own[0]!.firstPoint;
    const endPoint = stretches[lastStretch + 1]?.firstPoint ?? last;
    const points = kind === 'arrive' ? [line[last]!, line[last]!] : line.slice(firstPoint, endPoint + 1);
    const duration = own.reduce((sum, { timeDs }) => sum + timeDs, 0) / TENTHS_PER_SECOND;
    const location = line[firstPoint]!;
    const crossing = (k: number): Intersection => {
      const stretch = stretches[k]!;
      const out = compass(bearing(streets, stretch.directedEdge, 'start'));
      if (k === 0) return { location: line[stretch.firstPoint]!, bearings: [out], entry: [true], out: 0 };
      const arriving = stretches[k - 1]!.directedEdge;
      const back = compass(bearing(streets, arriving, 'end') + 180);
      const exits = finder.exitsAfter(arriving).map((d) => ({ d, degrees: compass(bearing(streets, d, 'start')) }));
      const all = [...exits.map(({ degrees }) => ({ degrees, entry: true })), { degrees: back, entry: false }];
      all.sort((a, b) => a.degrees - b.degrees);
      return {
        location: line[stretch.firstPoint]!,
        bearings: all.map(({ degrees }) => degrees),
        entry: all.map(({ entry }) => entry),
        in: all.findIndex(({ entry }) => !entry),
        out: all.findIndex(({ degrees, entry }) => entry && degrees === out),
      };
    };
    return {
      name: streetName(streets, nameIndex),
      duration,
      weight: duration,
      distance: own.reduce((sum, { lengthDm }) => sum + lengthDm, 0) / DECIMETRES_PER_METRE,
      geometry: draw(points.length > 1 ? points : [location, location]),
      mode,
      driving_side: 'right',
      maneuver: {
        type: kind,
        ...(kind === 'depart' ? {} : { modifier }),
        ...(exit === null ? {} : { exit }),
        location,
        bearing_before: bearingBefore,
        bearing_after: bearingAfter,
      },
      intersections:
        kind === 'arrive'
          ? [{ location, bearings: [compass(bearingBefore + 180)], entry: [true], in: 0 }]
          : own.map((_, i) => crossing(firstStretch + i)),
    };
  });
}

export type Geometry = string | { type: 'LineString'; coordinates: readonly LonLat[] };
