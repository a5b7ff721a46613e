import type { Evaluation, RouteEvaluation, Stop } from '@gocua/optimizer';
import type { CompiledProblem } from './compile-problem.ts';
import type { DraftRoute, DraftStop } from './draft-plan.ts';
import type { PlanningInput, ShiftToPlan } from './planning-input.ts';

/** Numbers become words: the routes of an evaluated plan with instants, one for each shift that is used. */
export function readRoutes(input: PlanningInput, compiled: CompiledProblem, evaluation: Evaluation): DraftRoute[] {
  return evaluation.routes.flatMap((route) =>
    route.stops.some((stop) => stop.kind === 'visit') ? [readRoute(input, compiled, route)] : [],
  );
}

function readRoute(input: PlanningInput, compiled: CompiledProblem, route: RouteEvaluation): DraftRoute {
  const shift = input.shifts[route.shift]!;
  const at = (sec: number): Date => new Date(compiled.originMs + sec * 1000);
  const depotStop = (kind: 'depart' | 'return', placeIndex: number, sec: number, travelSec = 0, travelMetres = 0): DraftStop => ({
    kind,
    caseId: null,
    ...placeAt(input, placeIndex),
    travelSec,
    travelMetres,
    arriveAt: at(sec),
    startAt: at(sec),
    endAt: at(sec),
    opensAt: null,
    closesAt: null,
  });
  const { departSec, finishSec } = route;
  if (departSec === null || finishSec === null) throw new Error('A route with visits has a departure and an end.');
  // A break before the first drive is taken at the depot: the team sets out after it.
  const beforeDrive = route.stops.slice(
    0,
    route.stops.findIndex((stop) => stop.kind === 'visit'),
  );
  const takenAtDepot = beforeDrive.filter((stop) => stop.kind === 'break' && stop.endSec <= departSec);
  const stops = [
    ...takenAtDepot.map((stop) => readStop(input, compiled, shift, stop, at)),
    depotStop('depart', shift.startPlaceIndex, departSec),
    ...route.stops.slice(takenAtDepot.length).map((stop) => readStop(input, compiled, shift, stop, at)),
    depotStop('return', shift.endPlaceIndex, finishSec, route.lastTravelSec, route.lastTravelMetres),
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
    stops,
  };
}

function readStop(
  input: PlanningInput,
  compiled: CompiledProblem,
  shift: ShiftToPlan,
  stop: Stop,
  at: (sec: number) => Date,
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
  };
}

function placeAt(input: PlanningInput, placeIndex: number): { lat: number; lon: number } {
  const [lon, lat] = input.places[placeIndex]!;
  return { lat, lon };
}
