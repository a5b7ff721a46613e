import { daysBetween } from '../calendar/zoned-time.ts';
import type { RunProgress } from '../contract/planning.ts';
import { appendLiveMessages } from '../db/live-messages.ts';
import type { Deps } from '../deps.ts';
import type { TravelSource } from '../travel/travel.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import type { DraftPlan } from './draft-plan.ts';
import type { PlanningInput } from './planning-input.ts';
import { insertPlan, type PlanFigures } from './store/plans.ts';
import { type ClaimedRun, endRun } from './store/runs.ts';

export interface DraftToSave {
  readonly run: ClaimedRun;
  readonly input: PlanningInput;
  readonly draft: DraftPlan;
  readonly travelSource: TravelSource;
  readonly bestCost: number;
  readonly iterations: number;
  readonly progress: RunProgress;
}

/** Saves an approved plan and ends its run, both or neither; null when another process has the run by now. */
export async function saveDraft(deps: Deps, save: DraftToSave): Promise<string | null> {
  const { run, input, draft, progress } = save;
  const now = deps.clock.now();
  const planId = deps.ids.newId();
  const sum = (field: 'travelSec' | 'travelMetres'): number => draft.routes.reduce((total, route) => total + route[field], 0);
  const summary: PlanFigures = {
    servedCount: draft.routes.reduce((count, { stops }) => count + stops.filter(({ kind }) => kind === 'visit').length, 0),
    unassignedCount: draft.unassigned.length,
    travelSec: sum('travelSec'),
    travelMetres: sum('travelMetres'),
    bestCost: save.bestCost,
    seed: run.seed,
    iterations: save.iterations,
    elapsedMs: Math.round(progress.elapsedMs),
  };
  const routes = draft.routes.map((route) => ({ ...route, id: deps.ids.newId() }));
  const plan = {
    id: planId,
    unitId: input.unitId,
    state: 'draft',
    fromDate: input.fromDate,
    dayCount: daysBetween(input.fromDate, input.toDate) + 1,
    baseRevision: input.baseRevision,
    runId: run.id,
    travelSource: save.travelSource,
    summary,
    createdAt: now,
  };
  return deps.db.transaction(async (tx) => {
    if (!(await endRun(tx, run, { state: 'done', progress, planId, now }))) return null;
    await insertPlan(tx, {
      plan,
      routes: routes.map(({ id, teamId, seriesId, date, opensAt, closesAt, travelSec, travelMetres, overtimeSec }) => ({
        id,
        planId,
        teamId,
        seriesId,
        date,
        opensAt,
        closesAt,
        travelSec,
        travelMetres,
        overtimeSec,
      })),
      stops: routes.flatMap(({ id: routeId, stops }) =>
        stops.map((stop, position) => ({ ...stop, id: deps.ids.newId(), routeId, position })),
      ),
      unassigned: draft.unassigned.map(({ caseId, reason, detail }) => ({
        id: deps.ids.newId(),
        planId,
        caseId,
        reason,
        detail,
      })),
    });
    const payload = { runId: run.id, state: 'done', planId };
    const messages = liveUnitChannels(input.unitPath).map((channel) => ({ channel, type: 'unit.run', payload }));
    await appendLiveMessages(tx, messages, now);
    return planId;
  });
}
