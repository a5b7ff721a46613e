import { type Actor, requireWithin } from '../../auth/actor.ts';
import type { CrewInput, CrewView } from '../../contract/people.ts';
import type { Shift } from '../../contract/teams.ts';
import { runOnce } from '../../db/once.ts';
import type { Transaction } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { ProblemError } from '../../problem.ts';
import { tellTeams } from '../../teams/tell-teams.ts';
import { requireAllowed } from '../breach-problem.ts';
import { judgeChange, type NewCrew } from '../judge-change.ts';
import { loadWork, toWorkShift, type Work } from '../load-work.ts';
import { insertOverrides, lockCrews, readOverrides, saveCrew } from '../store/crews.ts';
import { membersOn } from './crew-of-shift.ts';
import { crewViews } from './crew-views.ts';
import { requireEquipmentFree } from './require-equipment-free.ts';

/**
 * Says who is on one shift, with which kit and vehicle; null gives the team's own back. Refuses what breaks a hard rule for
 * anybody who joins, unless there is a reason, which is recorded with the name of who gave it.
 */
export async function putCrew(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; shiftId: string; crew: CrewInput },
): Promise<CrewView> {
  const { commandId, shiftId, crew } = input;
  const now = deps.clock.now();
  const body = { shiftId, ...crew };
  const command = { commandId, accountId: actor.accountId, kind: 'roster.put-crew', bodyHash: hashBody(body), now };
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      await lockCrews(tx, actor.unitPath);
      const work = await loadWork(tx, { unitPath: actor.unitPath, from: crew.date, to: crew.date, now });
      const shift = findShift(work, actor, shiftId, crew.version);
      const team = work.teams.get(shift.teamId)!;
      if (crew.personIds) requirePeople(work, crew.personIds);
      const personIds = crew.personIds ?? membersOn(team, shift.date);
      const kitId = crew.kit ? crew.kit.id : team.kitId;
      const vehicleId = crew.vehicle ? crew.vehicle.id : team.vehicleId;
      await requireEquipmentFree(tx, actor, work, shift, { kitId, vehicleId });
      const changes: NewCrew[] = [{ shift: toWorkShift(shift), personIds }];
      await allowOrRefuse(tx, deps, actor, { work, changes, overrideReason: crew.overrideReason, unitId: team.unitId });
      const old = work.crews.get(shiftId)!;
      await saveCrew(tx, {
        ...{ shiftId, unitId: team.unitId, teamId: team.id, date: shift.date, version: crew.version },
        ...{ hasPeople: crew.personIds !== null, personIds: crew.personIds ?? [] },
        ...{ hasKit: crew.kit !== null, kitId: crew.kit?.id ?? null },
        ...{ hasVehicle: crew.vehicle !== null, vehicleId: crew.vehicle?.id ?? null },
        ...{ forUnitId: old.forUnitId, rosterId: null },
      });
      await tellTeams(tx, team.unitPath, now);
      return readCrewView(tx, actor, shift, now);
    }),
  );
}

/** The shift, if it is a team's of the actor's unit, is not over, and nobody chose something else for it meanwhile. */
export function findShift(work: Work, actor: Actor, shiftId: string, version: number): Shift {
  const shift = work.shifts.find(({ id }) => id === shiftId);
  if (!shift) throw new ProblemError('not-found', { detail: 'There is no such shift on that date.' });
  requireWithin(actor, work.teams.get(shift.teamId)!.unitPath);
  if (Date.parse(shift.closesAt) <= work.now.getTime()) {
    throw new ProblemError('invalid-input', {
      errors: [{ pointer: '/date', code: 'past', message: 'This shift is over; who was there stays as it was.' }],
    });
  }
  if (work.crews.get(shiftId)!.version !== version) throw new ProblemError('changed-meanwhile');
  return shift;
}

export function requirePeople(work: Work, personIds: readonly string[]): void {
  const errors = personIds.flatMap((id, index) => {
    const person = work.people.get(id);
    if (personIds.indexOf(id) !== index)
      return [{ pointer: `/personIds/${index}`, code: 'twice', message: 'This person stands twice.' }];
    if (person?.active && person.unitPath.startsWith(work.unitPath)) return [];
    return [{ pointer: `/personIds/${index}`, code: 'unknown', message: 'There is no such person at work in your unit.' }];
  });
  if (errors.length > 0) throw new ProblemError('invalid-input', { errors });
}

/** Judges a change of crews; what a reason lets be is recorded. */
export async function allowOrRefuse(
  tx: Transaction,
  deps: Deps,
  actor: Actor,
  change: { work: Work; changes: readonly NewCrew[]; overrideReason: string | null; unitId: string },
): Promise<void> {
  const { work, changes, overrideReason, unitId } = change;
  const letBe = requireAllowed(judgeChange(work, changes), overrideReason);
  if (letBe.length === 0 || overrideReason === null) return;
  const by = { unitId, accountId: actor.accountId, byName: actor.displayName, reason: overrideReason, now: work.now };
  await insertOverrides(tx, letBe, by, () => deps.ids.newId());
}

export async function readCrewView(tx: Transaction, actor: Actor, shift: Shift, now: Date): Promise<CrewView> {
  const work = await loadWork(tx, { unitPath: actor.unitPath, from: shift.date, to: shift.date, now });
  const overrides = await readOverrides(tx, actor.unitPath, shift.date);
  return crewViews(work, shift.date, shift.date, overrides).find(({ shiftId }) => shiftId === shift.id)!;
}
