import { daysBetween } from '../calendar/zoned-time.ts';
import type { Transaction } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import type { TravelSource } from '../travel/travel.ts';
import type { DraftPlan } from './draft-plan.ts';
import type { PlanningInput } from './planning-input.ts';
import { insertPlan, type PlanFigures } from './store/plans.ts';

export interface DraftToInsert {
  readonly planId: string;
  /** Null: no search of its own led to it. */
  readonly runId: string | null;
  readonly input: PlanningInput;
  readonly draft: DraftPlan;
  readonly travelSource: TravelSource;
  readonly figures: Pick<PlanFigures, 'bestCost' | 'seed' | 'iterations' | 'elapsedMs'>;
}

/** Writes an approved plan as a draft. */
export async function insertDraft(tx: Transaction, deps: Pick<Deps, 'clock' | 'ids'>, save: DraftToInsert): Promise<void> {
  const { planId, input, draft } = save;
  const sum = (field: 'travelSec' | 'travelMetres'): number => draft.routes.reduce((total, route) => total + route[field], 0);
  const summary: PlanFigures = {
    servedCount: draft.routes.reduce((count, { stops }) => count + stops.filter(({ kind }) => kind === 'visit').length, 0),
    unassignedCount: draft.unassigned.length,
    travelSec: sum('travelSec'),
    travelMetres: sum('travelMetres'),
    ...save.figures,
  };
  const routes = draft.routes.map((route) => ({ ...route, id: deps.ids.newId() }));
  await insertPlan(tx, {
    plan: {
      id: planId,
      unitId: input.unitId,
      state: 'draft',
      fromDate: input.fromDate,
      dayCount: daysBetween(input.fromDate, input.toDate) + 1,
      baseRevision: input.baseRevision,
      runId: save.runId,
      travelSource: save.travelSource,
      summary,
      createdAt: deps.clock.now(),
    },
    routes: routes.map(({ id, teamId, seriesId, date, opensAt, closesAt, travelSec, travelMetres, overtimeSec }) => ({
      ...{ id, planId, teamId, seriesId, date, opensAt, closesAt },
      ...{ travelSec, travelMetres, overtimeSec },
    })),
    stops: routes.flatMap(({ id: routeId, stops }) =>
      stops.map((stop, position) => ({ ...stop, id: deps.ids.newId(), routeId, position })),
    ),
    unassigned: draft.unassigned.map(({ caseId, reason, detail }) => ({ id: deps.ids.newId(), planId, caseId, reason, detail })),
  });
}
