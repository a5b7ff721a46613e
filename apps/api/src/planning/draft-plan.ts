import type { StopKind, UnassignedReason } from '../contract/codes.ts';

/** A place in a route with times. */
export interface DraftStop {
  readonly kind: StopKind;
  readonly caseId: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  /** The drive from the last place. */
  readonly travelSec: number;
  readonly travelMetres: number;
  readonly arriveAt: Date;
  readonly startAt: Date;
  readonly endAt: Date;
  /** The window that the start falls into; null where any time is right. */
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
  /** How likely it begins before the end of what the family is told, 0 … 100; null where nobody has reckoned it. */
  readonly onTimePercent: number | null;
}

/** The ordered stops of one shift that is used. */
export interface DraftRoute {
  readonly shiftId: string;
  readonly seriesId: string;
  readonly teamId: string;
  readonly date: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly travelSec: number;
  readonly travelMetres: number;
  /** Back so long after the shift. */
  readonly overtimeSec: number;
  readonly stops: readonly DraftStop[];
}

export type ReasonDetail = Record<string, string | number | string[]>;

/** A visit in no route, and why. */
export interface DraftUnassigned {
  readonly caseId: string;
  readonly reason: UnassignedReason;
  /** Numbers behind the reason. */
  readonly detail: ReasonDetail;
}

/** A plan in the domain's words, before it is saved. */
export interface DraftPlan {
  readonly routes: readonly DraftRoute[];
  readonly unassigned: readonly DraftUnassigned[];
}
