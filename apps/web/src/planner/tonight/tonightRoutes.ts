/** The routes of an evening as they are now, which a dispatcher may have changed since the plan was published. Pure. */
import type { CaseSummary } from '@gocua/api/contract/cases';
import type { AssignmentView } from '@gocua/api/contract/dispatch';
import type { EveningDrives } from '@gocua/api/contract/drives';
import type { PlanGeometry, PlanRoute, PlanStop } from '@gocua/api/contract/planning';

/**
 * Takes each team's stops from its visits, and the depot from the plan. A team that only now got its first visit has no
 * route in the plan; it is drawn without a depot.
 */
export function routesNow(
  planned: readonly PlanRoute[],
  assignments: readonly AssignmentView[],
  date: string,
  caseOf: (id: string) => Pick<CaseSummary, 'lat' | 'lon'> | undefined,
): PlanRoute[] {
  const teamIds = [
    ...new Set(assignments.filter((one) => one.date === date && one.state !== 'withdrawn').map((one) => one.teamId)),
  ];
  return teamIds.map((teamId) => {
    const plan = planned.find((route) => route.teamId === teamId && route.date === date);
    const visits = assignments
      .filter((one) => one.teamId === teamId && one.date === date && one.state !== 'withdrawn')
      .sort((a, b) => a.position - b.position);
    const isAsPlanned = plan && sameOrder(plan, visits);
    if (isAsPlanned) return plan;
    const stops = visits.map((visit, index): PlanStop => {
      const home = caseOf(visit.caseId);
      const known = plan?.stops.find((stop) => stop.caseId === visit.caseId);
      return {
        ...(known ?? { kind: 'visit', travelSec: 0, travelMetres: 0, opensAt: null, closesAt: null }),
        position: index + 1,
        caseId: visit.caseId,
        lat: home?.lat ?? null,
        lon: home?.lon ?? null,
        arriveAt: visit.plannedArriveAt,
        startAt: visit.plannedStartAt,
        endAt: visit.plannedEndAt,
      } as PlanStop;
    });
    const depart = plan?.stops.filter((stop) => stop.kind === 'depart') ?? [];
    const rest = plan?.stops.filter((stop) => stop.kind === 'return' || stop.kind === 'break') ?? [];
    const first = visits[0]!;
    return {
      ...(plan ?? {
        id: `now-${teamId}`,
        teamId,
        date,
        opensAt: first.plannedStartAt,
        closesAt: visits.at(-1)!.plannedEndAt,
        travelSec: 0,
        travelMetres: 0,
      }),
      stops: [...depart, ...stops, ...rest],
    } as PlanRoute;
  });
}

function sameOrder(plan: PlanRoute, visits: readonly AssignmentView[]): boolean {
  const planned = plan.stops.flatMap((stop) => (stop.kind === 'visit' && stop.caseId ? [stop.caseId] : []));
  return planned.length === visits.length && planned.every((caseId, index) => caseId === visits[index]!.caseId);
}

/**
 * Lines for routes as they are: of a planned one those of the plan, of a changed one those of the evening as it is now. While these are on
 * their way a changed route is joined by straight lines.
 */
export function geometryNow(
  geometry: PlanGeometry | undefined,
  planned: readonly PlanRoute[],
  now: readonly PlanRoute[],
  drives: EveningDrives | undefined,
): PlanGeometry | undefined {
  if (!geometry) return undefined;
  const legsOf = new Map(drives?.teams.map(({ teamId, legs }) => [teamId, legs]));
  return {
    ...geometry,
    routes: now.map((route) => {
      const known = planned.includes(route) ? geometry.routes.find(({ routeId }) => routeId === route.id) : undefined;
      return known ?? { routeId: route.id, legs: legsOf.get(route.teamId) ?? straightLegs(route) };
    }),
  };
}

function straightLegs({ stops }: PlanRoute): PlanGeometry['routes'][number]['legs'] {
  const places = stops.flatMap((stop) =>
    stop.lat === null || stop.lon === null ? [] : [[stop.lon, stop.lat] as [number, number]],
  );
  return places.slice(1).map((place, index) => [places[index]!, place]);
}

/** Names the order of the visits of all routes that are not as planned; empty if there is none. */
export function changesOf(planned: readonly PlanRoute[], now: readonly PlanRoute[]): string {
  return now
    .filter((route) => !planned.includes(route))
    .map(({ teamId, stops }) => `${teamId}:${stops.flatMap(({ caseId }) => caseId ?? []).join()}`)
    .join(';');
}
