/**
 * Raster tiles of the operator's own choice of server. OpenStreetMap's tile usage policy is respected for whichever server it is: tiles are asked
 * for only where somebody looks, nothing is fetched ahead or kept for later by us (the browser's cache follows the server's headers), the page's
 * origin is sent as the referrer, the attribution is shown. A server that is away is replaced by the built-in map until it is back.
 */
import type { MapSettings } from '@gocua/api/contract/places';
import L from 'leaflet';
import { attributionHtml } from './attribution-html.ts';
import { addBasemap } from './basemap.ts';
import { TileHealth } from './tile-health.ts';

type Tiles = NonNullable<MapSettings['tiles']>;

/** A server that was away is asked for one tile this often, while somebody looks at the page. */
const ASK_AGAIN_MS = 30_000;
const LOOK_MS = 1_000;
const PANE = 'raster';

export interface RasterTiles {
  /** Asks the server again now. */
  retry(): void;
  remove(): void;
}

/** Puts the tiles under everything else on the map. `say` hears when the server is away and when it is back. */
export function addRasterTiles(map: L.Map, tiles: Tiles, say: (isAway: boolean) => void): RasterTiles {
  if (!map.getPane(PANE)) map.createPane(PANE).style.zIndex = '150';
  const layer = L.tileLayer(tiles.url, {
    pane: PANE,
    className: 'raster-tile',
    attribution: attributionHtml(tiles.attribution),
    maxNativeZoom: tiles.maxZoom,
    maxZoom: map.getMaxZoom(),
    // the page itself sends no referrer anywhere; tile servers ask for one, and the origin says enough
    referrerPolicy: 'strict-origin-when-cross-origin',
    keepBuffer: 1,
  });
  let health = new TileHealth();
  let removeBasemap: (() => void) | null = null;
  const now = () => performance.now();

  layer.on('tileloadstart', () => health.asked(now()));
  layer.on('tileload', () => health.loaded(now(), layer.isLoading()));
  layer.on('tileerror', () => {
    health.failed();
    look();
  });

  function look(): void {
    if (removeBasemap !== null || !health.isAway(now())) return;
    layer.remove();
    removeBasemap = addBasemap(map);
    say(true);
  }
  function comeBack(): void {
    if (removeBasemap === null) return;
    removeBasemap();
    removeBasemap = null;
    health = new TileHealth();
    layer.addTo(map);
    say(false);
  }
  let probe: HTMLImageElement | null = null;
  function ask(): void {
    if (removeBasemap === null || document.hidden) return;
    probe = new Image();
    probe.referrerPolicy = 'strict-origin-when-cross-origin';
    const asked = probe;
    probe.onload = () => asked === probe && comeBack();
    probe.src = urlAt(map, layer, tiles);
  }

  layer.addTo(map);
  const looking = setInterval(look, LOOK_MS);
  const asking = setInterval(ask, ASK_AGAIN_MS);
  window.addEventListener('online', ask);
  return {
    retry: ask,
    remove() {
      clearInterval(looking);
      clearInterval(asking);
      window.removeEventListener('online', ask);
      probe = null;
      layer.remove();
      removeBasemap?.();
      removeBasemap = null;
    },
  };
}

/** The address of the tile in the middle of what is looked at. */
function urlAt(map: L.Map, layer: L.TileLayer, tiles: Tiles): string {
  const z = Math.min(Math.round(map.getZoom()), tiles.maxZoom);
  const { x, y } = map.project(map.getCenter(), z).divideBy(256).floor();
  const { subdomains = 'abc' } = layer.options;
  return L.Util.template(tiles.url, { z, x, y, s: subdomains[0], r: '' });
}
