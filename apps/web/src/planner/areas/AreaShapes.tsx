import L from 'leaflet';
import { useEffect, useRef } from 'react';
import { useMap } from '../../map/MapStage.tsx';
import { type AreaRow, classOf } from './areaRows.ts';

interface AreaShapesProps {
  rows: readonly AreaRow[];
  ends: readonly number[];
  hovered: string | null;
  nameOf: (row: AreaRow) => string;
  onHover: (unitId: string | null) => void;
  onOpen: (unitId: string) => void;
}

/** The units as coloured shapes with their number on them. The table beside the map says the same and serves the keyboard. */
export function AreaShapes({ rows, ends, hovered, nameOf, onHover, onOpen }: AreaShapesProps) {
  const map = useMap();
  const latest = useRef({ nameOf, onHover, onOpen });
  latest.current = { nameOf, onHover, onOpen };
  const paths = useRef(new Map<string, L.Path>());

  useEffect(() => {
    if (!map) return;
    const group = L.featureGroup();
    for (const row of rows) {
      if (!row.feature.geometry) continue;
      const { id } = row.unit;
      const shape = L.geoJSON(row.feature as GeoJSON.Feature, {
        style: { className: `area-shape area-class-${classOf(row.remaining, ends)}`, weight: 1 },
      });
      shape.on('mouseover', () => latest.current.onHover(id));
      shape.on('mouseout', () => latest.current.onHover(null));
      shape.on('click', () => latest.current.onOpen(id));
      shape.bindTooltip(latest.current.nameOf(row), { sticky: true, className: 'area-name' });
      shape.eachLayer((layer) => paths.current.set(id, layer as L.Path));
      group.addLayer(shape);
    }
    group.addTo(map);
    const numbers = L.layerGroup(rows.flatMap((row) => numberOn(row))).addTo(map);
    const shown = boundsOf(rows);
    if (shown.isValid()) map.fitBounds(shown.pad(0.04), { animate: false });
    return () => {
      paths.current.clear();
      group.remove();
      numbers.remove();
    };
  }, [map, rows, ends]);

  useEffect(() => {
    const path = hovered ? paths.current.get(hovered) : undefined;
    const element = path?.getElement();
    if (!element) return;
    element.classList.add('area-hovered');
    path!.bringToFront();
    return () => element.classList.remove('area-hovered');
  }, [hovered]);
  return null;
}

/** Around the units that have cases; around all where none has: empty districts at the edge would make the others too small to read. */
function boundsOf(rows: readonly AreaRow[]): L.LatLngBounds {
  const within = rows.some(({ total }) => total > 0) ? rows.filter(({ total }) => total > 0) : rows;
  const bounds = L.latLngBounds([]);
  for (const { feature } of within) if (feature.geometry) bounds.extend(L.geoJSON(feature as GeoJSON.Feature).getBounds());
  return bounds;
}

/** The number in the middle of the unit's largest part. */
function numberOn(row: AreaRow): L.Layer[] {
  if (row.remaining === 0 || !row.feature.geometry) return [];
  const { geometry } = row.feature;
  const rings = geometry.type === 'Polygon' ? [geometry.coordinates[0]!] : geometry.coordinates.map((part) => part[0]!);
  const largest = rings.reduce((best, ring) => (ring.length > best.length ? ring : best));
  const centre = L.polygon(largest.map(([lon, lat]) => [lat!, lon!] as [number, number]))
    .getBounds()
    .getCenter();
  const icon = L.divIcon({ className: 'area-number', html: `<span>${row.remaining}</span>`, iconSize: [44, 20] });
  return [L.marker(centre, { icon, interactive: false, keyboard: false })];
}
