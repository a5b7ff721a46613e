import type { z } from 'zod';
import { type Actor, requireWithin } from '../auth/actor.ts';
import { shiftsBetween } from '../calendar/list-shifts.ts';
import { addDays, dateAt } from '../calendar/zoned-time.ts';
import type { Run, RunInput } from '../contract/planning.ts';
import { appendLiveMessages } from '../db/live-messages.ts';
import { runOnce } from '../db/once.ts';
import type { Transaction } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError } from '../problem.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import { firstDate } from './first-date.ts';
import { RUN_NOTIFICATIONS } from './run-queue.ts';
import { countOpenCases, findPlanningUnit, type PlanningUnit } from './store/input.ts';
import { findPlanSummary } from './store/plans.ts';
import { hasActiveRun, insertRun, lockUnit } from './store/runs.ts';

/** With the defaults filled in. */
export type CheckedRunInput = z.output<typeof RunInput>;

/** Stores a run, to be taken by a process with a free hand. One unit has one active run: else `run-active`. */
export async function requestRun(deps: Deps, actor: Actor, request: { commandId: string; input: CheckedRunInput }): Promise<Run> {
  const { commandId, input } = request;
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'planning.run', bodyHash: hashBody(input), now };
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      const unit = await findPlanningUnit(tx, input.unitId ?? actor.unitId);
      if (!unit) throw new ProblemError('not-found', { detail: 'There is no such unit.' });
      requireWithin(actor, unit.path);
      await lockUnit(tx, unit.id);
      if (await hasActiveRun(tx, unit.id)) throw new ProblemError('run-active');
      const today = dateAt(now, unit.zone);
      if (input.fromDate !== undefined && input.fromDate < today) throw new ProblemError('plan-in-past', { params: { today } });
      if (input.fix) await requireDraftOf(tx, unit, input.fix.planId);
      const fromDate = input.fromDate ?? (await firstDate(tx, unit, now));
      await requireWork(tx, unit, fromDate, input.dayCount);
      const run = await insertRun(tx, {
        id: deps.ids.newId(),
        unitId: unit.id,
        fromDate,
        dayCount: input.dayCount,
        seed: input.seed ?? deps.ids.newSeed(),
        limitSec: input.limitSec,
        rules: { ...input.rules, ...(input.fix ? { fix: input.fix } : {}) },
        accountId: actor.accountId,
        createdAt: now,
      });
      const payload = { runId: run.id, state: run.state, planId: null };
      const messages = liveUnitChannels(unit.path).map((channel) => ({ channel, type: 'unit.run', payload }));
      await appendLiveMessages(tx, messages, now);
      await deps.db.notify(tx, RUN_NOTIFICATIONS, run.id);
      return run;
    }),
  );
}

/** What is tried must be a plan of this unit that still counts. */
async function requireDraftOf(tx: Transaction, unit: PlanningUnit, planId: string): Promise<void> {
  const found = await findPlanSummary(tx, planId);
  if (!found || found.plan.unitId !== unit.id) throw new ProblemError('not-found', { detail: 'There is no such plan.' });
  const isStale = found.plan.state === 'draft' ? found.plan.baseRevision !== unit.revision : found.plan.state !== 'published';
  if (isStale) throw new ProblemError('plan-stale');
}

/** Says at once what would fail a moment later. */
async function requireWork(tx: Transaction, unit: PlanningUnit, from: string, dayCount: number): Promise<void> {
  if ((await countOpenCases(tx, unit.path)) === 0) throw new ProblemError('nothing-to-plan');
  const to = addDays(from, dayCount - 1);
  if ((await shiftsBetween(tx, unit.path, { from, to })).length === 0)
    throw new ProblemError('no-shifts', { params: { from, to } });
}
