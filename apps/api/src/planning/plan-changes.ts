import { isReplanned } from './replanned.ts';

/** A visit of a draft that is about to become an assignment. */
export interface PlannedVisit {
  readonly caseId: string;
  readonly teamId: string;
  readonly date: string;
  /** Among the visits of its route, from 1. */
  readonly position: number;
  readonly shiftOpensAt: Date;
  readonly shiftClosesAt: Date;
  readonly plannedArriveAt: Date;
  readonly plannedStartAt: Date;
  readonly plannedEndAt: Date;
  readonly travelSec: number;
  readonly travelMetres: number;
  readonly travelSource: string;
}

/** A published visit that is not finished or withdrawn. */
export interface OpenVisit {
  readonly id: string;
  readonly caseId: string;
  readonly teamId: string;
  readonly date: string;
  readonly state: string;
  readonly shiftClosesAt: Date;
  readonly plannedStartAt: Date;
}

/** A window a family was told and that still holds. */
export interface OpenPromise {
  readonly id: string;
  readonly caseId: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
}

export interface PromisedWindow {
  readonly caseId: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
}

export interface PlanChanges {
  readonly created: readonly PlannedVisit[];
  /** Same case, team and date: kept, with its id. `isMoved`: people must look again, the time they see is another. */
  readonly updated: readonly { readonly id: string; readonly visit: PlannedVisit; readonly isMoved: boolean }[];
  readonly withdrawn: readonly OpenVisit[];
  /** Visits of the plan that are begun or settled meanwhile; they stay as they are. */
  readonly passedOver: readonly PlannedVisit[];
  readonly endedPromises: readonly OpenPromise[];
  readonly newPromises: readonly PromisedWindow[];
  /** Cases that become scheduled, and those that wait again. */
  readonly scheduledCaseIds: readonly string[];
  readonly waitingCaseIds: readonly string[];
}

export interface PublishingState {
  readonly visits: readonly PlannedVisit[];
  readonly horizon: { readonly fromDate: string; readonly toDate: string };
  readonly open: readonly OpenVisit[];
  readonly promises: readonly OpenPromise[];
  /** Cases of the plan that still need a visit. */
  readonly plannableCaseIds: ReadonlySet<string>;
  readonly now: Date;
}

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
/** A family is told half an hour before and after the planned start. */
const PROMISE_MARGIN_MS = 30 * MINUTE_MS;

/**
 * The window a family is told: around the planned start, rounded outward to quarters of an hour, but never before the team's
 * shift begins, when nobody could come.
 */
export function promiseFor(visit: Pick<PlannedVisit, 'caseId' | 'plannedStartAt' | 'shiftOpensAt'>): PromisedWindow {
  const startMs = visit.plannedStartAt.getTime();
  const opensMs = Math.floor((startMs - PROMISE_MARGIN_MS) / QUARTER_MS) * QUARTER_MS;
  return {
    caseId: visit.caseId,
    opensAt: new Date(Math.max(opensMs, visit.shiftOpensAt.getTime())),
    closesAt: new Date(Math.ceil((startMs + PROMISE_MARGIN_MS) / QUARTER_MS) * QUARTER_MS),
  };
}

/** What publishing a plan would change for teams and families: computed before it for the preview, and when it happens. */
export function planChanges(state: PublishingState): PlanChanges {
  const { horizon, now } = state;
  const openByCase = new Map<string, OpenVisit[]>();
  for (const visit of state.open) openByCase.set(visit.caseId, [...(openByCase.get(visit.caseId) ?? []), visit]);
  const created: PlannedVisit[] = [];
  const updated: { id: string; visit: PlannedVisit; isMoved: boolean }[] = [];
  const passedOver: PlannedVisit[] = [];
  const keptIds = new Set<string>();
  for (const visit of state.visits) {
    const before = openByCase.get(visit.caseId) ?? [];
    const isBegun = before.some(({ state }) => state !== 'assigned' && state !== 'acknowledged');
    if (isBegun || !state.plannableCaseIds.has(visit.caseId)) {
      passedOver.push(visit);
      for (const { id } of before) keptIds.add(id);
      continue;
    }
    const same = before.find(({ teamId, date }) => teamId === visit.teamId && date === visit.date);
    if (same) {
      keptIds.add(same.id);
      updated.push({ id: same.id, visit, isMoved: minuteOf(same.plannedStartAt) !== minuteOf(visit.plannedStartAt) });
    } else created.push(visit);
  }
  const placed = [...created, ...updated.map(({ visit }) => visit)];
  const placedCaseIds = new Set(placed.map(({ caseId }) => caseId));
  // A case has one open visit: what the plan places anew is taken from wherever it was.
  const withdrawn = state.open.filter(
    (visit) => !keptIds.has(visit.id) && (placedCaseIds.has(visit.caseId) || isReplanned(visit, horizon, now)),
  );
  const withdrawnIds = new Set(withdrawn.map(({ id }) => id));
  const stillOpenCaseIds = new Set(state.open.filter(({ id }) => !withdrawnIds.has(id)).map(({ caseId }) => caseId));
  const waitingCaseIds = [...new Set(withdrawn.map(({ caseId }) => caseId))].filter(
    (caseId) => !placedCaseIds.has(caseId) && !stillOpenCaseIds.has(caseId),
  );
  const startByCase = new Map(placed.map(({ caseId, plannedStartAt }) => [caseId, plannedStartAt]));
  const waiting = new Set(waitingCaseIds);
  const endedPromises = state.promises.filter((promise) => {
    const start = startByCase.get(promise.caseId);
    return start ? start < promise.opensAt || start > promise.closesAt : waiting.has(promise.caseId);
  });
  const endedIds = new Set(endedPromises.map(({ id }) => id));
  const promisedCaseIds = new Set(state.promises.filter(({ id }) => !endedIds.has(id)).map(({ caseId }) => caseId));
  return {
    created,
    updated,
    withdrawn,
    passedOver,
    endedPromises,
    newPromises: placed.filter(({ caseId }) => !promisedCaseIds.has(caseId)).map(promiseFor),
    scheduledCaseIds: [...placedCaseIds],
    waitingCaseIds,
  };
}

/** People see minutes: a few seconds are no change. */
function minuteOf(instant: Date): number {
  return Math.floor(instant.getTime() / MINUTE_MS);
}
