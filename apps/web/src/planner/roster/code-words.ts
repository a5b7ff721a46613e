import type {
  AbsenceKind,
  BreachRule,
  CrewState,
  RiskCause,
  RosterState,
  ShortShift,
} from '@gocua/api/contract/working-time-codes';

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
