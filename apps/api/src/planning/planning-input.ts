import type { Bond, Mobility, Need, Requirement, Sex, Skill } from '../contract/codes.ts';
import type { WeeklyWindow } from '../contract/common.ts';
import type { LonLat } from '../travel/lon-lat.ts';

/** One open case with a place on the map: the unit of planning. */
export interface VisitToPlan {
  readonly caseId: string;
  readonly householdId: string;
  /** Index into `places`; people of one household share it. */
  readonly placeIndex: number;
  readonly mobility: Mobility;
  readonly needs: readonly Need[];
  /** What the crew must bring besides what the needs ask. */
  readonly requirements: readonly Requirement[];
  /** When somebody is at home, wall time of the unit; empty = any time. */
  readonly windows: readonly WeeklyWindow[];
  /** 0 … 100. */
  readonly priority: number;
  readonly waitingSince: Date;
  /** Published plans that left it out for want of time. */
  readonly passedOverCount: number;
  /** The visit that it belongs to; null for nearly all. */
  readonly bond: VisitBond | null;
  /** Teams that the family knows, or was told of. */
  readonly knownTeamIds: readonly string[];
}

/**
 * A visit that belongs to another one. `together`: a second team at the same bed, both start at the same moment, both or neither.
 * `return`: starts at least `afterSec` after the first one starts, by whichever team.
 */
export interface VisitBond {
  readonly kind: Bond;
  /** The first visit's case. */
  readonly caseId: string;
  readonly afterSec: number;
  /** When the first visit is done or stays where it is: not before this. Null: it is still to be planned. */
  readonly notBefore: Date | null;
}

/** The window a family was told. */
export interface ToldWindow {
  readonly caseId: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
}

/** What a plan weighs, in numbers; costs are seconds of driving. */
export interface PlanRules {
  /** At most so many promises change … */
  readonly mostChanged: number;
  /** … and none that opens before this; null where no notice is asked for: then none is firm, not even one that is open already. */
  readonly firmUntil: Date | null;
  readonly changedPromiseSec: number;
  /** For each second after the end of a shift, where shifts may be longer at all. */
  readonly overtimeRate: number;
  readonly otherTeamSec: number;
  readonly passedOverWeeks: number;
  /** Whoever waits since before this comes before all others; null: nobody. */
  readonly longWaitBefore: Date | null;
  /** For each visit that a team has more than the mean of the teams. */
  readonly unevenVisitSec: number;
}

/** Somebody who comes along. */
export interface CrewMember {
  readonly sex: Sex | null;
  readonly skills: readonly Skill[];
}

/** One evening of one team, as far as it is still free. */
export interface ShiftToPlan {
  readonly id: string;
  readonly seriesId: string;
  readonly teamId: string;
  /** Local date on which it begins. */
  readonly date: string;
  /** The whole shift. */
  readonly opensAt: Date;
  readonly closesAt: Date;
  /** The team may be back so late; null: not after `closesAt`. */
  readonly overtimeUntil: Date | null;
  /** From here on it can be planned: its beginning, or later when it is partly over. */
  readonly freeFrom: Date;
  /** Where the team is at `freeFrom`: its depot, or the last home it was sent to. */
  readonly startPlaceIndex: number;
  readonly endPlaceIndex: number;
  /** Of those present, of who they are together, and of a ready kit. */
  readonly skills: readonly Skill[];
  /** Who is present; null for a team without named people. */
  readonly crew: readonly CrewMember[] | null;
  /** A break that starts from … to and lasts; null when there is none, or it is over. */
  readonly rest: { readonly opensAt: Date; readonly closesAt: Date; readonly durationSec: number } | null;
}

/** A snapshot of demand and supply: what one run plans. Nothing here changes while it runs. */
export interface PlanningInput {
  readonly unitId: string;
  readonly unitPath: string;
  readonly zone: string;
  /** The unit's revision at the snapshot. */
  readonly baseRevision: number;
  /** Local dates, both included. */
  readonly fromDate: string;
  readonly toDate: string;
  readonly takenAt: Date;
  readonly visits: readonly VisitToPlan[];
  /** Cases that cannot be planned because nobody knows where they live. */
  readonly caseIdsWithoutCoordinates: readonly string[];
  readonly shifts: readonly ShiftToPlan[];
  /** What is published of these visits, in the order of the routes: the search begins with it, so that less is reshuffled. */
  readonly published: readonly { readonly caseId: string; readonly shiftId: string }[];
  /** What the families of these visits were told and could still be kept by somebody. */
  readonly promises: readonly ToldWindow[];
  /** Told, but past, or in hours in which no team that can do it has a shift any more: they change whatever is planned. */
  readonly lostPromises: readonly ToldWindow[];
  readonly rules: PlanRules;
  /** Homes, depots, places where teams are now. */
  readonly places: readonly LonLat[];
}
