import type { RunProgress } from '../contract/planning.ts';
import { appendLiveMessages } from '../db/live-messages.ts';
import type { Deps } from '../deps.ts';
import type { TravelSource } from '../travel/travel.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import type { DraftPlan } from './draft-plan.ts';
import { insertDraft } from './insert-draft.ts';
import type { PlanningInput } from './planning-input.ts';
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
  const { run, input, draft, travelSource, progress, bestCost, iterations } = save;
  const now = deps.clock.now();
  const planId = deps.ids.newId();
  const figures = { bestCost, seed: run.seed, iterations, elapsedMs: Math.round(progress.elapsedMs) };
  return deps.db.transaction(async (tx) => {
    if (!(await endRun(tx, run, { state: 'done', progress, planId, now }))) return null;
    await insertDraft(tx, deps, { planId, runId: run.id, input, draft, travelSource, figures });
    const payload = { runId: run.id, state: 'done', planId };
    const messages = liveUnitChannels(input.unitPath).map((channel) => ({ channel, type: 'unit.run', payload }));
    await appendLiveMessages(tx, messages, now);
    return planId;
  });
}
