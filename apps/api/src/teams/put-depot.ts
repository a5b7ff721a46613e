import { type Actor, requireWithin } from '../auth/actor.ts';
import type { Depot } from '../contract/teams.ts';
import { runOnce } from '../db/once.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError } from '../problem.ts';
import { findUnitPath } from '../units/store.ts';
import { findDepot, lockForChange, saveDepot } from './store.ts';
import { tellTeams } from './tell-teams.ts';

/** Creates or changes a place where shifts start and end; it lies on land, in the area that the map covers. */
export async function putDepot(deps: Deps, actor: Actor, input: { commandId: string; depot: Depot }): Promise<Depot> {
  const { commandId, depot } = input;
  const place = deps.places.judgePin(depot.lon, depot.lat);
  if (!place.insideArea) throw new ProblemError('place-outside-area');
  if (place.inWater) throw new ProblemError('place-in-water');
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'teams.put-depot', bodyHash: hashBody(depot), now };
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      await lockForChange(tx, depot.id);
      const unitPath = await findUnitPath(tx, depot.unitId);
      if (unitPath === null) throw new ProblemError('not-found', { detail: 'There is no such unit.' });
      requireWithin(actor, unitPath);
      const stored = await findDepot(tx, depot.id);
      if (stored) requireWithin(actor, stored.unitPath);
      await saveDepot(tx, depot);
      await tellTeams(tx, unitPath, now);
      return depot;
    }),
  );
}
