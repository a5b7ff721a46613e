/** What the optimizer answers: who goes where in which order, and what comes of it in times and costs. */

/** Every visit is in exactly one route or in `unassigned`. */
export interface Plan {
  /** One list of visit indices per shift, in the order of service; an empty list is an unused shift. */
  readonly routes: readonly (readonly number[])[];
  readonly unassigned: readonly number[];
  /**
   * Where the breaks of a shift are taken, in order of time, if somebody has decided it; absent or `null`: where it is best. For
   * `evaluate` only: a search puts them where it likes.
   */
  readonly breaks?: readonly (readonly GivenBreak[] | null)[];
}

export interface GivenBreak {
  /** Index into the shift's breaks. */
  readonly breakIndex: number;
  /** The drive beside which it is taken: 0 leads to the first visit, the number of visits to the end place. */
  readonly leg: number;
}

/** One thing that happens in a route, in order of time. */
export interface VisitStop {
  readonly kind: 'visit';
  readonly visit: number;
  /** The drive from the stop before (0 from an absent start place). */
  readonly travelSec: number;
  readonly travelMetres: number;
  readonly arrivalSec: number;
  /** Between arrival and the start, without a break. */
  readonly waitingSec: number;
  readonly startSec: number;
  /** 0 if the stop before is at the same place. */
  readonly setupSec: number;
  readonly endSec: number;
  /** How long after the last window closed it starts; 0 in a good plan. */
  readonly lateSec: number;
}

export interface BreakStop {
  readonly kind: 'break';
  /** Index into the shift's breaks. */
  readonly breakIndex: number;
  /** Before it may begin, the team already on its way. */
  readonly waitingSec: number;
  readonly startSec: number;
  readonly endSec: number;
  /** How long after its last window it starts; only where a plan says beside which drive it is taken. */
  readonly lateSec?: number;
}

export type Stop = VisitStop | BreakStop;

export interface RouteEvaluation {
  readonly shift: number;
  /** Leaving the start place: as late as the first stop allows. `null` if the route is empty. */
  readonly departSec: number | null;
  /** At the end place. */
  readonly finishSec: number | null;
  /** The drive to the end place. */
  readonly lastTravelSec: number;
  readonly lastTravelMetres: number;
  readonly stops: readonly Stop[];
  readonly travelSec: number;
  readonly travelMetres: number;
  readonly serviceSec: number;
  readonly setupSec: number;
  readonly waitingSec: number;
  readonly breakSec: number;
  /** After the end of the shift's hours; rich problems only. */
  readonly overtimeSec?: number;
  /** Loaded at the start; taken on board on the way to the end; the most that is on board at once. */
  readonly loads: readonly number[];
  readonly pickups: readonly number[];
  readonly peakLoads: readonly number[];
  readonly cost: number;
}

export const VIOLATION_CODES = [
  'visitTwice',
  'visitMissing',
  'visitUnknown',
  'notAllowed',
  'notPinnedShift',
  'notAtPosition',
  'frozenHeadChanged',
  'skillMissing',
  'windowMissed',
  'unreachable',
  'shiftEndsLate',
  'capacityExceeded',
  'pairSplit',
  'pairReversed',
  'breakMissing',
  'breakLate',
  'breakOverloaded',
  'travelTooLong',
  'distanceTooLong',
  'tooManyVisits',
  'orderBroken',
  'relatedMissing',
  'notSameShift',
  'notDifferentShift',
  'notSameTeam',
  'notSameDay',
  'promiseBudgetExceeded',
  'firmPromiseBroken',
] as const;
export type ViolationCode = (typeof VIOLATION_CODES)[number];

/** A rule that the plan breaks. */
export interface Violation {
  readonly code: ViolationCode;
  readonly shift: number | null;
  readonly visit: number | null;
  /** By how much, in the rule's own unit (seconds, metres, visits, load); 0 where there is no measure. */
  readonly excess: number;
}

export interface Evaluation {
  readonly routes: readonly RouteEvaluation[];
  /** Routes and the prizes of optional visits left out; without the tiers. */
  readonly cost: number;
  readonly travelSec: number;
  readonly travelMetres: number;
  readonly waitingSec: number;
  readonly servedCount: number;
  readonly unassignedCount: number;
  /** Sum of the prizes left out, per tier (index = tier). */
  readonly missedPrizeByTier: readonly number[];
  readonly missedCountByTier: readonly number[];
  readonly violations: readonly Violation[];
  /** Only of problems with rich rules. */
  readonly rich?: RichFigures;
}

/** A feasible place for one more visit: in the shift's route before the stop that is now at `position`. */
export interface Insertion {
  readonly shift: number;
  readonly position: number;
  /**
   * For a visit of a pair both go in: `position` is the pickup's, and the delivery goes before the stop that is now at this
   * position (after the pickup where both are the same).
   */
  readonly deliveryPosition?: number;
  /**
   * Rich problems: the visits that orders or pairs bind to this one come along. Their positions, and this one's, are those in the
   * routes with all of them put in.
   */
  readonly others?: readonly { readonly visit: number; readonly shift: number; readonly position: number }[];
  readonly addedCost: number;
  readonly startSec: number;
}

/** Why one shift does not serve a visit. `fits`: it could be put in now, but costs more than it is worth. */
export const SHIFT_REASON_CODES = [
  'notAllowed',
  'skillMissing',
  'windowOutsideShift',
  'unreachable',
  'tooFar',
  'capacityTooSmall',
  'breakInTheWay',
  'noTimeLeft',
  'noCapacityLeft',
  'noVisitsLeft',
  'noPlaceAtPosition',
  'noTravelLeft',
  'boundElsewhere',
  'fits',
] as const;
export type ShiftReasonCode = (typeof SHIFT_REASON_CODES)[number];

/**
 * Why a visit is in no route.
 * - the first seven: true of every single shift (`windowOutsideShift`: no shift at all is open in a window);
 * - `noShiftMeetsAllRules`: each shift fails some rule, but not all the same one;
 * - `noRoomLeft`: at least one empty shift would take it, but all such shifts are full;
 * - `notWorthIt`: an optional visit that would fit, but costs more than its prize;
 * - `noShifts`: there are no shifts.
 */
export const UNASSIGNED_REASON_CODES = [
  'notAllowed',
  'skillMissing',
  'windowOutsideShift',
  'unreachable',
  'tooFar',
  'capacityTooSmall',
  'breakInTheWay',
  'noShiftMeetsAllRules',
  'noRoomLeft',
  'notWorthIt',
  'noShifts',
] as const;
export type UnassignedReasonCode = (typeof UNASSIGNED_REASON_CODES)[number];

export interface ShiftReason {
  readonly shift: number;
  /** The first rule that fails, in the order of SHIFT_REASON_CODES. */
  readonly code: ShiftReasonCode;
  /** For `skillMissing`: which. */
  readonly missingSkills?: readonly number[];
  /** By how much the rule fails, in its own unit (seconds, metres, load), where it has a measure. */
  readonly shortfall?: number;
  /** For `fits`: what it would add to the cost. */
  readonly addedCost?: number;
}

export interface UnassignedReason {
  readonly visit: number;
  readonly code: UnassignedReasonCode;
  readonly shifts: readonly ShiftReason[];
}

/** What a plan costs beyond drives, work and fixed costs, by name; see rich/model.ts. */
export const COST_TERMS = [
  'assignment',
  'lateness',
  'worstLateness',
  'waiting',
  'idling',
  'overtime',
  'changedPromises',
  'unevenness',
] as const;

export type CostTerm = (typeof COST_TERMS)[number];

export interface RichFigures {
  readonly terms: Readonly<Record<CostTerm, number>>;
  readonly worstLateSec: number;
  /** Visits whose promise is not kept, also those left out. */
  readonly changedPromises: readonly number[];
}
