import type { Evaluation, RepairAlternative as Found } from '@gocua/optimizer';
import type { Actor } from '../../auth/actor.ts';
import type { Repair, RepairAlternative, RepairEvent } from '../../contract/repair.ts';
import type { Deps } from '../../deps.ts';
import type { DraftPlan } from '../draft-plan.ts';
import { askEngine } from '../engine/ask-engine.ts';
import { type EveningToRepair, loadEvening } from './load-evening.ts';
import { readAlternative } from './read-alternative.ts';

/** For all alternatives together. */
const SECONDS = 1.2;

/**
 * Ways to go on with an evening's published visits after something happened: what is begun stays, and promises count as when a plan
 * is made again, but for those that the event itself breaks. Each was approved by the second opinion. Changes nothing. Refused as
 * `loadEvening` says.
 */
export async function repairEvening(deps: Deps, actor: Actor, event: RepairEvent): Promise<Repair> {
  const evening = await loadEvening(deps, actor, event);
  const { input, problem, plan, travel } = evening;
  const { before, alternatives } = await askEngine({ kind: 'repair', problem, plan, event: evening.event, seconds: SECONDS });
  return {
    date: input.fromDate,
    plannedCount: before.servedCount,
    travelSource: travel.source,
    alternatives: alternatives.flatMap((one) => {
      const { draft, faults } = readAlternative(evening, before, one.evaluation);
      if (faults.length === 0) return [toWords(evening, before, one, draft)];
      deps.log.error(
        { event: event.kind, faults: faults.slice(0, 20) },
        'the second opinion rejected a way to repair an evening',
      );
      return [];
    }),
  };
}

function toWords(
  { input, compiled: { originMs, visits } }: EveningToRepair,
  before: Evaluation,
  { goals, evaluation, moved, dropped }: Found,
  { routes }: DraftPlan,
): RepairAlternative {
  const caseIdOf = (v: number): string => visits[v]!.caseId;
  const at = (sec: number): string => new Date(originMs + sec * 1000).toISOString();
  const [was, is] = [startsOf(before), startsOf(evaluation)];
  const added = [...is.keys()].filter((v) => !was.has(v));
  const changed = input.promises.flatMap(({ caseId, opensAt, closesAt }) => {
    const startAt = routes.flatMap(({ stops }) => stops).find((stop) => stop.caseId === caseId)?.startAt ?? null;
    const isKept = startAt !== null && opensAt <= startAt && startAt <= closesAt;
    // Nobody had been sent before, either: this evening does not change it.
    if (isKept || (startAt === null && !dropped.some((v) => caseIdOf(v) === caseId))) return [];
    const [oldOpensAt, oldClosesAt] = [opensAt.toISOString(), closesAt.toISOString()];
    return [{ caseId, oldOpensAt, oldClosesAt, newStartAt: startAt?.toISOString() ?? null }];
  });
  return {
    goals: [...goals],
    servedCount: evaluation.servedCount,
    changedPromises: changed,
    droppedCaseIds: dropped.map(caseIdOf),
    moves: [...moved, ...added].map((v) => {
      const from = was.get(v);
      const to = is.get(v)!;
      return {
        caseId: caseIdOf(v),
        fromTeamId: from ? input.shifts[from.shift]!.teamId : null,
        fromStartAt: from ? at(from.startSec) : null,
        teamId: input.shifts[to.shift]!.teamId,
        startAt: at(to.startSec),
      };
    }),
    addedTravelSec: Math.round(evaluation.travelSec - before.travelSec),
    addedOvertimeSec: Math.round(overtimeOf(evaluation) - overtimeOf(before)),
    routes: routes.map(({ teamId, stops }) => ({ teamId, caseIds: stops.flatMap(({ caseId }) => caseId ?? []) })),
  };
}

function startsOf(evaluation: Evaluation): Map<number, { shift: number; startSec: number }> {
  return new Map(
    evaluation.routes.flatMap(({ stops, shift }) =>
      stops.flatMap((stop) => (stop.kind === 'visit' ? [[stop.visit, { shift, startSec: stop.startSec }] as const] : [])),
    ),
  );
}

function overtimeOf({ routes }: Evaluation): number {
  return routes.reduce((sum, { overtimeSec = 0 }) => sum + overtimeSec, 0);
}
