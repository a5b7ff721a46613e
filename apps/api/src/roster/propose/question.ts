import type { Requirement, Sex, Skill } from '../../contract/codes.ts';
import type { WorkingTimeRules } from '../../contract/people.ts';
import type { FairShares } from '../rules/judge-evenings.ts';
import type { PreparedWorker, WorkShift } from '../rules/work-of-person.ts';

/** A team on a date that could serve a line of the demand. */
export interface Slot {
  readonly line: number;
  readonly shift: WorkShift;
  /** The shift exists; its people are replaced. */
  readonly isExisting: boolean;
  readonly memberIds: readonly string[];
  /** Who was to come before the roster. */
  readonly standingIds: readonly string[];
  readonly hasReadyKit: boolean;
  /** The team starts from the ward that the evening is for. */
  readonly isAtHome: boolean;
}

export interface WantedLine {
  readonly eveningCount: number;
  readonly crewSize: number;
  readonly requirements: readonly Requirement[];
}

export interface RosterPerson {
  readonly worker: PreparedWorker;
  readonly sex: Sex | null;
  readonly skills: readonly Skill[];
  readonly rules: WorkingTimeRules;
  /** ISO weekdays, 1 = Monday. */
  readonly avoidWeekdays: readonly number[];
  readonly likeWeekdays: readonly number[];
  /** In order of time, before the roster. */
  readonly shifts: readonly WorkShift[];
}

/** What a roster is to be proposed for. Nothing here changes. */
export interface RosterQuestion {
  readonly lines: readonly WantedLine[];
  readonly slots: readonly Slot[];
  readonly people: ReadonlyMap<string, RosterPerson>;
  readonly fair: FairShares | null;
  /** Local dates of the window in which hours are to be fair. */
  readonly fairFrom: string;
  readonly fairTo: string;
}

/** One evening: a slot by its index, and who comes. */
export interface Evening {
  readonly line: number;
  readonly slot: number;
  readonly personIds: readonly string[];
}
