/** The dates a plan covers, local, both included. */
export interface Horizon {
  readonly fromDate: string;
  readonly toDate: string;
}

/**
 * Whether a plan made or published now takes an open visit back to plan it anew: it was not begun, and lies in the horizon or
 * in a shift that is over. Tonight's visit stays when the plan begins tomorrow.
 */
export function isReplanned(visit: { state: string; date: string; shiftClosesAt: Date }, horizon: Horizon, now: Date): boolean {
  if (visit.state !== 'assigned' && visit.state !== 'acknowledged') return false;
  if (visit.shiftClosesAt <= now) return true;
  return visit.date >= horizon.fromDate && visit.date <= horizon.toDate;
}
