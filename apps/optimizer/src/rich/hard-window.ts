import type { Problem, Visit, Window } from '../problem.ts';
import { clipWindows, NEVER_SEC } from '../window.ts';

/** Is the visit's promise too near to be changed? */
export function isFirm(problem: Problem, visit: Visit): boolean {
  const firmUntilSec = problem.promises?.firmUntilSec;
  return firmUntilSec !== undefined && visit.promise !== undefined && visit.promise.opensSec < firmUntilSec;
}

/** When the work may start: the windows after the release and, for a firm promise, inside it. Empty: any time; `null`: never. */
export function hardWindows(problem: Problem, visit: Visit): readonly Window[] | null {
  const firm = isFirm(problem, visit) ? visit.promise! : undefined;
  if (visit.releaseSec === undefined && !firm) return visit.windows;
  const given = visit.windows.length === 0 ? [{ opensSec: 0, closesSec: NEVER_SEC }] : visit.windows;
  const opensSec = Math.max(visit.releaseSec ?? 0, firm?.opensSec ?? 0);
  const clipped = clipWindows(given, opensSec, firm?.closesSec ?? NEVER_SEC);
  return clipped.length === 0 ? null : clipped;
}

/** May the shift serve the visit, by the visit's own lists, pins and firm promise? */
export function isAllowed(problem: Problem, visit: Visit, shift: number): boolean {
  if (visit.pinnedShift !== undefined && visit.pinnedShift !== shift) return false;
  if (visit.allowedShifts && !visit.allowedShifts.includes(shift)) return false;
  if (visit.forbiddenShifts?.includes(shift)) return false;
  return !(isFirm(problem, visit) && visit.promise!.shifts && !visit.promise!.shifts.includes(shift));
}

/** Is a visit that starts then, in that shift, what its family was told? True without a promise. */
export function keepsPromise(visit: Visit, shift: number, startSec: number): boolean {
  const { promise } = visit;
  if (!promise) return true;
  return startSec >= promise.opensSec && startSec <= promise.closesSec && (promise.shifts?.includes(shift) ?? true);
}
