import { z } from 'zod';
import { PLAN_STATES, RUN_PHASES, RUN_STATES, STOP_KINDS, TRAVEL_SOURCES, UNASSIGNED_REASONS } from './codes.ts';
import { Id, Instant, LocalDate } from './common.ts';
import { RunFix } from './plan-advice.ts';
import { RunRules } from './plan-policy.ts';

export const RUN_LIMITS = { days: 31, limitSec: 600, visits: 5000 } as const;

/** "Plan the next 7 days". Without fromDate: from today, or from tomorrow when today's shifts are over. */
export const RunInput = z.object({
  unitId: Id.optional(),
  fromDate: LocalDate.optional(),
  dayCount: z.number().int().min(1).max(RUN_LIMITS.days).default(7),
  limitSec: z.number().int().min(1).max(RUN_LIMITS.limitSec).default(30),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional(),
  /** Over the unit's policy, for this run alone. */
  rules: RunRules.optional(),
  /** Tries one change of a plan instead of planning anew; the days are those of the plan. */
  fix: RunFix.optional(),
});
export type RunInput = z.input<typeof RunInput>;

/** One point of the curve that the planner watches. Cost is in the optimizer's units; lower is better. */
export const CurvePoint = z.object({ elapsedMs: z.number(), bestCost: z.number(), servedCount: z.number().int() });
export const RunProgress = z.object({
  phase: z.enum(RUN_PHASES),
  elapsedMs: z.number(),
  iterations: z.number(),
  bestCost: z.number().nullable(),
  servedCount: z.number().int(),
  visitCount: z.number().int(),
  shiftCount: z.number().int(),
  curve: z.array(CurvePoint),
});
export type RunProgress = z.infer<typeof RunProgress>;
export const Run = z.object({
  id: Id,
  unitId: Id,
  state: z.enum(RUN_STATES),
  fromDate: LocalDate,
  dayCount: z.number().int(),
  limitSec: z.number().int(),
  seed: z.number().int(),
  rules: RunRules,
  fix: RunFix.nullable(),
  progress: RunProgress,
  /** The draft that came out; while searching, the id under which the best plan so far can be previewed is null. */
  planId: Id.nullable(),
  failure: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])).optional() }).nullable(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
});
export type Run = z.infer<typeof Run>;

export const PlanStop = z.object({
  position: z.number().int(),
  kind: z.enum(STOP_KINDS),
  caseId: Id.nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  travelSec: z.number().int(),
  travelMetres: z.number().int(),
  /** The last of it on foot, from where the vehicle is left to the door; part of the two above. Absent in previews and old copies. */
  walkMetres: z.number().int().optional(),
  walkSec: z.number().int().optional(),
  arriveAt: Instant,
  startAt: Instant,
  endAt: Instant,
  opensAt: Instant.nullable(),
  closesAt: Instant.nullable(),
  /** How likely the visit begins before the end of what its family is told, 0 … 100; null where nobody has reckoned it. */
  onTimePercent: z.number().int().nullable(),
});
export type PlanStop = z.infer<typeof PlanStop>;
export const PlanRoute = z.object({
  id: Id,
  teamId: Id,
  date: LocalDate,
  opensAt: Instant,
  closesAt: Instant,
  travelSec: z.number().int(),
  travelMetres: z.number().int(),
  /** Back so long after the shift, within what the unit's policy allows. */
  overtimeSec: z.number().int(),
  stops: z.array(PlanStop),
});
export type PlanRoute = z.infer<typeof PlanRoute>;
export const Unassigned = z.object({
  caseId: Id,
  reason: z.enum(UNASSIGNED_REASONS),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
});
export type Unassigned = z.infer<typeof Unassigned>;
export const PlanSummary = z.object({
  id: Id,
  unitId: Id,
  state: z.enum(PLAN_STATES),
  fromDate: LocalDate,
  dayCount: z.number().int(),
  baseRevision: z.number().int(),
  revision: z.number().int().nullable(),
  /** straight-line plans are marked everywhere: their times are guesses. */
  travelSource: z.enum(TRAVEL_SOURCES),
  servedCount: z.number().int(),
  unassignedCount: z.number().int(),
  travelSec: z.number().int(),
  travelMetres: z.number().int(),
  createdAt: Instant,
  publishedAt: Instant.nullable(),
});
export type PlanSummary = z.infer<typeof PlanSummary>;
export const Plan = PlanSummary.extend({ routes: z.array(PlanRoute), unassigned: z.array(Unassigned) });
export type Plan = z.infer<typeof Plan>;
export const PlanList = z.object({ plans: z.array(PlanSummary), currentRevision: z.number().int() });
export type PlanList = z.infer<typeof PlanList>;
/** Lines along the real streets: per route one line per leg (stop before → stop), lon/lat pairs. */
export const PlanGeometry = z.object({
  routes: z.array(z.object({ routeId: Id, legs: z.array(z.array(z.tuple([z.number(), z.number()]))) })),
});
export type PlanGeometry = z.infer<typeof PlanGeometry>;
/** What publishing would change for people: computed before it, shown in the confirmation. */
export const PublishPreview = z.object({
  planId: Id,
  baseRevision: z.number().int(),
  currentRevision: z.number().int(),
  newVisitCount: z.number().int(),
  unchangedCount: z.number().int(),
  movedCount: z.number().int(),
  withdrawnCount: z.number().int(),
  /** Promises already told to families whose window changes or ends. */
  brokenPromises: z.array(
    z.object({
      caseId: Id,
      oldOpensAt: Instant,
      oldClosesAt: Instant,
      newOpensAt: Instant.nullable(),
      newClosesAt: Instant.nullable(),
    }),
  ),
  teamIds: z.array(Id),
});
export type PublishPreview = z.infer<typeof PublishPreview>;
export const PublishInput = z.object({ baseRevision: z.number().int() });
