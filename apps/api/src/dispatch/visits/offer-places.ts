import { type Actor, requireRole } from '../../auth/actor.ts';
import type { Place } from '../../contract/board.ts';
import type { Deps } from '../../deps.ts';
import { type FoundPlace, findPlaces } from '../../planning/find-places.ts';
import { type CaseToPlace, findCaseToPlace } from '../../planning/store/tonight.ts';
import { ProblemError } from '../../problem.ts';
import { findOpenVisitOf } from './open-visit-store.ts';
import { fingerprintOf } from './place-visit.ts';

const QUARTER_SEC = 900;

/**
 * Which team could take a case on an evening, where in its route, and at what added drive: the cheapest place of each team, the
 * cheapest team first. For a case that somebody has already this is how its visit could be saved.
 */
export async function offerPlaces(deps: Deps, actor: Actor, asked: { caseId: string; date: string }): Promise<Place[]> {
  requireRole(actor, ['dispatcher']);
  const visitCase = await requireCase(deps, actor, asked.caseId);
  const open = await findOpenVisitOf(deps.db.client, asked.caseId);
  const found = await findPlaces(deps, {
    ...{ visitCase, unitPath: actor.unitPath, zone: actor.zone, date: asked.date },
    ...(open ? { besidesId: open.id } : {}),
  });
  const best = new Map<string, FoundPlace>();
  // What keeps the promise is worth more than a team's evening, and that more than a short drive.
  const byWorth = [...found].sort(
    (a, b) =>
      Number(b.keepsPromise) - Number(a.keepsPromise) ||
      Math.ceil(a.overrunSec / QUARTER_SEC) - Math.ceil(b.overrunSec / QUARTER_SEC) ||
      a.addedTravelSec - b.addedTravelSec,
  );
  for (const place of byWorth) if (!best.has(place.teamId)) best.set(place.teamId, place);
  return [...best.values()].map((place) => {
    const { teamId, afterAssignmentId, startAt, addedTravelSec, overrunSec, keepsPromise, travelSource } = place;
    return {
      ...{ teamId, date: asked.date, afterAssignmentId, addedTravelSec, overrunSec, keepsPromise, travelSource },
      arriveAt: startAt.toISOString(),
      startAt: startAt.toISOString(),
    };
  });
}

/** The place a dispatcher chose, found anew, and what it was found on; null when the visit does not fit there. */
export async function choosePlace(
  deps: Deps,
  actor: Actor,
  asked: { caseId: string; teamId: string; date: string; afterAssignmentId: string | null; besidesId?: string },
): Promise<{ place: FoundPlace; foundOn: string } | null> {
  const { caseId, teamId, date, afterAssignmentId, besidesId } = asked;
  const visitCase = await requireCase(deps, actor, caseId);
  const foundOn = await fingerprintOf(deps.db.client, teamId, date, besidesId);
  const found = await findPlaces(deps, {
    ...{ visitCase, unitPath: actor.unitPath, zone: actor.zone, date, teamId },
    ...(besidesId ? { besidesId } : {}),
  });
  const place = found.find((each) => each.afterAssignmentId === afterAssignmentId);
  return place ? { place, foundOn } : null;
}

async function requireCase(deps: Deps, actor: Actor, id: string): Promise<CaseToPlace> {
  const visitCase = await findCaseToPlace(deps.db.client, id);
  if (!visitCase) throw new ProblemError('not-found');
  if (!visitCase.unitPath.startsWith(actor.unitPath)) throw new ProblemError('outside-your-unit');
  return visitCase;
}
