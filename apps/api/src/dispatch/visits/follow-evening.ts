import type { AlarmEnd } from '../../contract/field-codes.ts';
import { appendLiveMessages, type NewLiveMessage } from '../../db/live-messages.ts';
import type { Transaction } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { closeAlarms } from '../alarms/close-alarms.ts';
import { raiseAlarm } from '../alarms/raise-alarm.ts';
import { readOpenKeys } from '../alarms/store.ts';
import { newsForUnits } from '../tell-units.ts';
import { type ExpectedEvening, expectArrivals } from './expect-arrivals.ts';
import { type DayVisit, readTeamDays, type TeamDay, updateEtas } from './store.ts';

/** Nobody is told of a change below this: a plan is not a clock. */
export const TELL_ETA_MS = 5 * 60_000;
/** An alarm of a window is over only when there is some air again. */
export const RECOVERED_MS = 2 * 60_000;
/** So much longer than the shift is worth an alarm; back below the half it is over. */
const OVERRUN_MS = 10 * 60_000;

/** What of a day would be written and told now. */
export interface EveningNews {
  etas: { id: string; etaAt: Date; etaSpreadSec: number; isTold: boolean }[];
  late: { visit: DayVisit; lateSec: number }[];
  /** Visits whose window is not in danger any more. */
  recovered: string[];
  overrunSec: number | null;
  isWithinShift: boolean;
  unacknowledgedCount: number;
}

/**
 * Brings a team's evening up to date after something happened, in the transaction of what happened: expected arrivals, and the
 * alarms that follow from them or are over. Tells only what changed by more than {@link TELL_ETA_MS}.
 */
export async function followEvening(
  tx: Transaction,
  deps: Pick<Deps, 'clock' | 'ids'>,
  of: { teamId: string; date: string },
): Promise<void> {
  const now = deps.clock.now();
  const [day] = await readTeamDays(tx, of);
  const open = await readOpenKeys(tx, of.teamId);
  const close = (keys: string[], because: AlarmEnd) =>
    closeAlarms(
      tx,
      deps,
      keys.filter((key) => open.has(key)),
      because,
    );
  if (!day) return close([unacknowledgedKey(of), overrunKey(of)], 'withdrawn');
  const news = judgeEvening(day, now);
  await updateEtas(tx, news.etas);
  const told = day.visits.filter(({ id }) => news.etas.some((eta) => eta.id === id && eta.isTold));
  if (told.length > 0) await appendLiveMessages(tx, await tellEtas(tx, of.teamId, told), now);
  for (const { visit, lateSec } of news.late) {
    await raiseAlarm(tx, deps, {
      ...of,
      kind: 'window_in_danger',
      openKey: windowKey(visit.id),
      assignmentId: visit.id,
      facts: { lateSec },
    });
  }
  await close(news.recovered.map(windowKey), 'recovered');
  if (news.overrunSec !== null) {
    const facts = { lateSec: news.overrunSec };
    await raiseAlarm(tx, deps, { ...of, kind: 'shift_overrun', openKey: overrunKey(of), facts });
  } else if (news.isWithinShift) await close([overrunKey(of)], 'recovered');
  // Who is at the door can be late no more, only have been late: nothing is left to repair.
  for (const end of ['arrived', 'finished'] as const) {
    const keys = day.visits.filter(({ state }) => state === end).map(({ id }) => windowKey(id));
    await close(keys, end);
  }
  if (news.unacknowledgedCount === 0) await close([unacknowledgedKey(of)], 'acknowledged');
}

export const windowKey = (assignmentId: string): string => `window:${assignmentId}`;
export const unacknowledgedKey = ({ teamId, date }: { teamId: string; date: string }): string =>
  `unacknowledged:${teamId}:${date}`;
const overrunKey = ({ teamId, date }: { teamId: string; date: string }): string => `overrun:${teamId}:${date}`;

/** Pure: what a day at an instant means. */
export function judgeEvening(day: TeamDay, now: Date): EveningNews {
  const expected = expectArrivals(day.visits, {
    shiftOpensMs: day.shiftOpensAt.getTime(),
    nowMs: now.getTime(),
    breaks: day.breaks,
  });
  const byId = new Map(day.visits.map((visit) => [visit.id, visit]));
  const etas: EveningNews['etas'] = [];
  const late: EveningNews['late'] = [];
  const recovered: string[] = [];
  for (const { visitId, atMs, spreadSec } of expected.arrivals) {
    const visit = byId.get(visitId)!;
    const isTold = isWorthTelling(visit, atMs);
    if (isTold || visit.etaMs === null) etas.push({ id: visitId, etaAt: new Date(atMs), etaSpreadSec: spreadSec, isTold });
    if (!visit.promise) continue;
    const lateMs = atMs - visit.promise.closesMs;
    if (lateMs > 0) late.push({ visit, lateSec: Math.round(lateMs / 1000) });
    else if (lateMs < -RECOVERED_MS) recovered.push(visitId);
  }
  const overrunMs = overrunOf(day, expected);
  return {
    etas,
    late,
    recovered,
    overrunSec: overrunMs > OVERRUN_MS ? Math.round(overrunMs / 1000) : null,
    isWithinShift: overrunMs < OVERRUN_MS / 2,
    unacknowledgedCount: day.visits.filter(({ state }) => state === 'assigned').length,
  };
}

function overrunOf(day: TeamDay, { freeMs }: ExpectedEvening): number {
  return freeMs === null ? Number.NEGATIVE_INFINITY : freeMs + day.returnSec * 1000 - day.shiftClosesAt.getTime();
}

/** What people were told last: the estimate, or before the first one the plan. A window that is missed now and was not is told, too. */
function isWorthTelling(visit: DayVisit, atMs: number): boolean {
  const toldMs = visit.etaMs ?? visit.plannedArriveMs;
  const closesMs = visit.promise?.closesMs ?? Number.POSITIVE_INFINITY;
  return Math.abs(atMs - toldMs) >= TELL_ETA_MS || atMs > closesMs !== toldMs > closesMs;
}

async function tellEtas(tx: Transaction, teamId: string, visits: DayVisit[]): Promise<NewLiveMessage[]> {
  const forTeam = visits.map(({ id }) => ({ channel: `team:${teamId}`, type: 'team.assignment', payload: { assignmentId: id } }));
  const concerned = {
    unitIds: visits.map(({ unitId }) => unitId),
    teamIds: [teamId],
    caseIds: visits.map(({ caseId }) => caseId),
  };
  const news = visits.map(({ id }) => ({ type: 'unit.assignment', payload: { assignmentId: id } }));
  return [...forTeam, ...(await newsForUnits(tx, concerned, news))];
}
