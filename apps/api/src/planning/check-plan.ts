import type { Skill } from '../contract/codes.ts';
import type { DraftPlan, DraftRoute, DraftStop } from './draft-plan.ts';
import type { PlanningInput, ShiftToPlan, ToldWindow, VisitToPlan } from './planning-input.ts';
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
  'overtime-wrong',
  'bond-broken',
  'promise-budget',
  'promise-firm',
  'promise-not-lost',
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
  /** Where hours differ: from `fromMs` on, a table of seconds. */
  readonly byHours?: {
    readonly bands: readonly { readonly fromMs: number; readonly tableIndex: number }[];
    readonly tables: readonly Int32Array[];
  };
}
const NO_WAY = 0x7fffffff;
/** Sums of shares of a way that should be whole seconds are off by less. */
const GRAIN_SEC = 0.01;

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
  faults.push(...checkBonds(input, plan), ...checkPromises(input, plan));
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

/** Visits that belong together: two teams at one moment, both or neither; the card not before its day. */
function checkBonds(input: PlanningInput, plan: DraftPlan): PlanFault[] {
  const at = new Map<string, { startMs: number; shiftId: string }>();
  for (const { stops, shiftId } of plan.routes)
    for (const { caseId, startAt } of stops) if (caseId) at.set(caseId, { startMs: startAt.getTime(), shiftId });
  return input.visits.flatMap(({ caseId, bond }) => {
    if (!bond) return [];
    const own = at.get(caseId);
    const first = at.get(bond.caseId);
    const holds =
      bond.kind === 'together'
        ? own?.startMs === first?.startMs && (!own || own.shiftId !== first?.shiftId)
        : !own || own.startMs >= (bond.notBefore?.getTime() ?? (first ? first.startMs + bond.afterSec * 1000 : Infinity));
    return holds ? [] : [{ code: 'bond-broken' as const, id: caseId }];
  });
}

/** Counts the promises that would change, from the stops alone. A visit that is left out breaks its promise as well. */
function checkPromises(input: PlanningInput, plan: DraftPlan): PlanFault[] {
  const startMs = new Map<string, number>();
  for (const { stops } of plan.routes)
    for (const stop of stops) if (stop.caseId) startMs.set(stop.caseId, stop.startAt.getTime());
  const isKept = ({ caseId, opensAt, closesAt }: ToldWindow): boolean => {
    const ms = startMs.get(caseId) ?? Number.NaN;
    return opensAt.getTime() <= ms && ms <= closesAt.getTime();
  };
  const changed = input.promises.filter((promise) => !isKept(promise));
  const { mostChanged, firmUntil } = input.rules;
  const faults: PlanFault[] = [];
  for (const { caseId } of changed.slice(mostChanged)) faults.push({ code: 'promise-budget', id: caseId });
  for (const { caseId, opensAt } of changed)
    if (firmUntil && opensAt < firmUntil) faults.push({ code: 'promise-firm', id: caseId });
  for (const promise of input.lostPromises) if (isKept(promise)) faults.push({ code: 'promise-not-lost', id: promise.caseId });
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
      if (stop.endAt > (shift.overtimeUntil ?? shift.closesAt)) this.#fault('shift-overrun', stop.caseId ?? shift.id);
    }
    const backMs = Math.max(...route.stops.map(({ endAt }) => endAt.getTime()));
    if (route.overtimeSec !== Math.max(0, (backMs - shift.closesAt.getTime()) / 1000)) this.#fault('overtime-wrong');
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
    const { input, travel, route } = this;
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
        const sec = this.#driveSec(entry, stop.arriveAt.getTime() - stop.travelSec * 1000);
        const metres = travel.distancesMetres[entry] ?? NO_WAY;
        if (sec >= NO_WAY || metres >= NO_WAY) this.#fault('unreachable', stop.caseId ?? undefined);
        // A drive is given in whole seconds, rounded up.
        const isRight = stop.travelSec >= sec - GRAIN_SEC && stop.travelSec < sec + 1;
        if (!isRight || stop.travelMetres !== metres) this.#fault('travel-wrong', stop.caseId ?? undefined);
        this.#checkArrival(stop, before.endMs, stop.travelSec, breaks);
      } else if (stop.travelSec !== 0 || stop.travelMetres !== 0) {
        this.#fault('travel-wrong', stop.caseId ?? undefined);
      }
      before = { place, endMs: stop.endAt.getTime() };
      breaks = [];
    }
  }

  /** Seconds of a drive that leaves at an instant: in each band it covers a part of the way, until nothing of it is left. */
  #driveSec(entry: number, leavesMs: number): number {
    const { byHours, durationsSec } = this.travel;
    if (!byHours) return durationsSec[entry] ?? NO_WAY;
    let togo = 1;
    let nowMs = leavesMs;
    for (const [i, { tableIndex }] of byHours.bands.entries()) {
      const untilMs = byHours.bands[i + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
      if (untilMs <= nowMs) continue;
      const wholeSec = byHours.tables[tableIndex]?.[entry] ?? NO_WAY;
      if (wholeSec >= NO_WAY) return NO_WAY;
      const partSec = Math.min(togo * wholeSec, (untilMs - nowMs) / 1000);
      nowMs += partSec * 1000;
      togo -= wholeSec === 0 ? togo : partSec / wholeSec;
      if (nowMs < untilMs) break;
    }
    return (nowMs - leavesMs) / 1000;
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
    const leading = visit.bond?.kind === 'together' ? (this.visits.get(visit.bond.caseId) ?? visit) : visit;
    const workSec = serviceSec(leading.needs, leading.mobility) + (isSameHome ? 0 : SETUP_SEC);
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
