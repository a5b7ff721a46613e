import type { ViolationCode } from '../plan.ts';
import type { Problem, Shift } from '../problem.ts';

/** What is known of a route once it has its times: all that a rule may look at. */
export interface RouteFacts {
  readonly problem: Problem;
  readonly shiftIndex: number;
  readonly shift: Shift;
  readonly visits: readonly number[];
  /** Of each visit, how long after its last window it starts. */
  readonly lateSec: readonly number[];
  /** The drives without a way: i leads to visit i, the number of visits to the end place. */
  readonly legsWithoutWay: readonly number[];
  readonly breaks: readonly { readonly breakIndex: number; readonly leg: number; readonly lateSec: number }[];
  /** At the end place; `null` for an empty route. */
  readonly finishSec: number | null;
  readonly travelSec: number;
  readonly travelMetres: number;
  readonly peakLoads: readonly number[];
}

/** Visit: whose rule it is, or `null` for the route's; by how much it is broken, in its own unit, 0 where there is no measure. */
export type Report = (code: ViolationCode, visit: number | null, excess: number) => void;

/**
 * A hard rule of a route, as `evaluate` judges it: the plain reading, whatever the route. The search asks the same question of
 * one insertion, from tables; each rule says where. Tests hold the two together.
 */
export interface Rule {
  /** What `check` may report. */
  readonly codes: readonly ViolationCode[];
  readonly check: (facts: RouteFacts, report: Report) => void;
}
