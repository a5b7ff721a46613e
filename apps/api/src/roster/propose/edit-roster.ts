import { type Actor, requireWithin } from '../../auth/actor.ts';
import type { Candidate } from '../../contract/people.ts';
import type { ProblemItem } from '../../contract/problems.ts';
import type { RosterEdit, RosterEntry, RosterView } from '../../contract/rosters.ts';
import { runOnce } from '../../db/once.ts';
import type { Queryable, Transaction } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { ProblemError } from '../../problem.ts';
import { candidatesOf } from '../crews/list-crews.ts';
import { loadWork, type Work } from '../load-work.ts';
import { findRoster, type RosterRow, updateRoster } from '../store/rosters.ts';
import { eveningOf, fairWindow } from './load-question.ts';
import { shiftOfEntry, withEntries } from './measure-roster.ts';
import { rosterView } from './roster-view.ts';

/** A roster with what it does, as things stand now. */
export async function readRoster(deps: Deps, actor: Actor, id: string): Promise<RosterView> {
  return deps.db.transaction(async (tx) => {
    const roster = await findVisibleRoster(tx, actor, id);
    return rosterView(await workOf(tx, actor, roster, deps.clock.now()), roster);
  });
}

/** Who could come to one evening of a proposal, given all its others, and what speaks against it. */
export async function rosterCandidates(deps: Deps, actor: Actor, id: string, entryId: string): Promise<Candidate[]> {
  return deps.db.transaction(async (tx) => {
    const roster = await findVisibleRoster(tx, actor, id);
    const entry = roster.entries.find((one) => one.id === entryId);
    if (!entry) throw new ProblemError('not-found');
    const work = withEntries(await workOf(tx, actor, roster, deps.clock.now()), roster.entries);
    return candidatesOf(work, shiftOfEntry(work, entry), entry.personIds);
  });
}

/** Takes a hand-made change of a proposal. Broken rules are shown, not refused: that is for accepting. */
export async function editRoster(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; id: string; edit: RosterEdit },
): Promise<RosterView> {
  const { commandId, id, edit } = input;
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'roster.edit', bodyHash: hashBody({ id, ...edit }), now };
  return deps.db.transaction(async (tx) => {
    await runOnce(tx, command, async () => {
      const roster = await findOpenRoster(tx, actor, id, edit.version);
      requireEntries(await workOf(tx, actor, roster, now), roster, edit.entries);
      const unformed = roster.unformed
        .map((line) => ({ ...line, missingCount: missing(roster, edit.entries, line.line) }))
        .filter(({ missingCount }) => missingCount > 0);
      const known = new Set(unformed.map(({ line }) => line));
      const given = roster.demand.flatMap((_, line) => {
        const missingCount = missing(roster, edit.entries, line);
        return missingCount > 0 && !known.has(line) ? [{ line, missingCount, obstacles: [] }] : [];
      });
      await updateRoster(tx, id, { entries: edit.entries, unformed: [...unformed, ...given] });
      return null;
    });
    const roster = await findVisibleRoster(tx, actor, id);
    return rosterView(await workOf(tx, actor, roster, now), roster);
  });
}

function missing(roster: RosterRow, entries: readonly RosterEntry[], line: number): number {
  return roster.demand[line]!.eveningCount - entries.filter((entry) => entry.line === line).length;
}

export async function findVisibleRoster(db: Queryable, actor: Actor, id: string): Promise<RosterRow> {
  const roster = await findRoster(db, id);
  if (!roster) throw new ProblemError('not-found');
  requireWithin(actor, roster.unitPath);
  return roster;
}

export async function findOpenRoster(tx: Transaction, actor: Actor, id: string, version: number): Promise<RosterRow> {
  const roster = await findVisibleRoster(tx, actor, id);
  if (roster.state !== 'proposed') throw new ProblemError('roster-not-open', { params: { state: roster.state } });
  if (roster.version !== version) throw new ProblemError('changed-meanwhile');
  return roster;
}

export function workOf(db: Queryable, actor: Actor, { fromDate, toDate }: RosterRow, now: Date): Promise<Work> {
  return loadWork(db, { unitPath: actor.unitPath, from: fairWindow(fromDate, toDate).fairFrom, to: toDate, now });
}

/** Refuses what cannot be an evening of this roster, each fault named: unknown people or teams, other hours, a team twice at once. */
export function requireEntries(work: Work, roster: RosterRow, entries: readonly RosterEntry[]): void {
  const errors: ProblemItem[] = [];
  entries.forEach((entry, index) => {
    const fail = (field: string, code: string, message: string): void =>
      void errors.push({ pointer: `/entries/${index}${field}`, code, message });
    const line = roster.demand[entry.line];
    if (!line) {
      fail('/line', 'unknown', 'The demand has no such line.');
      return;
    }
    if (entry.date < line.fromDate || entry.date > line.untilDate)
      fail('/date', 'range', `This line runs from ${line.fromDate} to ${line.untilDate}.`);
    const team = work.teams.get(entry.teamId);
    if (!team?.active || !team.unitPath.startsWith(work.unitPath)) {
      fail('/teamId', 'unknown', 'There is no such team in your unit.');
      return;
    }
    const shift = entry.shiftId === null ? null : work.shifts.find(({ id }) => id === entry.shiftId);
    const hours = eveningOf(line, entry.date, work.zone);
    const isSame = shift
      ? shift.teamId === entry.teamId &&
        shift.date === entry.date &&
        shift.opensAt === entry.opensAt &&
        shift.closesAt === entry.closesAt
      : shift === null && hours.opensMs === Date.parse(entry.opensAt) && hours.closesMs === Date.parse(entry.closesAt);
    if (!isSame) fail('/shiftId', 'changed', 'The shift is not there any more, or has other hours.');
    if (new Set(entry.personIds).size < entry.personIds.length) fail('/personIds', 'twice', 'A person stands twice.');
    const isKnown = (id: string): boolean => {
      const person = work.people.get(id);
      return (person?.active && person.unitPath.startsWith(work.unitPath)) ?? false;
    };
    if (!entry.personIds.every(isKnown)) fail('/personIds', 'unknown', 'There is no such person at work in your unit.');
    const isTwice = entries
      .slice(0, index)
      .some((other) => other.teamId === entry.teamId && other.opensAt < entry.closesAt && entry.opensAt < other.closesAt);
    if (isTwice) fail('/teamId', 'twice', 'The team is on another evening of this roster at that time.');
  });
  if (new Set(entries.map(({ id }) => id)).size < entries.length)
    errors.push({ pointer: '/entries', code: 'twice', message: 'Two evenings have one id.' });
  if (errors.length > 0) throw new ProblemError('invalid-input', { errors });
}
