import { type Actor, requireWithin } from '../auth/actor.ts';
import type { ShiftSeries } from '../contract/teams.ts';
import { appendLiveMessages } from '../db/live-messages.ts';
import { runOnce } from '../db/once.ts';
import type { Transaction } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError } from '../problem.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import { checkSeries } from './check-series.ts';
import { findSeries, lockTeamOfSeries, saveSeries, seriesOfTeam } from './store.ts';
import { dateAt } from './zoned-time.ts';

/** Creates (version 0) or changes a series; refuses one that can never become shifts or overlaps another of its team. */
export async function putSeries(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; series: ShiftSeries },
): Promise<ShiftSeries> {
  const { commandId, series } = input;
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'calendar.put-series', bodyHash: hashBody(series), now };
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      const unitPath = await requireAcceptable(tx, actor, series, now);
      await saveSeries(tx, series);
      await tellTeamsChanged(tx, unitPath, now);
      return { ...series, version: series.version + 1 };
    }),
  );
}

/** Refuses a series that the actor may not write, that somebody changed meanwhile, or that its calendar rules out. */
export async function requireAcceptable(tx: Transaction, actor: Actor, series: ShiftSeries, now: Date): Promise<string> {
  const team = await lockTeamOfSeries(tx, series.teamId);
  if (!team) throw new ProblemError('not-found', { detail: 'There is no such team.' });
  requireWithin(actor, team.unitPath);
  const stored = await findSeries(tx, series.id);
  if (stored) requireWithin(actor, stored.unitPath);
  if ((stored?.series.version ?? 0) !== series.version) throw new ProblemError('changed-meanwhile');
  const others = (await seriesOfTeam(tx, series.teamId)).filter((other) => other.id !== series.id);
  checkSeries(series, { country: team.country, today: dateAt(now, actor.zone), others });
  return team.unitPath;
}

export async function tellTeamsChanged(tx: Transaction, unitPath: string, now: Date): Promise<void> {
  const messages = liveUnitChannels(unitPath).map((channel) => ({ channel, type: 'unit.teams', payload: {} }));
  await appendLiveMessages(tx, messages, now);
}
