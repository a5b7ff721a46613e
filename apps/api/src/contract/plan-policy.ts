import { z } from 'zod';
import { PLAN_WEIGHTS, POLICY_LIMITS } from './codes.ts';
import { Id } from './common.ts';

const Weight = z.enum(PLAN_WEIGHTS);
const upTo = (most: number) => z.number().int().min(0).max(most);

/** What the plans of a unit weigh against driving. Every term can be switched off. */
export const PolicyTerms = z.object({
  /** At most so many promises to families may change when a plan is made again … */
  mostChanged: upTo(POLICY_LIMITS.mostChanged),
  /** … and none that begins within so many hours. */
  noticeHours: upTo(POLICY_LIMITS.noticeHours),
  /** What each changed promise counts for, below that number. */
  promises: Weight,
  /** A team may be planned to come back so much after its shift … */
  overtimeMinutes: upTo(POLICY_LIMITS.overtimeMinutes),
  /** … and how much that is avoided. */
  overtime: Weight,
  /** The team that knows the family comes again. */
  continuity: Weight,
  /** Whom earlier plans left out gains weight. */
  waiting: Weight,
  /** Whoever waits longer than this comes before all others; 0: nobody. */
  longestWeeks: upTo(POLICY_LIMITS.longestWeeks),
  /** Teams have about as many visits. */
  balance: Weight,
});
export type PolicyTerms = z.infer<typeof PolicyTerms>;

export const PlanPolicy = z.object({
  /** Whose policy it is: the unit's own, or the nearest unit's above it. Null: nobody has one, these are the defaults. */
  unitId: Id.nullable(),
  version: z.number().int(),
  terms: PolicyTerms,
});
export type PlanPolicy = z.infer<typeof PlanPolicy>;

export const PolicyInput = z.object({
  unitId: Id,
  /** The version that was edited; 0 when the unit has none of its own. */
  baseVersion: z.number().int().min(0),
  terms: PolicyTerms,
});
export type PolicyInput = z.infer<typeof PolicyInput>;

/** What one run asks for itself, over the policy. */
export const RunRules = z.object({
  mostChanged: upTo(POLICY_LIMITS.mostChanged).optional(),
  noticeHours: upTo(POLICY_LIMITS.noticeHours).optional(),
});
export type RunRules = z.infer<typeof RunRules>;
