import type { AssignmentView } from '@gocua/api/contract/dispatch';
import type { PlanGeometry, PlanRoute } from '@gocua/api/contract/planning';
import L from 'leaflet';
import { useEffect, useRef } from 'react';
import { useMap } from '../../map/MapStage.tsx';
import { makeOperable } from '../../map/makeOperable.ts';
import { useCases } from '../data/useCases.ts';
import { useTeams } from '../data/useTeams.ts';
import { hover, useHover } from '../hover.ts';
import { plannerWords } from '../words.ts';

interface Drawn {
  routeId: string;
  lines: L.Polyline[];
  marks: Map<string, L.Marker>;
}

/** Routes along the real streets in their team's colour, with numbered stops; the depots as squares. */
export function RouteLines(props: {
  routes: readonly PlanRoute[];
  geometry: PlanGeometry | undefined;
  chosenCase: string | null;
  chosenRoute: string | null;
  onChooseCase: (id: string) => void;
  happened?: ReadonlyMap<string, AssignmentView>;
}) {
  const { routes, geometry, chosenCase, chosenRoute, onChooseCase, happened } = props;
  const map = useMap();
  const t = plannerWords.useText();
  const teams = useTeams();
  const { byId } = useCases();
  const hovered = useHover();
  const drawn = useRef<Drawn[]>([]);
  const choose = useRef(onChooseCase);
  choose.current = onChooseCase;

  useEffect(() => {
    if (!map) return;
    const group = L.layerGroup().addTo(map);
    const legs = new Map(geometry?.routes.map((route) => [route.routeId, route.legs]));
    const depots = new Set<string>();
    drawn.current = routes.map((route) => {
      const team = teams.byId.get(route.teamId);
      const color = team?.color ?? 0;
      const path = (legs.get(route.id) ?? []).map((leg) => leg.map(([lon, lat]) => [lat, lon] as L.LatLngTuple));
      const casing = L.polyline(path, { className: 'route-casing', weight: 8, interactive: false });
      const line = L.polyline(path, { className: `route-line team-${color}`, weight: 4 });
      line.on('mouseover', () => hover.set({ routeId: route.id })).on('mouseout', () => hover.set({}));
      casing.addTo(group);
      line.addTo(group);
      const marks = new Map<string, L.Marker>();
      let number = 0;
      for (const stop of route.stops) {
        if (stop.lat === null || stop.lon === null) continue;
        if (stop.kind === 'visit' && stop.caseId) {
          number++;
          const caseId = stop.caseId;
          const state = happened?.get(caseId);
          const done = state?.state === 'finished' ? (state.outcome === 'served' ? 'stop-served' : 'stop-other') : '';
          const here = state?.state === 'travelling' || state?.state === 'arrived' ? 'stop-active' : '';
          const mark = L.marker([stop.lat, stop.lon], {
            icon: L.divIcon({
              className: `stop-mark team-${color} ${done} ${here}`,
              html: `<span>${number}</span>`,
              iconSize: [22, 22],
            }),
            keyboard: true,
            riseOnHover: true,
          });
          makeOperable(
            mark,
            t('map.stop', { number, team: team?.name ?? '', name: byId.get(caseId)?.fullName ?? '' }),
            () => choose.current(caseId),
            () => hover.set({ caseId, routeId: route.id }),
          );
          mark.on('mouseover', () => hover.set({ caseId, routeId: route.id })).on('mouseout', () => hover.set({}));
          mark.addTo(group);
          marks.set(caseId, mark);
        } else if (stop.kind === 'depart' && !depots.has(`${stop.lat} ${stop.lon}`)) {
          depots.add(`${stop.lat} ${stop.lon}`);
          L.marker([stop.lat, stop.lon], {
            icon: L.divIcon({ className: 'depot-mark', html: '<span></span>', iconSize: [16, 16] }),
            keyboard: false,
            interactive: false,
          }).addTo(group);
        }
      }
      return { routeId: route.id, lines: [casing, line], marks };
    });
    return () => {
      group.remove();
      drawn.current = [];
    };
  }, [map, routes, geometry, teams.byId, byId, happened, t]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was drawn anew needs its classes again
  useEffect(() => {
    const front = hovered.routeId ?? chosenRoute;
    for (const { routeId, lines, marks } of drawn.current) {
      const dim = front !== null && routeId !== front;
      for (const line of lines) line.getElement()?.classList.toggle('route-dim', dim);
      if (routeId === front) for (const line of lines) line.bringToFront();
      for (const [caseId, mark] of marks) {
        const element = mark.getElement();
        element?.classList.toggle('route-dim', dim);
        element?.classList.toggle('stop-chosen', caseId === chosenCase);
        element?.classList.toggle('stop-hovered', caseId === hovered.caseId);
        mark.setZIndexOffset(caseId === chosenCase || caseId === hovered.caseId ? 2000 : routeId === front ? 1000 : 0);
      }
    }
  }, [hovered, chosenCase, chosenRoute, routes, geometry, happened, map]);

  useFit(map, chosenRoute ? routes.filter((route) => route.id === chosenRoute) : routes);

  return null;
}

/** Room for the marks, which are drawn around their places. */
const FIT_PIXELS = 40;

/**
 * Shows the whole of some routes whenever they become others; and again when the map changes its size (the timeline docks below it),
 * until the person moves the map.
 */
function useFit(map: L.Map | null, routes: readonly PlanRoute[]): void {
  const shown = useRef(routes);
  shown.current = routes;
  const key = routes.map((route) => route.id).join();
  useEffect(() => {
    if (!map || key === '') return;
    const places = shown.current.flatMap((route) =>
      route.stops.flatMap((stop) => (stop.lat === null || stop.lon === null ? [] : [[stop.lat, stop.lon] as L.LatLngTuple])),
    );
    if (places.length === 0) return;
    const bounds = L.latLngBounds(places);
    const fit = () => map.fitBounds(bounds, { maxZoom: 16, padding: [FIT_PIXELS, FIT_PIXELS], animate: false });
    const leave = () => map.off('resize', fit);
    fit();
    map.on('resize', fit);
    const stage = map.getContainer();
    const byPerson = ['pointerdown', 'wheel', 'keydown'] as const;
    for (const kind of byPerson) stage.addEventListener(kind, leave, { once: true });
    return () => {
      leave();
      for (const kind of byPerson) stage.removeEventListener(kind, leave);
    };
  }, [map, key]);
}
