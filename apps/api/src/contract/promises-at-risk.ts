import { z } from 'zod';
import { SKILLS } from './codes.ts';
import { Id, Instant, LocalDate } from './common.ts';
import { RISK_CAUSES } from './working-time-codes.ts';

/** A published visit that its shift, as things stand now, cannot do. */
export const PromiseAtRisk = z.object({
  assignmentId: Id,
  caseId: Id,
  teamId: Id,
  date: LocalDate,
  plannedStartAt: Instant,
  /** What the family was told; null when nothing was. */
  promise: z.object({ opensAt: Instant, closesAt: Instant }).nullable(),
  cause: z.enum(RISK_CAUSES),
  missingSkills: z.array(z.enum(SKILLS)),
  kitId: Id.nullable(),
});
export type PromiseAtRisk = z.infer<typeof PromiseAtRisk>;
export const PromisesAtRisk = z.object({ visits: z.array(PromiseAtRisk) });
