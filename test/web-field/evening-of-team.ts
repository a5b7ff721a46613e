import type { Place } from '../../apps/api/src/contract/board.ts';
import { appendLiveMessages } from '../../apps/api/src/db/live-messages.ts';
import type { Deps } from '../../apps/api/src/deps.ts';
import { stampTold } from '../../apps/api/src/planning/store/told.ts';
import type { Caller } from '../support/app.ts';

/** 18:30 in Hanoi on the evening of these tests. */
export const OPENS = '2026-11-23T18:30+07:00';
const at = (minutes: number) => new Date(Date.parse(OPENS) + minutes * 60_000);

/** Gives waiting demo cases (or those named) to a team as publishing does: assignments, promises and one message, in one transaction. */
export async function giveVisits(
  deps: Deps,
  teamId: string,
  visits: { id: string; startsMin: number; caseId?: string }[],
  withdrawnIds: string[] = [],
) {
  const cases = await deps.db.client.case.findMany({
    where: { state: 'waiting', household: { lat: { not: null } }, phone: { not: null } },
    orderBy: { id: 'asc' },
    take: visits.length,
  });
  await deps.db.transaction(async (tx) => {
    for (const [index, { id, startsMin, caseId: named }] of visits.entries()) {
      const { id: caseId, unitId } = named ? await tx.case.findUniqueOrThrow({ where: { id: named } }) : cases[index]!;
      await tx.case.update({ where: { id: caseId }, data: { state: 'scheduled' } });
      await tx.assignment.create({
        data: {
          id,
          unitId: '01',
          planId: 'plan-of-test',
          revision: 1,
          teamId,
          caseId,
          date: '2026-11-23',
          position: startsMin,
          shiftOpensAt: at(0),
          shiftClosesAt: at(180),
          plannedArriveAt: at(startsMin),
          plannedStartAt: at(startsMin),
          plannedEndAt: at(startsMin + 25),
          travelSec: 480,
          travelMetres: 2100,
          travelSource: 'roads',
          state: 'assigned',
        },
      });
      const promise = { opensAt: at(startsMin - 15), closesAt: at(startsMin + 45), toldAt: at(-600), channel: 'phone' };
      await tx.visitPromise.create({ data: { id: `promise-${id}`, unitId, caseId, revision: 1, ...promise } });
    }
    if (withdrawnIds.length > 0) {
      await tx.assignment.updateMany({
        where: { id: { in: withdrawnIds } },
        data: { state: 'withdrawn', version: { increment: 1 } },
      });
    }
    const numbers = await appendLiveMessages(
      tx,
      [{ channel: `team:${teamId}`, type: 'team.published', payload: { revision: 2, withdrawnIds } }],
      deps.clock.now(),
    );
    await stampTold(tx, numbers);
  });
}

/** Cases that several teams could still reach this evening: the demo gives them other ids each time, and not every team can do all. */
export async function casesForSeveralTeams(deps: Deps, dispatcher: Caller, count: number): Promise<string[]> {
  const waiting = await deps.db.client.case.findMany({
    where: { state: 'waiting', household: { lat: { not: null } }, phone: { not: null } },
    orderBy: { priority: 'desc' },
    take: 60,
  });
  const found: string[] = [];
  for (const { id } of waiting) {
    const { body } = await dispatcher<{ places: Place[] }>('GET', `/api/board/places?caseId=${id}&date=2026-11-23`);
    if (body.places.length >= 4) found.push(id);
    if (found.length === count) return found;
  }
  throw new Error(`Only ${found.length} of ${waiting.length} cases can be reached by four teams.`);
}
