import type { Actor } from '../auth/actor.ts';
import { shiftsBetween } from '../calendar/list-shifts.ts';
import { dateAt } from '../calendar/zoned-time.ts';
import type { Skill } from '../contract/codes.ts';
import type { PromiseAtRisk } from '../contract/promises-at-risk.ts';
import type { Deps } from '../deps.ts';
import { readCrewGround } from '../roster/crew-ground.ts';
import type { Crew } from '../roster/crews/crew-of-shift.ts';
import { twiceHeldIds } from '../roster/crews/held-equipment.ts';
import { type PlannedVisit, readPlannedVisits } from './store/planned-visits.ts';
import { requiredSkills } from './visit-rules.ts';

/**
 * The published visits from today on that their shifts cannot do as things stand: the kit is broken or lent, too few people come,
 * an ability is missing, or the shift is gone. Computed anew each time: nothing has to be told that a kit broke.
 */
export async function promisesAtRisk(deps: Deps, actor: Actor): Promise<PromiseAtRisk[]> {
  const now = deps.clock.now();
  const today = dateAt(now, actor.zone);
  return deps.db.transaction(async (tx) => {
    const visits = await readPlannedVisits(tx, actor.unitPath, today);
    if (visits.length === 0) return [];
    const last = visits.reduce((latest, { date }) => (date > latest ? date : latest), today);
    const shifts = await shiftsBetween(tx, actor.unitPath, { from: today, to: last });
    const ground = await readCrewGround(tx, actor.unitPath, now);
    const crews = ground.crewsOf(shifts);
    const withoutKit = twiceHeldIds(shifts, crews, 'kitId');
    const shiftIds = new Map(shifts.map(({ id, teamId, opensAt }) => [`${teamId} ${Date.parse(opensAt)}`, id]));
    return visits.flatMap((visit) => {
      const shiftId = shiftIds.get(`${visit.teamId} ${visit.shiftOpensAt.getTime()}`);
      const crew = shiftId === undefined ? undefined : crews.get(shiftId);
      const risk = riskOf(visit, crew, shiftId !== undefined && withoutKit.has(shiftId));
      return risk ? [toView(visit, risk, crew?.kitId ?? null)] : [];
    });
  });
}

type Risk = Pick<PromiseAtRisk, 'cause' | 'missingSkills'>;

function riskOf(visit: PlannedVisit, crew: Crew | undefined, isKitLent: boolean): Risk | null {
  const required = requiredSkills(visit.needs, visit.requirements);
  if (!crew) return { cause: 'shift_gone', missingSkills: [] };
  if (crew.state === 'lost') return { cause: 'crew_lost', missingSkills: [] };
  const skills: readonly Skill[] = isKitLent ? crew.skillsWithoutKit : crew.skills;
  const missingSkills = required.filter((skill) => !skills.includes(skill));
  if (missingSkills.length === 0) return null;
  const couldKit = missingSkills.some((skill) => skill === 'intake' || skill === 'iris' || skill === 'printer');
  return { cause: couldKit ? 'kit' : 'skill', missingSkills };
}

function toView(visit: PlannedVisit, { cause, missingSkills }: Risk, kitId: string | null): PromiseAtRisk {
  const { id, caseId, teamId, date, plannedStartAt, promise } = visit;
  return {
    ...{ assignmentId: id, caseId, teamId, date, plannedStartAt: plannedStartAt.toISOString() },
    promise: promise && { opensAt: promise.opensAt.toISOString(), closesAt: promise.closesAt.toISOString() },
    ...{ cause, missingSkills, kitId },
  };
}
