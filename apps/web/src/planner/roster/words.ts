/** Words of people, rules, rosters and equipment. */
import type {
  AbsenceKind,
  BreachRule,
  CrewState,
  RiskCause,
  RosterState,
  ShortShift,
} from '@gocua/api/contract/working-time-codes';
import { defineWords } from '../../words/defineWords.ts';
import { rosterEn } from './words.en.ts';
import { rosterVi } from './words.vi.ts';

/** Every code of the closed lists has its words. */
export interface RosterCodeWords {
  rule: Record<BreachRule, string>;
  breach: Record<BreachRule, string>;
  crewState: Record<CrewState, string>;
  absenceKind: Record<AbsenceKind, string>;
  rosterState: Record<RosterState, string>;
  shortShift: Record<ShortShift, string>;
  cause: Record<RiskCause, string>;
}

export const rosterWords = defineWords('roster', rosterVi, rosterEn);
