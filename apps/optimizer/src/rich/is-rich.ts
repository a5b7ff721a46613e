import type { Problem } from '../problem.ts';

/** Does the problem use anything of rich/model.ts? */
export function isRich(problem: Problem): boolean {
  if (problem.relations?.length || problem.balance?.length || problem.promises || problem.perWorstLateSec || problem.fairness)
    return true;
  if (problem.matrices.some(({ bands }) => bands !== undefined)) return true;
  if (problem.shifts.some((shift) => shift.overtime || shift.perIdleSec || shift.territory)) return true;
  return problem.visits.some(
    ({ releaseSec, due, preference, sites, promise }) =>
      releaseSec !== undefined || due !== undefined || preference !== undefined || sites?.length || promise !== undefined,
  );
}
