import { z } from 'zod';
import { SHIFT_VERDICTS, SKILLS } from './codes.ts';
import { Id, Instant, LocalDate, LocalTime } from './common.ts';

/** Why one evening of a team does not take a visit: the first rule that fails, and by how much. */
export const ShiftVerdict = z.object({
  teamId: Id,
  date: LocalDate,
  code: z.enum(SHIFT_VERDICTS),
  shortBySec: z.number().nullable(),
  missingSkills: z.array(z.enum(SKILLS)),
});
export type ShiftVerdict = z.infer<typeof ShiftVerdict>;

const OfTeam = { teamId: Id, date: LocalDate };
/** One thing that people could decide otherwise, so that a visit that was left out has a place. */
export const PlanFix = z.discriminatedUnion('kind', [
  /** The team comes back later. */
  z.object({ kind: z.literal('overtime'), ...OfTeam, minutes: z.number().int().min(1).max(240) }),
  /** The family is at home at that time as well. */
  z.object({ kind: z.literal('window'), date: LocalDate, from: LocalTime, to: LocalTime }),
  /** Somebody, or a kit, with these abilities comes along. */
  z.object({ kind: z.literal('skills'), ...OfTeam, skills: z.array(z.enum(SKILLS)).min(1) }),
  /** Another family is told another time. */
  z.object({ kind: z.literal('promise'), caseId: Id }),
  /** Nothing is decided anew: others come at other times, within what they were told. */
  z.object({ kind: z.literal('rearrange') }),
]);
export type PlanFix = z.infer<typeof PlanFix>;

export const ProvedFix = z.object({
  fix: PlanFix,
  /** Who would come, and when. */
  teamId: Id,
  startAt: Instant,
  /** Other visits that would be by another team or at another time. */
  movedCount: z.number().int(),
  addedTravelSec: z.number().int(),
});
export type ProvedFix = z.infer<typeof ProvedFix>;

/** What there is to say about one visit that a plan leaves out. Every fix was proved by a plan that serves it and all others. */
export const VisitAdvice = z.object({
  caseId: Id,
  shifts: z.array(ShiftVerdict),
  fixes: z.array(ProvedFix),
  /** One more evening like this one would serve it: to be made in the calendar. */
  extraShift: z.object(OfTeam).nullable(),
});
export type VisitAdvice = z.infer<typeof VisitAdvice>;

/** A run that tries a fix of a plan: its draft is the proposal, discarding it takes it back. */
export const RunFix = z.object({ planId: Id, caseId: Id, fix: PlanFix });
export type RunFix = z.infer<typeof RunFix>;
