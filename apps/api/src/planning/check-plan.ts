import type { Skill } from '../contract/codes.ts';
import type { DraftPlan, DraftRoute, DraftStop } from './draft-plan.ts';
import type { PlanningInput, ShiftToPlan, VisitToPlan } from './planning-input.ts';
import { requiredSkills, SETUP_SEC, serviceSec } from './visit-rules.ts';

/**
 * The second opinion: judges a plan in the domain's words alone. It shares no code with the optimizer, the compilation or the
 * reading of a solution; it walks every route by instants and asks the travel matrix itself. A plan with a fault is not saved.
 */

export const PLAN_FAULTS = [
  'case-missing',
  'case-twice',
  'case-unknown',
  'shift-unknown',
  'shift-twice',
  'shift-differs',
  'stops-disordered',
  'place-wrong',
  'travel-wrong',
  'unreachable',
  'too-early',
  'shift-overrun',
  'service-wrong',
  'outside-window',
  'skill-missing',
  'break-missing',
  'break-wrong',
  'totals-wrong',
] as const;
export type PlanFaultCode = (typeof PLAN_FAULTS)[number];

export interface PlanFault {
  readonly code: PlanFaultCode;
  /** The case or shift it is about. */
  readonly id: string;
}

/** Seconds and metres as the matrix gives them, row by row; entries from `unreachable` on mean: no way. */
export interface TravelTable {
  readonly placeCount: number;
  readonly durationsSec: Int32Array;
  readonly distancesMetres: Int32Array;
  /** Other tables for shifts at other hours, by shift id. */
  readonly byHours?: {
    readonly tables: readonly { readonly durationsSec: Int32Array; readonly distancesMetres: Int32Array }[];
    readonly tableOfShift: ReadonlyMap<string, number>;
  };
}
const NO_WAY = 0x7fffffff;

/** All faults of a plan; an empty list is an approval. */
export function checkPlan(input: PlanningInput, travel: TravelTable, plan: DraftPlan): PlanFault[] {
  const faults = checkEveryCaseOnce(input, plan);
  const visits = new Map(input.visits.map((visit) => [visit.caseId, visit]));
  const shifts = new Map(input.shifts.map((shift) => [shift.id, shift]));
  const isAtHome = makeIsAtHome(input);
  const used = new Set<string>();
  for (const route of plan.routes) {
    const shift = shifts.get(route.shiftId);
    if (!shift) {
      faults.push({ code: 'shift-unknown', id: route.shiftId });
      continue;
    }
    if (used.has(shift.id)) faults.push({ code: 'shift-twice', id: shift.id });
    used.add(shift.id);
    faults.push(...new RouteCheck(input, travel, visits, isAtHome, shift, route).faults());
  }
  return faults;
}

function checkEveryCaseOnce(input: PlanningInput, plan: DraftPlan): PlanFault[] {
  const expected = new Set([...input.visits.map(({ caseId }) => caseId), ...input.caseIdsWithoutCoordinates]);
  const seen = new Set<string>();
  const faults: PlanFault[] = [];
  const planned = plan.routes.flatMap((route) => route.stops.flatMap((stop) => (stop.caseId === null ? [] : [stop.caseId])));
  for (const id of [...planned, ...plan.unassigned.map(({ caseId }) => caseId)]) {
    if (!expected.has(id)) faults.push({ code: 'case-unknown', id });
    if (seen.has(id)) faults.push({ code: 'case-twice', id });
    seen.add(id);
  }
  for (const id of expected) if (!seen.has(id)) faults.push({ code: 'case-missing', id });
  return faults;
}

/** Says whether somebody is at home at an instant, by the clock on the wall there. */
function makeIsAtHome(input: PlanningInput): (visit: VisitToPlan, at: Date) => boolean {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: input.zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  return (visit, at) => {
    if (visit.windows.length === 0) return true;
    const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, value]));
    const weekday = weekdays.indexOf(parts.get('weekday') ?? '') + 1;
    const time = `${parts.get('hour')}:${parts.get('minute')}:${parts.get('second')}`;
    return visit.windows.some(
      ({ days, from, to }) => days.some((day) => day === weekday) && `${from}:00` <= time && time <= `${to}:00`,
    );
  };
}

/** Walks one route from its depot back. */
class RouteCheck {
  readonly #faults: PlanFault[] = [];

  constructor(
    private readonly input: PlanningInput,
    private readonly travel: TravelTable,
    private readonly visits: ReadonlyMap<string, VisitToPlan>,
    private readonly isAtHome: (visit: VisitToPlan, at: Date) => boolean,
    private readonly shift: ShiftToPlan,
    private readonly route: DraftRoute,
  ) {}

  faults(): PlanFault[] {
    this.#checkFrame();
    this.#checkOrder();
    this.#checkDrives();
    this.#checkBreaks();
    for (const [index, stop] of this.route.stops.entries()) if (stop.kind === 'visit') this.#checkVisit(stop, index);
    return this.#faults;
  }

  #fault(code: PlanFaultCode, id: string = this.shift.id): void {
    this.#faults.push({ code, id });
  }

  #checkFrame(): void {
    const { shift, route } = this;
    const isSame =
      route.teamId === shift.teamId &&
      route.seriesId === shift.seriesId &&
      route.date === shift.date &&
      route.opensAt.getTime() === shift.opensAt.getTime() &&
      route.closesAt.getTime() === shift.closesAt.getTime();
    if (!isSame) this.#fault('shift-differs');
    const located = route.stops.filter(({ kind }) => kind !== 'break');
    const rightKinds =
      located.length >= 3 &&
      located.every(({ kind }, i) => kind === (i === 0 ? 'depart' : i === located.length - 1 ? 'return' : 'visit'));
    if (!rightKinds) this.#fault('stops-disordered');
    for (const stop of route.stops) {
      if (stop.startAt < shift.freeFrom || stop.arriveAt < shift.freeFrom) this.#fault('too-early', stop.caseId ?? shift.id);
      if (stop.endAt > shift.closesAt) this.#fault('shift-overrun', stop.caseId ?? shift.id);
    }
    const sum = (field: 'travelSec' | 'travelMetres'): number => route.stops.reduce((total, stop) => total + stop[field], 0);
    if (sum('travelSec') !== route.travelSec || sum('travelMetres') !== route.travelMetres) this.#fault('totals-wrong');
  }

  /** Nothing begins before what stands before it has ended. A break may lie between an arrival and the service. */
  #checkOrder(): void {
    let freeMs = -Infinity;
    for (const stop of this.route.stops) {
      if (!(stop.arriveAt <= stop.startAt && stop.startAt <= stop.endAt))
        this.#fault('stops-disordered', stop.caseId ?? undefined);
      if (stop.startAt.getTime() < freeMs) this.#fault('stops-disordered', stop.caseId ?? undefined);
      freeMs = Math.max(freeMs, stop.endAt.getTime());
    }
  }

  #checkDrives(): void {
    const { input, travel, route, shift } = this;
    const hours = travel.byHours?.tables[travel.byHours.tableOfShift.get(shift.id) ?? -1] ?? travel;
    let before: { place: number; endMs: number } | null = null;
    let breaks: DraftStop[] = [];
    for (const stop of route.stops) {
      if (stop.kind === 'break') {
        breaks.push(stop);
        continue;
      }
      const place = this.#placeOf(stop);
      const [lon, lat] = input.places[place] ?? [Number.NaN, Number.NaN];
      if (stop.lon !== lon || stop.lat !== lat) this.#fault('place-wrong', stop.caseId ?? undefined);
      if (before) {
        const entry = before.place * travel.placeCount + place;
        const sec = hours.durationsSec[entry] ?? NO_WAY;
        const metres = hours.distancesMetres[entry] ?? NO_WAY;
        if (sec >= NO_WAY || metres >= NO_WAY) this.#fault('unreachable', stop.caseId ?? undefined);
        if (stop.travelSec !== sec || stop.travelMetres !== metres) this.#fault('travel-wrong', stop.caseId ?? undefined);
        this.#checkArrival(stop, before.endMs, sec, breaks);
      } else if (stop.travelSec !== 0 || stop.travelMetres !== 0) {
        this.#fault('travel-wrong', stop.caseId ?? undefined);
      }
      before = { place, endMs: stop.endAt.getTime() };
      breaks = [];
    }
  }

  /** Between two places lies the whole drive in one piece: each break is over before it, or begins after it. */
  #checkArrival(stop: DraftStop, leftMs: number, travelSec: number, breaks: readonly DraftStop[]): void {
    const arriveMs = stop.arriveAt.getTime();
    const setOutMs = arriveMs - travelSec * 1000;
    if (setOutMs < leftMs) this.#fault('too-early', stop.caseId ?? undefined);
    for (const pause of breaks) {
      const isBefore = pause.endAt.getTime() <= setOutMs;
      const isAfter = pause.startAt.getTime() >= arriveMs;
      if (!isBefore && !isAfter) this.#fault('break-wrong');
    }
  }

  #checkBreaks(): void {
    const { rest } = this.shift;
    const breaks = this.route.stops.filter(({ kind }) => kind === 'break');
    if (breaks.length < (rest ? 1 : 0)) this.#fault('break-missing');
    if (breaks.length > (rest ? 1 : 0)) this.#fault('break-wrong');
    for (const pause of breaks) {
      const lastsMs = pause.endAt.getTime() - pause.startAt.getTime();
      const isRight =
        rest && lastsMs === rest.durationSec * 1000 && pause.startAt >= rest.opensAt && pause.startAt <= rest.closesAt;
      if (!isRight) this.#fault('break-wrong');
    }
  }

  #checkVisit(stop: DraftStop, index: number): void {
    const visit = this.visits.get(stop.caseId ?? '');
    // That the case is unknown was said.
    if (!visit) return;
    const home = this.route.stops.slice(0, index).findLast(({ kind }) => kind !== 'break');
    const isSameHome = this.visits.get(home?.caseId ?? '')?.householdId === visit.householdId;
    const workSec = serviceSec(visit.needs, visit.mobility) + (isSameHome ? 0 : SETUP_SEC);
    if (stop.endAt.getTime() - stop.startAt.getTime() !== workSec * 1000) this.#fault('service-wrong', visit.caseId);
    if (!this.isAtHome(visit, stop.startAt)) this.#fault('outside-window', visit.caseId);
    const missing = requiredSkills(visit.needs, visit.requirements).filter((skill) => !this.#canDo(skill));
    if (missing.length > 0) this.#fault('skill-missing', visit.caseId);
  }

  /** Counted from the people themselves where they have names: what they are together is nobody's single skill. */
  #canDo(skill: Skill): boolean {
    const { crew, skills } = this.shift;
    if (crew && skill === 'woman') return crew.some(({ sex }) => sex === 'female');
    if (crew && skill === 'two_officers') return crew.filter((person) => person.skills.includes('officer')).length > 1;
    return skills.includes(skill);
  }

  #placeOf(stop: DraftStop): number {
    if (stop.kind === 'depart') return this.shift.startPlaceIndex;
    if (stop.kind === 'return') return this.shift.endPlaceIndex;
    return this.visits.get(stop.caseId ?? '')?.placeIndex ?? -1;
  }
}
