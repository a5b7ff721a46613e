import type { CaseState } from '@gocua/api/contract/codes';
import L from 'leaflet';
import { useEffect, useMemo, useRef } from 'react';
import { ClusterLayer } from '../../map/ClusterLayer.ts';
import type { Point } from '../../map/clusterPoints.ts';
import { readView } from '../../map/kept-view.ts';
import { useMap } from '../../map/MapStage.tsx';
import { codes } from '../../words/codes.ts';
import { hover, useHover } from '../hover.ts';
import { plannerWords } from '../words.ts';

const URGENT_PRIORITY = 70;

/** A case of the list, or a point without a name where there are more than a list can hold. */
export interface MarkedCase {
  readonly id: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly state: CaseState;
  readonly priority: number;
  readonly fullName?: string;
  readonly address?: string;
}

/** Cases as marks on the map. */
export function CaseMarks(props: { cases: readonly MarkedCase[]; chosen: string | null; onChoose: (id: string) => void }) {
  const { cases, chosen, onChoose } = props;
  const map = useMap();
  const t = plannerWords.useText();
  const code = codes.useText();
  const hovered = useHover();
  const layer = useRef<ClusterLayer<MarkedCase>>(null);
  const fitted = useRef(readView() !== null);
  const points = useMemo<Point<MarkedCase>[]>(
    () =>
      cases.flatMap((one) =>
        one.lat === null || one.lon === null ? [] : [{ id: one.id, lat: one.lat, lon: one.lon, value: one }],
      ),
    [cases],
  );
  const looks = useRef({ onChoose, t, code });
  looks.current = { onChoose, t, code };

  useEffect(() => {
    if (!map) return;
    const made = new ClusterLayer<MarkedCase>(map, {
      mark: (one) => ({
        className: `case-mark-${one.state}${one.priority >= URGENT_PRIORITY ? ' case-mark-urgent' : ''}`,
        name: [one.fullName ?? looks.current.t('map.point'), looks.current.code(`caseState.${one.state}`), one.address]
          .filter(Boolean)
          .join(', '),
      }),
      clusterName: (count) => looks.current.t('map.cluster', { count }),
      onChoose: (id) => looks.current.onChoose(id),
      onPoint: (caseId) => hover.set({ caseId }),
    });
    layer.current = made;
    return () => {
      layer.current = null;
      made.remove();
    };
  }, [map]);

  useEffect(() => {
    layer.current?.setPoints(points);
    if (map && points.length > 0 && !fitted.current) {
      fitted.current = true;
      map.fitBounds(L.latLngBounds(points.map((point) => [point.lat, point.lon])).pad(0.05), { animate: false, maxZoom: 15 });
    }
  }, [points, map]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: new points need the highlight again
  useEffect(() => {
    layer.current?.highlight(chosen, hovered.caseId);
  }, [chosen, hovered.caseId, points, map]);

  useEffect(() => {
    const point = chosen ? points.find((one) => one.id === chosen) : undefined;
    if (!map || !point) return;
    const at = L.latLng(point.lat, point.lon);
    if (!map.getBounds().pad(-0.1).contains(at) || map.getZoom() < 15)
      map.flyTo(at, Math.max(map.getZoom(), 16), { duration: 0.4 });
  }, [chosen, map, points]);

  return null;
}
