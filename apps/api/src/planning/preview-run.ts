import { evaluate, type Plan as Solution } from '@gocua/optimizer';
import { daysBetween } from '../calendar/zoned-time.ts';
import type { Plan } from '../contract/planning.ts';
import type { TravelSource } from '../travel/travel.ts';
import type { CompiledProblem } from './compile-problem.ts';
import type { PlanningInput } from './planning-input.ts';
import { readRoutes } from './read-solution.ts';

/** The best plan of a run that is still searching. */
export interface BestSoFar {
  readonly input: PlanningInput;
  readonly compiled: CompiledProblem;
  readonly travelSource: TravelSource;
  readonly solution: Solution;
}

/**
 * The best plan so far, to be looked at while the search goes on: the first full plan is on the screen as soon as it exists.
 * Not checked, not saved; its id is the run's, and why visits are left out is said only when it has ended.
 */
export function previewRun(runId: string, { input, compiled, travelSource, solution }: BestSoFar): Plan {
  const evaluation = evaluate(compiled.problem, solution);
  const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;
  const routes = readRoutes(input, compiled, evaluation).map((route) => ({
    id: route.shiftId,
    teamId: route.teamId,
    date: route.date,
    opensAt: route.opensAt.toISOString(),
    closesAt: route.closesAt.toISOString(),
    travelSec: route.travelSec,
    travelMetres: route.travelMetres,
    overtimeSec: route.overtimeSec,
    stops: route.stops.map((stop, position) => ({
      ...stop,
      position,
      arriveAt: stop.arriveAt.toISOString(),
      startAt: stop.startAt.toISOString(),
      endAt: stop.endAt.toISOString(),
      opensAt: iso(stop.opensAt),
      closesAt: iso(stop.closesAt),
    })),
  }));
  return {
    id: runId,
    unitId: input.unitId,
    state: 'draft',
    fromDate: input.fromDate,
    dayCount: daysBetween(input.fromDate, input.toDate) + 1,
    baseRevision: input.baseRevision,
    revision: null,
    travelSource,
    servedCount: evaluation.servedCount,
    unassignedCount:
      evaluation.unassignedCount + compiled.neverAtHome.length + compiled.waiting.length + input.caseIdsWithoutCoordinates.length,
    travelSec: evaluation.travelSec,
    travelMetres: evaluation.travelMetres,
    createdAt: input.takenAt.toISOString(),
    publishedAt: null,
    routes,
    unassigned: [],
  };
}
