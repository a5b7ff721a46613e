import type { Evaluation, RouteEvaluation, Stop } from '@gocua/optimizer';
import type { CompiledProblem } from './compile-problem.ts';
import type { DraftRoute, DraftStop } from './draft-plan.ts';
import type { PlanningInput, ShiftToPlan } from './planning-input.ts';

/** Numbers become words: the routes of an evaluated plan with instants, one for each shift that is used. */
export function readRoutes(
  input: PlanningInput,
  compiled: CompiledProblem,
  evaluation: Evaluation,
  onTime: ReadonlyMap<number, number> = new Map(),
): DraftRoute[] {
  return evaluation.routes.flatMap((route) =>
    route.stops.some((stop) => stop.kind === 'visit') ? [readRoute(input, compiled, route, onTime)] : [],
  );
}

function readRoute(
  input: PlanningInput,
  compiled: CompiledProblem,
  route: RouteEvaluation,
  onTime: ReadonlyMap<number, number>,
): DraftRoute {
  const shift = input.shifts[route.shift]!;
  const at = (sec: number): Date => new Date(compiled.originMs + sec * 1000);
  const { departSec, finishSec } = route;
  if (departSec === null || finishSec === null) throw new Error('A route with visits has a departure and an end.');
  // A break before the first drive is taken at the depot: the team sets out after it.
  const beforeDrive = route.stops.slice(
    0,
    route.stops.findIndex((stop) => stop.kind === 'visit'),
  );
  const takenAtDepot = beforeDrive.filter((stop) => stop.kind === 'break' && stop.endSec <= departSec);
  const stops = [
    ...takenAtDepot.map((stop) => readStop(input, compiled, shift, stop, at, onTime)),
    {
      ...placeStop(input, 'depart', shift.startPlaceIndex),
      arriveAt: at(departSec),
      startAt: at(departSec),
      endAt: at(departSec),
    },
    ...route.stops.slice(takenAtDepot.length).map((stop) => readStop(input, compiled, shift, stop, at, onTime)),
    {
      ...placeStop(input, 'return', shift.endPlaceIndex),
      travelSec: route.lastTravelSec,
      travelMetres: route.lastTravelMetres,
      arriveAt: at(backSec(route, finishSec)),
      startAt: at(finishSec),
      endAt: at(finishSec),
    },
  ];
  return {
    shiftId: shift.id,
    seriesId: shift.seriesId,
    teamId: shift.teamId,
    date: shift.date,
    opensAt: shift.opensAt,
    closesAt: shift.closesAt,
    travelSec: route.travelSec,
    travelMetres: route.travelMetres,
    overtimeSec: Math.max(0, (at(finishSec).getTime() - shift.closesAt.getTime()) / 1000),
    stops,
  };
}

/** The end of the last drive: before the finish, if a break is taken at the depot. */
function backSec(route: RouteEvaluation, finishSec: number): number {
  let leftSec = finishSec;
  for (const stop of route.stops) if (stop.endSec + route.lastTravelSec <= finishSec) leftSec = stop.endSec;
  return leftSec + route.lastTravelSec;
}

function placeStop(
  input: PlanningInput,
  kind: 'depart' | 'return',
  placeIndex: number,
): Omit<DraftStop, 'arriveAt' | 'startAt' | 'endAt'> {
  return {
    kind,
    caseId: null,
    ...placeAt(input, placeIndex),
    travelSec: 0,
    travelMetres: 0,
    opensAt: null,
    closesAt: null,
    onTimePercent: null,
  };
}

function readStop(
  input: PlanningInput,
  compiled: CompiledProblem,
  shift: ShiftToPlan,
  stop: Stop,
  at: (sec: number) => Date,
  onTime: ReadonlyMap<number, number>,
): DraftStop {
  if (stop.kind === 'break') {
    return {
      kind: 'break',
      caseId: null,
      lat: null,
      lon: null,
      travelSec: 0,
      travelMetres: 0,
      arriveAt: at(stop.startSec),
      startAt: at(stop.startSec),
      endAt: at(stop.endSec),
      opensAt: shift.rest?.opensAt ?? null,
      closesAt: shift.rest?.closesAt ?? null,
      onTimePercent: null,
    };
  }
  const visit = compiled.visits[stop.visit]!;
  const window = compiled.problem.visits[stop.visit]!.windows.find(
    ({ opensSec, closesSec }) => opensSec <= stop.startSec && stop.startSec <= closesSec,
  );
  return {
    kind: 'visit',
    caseId: visit.caseId,
    ...placeAt(input, visit.placeIndex),
    travelSec: stop.travelSec,
    travelMetres: stop.travelMetres,
    arriveAt: at(stop.arrivalSec),
    startAt: at(stop.startSec),
    endAt: at(stop.endSec),
    opensAt: window ? at(window.opensSec) : null,
    closesAt: window ? at(window.closesSec) : null,
    onTimePercent: onTime.get(stop.visit) ?? null,
  };
}

function placeAt(input: PlanningInput, placeIndex: number): { lat: number; lon: number } {
  const [lon, lat] = input.places[placeIndex]!;
  return { lat, lon };
}
