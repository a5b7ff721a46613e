import { type Actor, requireWithin } from '../auth/actor.ts';
import type { Vehicle } from '../contract/teams.ts';
import { runOnce } from '../db/once.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError } from '../problem.ts';
import { findUnitPath } from '../units/store.ts';
import { findVehicle, lockForChange, saveVehicle } from './store.ts';
import { tellTeams } from './tell-teams.ts';

/** Creates or changes a vehicle; which team has it is said by the team. */
export async function putVehicle(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; vehicle: Omit<Vehicle, 'teamId'> },
): Promise<Vehicle> {
  const { commandId, vehicle } = input;
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'teams.put-vehicle', bodyHash: hashBody(vehicle), now };
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      await lockForChange(tx, vehicle.id);
      const unitPath = await findUnitPath(tx, vehicle.unitId);
      if (unitPath === null) throw new ProblemError('not-found', { detail: 'There is no such unit.' });
      requireWithin(actor, unitPath);
      const stored = await findVehicle(tx, vehicle.id);
      if (stored) requireWithin(actor, stored.unitPath);
      await saveVehicle(tx, vehicle);
      await tellTeams(tx, unitPath, now);
      return (await findVehicle(tx, vehicle.id))!.row;
    }),
  );
}
