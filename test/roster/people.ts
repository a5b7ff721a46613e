import type { WeeklyWindow } from '../../apps/api/src/contract/common.ts';
import type { WorkingTimeRules } from '../../apps/api/src/contract/people.ts';
import type { WorkingTimeRule } from '../../apps/api/src/contract/working-time-codes.ts';
import { DEFAULT_RULES } from '../../apps/api/src/roster/rules/default-rules.ts';
import type { FoundBreach } from '../../apps/api/src/roster/rules/found-breach.ts';
import type { FairShares } from '../../apps/api/src/roster/rules/judge-evenings.ts';
import { inOrderOfTime, judgePerson } from '../../apps/api/src/roster/rules/judge-person.ts';
import { WorkCalendar } from '../../apps/api/src/roster/rules/work-calendar.ts';
import { type DateSpan, prepareWorker, type WorkShift } from '../../apps/api/src/roster/rules/work-of-person.ts';

export const ZONE = 'Asia/Ho_Chi_Minh';
const workdays: WeeklyWindow['days'] = [1, 2, 3, 4, 5];
/** 8 h on each workday, 40 h a week. */
export const FULL_OFFICE: WeeklyWindow[] = [
  { days: workdays, from: '08:00', to: '12:00' },
  { days: workdays, from: '13:00', to: '17:00' },
];
/** 4 h on each workday, 20 h a week. */
export const AFTERNOONS: WeeklyWindow[] = [{ days: workdays, from: '13:30', to: '17:30' }];

/** A shift in Hanoi; an end at or before the start lies on the next day. */
export function shift(date: string, from: string, to: string, restMinutes = 0, teamId = 'team'): WorkShift {
  const opensMs = Date.parse(`${date}T${from}:00+07:00`);
  let closesMs = Date.parse(`${date}T${to}:00+07:00`);
  if (closesMs <= opensMs) closesMs += 24 * 3600 * 1000;
  return { shiftId: `${teamId}_${date}_${from}`, teamId, date, opensMs, closesMs, restSec: restMinutes * 60 };
}

/** The default rules with some limits changed. */
export function rulesWith(
  limits: Partial<Record<WorkingTimeRule, { limit?: number | null; warnAt?: number | null }>>,
): WorkingTimeRules {
  const changed = Object.entries(limits).map(([rule, change]) => [rule, { limit: null, warnAt: null, ...change }]);
  return { ...DEFAULT_RULES, limits: { ...DEFAULT_RULES.limits, ...Object.fromEntries(changed) } };
}

export interface PersonCase {
  shifts: WorkShift[];
  office?: WeeklyWindow[];
  absences?: DateSpan[];
  holidays?: string[];
  rules?: WorkingTimeRules;
  fair?: FairShares;
  zone?: string;
}

export function judge({
  shifts,
  office = [],
  absences = [],
  holidays = [],
  rules = DEFAULT_RULES,
  fair,
  zone = ZONE,
}: PersonCase): FoundBreach[] {
  const dates = shifts.map(({ date }) => date).sort();
  const calendar = new WorkCalendar(zone, dates[0]!, dates.at(-1)!, new Set(holidays));
  return judgePerson(
    prepareWorker({ personId: 'p', officeHours: office, absences }, calendar),
    inOrderOfTime(shifts),
    rules,
    fair ?? null,
  );
}

/** "rule severity value/limit", the findings in a form that a test can state. */
export const inShort = (found: readonly FoundBreach[]): string[] =>
  found.map(({ rule, severity, value, limit }) => `${rule} ${severity} ${value}/${limit}`).sort();
