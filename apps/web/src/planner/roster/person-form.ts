/** Between the person's form and what is kept. Pure. */
import type { Duty } from '@gocua/api/contract/codes';
import type { WeeklyWindow } from '@gocua/api/contract/common';
import type { Membership } from '@gocua/api/contract/people';

const WORKDAYS: WeeklyWindow['days'] = [1, 2, 3, 4, 5];
export const OFFICE_HOURS: Record<'none' | 'afternoons' | 'full', WeeklyWindow[]> = {
  none: [],
  afternoons: [{ days: WORKDAYS, from: '13:30', to: '17:30' }],
  full: [
    { days: WORKDAYS, from: '08:00', to: '12:00' },
    { days: WORKDAYS, from: '13:00', to: '17:00' },
  ],
};

/** Which of the usual office hours these are; 'own' for others, which stay as they are. */
export function officeKind(hours: readonly WeeklyWindow[]): 'none' | 'afternoons' | 'full' | 'own' {
  const text = JSON.stringify(hours);
  const ids = ['none', 'afternoons', 'full'] as const;
  return ids.find((id) => JSON.stringify(OFFICE_HOURS[id]) === text) ?? 'own';
}

export function membershipOn(memberships: readonly Membership[], date: string): Membership | undefined {
  return memberships.find(({ fromDate, toDate }) => fromDate <= date && (toDate === null || toDate >= date));
}

/** The places in teams when a person goes to a team (null = to none) from a date on: what was before ends the day before. */
export function changeTeam(
  memberships: readonly Membership[],
  change: { teamId: string | null; duty: Duty; from: string; dayBefore: string; newId: () => string },
): Membership[] {
  const { teamId, duty, from, dayBefore } = change;
  const now = membershipOn(memberships, from);
  if (now && now.teamId === teamId) return memberships.map((one) => (one === now ? { ...one, duty } : one));
  const before = memberships
    .filter((one) => one.fromDate < from)
    .map((one) => (one.toDate === null || one.toDate >= from ? { ...one, toDate: dayBefore } : one));
  if (teamId === null) return before;
  return [...before, { id: change.newId(), teamId, duty, fromDate: from, toDate: null }];
}
