/**
 * What home visits need beyond the classical problem. Every field is optional; a problem that uses any of them is searched by the
 * engine of this folder (the others by the classical one, which these fields do not slow). Times and costs as in problem.ts.
 */

/** Beyond `Visit`. */
export interface RichVisit {
  /** Not begun before; narrows the windows. */
  readonly releaseSec?: number;
  /** A soft end: each second that the work starts later costs this much. */
  readonly due?: { readonly sec: number; readonly perLateSec: number };
  /** Continuity: served by any other shift it costs this much more. */
  readonly preference?: { readonly shifts: readonly number[]; readonly otherwise: number };
  /** Site sessions: in these shifts it is served at this place instead of its own. */
  readonly sites?: readonly { readonly shift: number; readonly placeIndex: number }[];
  /** How often plans have passed it over, and how long its family had waited at second 0; see `Fairness`. */
  readonly waiting?: { readonly passedOver: number; readonly waitedSec: number };
  /** What the family was told, see `PromiseRules`. */
  readonly promise?: VisitPromise;
}

/** The window a family was told. It is kept if the work starts in it and, where `shifts` are given, by one of these. */
export interface VisitPromise {
  readonly opensSec: number;
  readonly closesSec: number;
  readonly shifts?: readonly number[];
}

/** What changing a promise costs, and how many may change at all. A visit left out breaks its promise as well. */
export interface PromiseRules {
  readonly perChange: number;
  /** A hard budget; absent: no limit. */
  readonly most?: number;
  /** Promises that open before this instant are too near to be changed: hard. */
  readonly firmUntilSec?: number;
}

/** Beyond `Shift`. */
export interface RichShift {
  /** Shifts of one team (one day) bear the same number; needed by `sameTeam` (`sameDay`) and by the balance of teams. */
  readonly teamIndex?: number;
  readonly dayIndex?: number;
  /** Counts for the balance of weekends. */
  readonly isWeekend?: boolean;
  /** Work may go on after `closesSec` until this instant, at this price for each second of it. */
  readonly overtime?: { readonly untilSec: number; readonly perSec: number };
  /** For each second between arriving at a home and the start there, after the first. */
  readonly perIdleSec?: number;
  /** Keeps a team in its part of the town: each second of travel from this place to a visit it serves costs this much. */
  readonly territory?: { readonly placeIndex: number; readonly perSec: number };
}

/**
 * A rule about two visits.
 * - `sameShift`, `differentShift`, `sameTeam`, `sameDay`: hold where both are served.
 * - `order`: the second starts at least `leastGapSec` and at most `mostGapSec` (if given) after the start of the first; both 0: at
 *   the same moment. Visits that are connected by orders are served all or not at all. A `mostGapSec` asks for two
 *   different shifts, and for at most four visits connected in this way.
 */
export type Relation =
  | { readonly kind: 'sameShift' | 'differentShift' | 'sameTeam' | 'sameDay'; readonly first: number; readonly second: number }
  | {
      readonly kind: 'order';
      readonly first: number;
      readonly second: number;
      readonly leastGapSec: number;
      readonly mostGapSec?: number;
    };

/** What teams have about as much of: seconds at homes, visits, shifts that are used, those of them at weekends. */
export const BALANCE_MEASURES = ['workSec', 'visits', 'shifts', 'weekendShifts'] as const;
export type BalanceMeasure = (typeof BALANCE_MEASURES)[number];

/** Each unit by which a team has more than the mean of the teams costs this much; teams are `teamIndex`es. */
export interface Balance {
  readonly measure: BalanceMeasure;
  readonly perUnitAbove: number;
}

/** Fairness to those who wait; about visits that have `waiting`. */
export interface Fairness {
  /** From the second time on that it was passed over, a visit's prize counts so much more for each time: at 0.5 twice is 1.5, three times 2. */
  readonly gainPerPass: number;
  /** Nobody should have waited longer than this when the work starts: each second beyond costs `perSecBeyond`. */
  readonly mostWaitSec: number;
  readonly perSecBeyond: number;
}

/** Beyond `Problem`. */
export interface RichProblem {
  readonly fairness?: Fairness;
  readonly relations?: readonly Relation[];
  readonly promises?: PromiseRules;
  readonly balance?: readonly Balance[];
  /** What each second of the greatest lateness of all (after `due`) costs. */
  readonly perWorstLateSec?: number;
}

/**
 * Travel by the time of day: from `startsSec[i]` on (rising; the first is 0) `tables[tableOf[i]]` holds. A drive goes at the pace
 * of the band it is in, so who leaves later never arrives earlier (Ichoua, Gendreau, Potvin 2003).
 */
export interface TravelBands {
  readonly startsSec: Int32Array;
  readonly tableOf: Int32Array;
  /** Durations as in `durationsSec`; unreachable in all tables or in none. */
  readonly tables: readonly Int32Array[];
}
