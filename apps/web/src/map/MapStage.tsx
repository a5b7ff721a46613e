/** The one map of the planner. It lives as long as the surface, so place, zoom and selection survive changing modes. */
import L from 'leaflet';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { addBasemap } from './basemap.ts';
import 'leaflet/dist/leaflet.css';
import './map.css';

const MapContext = createContext<L.Map | null>(null);

/** Hanoi's inner districts: where a map starts that has nothing to show yet. */
const START: L.LatLngBoundsExpression = [
  [20.96, 105.74],
  [21.09, 105.93],
];

export function MapStage({
  label,
  zoomWords,
  children,
}: {
  label: string;
  zoomWords: { in: string; out: string };
  children: ReactNode;
}) {
  const box = useRef<HTMLElement>(null);
  const [map, setMap] = useState<L.Map | null>(null);

  useEffect(() => {
    if (!box.current) return;
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const made = L.map(box.current, {
      zoomControl: false,
      attributionControl: true,
      maxZoom: 18,
      minZoom: 9,
      zoomAnimation: !calm,
      fadeAnimation: !calm,
      wheelPxPerZoomLevel: 90,
    }).fitBounds(START);
    made.attributionControl.setPrefix(false);
    const sizes = new ResizeObserver(() => made.invalidateSize({ animate: false }));
    sizes.observe(box.current);
    setMap(made);
    return () => {
      sizes.disconnect();
      setMap(null);
      made.remove();
    };
  }, []);

  useEffect(() => {
    if (!map) return;
    const control = L.control
      .zoom({ position: 'bottomright', zoomInTitle: zoomWords.in, zoomOutTitle: zoomWords.out })
      .addTo(map);
    return () => void control.remove();
  }, [map, zoomWords.in, zoomWords.out]);

  useEffect(() => {
    if (!map) return;
    return addBasemap(map);
  }, [map]);

  return (
    <MapContext value={map}>
      <section ref={box} className="map-stage" aria-label={label} />
      {children}
    </MapContext>
  );
}

/** The map, once it exists. */
export function useMap(): L.Map | null {
  return useContext(MapContext);
}
