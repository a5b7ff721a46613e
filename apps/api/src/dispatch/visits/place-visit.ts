import type { VisitPlaced } from '../../contract/board.ts';
import { appendLiveMessages, type NewLiveMessage } from '../../db/live-messages.ts';
import type { Transaction } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import type { FoundPlace } from '../../planning/find-places.ts';
import { promiseFor } from '../../planning/plan-changes.ts';
import { stampTold } from '../../planning/store/told.ts';
import { type CaseToPlace, readTonight } from '../../planning/store/tonight.ts';
import { ProblemError } from '../../problem.ts';
import { toAssignmentView } from '../assignment-views.ts';
import { insertEveningEvent } from '../evening/store.ts';
import { findUnitRevision, readAssignments, readTeamUnitIds } from '../store.ts';
import { newsForUnits } from '../tell-units.ts';
import { followEvening } from './follow-evening.ts';
import {
  endPromisesOf,
  findOpenPromise,
  insertPromise,
  insertVisit,
  setCaseState,
  setLegs,
  shiftPositions,
} from './placing-store.ts';

export interface Placing {
  visitCase: CaseToPlace;
  place: FoundPlace;
  date: string;
  /** The open visits of the team as the place was found: another order, and it is looked for again. */
  foundOn: string;
  kind: 'added' | 'moved';
  accountId: string;
  /** News of the team it is taken from, in the same commit. */
  others: NewLiveMessage[];
}

/** What a place was found on: the open visits of a team's evening in their order. */
export async function fingerprintOf(
  tx: Parameters<typeof readTonight>[0],
  teamId: string,
  date: string,
  besidesId?: string,
): Promise<string> {
  const visits = await readTonight(tx, [teamId], date);
  return visits
    .filter(({ id, state }) => state !== 'finished' && id !== besidesId)
    .map(({ id, state }) => `${id} ${state}`)
    .join();
}

/**
 * Puts a visit into a team's evening, in the caller's transaction: the visit, the order and the drives of what follows, the family's
 * promise, the case, and the news for the team and everybody who watches. The others' planned times stay: a plan is what was promised,
 * what is expected now is the eta.
 */
export async function placeVisit(tx: Transaction, deps: Pick<Deps, 'clock' | 'ids'>, placing: Placing): Promise<VisitPlaced> {
  const { visitCase, place, date, kind, accountId } = placing;
  const { teamId } = place;
  const now = deps.clock.now();
  if ((await fingerprintOf(tx, teamId, date)) !== placing.foundOn) throw new ProblemError('changed-meanwhile');
  const evening = await readTonight(tx, [teamId], date);
  const after = evening.find(({ id }) => id === place.afterAssignmentId);
  const begun = evening.filter(({ state }) => state !== 'assigned' && state !== 'acknowledged');
  const position = (after?.position ?? Math.max(0, ...begun.map((visit) => visit.position))) + 1;
  await shiftPositions(tx, { teamId, date, from: position });
  const unitId = (await readTeamUnitIds(tx, [teamId])).get(teamId)!;
  const revision = await findUnitRevision(tx, unitId);
  const id = deps.ids.newId();
  const leg = place.legs.find(({ assignmentId }) => assignmentId === null)!;
  const { startAt, endAt, shiftOpensAt, shiftClosesAt } = place;
  await insertVisit(tx, {
    ...{ id, unitId, revision, teamId, date, position, shiftOpensAt, shiftClosesAt },
    caseId: visitCase.id,
    plannedArriveAt: startAt,
    plannedStartAt: startAt,
    plannedEndAt: endAt,
    travelSec: leg.travelSec,
    travelMetres: leg.travelMetres,
    travelSource: place.travelSource,
    toldAt: now,
  });
  await setLegs(tx, place);
  const promise = await keepOrMakePromise(tx, deps, { visitCase, place, unitId, revision, now });
  await setCaseState(tx, visitCase.id, 'scheduled', now);
  const who = { unitId, teamId, date, assignmentId: id, accountId };
  await insertEveningEvent(tx, { id: deps.ids.newId(), ...who, kind, at: now, receivedAt: now });
  const news = await newsForUnits(tx, { unitIds: [unitId], teamIds: [teamId], caseIds: [visitCase.id] }, [
    { type: 'unit.assignment', payload: { assignmentId: id } },
    { type: 'unit.cases', payload: { caseIds: [visitCase.id] } },
  ]);
  const forTeam = { channel: `team:${teamId}`, type: 'team.published', payload: { revision, withdrawnIds: [] } };
  await stampTold(tx, await appendLiveMessages(tx, [...placing.others, forTeam, ...news], now));
  await followEvening(tx, deps, { teamId, date });
  const [row] = await readAssignments(tx, [id]);
  return { assignment: toAssignmentView(row!), withdrawn: null, promise };
}

/** A family that was told a window which still holds is not told another one. */
async function keepOrMakePromise(
  tx: Transaction,
  deps: Pick<Deps, 'ids'>,
  of: { visitCase: CaseToPlace; place: FoundPlace; unitId: string; revision: number; now: Date },
): Promise<VisitPlaced['promise']> {
  const { visitCase, place, unitId, revision, now } = of;
  const known = await findOpenPromise(tx, visitCase.id);
  if (known && place.startAt >= known.opensAt && place.startAt <= known.closesAt) {
    return { opensAt: known.opensAt.toISOString(), closesAt: known.closesAt.toISOString(), isNew: false };
  }
  await endPromisesOf(tx, visitCase.id, now);
  const { opensAt, closesAt } = promiseFor({
    caseId: visitCase.id,
    plannedStartAt: place.startAt,
    shiftOpensAt: place.shiftOpensAt,
  });
  await insertPromise(tx, { id: deps.ids.newId(), unitId, caseId: visitCase.id, revision, opensAt, closesAt, toldAt: now });
  return { opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString(), isNew: true };
}
