import type { Problem, Shift, Visit } from '../problem.ts';

/** One thing about a problem that people could decide otherwise. */
export type Change =
  /** The family is at home from … to … as well: what was one of its windows, made wider. */
  | { readonly kind: 'widenWindow'; readonly visit: number; readonly opensSec: number; readonly closesSec: number }
  /** The team may work until then. */
  | { readonly kind: 'allowOvertime'; readonly shift: number; readonly untilSec: number }
  /** Another person or kit in that shift. */
  | { readonly kind: 'addSkills'; readonly shift: number; readonly skills: readonly number[] }
  /** One more shift, the last of the problem; a copy of the shift `like` stands in every list of visits where that one does. */
  | { readonly kind: 'addShift'; readonly shift: Shift; readonly like: number | null }
  /** The visit may be done by another shift, at another place in the route. */
  | { readonly kind: 'releasePin'; readonly visit: number }
  /** The family is told another time. */
  | { readonly kind: 'movePromise'; readonly visit: number };
export type ChangeKind = Change['kind'];

/** The problem with that decided; plans keep their indices, a new shift comes last. */
export function applyChange(problem: Problem, change: Change): Problem {
  switch (change.kind) {
    case 'widenWindow': {
      const visit = problem.visits[change.visit]!;
      const { opensSec, closesSec } = change;
      return withVisit(problem, change.visit, { ...visit, windows: [...visit.windows, { opensSec, closesSec }] });
    }
    case 'allowOvertime': {
      const shift = problem.shifts[change.shift]!;
      const { overtime } = shift;
      const longer = overtime
        ? { ...shift, overtime: { ...overtime, untilSec: change.untilSec } }
        : { ...shift, closesSec: change.untilSec };
      return withShift(problem, change.shift, longer);
    }
    case 'addSkills': {
      const shift = problem.shifts[change.shift]!;
      return withShift(problem, change.shift, { ...shift, skills: [...new Set([...shift.skills, ...change.skills])] });
    }
    case 'addShift':
      return addShift(problem, change.shift, change.like);
    case 'releasePin': {
      const { pinnedShift: _shift, pinnedPosition: _position, ...visit } = problem.visits[change.visit]!;
      return withVisit(problem, change.visit, visit);
    }
    case 'movePromise': {
      const { promise: _promise, ...visit } = problem.visits[change.visit]!;
      return withVisit(problem, change.visit, visit);
    }
  }
}

export function withVisit(problem: Problem, v: number, visit: Visit): Problem {
  return { ...problem, visits: problem.visits.with(v, visit) };
}

export function withShift(problem: Problem, s: number, shift: Shift): Problem {
  return { ...problem, shifts: problem.shifts.with(s, shift) };
}

function addShift(problem: Problem, shift: Shift, like: number | null): Problem {
  const added = problem.shifts.length;
  const visits = like === null ? problem.visits : problem.visits.map((visit) => alsoIn(visit, like, added));
  return { ...problem, visits, shifts: [...problem.shifts, shift] };
}

/** Wherever a visit names the shift `like` it names the new one, too; a pin stays where it is. */
function alsoIn(visit: Visit, like: number, added: number): Visit {
  const { allowedShifts, forbiddenShifts, preference, sites, promise } = visit;
  const list = (shifts: readonly number[]): readonly number[] => (shifts.includes(like) ? [...shifts, added] : shifts);
  return {
    ...visit,
    ...(allowedShifts && { allowedShifts: list(allowedShifts) }),
    ...(forbiddenShifts && { forbiddenShifts: list(forbiddenShifts) }),
    ...(preference && { preference: { ...preference, shifts: list(preference.shifts) } }),
    ...(sites && { sites: sites.flatMap((site) => (site.shift === like ? [site, { ...site, shift: added }] : [site])) }),
    ...(promise?.shifts && { promise: { ...promise, shifts: list(promise.shifts) } }),
  };
}

/** What is decided anew about a copy of a shift: it has no visits yet, and its team is another one. */
export function copyOfShift(shift: Shift): Shift {
  const { frozenHead: _head, teamIndex: _team, ...rest } = shift;
  return rest;
}
