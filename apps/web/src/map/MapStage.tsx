import L from 'leaflet';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { Button } from '../design/Button.tsx';
import { addBasemap } from './basemap.ts';
import { keepView, readView } from './kept-view.ts';
import { addRasterTiles, type RasterTiles } from './raster-tiles.ts';
import { useMapSettings } from './usePlaceSearch.ts';
import { mapWords } from './words.ts';
import 'leaflet/dist/leaflet.css';
import './map.css';

const MapContext = createContext<L.Map | null>(null);

/** Hanoi's inner districts: where a map starts that has nothing to show yet. */
const START: L.LatLngBoundsExpression = [
  [20.96, 105.74],
  [21.09, 105.93],
];

interface MapStageProps {
  label: string;
  zoomWords: { in: string; out: string };
  /**
   * The office's own map: shows the operator's tile server where one is set, and comes back after a reload to where it was. Not for families and
   * teams: what they look at says where a sick person lives, they were not asked, and a phone must find its map without a network.
   */
  isOffice?: boolean;
  children: ReactNode;
}

/** A map. It lives as long as the surface, so place, zoom and selection survive changing what lies on it. */
export function MapStage({ label, zoomWords, isOffice = false, children }: MapStageProps) {
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
    });
    const kept = isOffice ? readView() : null;
    if (kept) made.setView([kept.lat, kept.lon], kept.zoom);
    else made.fitBounds(START);
    if (isOffice) made.on('moveend', () => keepView({ ...asPlace(made.getCenter()), zoom: made.getZoom() }));
    made.attributionControl.setPrefix(false);
    const sizes = new ResizeObserver(() => made.invalidateSize({ animate: false }));
    sizes.observe(box.current);
    setMap(made);
    return () => {
      sizes.disconnect();
      setMap(null);
      made.remove();
    };
  }, [isOffice]);

  useEffect(() => {
    if (!map) return;
    const control = L.control
      .zoom({ position: 'bottomright', zoomInTitle: zoomWords.in, zoomOutTitle: zoomWords.out })
      .addTo(map);
    return () => void control.remove();
  }, [map, zoomWords.in, zoomWords.out]);

  return (
    <MapContext value={map}>
      <section ref={box} className="map-stage" aria-label={label} />
      {map && isOffice ? <OfficeGround map={map} /> : null}
      {map && !isOffice ? <BuiltInGround map={map} /> : null}
      {children}
    </MapContext>
  );
}

function BuiltInGround({ map }: { map: L.Map }) {
  useEffect(() => addBasemap(map), [map]);
  return null;
}

/** The operator's tiles where there are some; else, and while their server is away, the built-in map. */
function OfficeGround({ map }: { map: L.Map }) {
  const t = mapWords.useText();
  const { data, isError } = useMapSettings();
  const tiles = data?.tiles;
  const raster = useRef<RasterTiles>(null);
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    if (!tiles) return;
    const made = addRasterTiles(map, tiles, setAway);
    raster.current = made;
    return () => {
      raster.current = null;
      made.remove();
    };
  }, [map, tiles]);
  if (tiles === null || isError) return <BuiltInGround map={map} />;
  return (
    <div className="map-notice" role="status">
      {isAway ? (
        <>
          <p>{t('tilesAway')}</p>
          <Button size="small" onPress={() => raster.current?.retry()}>
            {t('tilesRetry')}
          </Button>
        </>
      ) : null}
    </div>
  );
}

const asPlace = ({ lat, lng }: L.LatLng) => ({ lat, lon: lng });

/** The map, once it exists. */
export function useMap(): L.Map | null {
  return useContext(MapContext);
}
