import type { ViolationCode } from '../../plan.ts';
import type { Problem, Shift } from '../../problem.ts';
import type { Relation } from '../model.ts';
import type { BrokenOrder } from '../time-plan.ts';

/** What is known of a plan once it has its times: all that a rule about several routes may look at. */
export interface PlanFacts {
  readonly problem: Problem;
  readonly shiftOf: ReadonlyMap<number, number>;
  readonly brokenOrders: readonly BrokenOrder[];
  /** Visits whose promise is not kept, also those left out. */
  readonly changedPromises: readonly number[];
}

export type PlanReport = (code: ViolationCode, shift: number | null, visit: number | null, excess: number) => void;

/** A hard rule about several routes, as `evaluate` judges it; each says where the search keeps it. */
export interface PlanRule {
  readonly codes: readonly ViolationCode[];
  readonly check: (facts: PlanFacts, report: PlanReport) => void;
}

/** A rule about the shifts of two visits that are both served. */
export function ofBothServed(
  kind: Relation['kind'],
  code: ViolationCode,
  holds: (one: number, other: number, shifts: readonly Shift[], relation: Relation) => boolean,
): PlanRule {
  return {
    codes: [code],
    check: ({ problem, shiftOf }, report) => {
      for (const relation of problem.relations ?? []) {
        if (relation.kind !== kind) continue;
        const [one, other] = [shiftOf.get(relation.first), shiftOf.get(relation.second)];
        if (one === undefined || other === undefined) continue;
        if (!holds(one, other, problem.shifts, relation)) report(code, one, relation.first, 0);
      }
    },
  };
}
