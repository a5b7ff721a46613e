/**
 * What the optimizer is asked: plain data, integers only, no date, no string id, no JSON.
 *
 * Units. Times are integer seconds from an origin of the caller's choice (0 … MAX_TIME_SEC), the same for all visits and shifts.
 * Travel is integer seconds and metres. Costs are in one unit of the caller's choice; the rates may be fractions, the
 * cost of one leg is rounded to an integer.
 * Indices. A visit, a shift, a place, a matrix, a skill is named by its index, starting at 0.
 */

import type { RichProblem, RichShift, RichVisit, TravelBands } from './rich/model.ts';

/** In a matrix: there is no way from here to there. Never 0, never "very long". */
export const UNREACHABLE = 0x7fffffff;

/** The latest instant and the longest duration that may appear anywhere: about 4 years. */
export const MAX_TIME_SEC = 1 << 27;

/** Skills are numbered below this. */
export const MAX_SKILLS = 1 << 20;

/** More breaks in one shift are refused by `validateProblem`: the search keeps one pair of times per node and break. */
export const MAX_BREAKS = 4;

/** More kinds of shifts that work at different speeds are refused. */
export const MAX_WORK_TYPES = 64;

/** When something may start: both ends inclusive. */
export interface Window {
  readonly opensSec: number;
  readonly closesSec: number;
}

export interface Visit extends RichVisit {
  /** Index of a row of the matrices. Several visits may share a place. */
  readonly placeIndex: number;
  /** At the home, for this visit. */
  readonly serviceSec: number;
  /** Once per stop: spent before the service unless the stop before is at the same place. */
  readonly setupSec: number;
  /** If given, service and setup in a shift of work type t instead: entry t of the list; `null`, or no entry: as for all. */
  readonly serviceSecByType?: readonly (number | null)[];
  readonly setupSecByType?: readonly (number | null)[];
  /** When the work (setup, then service) may start; in any order, may overlap. Empty: at any time. */
  readonly windows: readonly Window[];
  /** Skills the shift must have, all of them; 0 … MAX_SKILLS − 1. */
  readonly skills: readonly number[];
  /**
   * The rank of the visit: leaving out one of tier 0 is worse than leaving out all of tier 1, and so on, and
   * worse than any cost. `null`: the visit is optional, leaving it out costs `prize` in cost units.
   */
  readonly tier: number | null;
  /** Within a tier: the sum of the prizes left out is made small first, then their count. At least 0. */
  readonly prize: number;
  /** If given, only these shifts may serve it. */
  readonly allowedShifts?: readonly number[];
  /** These shifts may not serve it. */
  readonly forbiddenShifts?: readonly number[];
  /** What is loaded at the start of the shift for it and left there, one number per dimension. */
  readonly loads: readonly number[];
  /** What is taken on board there and stays until the end of the shift; absent: nothing. */
  readonly pickups?: readonly number[];
  /** The dispatcher's pin: served by this shift or not at all. */
  readonly pinnedShift?: number;
  /**
   * Only with `pinnedShift`: served as this stop of the route, counted from its start (0: the first); −1: as the last.
   */
  readonly pinnedPosition?: number;
}

/**
 * Something brought from one visit to another: both are served by the same shift, the pickup first, or neither is. `loads` is on
 * board between the two; `loads` and `pickups` of the two visits themselves are 0. Each keeps its tier and prize.
 */
export interface Pair {
  readonly pickupVisit: number;
  readonly deliveryVisit: number;
  /** One number per load dimension. */
  readonly loads: readonly number[];
}

/** A pause of the team: starts in one of the windows, between two services, before or after the drive; paid by nobody. */
export interface Break {
  readonly windows: readonly Window[];
  readonly durationSec: number;
  /** Taken only while no more than this is on board, one number per load dimension; absent: whatever is on board. */
  readonly maxLoads?: readonly number[];
}

/** What a used shift costs; an empty one costs nothing. */
export interface ShiftCosts {
  readonly fixed: number;
  readonly perTravelSec: number;
  readonly perMetre: number;
  /** Per second of setup and service. */
  readonly perTaskSec: number;
  readonly perVisit: number;
}

/** One team on one day: the optimizer's vehicle. */
export interface Shift extends RichShift {
  /** `null`: the shift begins at its first visit (ends at its last), without travel. */
  readonly startPlaceIndex: number | null;
  readonly endPlaceIndex: number | null;
  /** Not away from the start place before; back at the end place by then. */
  readonly opensSec: number;
  readonly closesSec: number;
  readonly skills: readonly number[];
  /** One number per load dimension; what is on board never exceeds it, from the start to the end. */
  readonly capacity: readonly number[];
  /** 0 … MAX_BREAKS, all taken, in this order, if the shift is used at all. */
  readonly breaks: readonly Break[];
  readonly maxTravelSec?: number;
  readonly maxMetres?: number;
  readonly maxVisits?: number;
  readonly costs: ShiftCosts;
  /** Durations are divided by this (1: as in the matrix; 2: twice as fast), rounded to seconds. Above 0. */
  readonly speedFactor: number;
  /** Index into `matrices`. */
  readonly matrixIndex: number;
  /** How fast this team works, see `Visit.serviceSecByType`; absent: 0. */
  readonly workType?: number;
  /**
   * A started route: these visits come first, in this order, whatever else happens. A window of theirs that can no longer
   * be kept is forgiven (`evaluate` reports the lateness of the stop, not a violation).
   */
  readonly frozenHead?: readonly number[];
}

/** Directed travel between `placeCount` places, row by row: entry [from * placeCount + to]. */
export interface TravelMatrix {
  readonly durationsSec: Int32Array;
  /** Absent: every distance is 0 (then nothing may cost or be limited by metres). */
  readonly distancesMetres?: Int32Array;
  /** If given, what each drive costs, instead of the rates per second and metre of the shifts that use this matrix. */
  readonly costs?: Int32Array;
  /** If given, durations by the time of day; `durationsSec` is then what the search takes for near and far. */
  readonly bands?: TravelBands;
}

export interface Problem extends RichProblem {
  readonly placeCount: number;
  readonly visits: readonly Visit[];
  readonly pairs?: readonly Pair[];
  readonly shifts: readonly Shift[];
  readonly matrices: readonly TravelMatrix[];
}
