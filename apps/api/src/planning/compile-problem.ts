import type { Plan, Problem, RichVisit, Shift, TravelBands, Visit, Window } from '@gocua/optimizer';
import { windowsOnDates } from '../calendar/zoned-time.ts';
import { SKILLS } from '../contract/codes.ts';
import { compileBonds, compileBound, waitingForFirst } from './compile-bonds.ts';
import type { PlanTravel, TravelHours } from './measure-travel.ts';
import type { PlanningInput, ShiftToPlan, VisitToPlan } from './planning-input.ts';
import { originMsOf } from './problem-origin.ts';
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
  /** Waits for another visit of the same person: not in the problem. */
  readonly waiting: readonly VisitToPlan[];
  /** What is published, for the search to begin with; none before the first publication. */
  readonly initialPlan: Plan | undefined;
}

/** A visit one day later costs as much as this drive: what can be done tonight is not left for the weekend without a reason. */
const DAY_COST_SEC = 90;
/** A shift that is opened costs as much as this drive: a team is not sent out for what another passes by. */
const SHIFT_COST_SEC = 300;
/** Prizes of the optimizer's tiers multiply; beyond this, waiting no longer counts within a tier. */
const MOST_TIERS_PRODUCT = 2 ** 50;

/**
 * Words become numbers: seconds from one origin, places, skills as indices, tiers and prizes, promises and preferences. Cases of
 * `before` come before all others and are worth the same: a plan that serves them all is only ever followed by such plans.
 */
export function compileProblem(
  input: PlanningInput,
  travel: PlanTravel,
  before: ReadonlySet<string> = new Set(),
): CompiledProblem {
  const originMs = originMsOf(input.shifts);
  const lastMs = Math.max(...input.shifts.map(({ closesAt, overtimeUntil }) => (overtimeUntil ?? closesAt).getTime()));
  const lastSec = toSec(lastMs, originMs);
  const visits: VisitToPlan[] = [];
  const neverAtHome: VisitToPlan[] = [];
  const compiled: Visit[] = [];
  const told = new Map(input.promises.map((promise) => [promise.caseId, promise]));
  const waiting: VisitToPlan[] = [];
  const windowsOf = new Map(input.visits.map((visit) => [visit, compileWindows(input, visit, originMs, lastSec)]));
  const waitingIds = waitingForFirst(input, (visit) => windowsOf.get(visit) !== null);
  const serviceSecs = new Map(input.visits.map(({ caseId, needs, mobility }) => [caseId, serviceSec(needs, mobility)]));
  for (const visit of input.visits) {
    const windows = windowsOf.get(visit)!;
    if (windows === null || waitingIds.has(visit.caseId)) {
      (windows === null ? neverAtHome : waiting).push(visit);
      continue;
    }
    visits.push(visit);
    compiled.push({
      ...compileVisit(input, visit, windows),
      ...compilePromise(told.get(visit.caseId), originMs),
      ...compilePreference(input, visit),
      ...compileBound(visit, serviceSecs, (ms) => toSec(ms, originMs)),
    });
  }
  const teams = [...new Set(input.shifts.map(({ teamId }) => teamId))];
  const shifts = input.shifts.map((shift) => compileShift(input, shift, originMs, teams.indexOf(shift.teamId)));
  const { durationsSec, distancesMetres, byHours } = travel;
  const { mostChanged, firmUntil, changedPromiseSec, unevenVisitSec } = input.rules;
  const relations = compileBonds(visits);
  const problem: Problem = {
    placeCount: travel.placeCount,
    visits: withPrizesThatFit(putBefore(visits, compiled, before)),
    shifts,
    matrices: [{ durationsSec, distancesMetres, ...(byHours ? { bands: compileHours(byHours, originMs) } : {}) }],
    ...(compiled.some(({ promise }) => promise)
      ? {
          promises: {
            perChange: changedPromiseSec,
            most: mostChanged,
            firmUntilSec: firmUntil ? Math.max(0, toSec(firmUntil.getTime(), originMs)) : 0,
          },
        }
      : {}),
    ...(relations.length > 0 ? { relations } : {}),
    ...(unevenVisitSec > 0 ? { balance: [{ measure: 'visits', perUnitAbove: unevenVisitSec }] } : {}),
  };
  return { problem, originMs, visits, neverAtHome, waiting, initialPlan: compilePublished(input, visits) };
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

/** The bands from the origin on. */
function compileHours({ bands, tables }: TravelHours, originMs: number): TravelBands {
  const rest = bands.slice(bands.findLastIndex(({ fromMs }) => fromMs <= originMs));
  return {
    startsSec: Int32Array.from(rest, ({ fromMs }, i) => (i === 0 ? 0 : toSec(fromMs, originMs))),
    tableOf: Int32Array.from(rest, ({ tableIndex }) => tableIndex),
    tables,
  };
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
  const { passedOverWeeks, longWaitBefore } = input.rules;
  const isOverdue = longWaitBefore !== null && visit.waitingSince < longWaitBefore;
  return {
    placeIndex: visit.placeIndex,
    serviceSec: serviceSec(visit.needs, visit.mobility),
    setupSec: SETUP_SEC,
    windows,
    skills: requiredSkills(visit.needs, visit.requirements).map((skill) => SKILLS.indexOf(skill)),
    tier: isOverdue ? 0 : priorityTier(visit.priority),
    prize: waitingWeight(visit.waitingSince, input.takenAt, { count: visit.passedOverCount, weeks: passedOverWeeks }),
    loads: [],
  };
}

function putBefore(visits: readonly VisitToPlan[], compiled: readonly Visit[], before: ReadonlySet<string>): readonly Visit[] {
  if (before.size === 0) return compiled;
  const isBefore = (v: number): boolean => before.has(visits[v]!.caseId);
  return compiled.map((visit, v) => (isBefore(v) ? { ...visit, tier: 0, prize: 1 } : { ...visit, tier: visit.tier! + 1 }));
}

/** Tiers too wide for exact sums: then nobody's waiting counts within a tier. */
function withPrizesThatFit(visits: readonly Visit[]): readonly Visit[] {
  let product = 1;
  for (const tier of new Set(visits.map((visit) => visit.tier))) {
    const prizes = visits.filter((visit) => visit.tier === tier).map(({ prize }) => prize);
    product *= prizes.reduce((size, prize) => size + (prizes.length + 1) * prize + 1, 1);
  }
  return product <= MOST_TIERS_PRODUCT ? visits : visits.map((visit) => ({ ...visit, prize: 1 }));
}

function compilePromise(promise: PlanningInput['promises'][number] | undefined, originMs: number): Pick<RichVisit, 'promise'> {
  if (!promise) return {};
  const opensSec = Math.max(0, toSec(promise.opensAt.getTime(), originMs));
  return { promise: { opensSec, closesSec: Math.floor((promise.closesAt.getTime() - originMs) / 1000) } };
}

function compilePreference(input: PlanningInput, visit: VisitToPlan): Pick<RichVisit, 'preference'> {
  const { otherTeamSec } = input.rules;
  if (otherTeamSec === 0 || visit.knownTeamIds.length === 0) return {};
  const shifts = input.shifts.flatMap(({ teamId }, index) => (visit.knownTeamIds.includes(teamId) ? [index] : []));
  return shifts.length > 0 ? { preference: { shifts, otherwise: otherTeamSec } } : {};
}

function compileShift(input: PlanningInput, shift: ShiftToPlan, originMs: number, teamIndex: number): Shift {
  const dayIndex = Math.round((Date.parse(shift.date) - Date.parse(input.fromDate)) / 86_400_000);
  const { rest, overtimeUntil } = shift;
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
    matrixIndex: 0,
    teamIndex,
    dayIndex,
    ...(overtimeUntil
      ? {
          overtime: {
            untilSec: Math.floor((overtimeUntil.getTime() - originMs) / 1000),
            perSec: input.rules.overtimeRate,
          },
        }
      : {}),
  };
}
