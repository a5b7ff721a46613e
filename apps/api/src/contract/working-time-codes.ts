/** The closed lists of working time that cross the wire. No dependency: the web imports these as values. */

/** A unit's policy says for each the limit (hard: refused) and from where on it warns (soft). */
export const WORKING_TIME_RULES = [
  'hours_day',
  'hours_week',
  'overtime_month',
  'overtime_year',
  'rest_between_shifts',
  'rest_before_office',
  'weekly_rest',
  'latest_end',
  'consecutive_evenings',
  'fair_evenings',
  'fair_weekends',
] as const;
export type WorkingTimeRule = (typeof WORKING_TIME_RULES)[number];

/** What no policy can allow. */
export const AVAILABILITY_RULES = ['absent', 'double_booked'] as const;
export type AvailabilityRule = (typeof AVAILABILITY_RULES)[number];

export const BREACH_RULES = [...WORKING_TIME_RULES, ...AVAILABILITY_RULES] as const;
export type BreachRule = (typeof BREACH_RULES)[number];

/** What the numbers of a rule count. A clock is minutes after midnight of the shift's date; 26:00 is two in the morning after. */
export const RULE_UNITS = {
  hours_day: 'hours',
  hours_week: 'hours',
  overtime_month: 'hours',
  overtime_year: 'hours',
  rest_between_shifts: 'hours',
  rest_before_office: 'hours',
  weekly_rest: 'hours',
  latest_end: 'clock',
  consecutive_evenings: 'count',
  fair_evenings: 'count',
  fair_weekends: 'count',
  absent: 'count',
  double_booked: 'count',
} as const satisfies Record<BreachRule, 'hours' | 'clock' | 'count'>;

/** Rules whose value must not fall below the limit; all others must not exceed it. */
export const AT_LEAST_RULES: readonly BreachRule[] = ['rest_between_shifts', 'rest_before_office', 'weekly_rest'];

export const ABSENCE_KINDS = ['leave', 'sick', 'training', 'duty', 'other'] as const;
export type AbsenceKind = (typeof ABSENCE_KINDS)[number];

/** What happens to a shift with fewer people than its team needs: it is lost to planning, or planned and marked. */
export const SHORT_SHIFTS = ['lost', 'marked'] as const;
export type ShortShift = (typeof SHORT_SHIFTS)[number];

/** unnamed: the team has no named people, so nobody can be missing. */
export const CREW_STATES = ['full', 'short', 'lost', 'unnamed'] as const;
export type CrewState = (typeof CREW_STATES)[number];

/** Why a published visit is in danger: its kit, too few people, an ability that is not there, or the shift itself is gone. */
export const RISK_CAUSES = ['kit', 'crew_lost', 'skill', 'shift_gone'] as const;
export type RiskCause = (typeof RISK_CAUSES)[number];

export const ROSTER_STATES = ['proposed', 'accepted', 'undone', 'discarded'] as const;
export type RosterState = (typeof ROSTER_STATES)[number];
