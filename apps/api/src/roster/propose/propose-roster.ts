import { type Actor, requireWithin } from '../../auth/actor.ts';
import { daysBetween } from '../../calendar/zoned-time.ts';
import { type DemandLine, ROSTER_LIMITS, type RosterEntry, type RosterInput, type RosterView } from '../../contract/rosters.ts';
import { runOnce } from '../../db/once.ts';
import type { Queryable } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { ProblemError } from '../../problem.ts';
import { loadWork, type Work } from '../load-work.ts';
import { findRoster, findUnitPaths, insertRoster, readDepotPlaces } from '../store/rosters.ts';
import type { TeamRow } from '../store/work.ts';
import { findObstacles } from './find-obstacles.ts';
import { fairWindow, type LocatedDemand, makeQuestion, rosterDates } from './load-question.ts';
import { unformedOf } from './measure-roster.ts';
import { proposeInSlices } from './propose-evenings.ts';
import type { Evening, RosterQuestion } from './question.ts';
import { rosterView } from './roster-view.ts';

/**
 * Proposes who forms which team on which evening and keeps the proposal to be looked at. The search runs outside any transaction;
 * what changed meanwhile is judged again when the roster is accepted.
 */
export async function proposeRoster(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; roster: RosterInput },
): Promise<RosterView> {
  const { commandId, roster } = input;
  const now = deps.clock.now();
  requireLimits(roster);
  const { work, question, demand } = await deps.db.transaction((tx) => readQuestion(deps, tx, actor, roster.demand, now));
  if (question.people.size === 0 || work.teams.size === 0) throw new ProblemError('nobody-to-roster');
  const evenings = await proposeInSlices(question, roster.seed);
  const entries = evenings.map((evening, index) => toEntry(question, evening, `${roster.id}-${index + 1}`));
  const unformed = unformedOf(demand, entries, (line) => findObstacles(work, question, entries, line));
  const command = { commandId, accountId: actor.accountId, kind: 'roster.propose', bodyHash: hashBody(roster), now };
  return deps.db.transaction(async (tx) => {
    await runOnce(tx, command, async () => {
      if (await findRoster(tx, roster.id)) throw new ProblemError('changed-meanwhile');
      await insertRoster(tx, {
        ...{ id: roster.id, unitId: actor.unitId, ...rosterDates(roster.demand), seed: roster.seed },
        ...{ demand: roster.demand, entries, unformed, accountId: actor.accountId, createdAt: now },
      });
      return null;
    });
    return rosterView(work, (await findRoster(tx, roster.id))!);
  });
}

function requireLimits({ demand }: RosterInput): void {
  const { fromDate, toDate } = rosterDates(demand);
  const days = daysBetween(fromDate, toDate) + 1;
  const evenings = demand.reduce((sum, { eveningCount }) => sum + eveningCount, 0);
  const fail = (pointer: string, message: string, params: Record<string, number>): never => {
    throw new ProblemError('invalid-input', { errors: [{ pointer, code: 'range', message, params }] });
  };
  if (days > ROSTER_LIMITS.days)
    fail('/demand', `A roster spans at most ${ROSTER_LIMITS.days} days.`, { days, limit: ROSTER_LIMITS.days });
  if (evenings > ROSTER_LIMITS.evenings)
    fail('/demand', `A roster has at most ${ROSTER_LIMITS.evenings} evenings.`, { evenings, limit: ROSTER_LIMITS.evenings });
}

export async function readQuestion(
  deps: Pick<Deps, 'places'>,
  db: Queryable,
  actor: Actor,
  lines: readonly DemandLine[],
  now: Date,
): Promise<{ work: Work; question: RosterQuestion; demand: LocatedDemand[] }> {
  const paths = await findUnitPaths(db, [...new Set(lines.map(({ unitId }) => unitId))]);
  const demand = lines.map((line, index) => {
    const unitPath = paths.get(line.unitId);
    if (unitPath === undefined) {
      const errors = [{ pointer: `/demand/${index}/unitId`, code: 'unknown', message: 'There is no such unit.' }];
      throw new ProblemError('invalid-input', { errors });
    }
    requireWithin(actor, unitPath);
    return { ...line, unitPath };
  });
  const { fromDate, toDate } = rosterDates(lines);
  const { fairFrom } = fairWindow(fromDate, toDate);
  const work = await loadWork(db, { unitPath: actor.unitPath, from: fairFrom, to: toDate, now });
  const homes = await homePaths(deps, db, [...work.teams.values()]);
  return { work, question: makeQuestion(work, demand, ({ id }) => homes.get(id) ?? ''), demand };
}

/** The path of the ward in which each team's depot lies. */
async function homePaths(deps: Pick<Deps, 'places'>, db: Queryable, teams: readonly TeamRow[]): Promise<Map<string, string>> {
  const depots = await readDepotPlaces(
    db,
    teams.map(({ id }) => id),
  );
  const wards = new Map([...depots].map(([teamId, { lat, lon }]) => [teamId, deps.places.judgePin(lon, lat).unitId]));
  const paths = await findUnitPaths(db, [...new Set([...wards.values()].filter((id) => id !== null))]);
  return new Map([...wards].flatMap(([teamId, id]) => (id === null ? [] : [[teamId, paths.get(id) ?? ''] as const])));
}

function toEntry(question: RosterQuestion, evening: Evening, id: string): RosterEntry {
  const { shift, isExisting } = question.slots[evening.slot]!;
  return {
    id,
    line: evening.line,
    date: shift.date,
    teamId: shift.teamId,
    shiftId: isExisting ? shift.shiftId : null,
    opensAt: new Date(shift.opensMs).toISOString(),
    closesAt: new Date(shift.closesMs).toISOString(),
    personIds: [...evening.personIds],
  };
}
