import { isDeepStrictEqual } from 'node:util';
import { type Actor, requireWithin } from '../auth/actor.ts';
import type { SeriesEdit, SeriesEdited, SeriesStates, ShiftSwap } from '../contract/calendar.ts';
import type { ShiftOverride, ShiftSeries } from '../contract/teams.ts';
import { runOnce } from '../db/once.ts';
import type { Transaction } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError } from '../problem.ts';
import { applyEdit } from './apply-edit.ts';
import type { ChangeGuard } from './change-guard.ts';
import { changedMeanwhile } from './changed-meanwhile.ts';
import { dateOfStates } from './date-of-states.ts';
import { occurrencesBetween } from './occurrences.ts';
import { saveStates } from './save-states.ts';
import { pastStates } from './store/history.ts';
import { findSeries, type SeriesOfUnit } from './store.ts';

/** One of the three kinds of edit. The answer holds what takes it back, for `restoreSeries`. */
export async function editSeries(
  deps: Deps,
  guard: ChangeGuard,
  actor: Actor,
  input: { commandId: string; id: string; edit: SeriesEdit },
): Promise<SeriesEdited> {
  const { commandId, id, edit } = input;
  const { overrideReason } = edit;
  return once(deps, guard, actor, { commandId, kind: 'calendar.edit-series', body: { id, edit }, overrideReason }, async (tx) => {
    const { series, country } = await readSeries(tx, actor, id, edit.version);
    if (edit.scope === 'following' && (await findSeries(tx, edit.newId))) throw new ProblemError('changed-meanwhile');
    return applyEdit(series, edit, country);
  });
}

/** Writes states as they are given, all or none: takes an edit back. */
export async function restoreSeries(
  deps: Deps,
  guard: ChangeGuard,
  actor: Actor,
  input: { commandId: string; states: SeriesStates },
): Promise<SeriesEdited> {
  const { commandId, states } = input;
  const { overrideReason } = states;
  return once(
    deps,
    guard,
    actor,
    { commandId, kind: 'calendar.restore-series', body: states, overrideReason },
    async () => states,
    wasSo,
  );
}

/** Whether each series that is written was like this before: then it is an edit that is taken back. */
async function wasSo(tx: Transaction, { put }: SeriesStates): Promise<boolean> {
  for (const series of put) {
    const past = await pastStates(tx, series.id);
    if (!past.some(({ version: _, ...state }) => isDeepStrictEqual({ ...state, version: series.version }, series))) return false;
  }
  return true;
}

/** Two shifts exchange their teams; their hours stay. */
export async function swapShifts(
  deps: Deps,
  guard: ChangeGuard,
  actor: Actor,
  input: { commandId: string; swap: ShiftSwap },
): Promise<SeriesEdited> {
  const { one, other } = input.swap;
  const command = { commandId: input.commandId, kind: 'calendar.swap-shifts', body: input.swap };
  return once(deps, guard, actor, { ...command, overrideReason: input.swap.overrideReason }, async (tx) => {
    const sides = new Map<string, ShiftSeries>();
    for (const side of [one, other]) sides.set(side.seriesId, (await readSeries(tx, actor, side.seriesId, side.version)).series);
    const first = shiftOf(sides.get(one.seriesId)!, one.date);
    const second = shiftOf(sides.get(other.seriesId)!, other.date);
    if (first.teamId === second.teamId) {
      const item = { pointer: '/other', code: 'same-team', message: 'Both shifts belong to one team.' };
      throw new ProblemError('invalid-input', { detail: item.message, errors: [item] });
    }
    for (const { seriesId, shift } of [
      { seriesId: one.seriesId, shift: { ...first, teamId: second.teamId } },
      { seriesId: other.seriesId, shift: { ...second, teamId: first.teamId } },
    ]) {
      const series = sides.get(seriesId)!;
      const overrides = [...series.overrides.filter(({ date }) => date !== shift.date), shift];
      sides.set(seriesId, { ...series, overrides: overrides.sort((a, b) => (a.date < b.date ? -1 : 1)) });
    }
    return { put: [...sides.values()], remove: [], heirs: [] };
  });
}

/** A shift as an override would write it. */
function shiftOf(series: ShiftSeries, date: string): ShiftOverride {
  const [occurrence] = occurrencesBetween(series, { from: date, to: date }, 1).occurrences;
  if (!occurrence) throw new ProblemError('not-found', { detail: `The series has no shift on ${date}.` });
  const { durationSec, teamId, rest } = series;
  const plain = { date, startsLocal: occurrence.startsLocal, durationSec, teamId, rest, note: '' };
  return series.overrides.find((override) => override.date === date) ?? plain;
}

async function readSeries(tx: Transaction, actor: Actor, id: string, version: number): Promise<SeriesOfUnit> {
  const stored = await findSeries(tx, id);
  if (!stored) throw version > 0 ? await changedMeanwhile(tx, id, version, null) : new ProblemError('not-found');
  requireWithin(actor, stored.unitPath);
  if (stored.series.version !== version) throw await changedMeanwhile(tx, id, version, stored.series);
  return stored;
}

async function once(
  deps: Deps,
  guard: ChangeGuard,
  actor: Actor,
  command: { commandId: string; kind: string; body: unknown; overrideReason: string | null | undefined },
  statesOf: (tx: Transaction) => Promise<SeriesStates>,
  isTakenBack: (tx: Transaction, states: SeriesStates) => Promise<boolean> = async () => false,
): Promise<SeriesEdited> {
  const now = deps.clock.now();
  const { commandId, kind, body, overrideReason } = command;
  return deps.db.transaction((tx) =>
    runOnce(tx, { commandId, kind, accountId: actor.accountId, bodyHash: hashBody(body), now }, async () => {
      const states = await statesOf(tx);
      const facts = { aboutDate: dateOfStates(states.put), overrideReason, isTakenBack: await isTakenBack(tx, states) };
      const { result, breaches } = await guard(tx, actor, facts, () => saveStates(tx, actor, states, now));
      return { ...result, breaches };
    }),
  );
}
