import type { Relation, RichVisit, Visit } from '@gocua/optimizer';
import type { PlanningInput, VisitToPlan } from './planning-input.ts';

/**
 * Cases whose visits cannot be in this plan because of the visit they belong to. A second team comes only to a visit that is
 * planned with it. A card is brought back after a first visit that is done, or stays where it is, or is planned early enough
 * for it; if only the first one was published, the second waits: it must not push out what was promised.
 */
export function waitingForFirst(input: PlanningInput, canBePlanned: (visit: VisitToPlan) => boolean): Set<string> {
  const visits = new Map(input.visits.map((visit) => [visit.caseId, visit]));
  const published = new Set(input.published.map(({ caseId }) => caseId));
  const firstMs = Math.min(...input.shifts.map(({ freeFrom }) => freeFrom.getTime()));
  const lastMs = Math.max(...input.shifts.map(({ closesAt }) => closesAt.getTime()));
  const isWaiting = ({ caseId, bond }: VisitToPlan): boolean => {
    if (!bond) return false;
    const first = visits.get(bond.caseId);
    const isThere = first !== undefined && canBePlanned(first);
    if (bond.kind === 'together') return !isThere;
    if (bond.notBefore) return bond.notBefore.getTime() >= lastMs;
    return !isThere || firstMs + bond.afterSec * 1000 >= lastMs || published.has(bond.caseId) !== published.has(caseId);
  };
  return new Set(input.visits.filter(isWaiting).map(({ caseId }) => caseId));
}

/** Relations between visits of the problem, by their indices. */
export function compileBonds(visits: readonly VisitToPlan[]): Relation[] {
  const index = new Map(visits.map(({ caseId }, v) => [caseId, v]));
  return visits.flatMap(({ bond }, second): Relation[] => {
    const first = bond ? index.get(bond.caseId) : undefined;
    if (!bond || first === undefined) return [];
    if (bond.kind === 'together') return [{ kind: 'order', first, second, leastGapSec: 0, mostGapSec: 0 }];
    return [{ kind: 'order', first, second, leastGapSec: bond.afterSec }];
  });
}

/** A second team stays as long as the first; a card is not brought before its day. */
export function compileBound(
  { bond }: VisitToPlan,
  serviceSecs: ReadonlyMap<string, number>,
  secOf: (instantMs: number) => number,
): Partial<Pick<Visit, 'serviceSec'>> & Pick<RichVisit, 'releaseSec'> {
  const sameSec = bond?.kind === 'together' ? serviceSecs.get(bond.caseId) : undefined;
  return {
    ...(sameSec === undefined ? {} : { serviceSec: sameSec }),
    ...(bond?.notBefore ? { releaseSec: Math.max(0, secOf(bond.notBefore.getTime())) } : {}),
  };
}
