import { type Actor, requireWithin } from '../../auth/actor.ts';
import { daysBetween } from '../../calendar/zoned-time.ts';
import { type Absence, type AbsenceView, PEOPLE_LIMITS } from '../../contract/people.ts';
import { runOnce } from '../../db/once.ts';
import type { Queryable } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { ProblemError } from '../../problem.ts';
import { lockForChange } from '../../teams/store.ts';
import { tellTeams } from '../../teams/tell-teams.ts';
import { requireDays } from '../crews/list-crews.ts';
import { loadWork, type Work } from '../load-work.ts';
import { lockCrews } from '../store/crews.ts';
import { findAbsence, findPerson, listAbsences, removeAbsence, saveAbsence } from '../store/people.ts';

/** Absences on some dates, each with the shifts that it touches and what is left of them. */
export async function readAbsences(deps: Deps, actor: Actor, range: { from: string; to: string }): Promise<AbsenceView[]> {
  requireDays(range, PEOPLE_LIMITS.absenceDays);
  return deps.db.transaction((tx) => viewsBetween(tx, actor, range, deps.clock.now()));
}

async function viewsBetween(db: Queryable, actor: Actor, range: { from: string; to: string }, now: Date): Promise<AbsenceView[]> {
  const work = await loadWork(db, { unitPath: actor.unitPath, ...range, now });
  const absences = await listAbsences(db, actor.unitPath, range.from, range.to);
  return absences.map((absence) => ({ absence, effects: effectsOf(work, absence) }));
}

function effectsOf(work: Work, { personId, fromDate, toDate }: Absence): AbsenceView['effects'] {
  return work.shifts.flatMap((shift) => {
    if (shift.date < fromDate || shift.date > toDate || shift.date < work.today) return [];
    const crew = work.crews.get(shift.id)!;
    const team = work.teams.get(shift.teamId)!;
    if (!crew.personIds.includes(personId) || !team.active) return [];
    const { crewSize } = team;
    return [
      { shiftId: shift.id, teamId: team.id, date: shift.date, state: crew.state, presentCount: crew.presentIds.length, crewSize },
    ];
  });
}

/** Creates or changes an absence of whole days; answers with the shifts it touches. */
export async function putAbsence(deps: Deps, actor: Actor, input: { commandId: string; absence: Absence }): Promise<AbsenceView> {
  const { commandId, absence } = input;
  const days = daysBetween(absence.fromDate, absence.toDate) + 1;
  if (days > PEOPLE_LIMITS.absenceDays) {
    const message = `At most ${PEOPLE_LIMITS.absenceDays} days at once.`;
    throw new ProblemError('invalid-input', { errors: [{ pointer: '/toDate', code: 'range', message, params: { days } }] });
  }
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'roster.put-absence', bodyHash: hashBody(absence), now };
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      await lockCrews(tx, actor.unitPath);
      await lockForChange(tx, absence.id);
      const stored = await findAbsence(tx, absence.id);
      if (stored) requireWithin(actor, stored.unitPath);
      const found = await findPerson(tx, absence.personId);
      if (!found) throw new ProblemError('not-found', { detail: 'There is no such person.' });
      requireWithin(actor, found.unitPath);
      await saveAbsence(tx, absence, found.person.unitId);
      await tellTeams(tx, found.unitPath, now);
      const views = await viewsBetween(tx, actor, { from: absence.fromDate, to: absence.toDate }, now);
      return views.find((view) => view.absence.id === absence.id)!;
    }),
  );
}

export async function deleteAbsence(deps: Deps, actor: Actor, input: { commandId: string; id: string }): Promise<void> {
  const now = deps.clock.now();
  const command = {
    commandId: input.commandId,
    accountId: actor.accountId,
    kind: 'roster.delete-absence',
    bodyHash: hashBody(input.id),
    now,
  };
  await deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      const stored = await findAbsence(tx, input.id);
      if (!stored) throw new ProblemError('not-found');
      requireWithin(actor, stored.unitPath);
      await removeAbsence(tx, input.id);
      await tellTeams(tx, stored.unitPath, now);
      return null;
    }),
  );
}
