import { type Actor, requireWithin } from '../auth/actor.ts';
import { addDays } from '../calendar/zoned-time.ts';
import type { PlanSummary, PublishPreview } from '../contract/planning.ts';
import { appendLiveMessages, type NewLiveMessage } from '../db/live-messages.ts';
import { runOnce } from '../db/once.ts';
import type { Queryable } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError } from '../problem.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import { type PlanChanges, planChanges } from './plan-changes.ts';
import { findPlanSummary, type LocatedPlan } from './store/plans.ts';
import { applyChanges, lockOpenVisits, raiseRevision, readPublishing, readUnitPathsConcerned } from './store/publishing.ts';
import { lockUnit } from './store/runs.ts';
import { stampTold } from './store/told.ts';

/** What publishing would change for people, now. Refuses what could not be published. */
export async function previewPublish(deps: Deps, actor: Actor, planId: string): Promise<PublishPreview> {
  const found = await findDraft(deps.db.client, actor, planId);
  const changes = await readChanges(deps.db.client, found, deps.clock.now());
  const startByCase = new Map(changes.newPromises.map((promise) => [promise.caseId, promise]));
  return {
    planId,
    baseRevision: found.plan.baseRevision,
    currentRevision: found.currentRevision,
    newVisitCount: changes.created.length,
    unchangedCount: changes.updated.filter(({ isMoved }) => !isMoved).length,
    movedCount: changes.updated.filter(({ isMoved }) => isMoved).length,
    withdrawnCount: changes.withdrawn.length,
    brokenPromises: changes.endedPromises.map(({ caseId, opensAt, closesAt }) => ({
      caseId,
      oldOpensAt: opensAt.toISOString(),
      oldClosesAt: closesAt.toISOString(),
      newOpensAt: startByCase.get(caseId)?.opensAt.toISOString() ?? null,
      newClosesAt: startByCase.get(caseId)?.closesAt.toISOString() ?? null,
    })),
    teamIds: teamsConcerned(changes),
  };
}

/**
 * Makes a draft the unit's next revision, in one transaction with its assignments, promises and messages. Refuses with
 * `plan-stale` when another plan was published since, `plan-in-past` when a visit would have to begin before now.
 */
export async function publishPlan(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; planId: string; baseRevision: number },
): Promise<PlanSummary> {
  const { commandId, planId, baseRevision } = input;
  const now = deps.clock.now();
  const command = {
    commandId,
    accountId: actor.accountId,
    kind: 'planning.publish',
    bodyHash: hashBody({ planId, baseRevision }),
    now,
  };
  return deps.db.transaction(async (tx) => {
    const { plan, unitPath } = await findVisible(tx, actor, planId);
    return runOnce(tx, command, async () => {
      await lockUnit(tx, plan.unitId);
      const found = await findDraft(tx, actor, planId);
      if (baseRevision !== found.currentRevision) throw stale(found);
      await lockOpenVisits(tx, unitPath);
      const changes = await readChanges(tx, found, now);
      const late = [...changes.created, ...changes.updated.map(({ visit }) => visit)].find(
        ({ plannedStartAt }) => plannedStartAt < now,
      );
      if (late) throw new ProblemError('plan-in-past', { params: { startsAt: late.plannedStartAt.toISOString() } });
      const publication = { planId, unitId: plan.unitId, revision: found.currentRevision + 1, accountId: actor.accountId, now };
      await raiseRevision(tx, publication);
      await applyChanges(tx, changes, publication, () => deps.ids.newId());
      const concerned = await readUnitPathsConcerned(tx, changes);
      await stampTold(tx, await appendLiveMessages(tx, messagesOf(changes, publication, [unitPath, ...concerned]), now));
      return (await findPlanSummary(tx, planId))!.plan;
    });
  });
}

async function findVisible(db: Queryable, actor: Actor, planId: string): Promise<LocatedPlan<PlanSummary>> {
  const found = await findPlanSummary(db, planId);
  if (!found) throw new ProblemError('not-found');
  requireWithin(actor, found.unitPath);
  return found;
}

async function findDraft(db: Queryable, actor: Actor, planId: string): Promise<LocatedPlan<PlanSummary>> {
  const found = await findVisible(db, actor, planId);
  if (found.plan.state !== 'draft') throw new ProblemError('plan-not-draft', { params: { state: found.plan.state } });
  if (found.plan.baseRevision !== found.currentRevision) throw stale(found);
  return found;
}

function stale({ plan, currentRevision }: LocatedPlan<PlanSummary>): ProblemError {
  return new ProblemError('plan-stale', { params: { baseRevision: plan.baseRevision, currentRevision } });
}

async function readChanges(db: Queryable, { plan, unitPath }: LocatedPlan<PlanSummary>, now: Date): Promise<PlanChanges> {
  const stored = await readPublishing(db, plan, unitPath);
  const horizon = { fromDate: plan.fromDate, toDate: addDays(plan.fromDate, plan.dayCount - 1) };
  return planChanges({ ...stored, horizon, now });
}

function teamsConcerned({ created, updated, withdrawn }: PlanChanges): string[] {
  return [...new Set([...created, ...updated.map(({ visit }) => visit), ...withdrawn].map(({ teamId }) => teamId))].sort();
}

function messagesOf(
  changes: PlanChanges,
  { planId, revision }: { planId: string; revision: number },
  unitPaths: readonly string[],
): NewLiveMessage[] {
  const teams = teamsConcerned(changes).map((teamId) => {
    const withdrawnIds = changes.withdrawn.flatMap((visit) => (visit.teamId === teamId ? [visit.id] : []));
    return { channel: `team:${teamId}`, type: 'team.published', payload: { planId, revision, withdrawnIds } };
  });
  // Who plans a part of what the city plans hears of it, too.
  const channels = [...new Set(unitPaths.flatMap(liveUnitChannels))];
  const units = channels.map((channel) => ({ channel, type: 'unit.published', payload: { planId, revision } }));
  return [...teams, ...units];
}
