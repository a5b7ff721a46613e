import type { WorkingTimeRules } from '../../contract/people.ts';

/**
 * What counts where no unit has written a policy, after Vietnam's Labour Code 2019 (45/2019/QH14):
 * - art. 105: ordinary hours are at most 8 a day and 48 a week;
 * - art. 107: overtime is at most half of the ordinary hours of a day (8 + 4 = 12 in all), 40 a month, 200 a year; 300 a year in
 *   named cases. Resolution 17/2022/UBTVQH15 allows 60 a month where 300 a year are allowed: a unit that may use it writes so;
 * - art. 110: at least 12 h of rest before another shift begins;
 * - art. 111: at least 24 h without work in a week;
 * - art. 106: night work begins at 22:00, so shifts end by then.
 * The code sets no figure for a whole week with overtime: 48 ordinary hours and half as much are 72, and 60 warns. Rest before the
 * office opens, evenings in a row and the fair share are the house's own: they warn, but for six evenings in a row.
 * The code's art. 109 (a break of 30 min in six hours) is the break of the shift series. What armed forces have instead is a policy.
 */
export const DEFAULT_RULES: WorkingTimeRules = {
  ordinaryHoursADay: 8,
  ordinaryHoursAWeek: 48,
  eveningFrom: '18:00',
  shortShift: 'lost',
  limits: {
    hours_day: { limit: 12, warnAt: null },
    hours_week: { limit: 72, warnAt: 60 },
    overtime_month: { limit: 40, warnAt: 36 },
    overtime_year: { limit: 200, warnAt: 180 },
    rest_between_shifts: { limit: 12, warnAt: null },
    rest_before_office: { limit: null, warnAt: 10 },
    weekly_rest: { limit: 24, warnAt: null },
    // Minutes after midnight.
    latest_end: { limit: 22 * 60, warnAt: null },
    consecutive_evenings: { limit: 6, warnAt: 5 },
    fair_evenings: { limit: null, warnAt: 4 },
    fair_weekends: { limit: null, warnAt: 2 },
  },
};
