import { type Actor, requireWithin } from '../../auth/actor.ts';
import type { SpeedsInput, SpeedTable } from '../../contract/speeds.ts';
import { runOnce } from '../../db/once.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { ProblemError } from '../../problem.ts';
import { findSpeedUnit, insertSpeedTable, lockSpeeds, newestSpeedVersion } from '../store.ts';
import { checkBands } from './check-bands.ts';

/** Stores a unit's next table of speeds; plans made from then on use it. Refuses with `changed-meanwhile` on a stale base. */
export async function putSpeeds(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; speeds: SpeedsInput },
): Promise<SpeedTable> {
  const { commandId, speeds } = input;
  const { unitId, baseVersion, bands, useLearned } = speeds;
  checkBands(bands);
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'travel.put-speeds', bodyHash: hashBody(speeds), now };
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      await lockSpeeds(tx, unitId);
      const unit = await findSpeedUnit(tx, unitId);
      if (!unit) throw new ProblemError('not-found', { detail: 'There is no such unit.' });
      requireWithin(actor, unit.path);
      const newest = await newestSpeedVersion(tx, unitId);
      if (newest !== baseVersion) throw new ProblemError('changed-meanwhile', { params: { version: newest } });
      const version = newest + 1;
      const { accountId } = actor;
      await insertSpeedTable(tx, { id: deps.ids.newId(), unitId, version, bands, useLearned, accountId, createdAt: now });
      return { unitId, version, bands, useLearned };
    }),
  );
}
