import type { LonLat } from './lon-lat.ts';
import { metresOf, placeOnStreet, secondsOf } from './place-on-street.ts';
import { DEFAULT_PROFILE_ID } from './profiles.ts';
import type { StreetEngine } from './street-engine.ts';

/** From where the vehicle must be left to the door, on foot. Part of all travel figures. */
export interface LastMetres {
  readonly walkMetres: number;
  readonly walkSec: number;
}

/** Says how far a home lies from the nearest street that the vehicle may use. */
export type WalkTo = (place: LonLat) => LastMetres;

export const NO_WALK: LastMetres = { walkMetres: 0, walkSec: 0 };

/** Nothing to walk where there are no streets, or none is near. */
export function lastMetres(streets: StreetEngine | null, profileId = DEFAULT_PROFILE_ID): WalkTo {
  if (!streets) return () => NO_WALK;
  return (place) => {
    const { hierarchy, finder } = streets.profile(profileId);
    const point = finder.nearest(place);
    if (!point) return NO_WALK;
    const { walkDm, walkDs } = placeOnStreet(streets.graph.streets, hierarchy, point);
    return { walkMetres: metresOf(walkDm), walkSec: secondsOf(walkDs) };
  };
}
