import type { TeamAssignment } from '@gocua/api/contract/dispatch';
import type { TeamEvening } from '@gocua/api/contract/field';
import type { KitItem } from '@gocua/api/contract/field-codes';
import type { Evening } from './evenings.ts';

/** Rules of an evening's beginning and end; pure. */

const isOpen = ({ state }: TeamAssignment) => state !== 'finished' && state !== 'withdrawn';

/** So long before the end a team is told what is left. */
const WARN_BEFORE_SEC = 20 * 60;

export type ShiftWarning =
  | { kind: 'ends-soon'; leftSec: number; openCount: number }
  /** Past the end, and still at work. */
  | { kind: 'overrun'; overSec: number; openCount: number }
  /** Past the end and nobody said that they are home. */
  | { kind: 'not-home'; overSec: number };

/** What a tired team is told about the end of its shift; null when nothing. */
export function shiftWarning(evening: Evening, facts: TeamEvening, nowMs: number): ShiftWarning | null {
  if (facts.homeAt) return null;
  const leftSec = Math.round((Date.parse(evening.closesAt) - nowMs) / 1000);
  const openCount = evening.visits.filter(isOpen).length;
  const hasWorked = evening.visits.some(({ travellingAt, arrivedAt, finishedAt }) => travellingAt ?? arrivedAt ?? finishedAt);
  if (!hasWorked) return null;
  if (leftSec > WARN_BEFORE_SEC) return null;
  if (leftSec >= 0) return openCount > 0 ? { kind: 'ends-soon', leftSec, openCount } : null;
  return openCount > 0 ? { kind: 'overrun', overSec: -leftSec, openCount } : { kind: 'not-home', overSec: -leftSec };
}

/** Below this a machine does not last an evening of intakes. */
export const LOW_BATTERY_PERCENT = 40;
const NEEDED: readonly KitItem[] = ['machine', 'charger', 'cables', 'camera', 'forms', 'disinfectant'];

/** What of the kit is not as it should be, before leaving. */
export function kitFaults(checked: { itemsPresent: readonly KitItem[]; batteryPercent: number | null; isReady: boolean }): {
  missing: KitItem[];
  isBatteryLow: boolean;
  isNotReady: boolean;
} {
  return {
    missing: NEEDED.filter((item) => !checked.itemsPresent.includes(item)),
    isBatteryLow: checked.batteryPercent !== null && checked.batteryPercent < LOW_BATTERY_PERCENT,
    isNotReady: !checked.isReady,
  };
}

/** Asked once before leaving: the evening of today, accepted, and nobody on the way yet. */
export function isKitCheckDue(evening: Evening, facts: TeamEvening, today: string): boolean {
  const hasLeft = evening.visits.some(({ state }) => state !== 'assigned' && state !== 'acknowledged');
  return evening.date === today && facts.kitCheckedAt === null && !hasLeft;
}

/** The people at one home, in the order of the route: one stop, an outcome for each. The visit itself is among them. */
export function peopleAtHome(visit: TeamAssignment, evening: Evening): readonly TeamAssignment[] {
  return evening.visits.filter(
    (other) => other.id === visit.id || (other.address === visit.address && other.lat === visit.lat && other.lon === visit.lon),
  );
}

/** Seconds at the home so far and as planned; null before arriving and after the outcome. */
export function serviceTime(visit: TeamAssignment, nowMs: number): { spentSec: number; plannedSec: number } | null {
  if (visit.state !== 'arrived' || !visit.arrivedAt) return null;
  return {
    spentSec: Math.max(0, Math.round((nowMs - Date.parse(visit.arrivedAt)) / 1000)),
    plannedSec: Math.round((Date.parse(visit.plannedEndAt) - Date.parse(visit.plannedStartAt)) / 1000),
  };
}
