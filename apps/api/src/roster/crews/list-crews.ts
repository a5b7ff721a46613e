import type { Actor } from '../../auth/actor.ts';
import { daysBetween } from '../../calendar/zoned-time.ts';
import { type Candidate, type CrewList, PEOPLE_LIMITS } from '../../contract/people.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../problem.ts';
import { judgeChange } from '../judge-change.ts';
import { loadWork, toWorkShift, type Work } from '../load-work.ts';
import { HOUR_MS } from '../rules/work-calendar.ts';
import { type WorkShift, workedMs } from '../rules/work-of-person.ts';
import { readOverrides } from '../store/crews.ts';
import { membersOn } from './crew-of-shift.ts';
import { crewViews } from './crew-views.ts';
import { findShift } from './put-crew.ts';

/** The shifts of a unit on some dates with their crews; at most PEOPLE_LIMITS.crewDays days. */
export async function listCrews(deps: Deps, actor: Actor, range: { from: string; to: string }): Promise<CrewList> {
  requireDays(range, PEOPLE_LIMITS.crewDays);
  return deps.db.transaction(async (tx) => {
    const work = await loadWork(tx, { unitPath: actor.unitPath, ...range, now: deps.clock.now() });
    return { crews: crewViews(work, range.from, range.to, await readOverrides(tx, actor.unitPath, range.from)) };
  });
}

export function requireDays({ from, to }: { from: string; to: string }, limit: number): void {
  const days = daysBetween(from, to) + 1;
  if (days >= 1 && days <= limit) return;
  const message = days < 1 ? 'It lies before "from".' : `At most ${limit} days can be asked for.`;
  throw new ProblemError('invalid-input', { errors: [{ pointer: '/to', code: 'range', message, params: { days, limit } }] });
}

/** Everybody at work in the unit, with what speaks against having them on a shift. */
export async function listCandidates(deps: Deps, actor: Actor, shiftId: string, date: string): Promise<Candidate[]> {
  return deps.db.transaction(async (tx) => {
    const work = await loadWork(tx, { unitPath: actor.unitPath, from: date, to: date, now: deps.clock.now() });
    const version = work.crews.get(shiftId)?.version ?? 0;
    const shift = toWorkShift(findShift(work, actor, shiftId, version));
    return candidatesOf(work, shift, work.crews.get(shiftId)!.personIds);
  });
}

/** Who could be on a shift, best first: nothing against them, then members, then who has fewest hours in the month. */
export function candidatesOf(work: Work, shift: WorkShift, chosenIds: readonly string[]): Candidate[] {
  const members = membersOn(work.teams.get(shift.teamId)!, shift.date);
  const month = shift.date.slice(0, 7);
  const candidates = [...work.people.values()].flatMap(({ id, active, unitPath }): Candidate[] => {
    if (!active || !unitPath.startsWith(work.unitPath)) return [];
    const others = (work.shiftsOf.get(id) ?? []).filter(
      ({ shiftId, date }) => shiftId !== shift.shiftId && date.startsWith(month),
    );
    const without = {
      ...work,
      crews: new Map(),
      shiftsOf: new Map([[id, (work.shiftsOf.get(id) ?? []).filter(({ shiftId }) => shiftId !== shift.shiftId)]]),
    };
    return [
      {
        personId: id,
        isChosen: chosenIds.includes(id),
        isMember: members.includes(id),
        breaches: judgeChange(without, [{ shift, personIds: [id] }]),
        monthFieldHours: others.reduce((sum, one) => sum + workedMs(one), 0) / HOUR_MS,
      },
    ];
  });
  const refusals = ({ breaches }: Candidate): number => (breaches.some(({ severity }) => severity === 'refused') ? 1 : 0);
  return candidates.sort(
    (a, b) =>
      refusals(a) - refusals(b) ||
      Number(b.isMember) - Number(a.isMember) ||
      a.monthFieldHours - b.monthFieldHours ||
      (a.personId < b.personId ? -1 : 1),
  );
}
