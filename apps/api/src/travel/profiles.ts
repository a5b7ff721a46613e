import type { StreetClass } from './street-class.ts';

/**
 * How one way of moving uses the streets. Every figure is an assumption until real records correct it; changing one means
 * building the streets again. Speeds are averages with traffic in the evening, not limits. A class without a speed is closed,
 * unless a tag allows it by name (then `allowedByTagKmh`).
 */
export interface TravelProfile {
  readonly id: string;
  /** OpenStreetMap access keys that count, the most specific first: the first one present decides. */
  readonly accessKeys: readonly string[];
  /** Keys that say in which direction a way is open, the most specific first. Empty: oneways do not bind (on foot). */
  readonly onewayKeys: readonly string[];
  readonly speedsKmh: Readonly<Partial<Record<StreetClass, number>>>;
  readonly allowedByTagKmh: number;
  readonly unpavedFactor: number;
  /** Seconds lost at a traffic light, and at any junction of three and more streets. */
  readonly signalSec: number;
  readonly junctionSec: number;
  /** Seconds more for turning left across the traffic of a large junction (driving is on the right), and for turning round there. */
  readonly leftTurnSec: number;
  readonly turnRoundSec: number;
}

const MOTORBIKE: TravelProfile = {
  id: 'motorbike',
  accessKeys: ['motorcycle', 'motor_vehicle', 'vehicle', 'access'],
  onewayKeys: ['oneway:motorcycle', 'oneway'],
  speedsKmh: {
    trunk: 34,
    primary: 30,
    secondary: 27,
    tertiary: 24,
    unclassified: 20,
    residential: 17,
    alley: 15,
    narrow_alley: 12,
    living_street: 12,
    service: 13,
    track: 12,
  },
  allowedByTagKmh: 10,
  unpavedFactor: 0.7,
  signalSec: 8,
  junctionSec: 1.5,
  leftTurnSec: 4,
  turnRoundSec: 12,
};

const CAR: TravelProfile = {
  id: 'car',
  accessKeys: ['motorcar', 'motor_vehicle', 'vehicle', 'access'],
  onewayKeys: ['oneway:motorcar', 'oneway'],
  speedsKmh: {
    motorway: 60,
    trunk: 34,
    primary: 25,
    secondary: 22,
    tertiary: 19,
    unclassified: 16,
    residential: 13,
    alley: 9,
    living_street: 9,
    service: 10,
    track: 10,
  },
  allowedByTagKmh: 8,
  unpavedFactor: 0.7,
  signalSec: 12,
  junctionSec: 2,
  leftTurnSec: 6,
  turnRoundSec: 25,
};

const FOOT: TravelProfile = {
  id: 'foot',
  accessKeys: ['foot', 'access'],
  onewayKeys: [],
  speedsKmh: {
    trunk: 4.5,
    primary: 4.5,
    secondary: 4.5,
    tertiary: 4.5,
    unclassified: 4.5,
    residential: 4.5,
    alley: 4.5,
    narrow_alley: 4.5,
    living_street: 4.5,
    service: 4.5,
    track: 4.5,
    path: 4.5,
    steps: 2,
  },
  allowedByTagKmh: 4.5,
  unpavedFactor: 1,
  signalSec: 20,
  junctionSec: 2,
  leftTurnSec: 0,
  turnRoundSec: 0,
};

export const TRAVEL_PROFILES: readonly TravelProfile[] = [MOTORBIKE, CAR, FOOT];

/** The profile plans are made with unless a team says otherwise. */
export const DEFAULT_PROFILE_ID = 'motorbike';

/** From a home that no street passes to the nearest street, on foot. */
export const OFF_STREET_KMH = 4.5;
