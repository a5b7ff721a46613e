import { type Actor, requireWithin } from '../auth/actor.ts';
import type { SeriesEdited, SeriesStates } from '../contract/calendar.ts';
import type { ShiftSeries } from '../contract/teams.ts';
import { appendLiveMessages } from '../db/live-messages.ts';
import type { Transaction } from '../db/open-database.ts';
import { ProblemError } from '../problem.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import { changedMeanwhile } from './changed-meanwhile.ts';
import { checkAlone, checkTogether } from './check-series.ts';
import { keepState, lastNumbers } from './store/history.ts';
import {
  findSeries,
  lockTeams,
  namedShiftIds,
  removeSeries,
  renameShifts,
  type SeriesOfUnit,
  saveSeries,
  seriesTouchingTeams,
} from './store.ts';
import { dateAt } from './zoned-time.ts';

/**
 * Writes some series at once, each with the version after the one given, or nothing: refuses what the actor may not write, what
 * somebody changed meanwhile (telling what), and what the calendar rules out.
 */
export async function saveStates(
  tx: Transaction,
  actor: Actor,
  states: SeriesStates,
  now: Date,
): Promise<Omit<SeriesEdited, 'breaches'>> {
  const { stored, unitPaths } = await requireAcceptable(tx, actor, states, now);
  const who = { now, accountId: actor.accountId };
  const undo: SeriesStates = {
    put: [],
    remove: [],
    heirs: states.heirs.map(({ fromSeriesId, toSeriesId, fromDate }) => ({
      ...{ fromSeriesId: toSeriesId, toSeriesId: fromSeriesId, fromDate },
    })),
  };
  const saved: ShiftSeries[] = [];
  for (const series of states.put) {
    const before = stored.get(series.id);
    if (before) await keepState(tx, series.id, { ...before, version: before.series.version, state: before.series }, who);
    const last = before ? { version: before.series.version, sequence: before.sequence } : await lastNumbers(tx, series.id);
    const after = { ...series, version: last.version + 1 };
    await saveSeries(tx, after, last.sequence + 1);
    await keepState(tx, series.id, { version: after.version, sequence: last.sequence + 1, state: after }, who);
    saved.push(after);
    if (before) undo.put.push({ ...before.series, version: after.version });
    else undo.remove.push({ id: series.id, version: after.version });
  }
  for (const { id } of states.remove) {
    const { series, sequence } = stored.get(id)!;
    await keepState(tx, id, { version: series.version, sequence, state: series }, who);
    await keepState(tx, id, { version: series.version + 1, sequence: sequence + 1, state: null }, who);
    await removeSeries(tx, id);
    undo.put.push({ ...series, version: 0 });
  }
  for (const { fromSeriesId, toSeriesId, fromDate } of states.heirs) {
    const named = await namedShiftIds(tx, fromSeriesId, fromDate);
    await renameShifts(
      tx,
      named.map((from) => ({ from, to: `${toSeriesId}${from.slice(fromSeriesId.length)}` })),
    );
  }
  for (const unitPath of unitPaths) await tellTeamsChanged(tx, unitPath, now);
  return { series: saved, undo };
}

/** The states as they are stored, and the units of the teams concerned, locked until the transaction ends. */
export async function requireAcceptable(
  tx: Transaction,
  actor: Actor,
  states: Pick<SeriesStates, 'put' | 'remove'>,
  now: Date,
): Promise<{ stored: Map<string, SeriesOfUnit>; unitPaths: Set<string> }> {
  const ids = [...new Set([...states.put, ...states.remove].map(({ id }) => id))];
  const teamsOf = (series: ShiftSeries): string[] => [series.teamId, ...series.overrides.map(({ teamId }) => teamId)];
  const before = await findAll(tx, ids);
  const teams = await lockTeams(tx, [...states.put, ...[...before.values()].map(({ series }) => series)].flatMap(teamsOf));
  const stored = await findAll(tx, ids);
  for (const { unitPath } of stored.values()) requireWithin(actor, unitPath);
  for (const { id, version } of [...states.put, ...states.remove]) {
    const now = stored.get(id);
    if ((now?.series.version ?? 0) !== version) throw await changedMeanwhile(tx, id, version, now?.series ?? null);
  }
  const unitPaths = new Set([...stored.values()].map(({ unitPath }) => unitPath));
  for (const teamId of states.put.flatMap(teamsOf)) {
    const team = teams.get(teamId);
    if (!team) throw new ProblemError('not-found', { detail: 'There is no such team.' });
    requireWithin(actor, team.unitPath);
    unitPaths.add(team.unitPath);
  }
  const changing = new Set(ids);
  const others = (await seriesTouchingTeams(tx, [...new Set(states.put.flatMap(teamsOf))]))
    .map(({ series }) => series)
    .filter(({ id }) => !changing.has(id));
  const today = dateAt(now, actor.zone);
  for (const series of states.put) checkAlone(series, teams.get(series.teamId)!.country);
  const [first] = states.put;
  if (first) checkTogether(states.put, { country: teams.get(first.teamId)!.country, today, others });
  return { stored, unitPaths };
}

async function findAll(tx: Transaction, ids: readonly string[]): Promise<Map<string, SeriesOfUnit>> {
  const found = new Map<string, SeriesOfUnit>();
  for (const id of ids) {
    const series = await findSeries(tx, id);
    if (series) found.set(id, series);
  }
  return found;
}

export async function tellTeamsChanged(tx: Transaction, unitPath: string, now: Date): Promise<void> {
  const messages = liveUnitChannels(unitPath).map((channel) => ({ channel, type: 'unit.teams', payload: {} }));
  await appendLiveMessages(tx, messages, now);
}
