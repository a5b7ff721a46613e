import type { Plan, Problem, Shift, Visit, Window } from '@gocua/optimizer';
import { windowsOnDates } from '../calendar/zoned-time.ts';
import { SKILLS } from '../contract/codes.ts';
import type { PlanTravel } from './measure-travel.ts';
import type { PlanningInput, ShiftToPlan, VisitToPlan } from './planning-input.ts';
import { priorityTier, requiredSkills, SETUP_SEC, serviceSec, waitingWeight } from './visit-rules.ts';

/** The optimizer's question, and how its numbers are read back. */
export interface CompiledProblem {
  readonly problem: Problem;
  /** Second 0 of the problem. */
  readonly originMs: number;
  /** Visit index of the problem → visit of the input. */
  readonly visits: readonly VisitToPlan[];
  /** At home, but on no date of the horizon: not in the problem. */
  readonly neverAtHome: readonly VisitToPlan[];
  /** What is published, for the search to begin with; none before the first publication. */
  readonly initialPlan: Plan | undefined;
}

/** A visit one day later costs as much as this drive: what can be done tonight is not left for the weekend without a reason. */
const DAY_COST_SEC = 90;
/** A shift that is opened costs as much as this drive: a team is not sent out for what another passes by. */
const SHIFT_COST_SEC = 300;
/** Prizes of the optimizer's tiers multiply; above this many visits waiting no longer counts within a tier. */
const MOST_WEIGHTED_VISITS = 450;

/** Words become numbers: seconds from one origin, places, skills as indices, tiers and prizes. */
export function compileProblem(input: PlanningInput, travel: PlanTravel): CompiledProblem {
  const earliestMs = Math.min(...input.shifts.map((shift) => shift.freeFrom.getTime()));
  const originMs = Math.floor(earliestMs / 1000) * 1000;
  const lastSec = toSec(Math.max(...input.shifts.map((shift) => shift.closesAt.getTime())), originMs);
  const visits: VisitToPlan[] = [];
  const neverAtHome: VisitToPlan[] = [];
  const compiled: Visit[] = [];
  for (const visit of input.visits) {
    const windows = compileWindows(input, visit, originMs, lastSec);
    if (windows === null) {
      neverAtHome.push(visit);
      continue;
    }
    visits.push(visit);
    compiled.push(compileVisit(input, visit, windows));
  }
  const { tables, tableOfShift } = travel.byHours ?? { tables: [travel], tableOfShift: new Map<string, number>() };
  const shifts = input.shifts.map((shift) => compileShift(input, shift, originMs, tableOfShift.get(shift.id) ?? 0));
  const matrices = tables.map(({ durationsSec, distancesMetres }) => ({ durationsSec, distancesMetres }));
  const problem = { placeCount: travel.placeCount, visits: compiled, shifts, matrices };
  return { problem, originMs, visits, neverAtHome, initialPlan: compilePublished(input, visits) };
}

function compilePublished(input: PlanningInput, visits: readonly VisitToPlan[]): Plan | undefined {
  if (input.published.length === 0) return undefined;
  const visitIndexes = new Map(visits.map(({ caseId }, index) => [caseId, index]));
  const shiftIndexes = new Map(input.shifts.map(({ id }, index) => [id, index]));
  const routes: number[][] = input.shifts.map(() => []);
  const unassigned = new Set(visits.keys());
  for (const { caseId, shiftId } of input.published) {
    const visit = visitIndexes.get(caseId);
    const shift = shiftIndexes.get(shiftId);
    if (visit === undefined || shift === undefined || !unassigned.delete(visit)) continue;
    routes[shift]!.push(visit);
  }
  return { routes, unassigned: [...unassigned] };
}

/** Whole seconds from the origin, rounded up: nothing starts before it may. */
export function toSec(instantMs: number, originMs: number): number {
  return Math.ceil((instantMs - originMs) / 1000);
}

/** Null: somebody is at home at times, but on no date of the horizon. */
function compileWindows(input: PlanningInput, visit: VisitToPlan, originMs: number, lastSec: number): Window[] | null {
  if (visit.windows.length === 0) return [];
  const windows = windowsOnDates(visit.windows, input.zone, input.fromDate, input.toDate);
  if (windows.length === 0) return null;
  const compiled = windows
    .map(({ opensAt, closesAt }) => ({
      opensSec: Math.max(0, toSec(opensAt.getTime(), originMs)),
      closesSec: Math.floor((closesAt.getTime() - originMs) / 1000),
    }))
    .filter(({ opensSec, closesSec }) => closesSec >= opensSec && opensSec <= lastSec);
  // All windows lie where no shift is: one second that no shift contains, since no window at all would mean any time.
  return compiled.length > 0 ? compiled : [{ opensSec: lastSec + 1, closesSec: lastSec + 1 }];
}

function compileVisit(input: PlanningInput, visit: VisitToPlan, windows: Window[]): Visit {
  const isWeighted = input.visits.length <= MOST_WEIGHTED_VISITS;
  return {
    placeIndex: visit.placeIndex,
    serviceSec: serviceSec(visit.needs, visit.mobility),
    setupSec: SETUP_SEC,
    windows,
    skills: requiredSkills(visit.needs, visit.requirements).map((skill) => SKILLS.indexOf(skill)),
    tier: priorityTier(visit.priority),
    prize: isWeighted ? waitingWeight(visit.waitingSince, input.takenAt) : 1,
    loads: [],
  };
}

function compileShift(input: PlanningInput, shift: ShiftToPlan, originMs: number, matrixIndex: number): Shift {
  const dayIndex = Math.round((Date.parse(shift.date) - Date.parse(input.fromDate)) / 86_400_000);
  const { rest } = shift;
  return {
    startPlaceIndex: shift.startPlaceIndex,
    endPlaceIndex: shift.endPlaceIndex,
    opensSec: toSec(shift.freeFrom.getTime(), originMs),
    closesSec: Math.floor((shift.closesAt.getTime() - originMs) / 1000),
    skills: shift.skills.map((skill) => SKILLS.indexOf(skill)),
    capacity: [],
    breaks: rest
      ? [
          {
            windows: [
              {
                opensSec: toSec(rest.opensAt.getTime(), originMs),
                closesSec: Math.floor((rest.closesAt.getTime() - originMs) / 1000),
              },
            ],
            durationSec: rest.durationSec,
          },
        ]
      : [],
    costs: { fixed: SHIFT_COST_SEC, perTravelSec: 1, perMetre: 0, perTaskSec: 0, perVisit: dayIndex * DAY_COST_SEC },
    speedFactor: 1,
    matrixIndex,
  };
}
