import type { Actor } from '../../auth/actor.ts';
import { saveStates } from '../../calendar/save-states.ts';
import { findSeries } from '../../calendar/store.ts';
import type { RosterView } from '../../contract/rosters.ts';
import { runOnce } from '../../db/once.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { ProblemError } from '../../problem.ts';
import { tellTeams } from '../../teams/tell-teams.ts';
import { findChosen, lockCrews, removeChosen, saveCrew } from '../store/crews.ts';
import { updateRoster } from '../store/rosters.ts';
import { findOpenRoster, findVisibleRoster, workOf } from './edit-roster.ts';
import { rosterView } from './roster-view.ts';

type Input = { commandId: string; id: string; version: number };

/** Takes an accepted roster back: crews are as they were before, shifts it made are gone. Not when one of its evenings has begun, nor when somebody changed a crew of it meanwhile. */
export async function undoRoster(deps: Deps, actor: Actor, input: Input): Promise<RosterView> {
  const { commandId, id, version } = input;
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'roster.undo', bodyHash: hashBody({ id, version }), now };
  return deps.db.transaction(async (tx) => {
    await runOnce(tx, command, async () => {
      await lockCrews(tx, actor.unitPath);
      const roster = await findVisibleRoster(tx, actor, id);
      if (roster.state !== 'accepted' || !roster.replaced)
        throw new ProblemError('roster-not-open', { params: { state: roster.state } });
      if (roster.version !== version) throw new ProblemError('changed-meanwhile');
      const begun = roster.entries.find(({ opensAt }) => Date.parse(opensAt) <= now.getTime());
      if (begun) throw new ProblemError('roster-begun', { params: { date: begun.date } });
      const { shiftIds, crews, seriesIds } = roster.replaced;
      const present = await findChosen(tx, shiftIds);
      const isOurs = present.length === shiftIds.length && present.every(({ rosterId }) => rosterId === roster.id);
      if (!isOurs) throw new ProblemError('changed-meanwhile');
      const versions = new Map(present.map((crew) => [crew.shiftId, crew.version]));
      await removeChosen(
        tx,
        shiftIds.filter((shiftId) => !crews.some((crew) => crew.shiftId === shiftId)),
      );
      for (const crew of crews) await saveCrew(tx, { ...crew, version: versions.get(crew.shiftId)! });
      const remove = [];
      for (const id of seriesIds) {
        const found = await findSeries(tx, id);
        if (found) remove.push({ id, version: found.series.version });
      }
      if (remove.length > 0) await saveStates(tx, actor, { put: [], remove, heirs: [] }, now);
      await updateRoster(tx, id, { state: 'undone', replaced: null });
      await tellTeams(tx, roster.unitPath, now);
      return null;
    });
    const roster = await findVisibleRoster(tx, actor, id);
    return rosterView(await workOf(tx, actor, roster, now), roster);
  });
}

/** Puts a proposal away. */
export async function discardRoster(deps: Deps, actor: Actor, input: Input): Promise<RosterView> {
  const { commandId, id, version } = input;
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'roster.discard', bodyHash: hashBody({ id, version }), now };
  return deps.db.transaction(async (tx) => {
    await runOnce(tx, command, async () => {
      await findOpenRoster(tx, actor, id, version);
      await updateRoster(tx, id, { state: 'discarded' });
      return null;
    });
    const roster = await findVisibleRoster(tx, actor, id);
    return rosterView(await workOf(tx, actor, roster, now), roster);
  });
}
