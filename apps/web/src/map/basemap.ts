/** The base map that the server itself holds: streets, water, wards and their names, light or dark with the page. */
import L from 'leaflet';
import { PMTiles } from 'pmtiles';
import { TILES_URL } from './basemap-file.ts';
import { KeptSource } from './KeptSource.ts';
import './basemap.css';

const ATTRIBUTION =
  '© <a href="https://www.openstreetmap.org/copyright" target="_blank" rel="noreferrer">OpenStreetMap contributors</a>';
/** The deepest zoom the tiles hold; the map may go deeper, they are enlarged. */
const DEEPEST_DATA_ZOOM = 14;
const PANE = 'basemap';

type VectorLayer = L.GridLayer & {
  paintRules: unknown[];
  labelRules: unknown[];
  backgroundColor: string;
  clearLayout(): void;
  rerenderTiles(): void;
};

/**
 * Puts the base map under everything else on a map, and keeps its colours with the theme. Returns a function that takes it away.
 * Where the server has no base map (or is out of reach) the map stays plain; nothing fails.
 */
export function addBasemap(map: L.Map): () => void {
  let layer: VectorLayer | null = null;
  let gone = false;
  const cleanUp: (() => void)[] = [];
  void (async () => {
    const tiles = new PMTiles(new KeptSource(TILES_URL));
    if (!(await hasHead(tiles))) return;
    // the library reaches for Leaflet as a global
    (globalThis as { L?: typeof L }).L = L;
    const [{ leafletLayer }, style] = await Promise.all([import('protomaps-leaflet'), import('./basemapStyle.ts')]);
    if (gone) return;
    const paint = () => {
      const colours = style.readBasemapColours(map.getContainer());
      return {
        paintRules: style.basemapPaintRules(colours),
        labelRules: style.basemapLabelRules(colours),
        backgroundColor: colours.land,
      };
    };
    if (!map.getPane(PANE)) {
      const pane = map.createPane(PANE);
      pane.style.zIndex = '150';
    }
    layer = leafletLayer({
      ...paint(),
      url: tiles,
      maxDataZoom: DEEPEST_DATA_ZOOM,
      attribution: ATTRIBUTION,
      lang: 'vi',
      pane: PANE,
      // names measured in another font would be laid out wrongly
      tasks: [fontsReady()],
    } as never) as unknown as VectorLayer;
    layer.addTo(map);
    cleanUp.push(
      onThemeChange(() => {
        if (!layer) return;
        Object.assign(layer, paint());
        layer.clearLayout();
        layer.rerenderTiles();
      }),
    );
  })();
  return () => {
    gone = true;
    for (const undo of cleanUp) undo();
    layer?.remove();
  };
}

/** Reads the head of the file: a missing base map is known before the library asks for tiles it cannot have. */
async function hasHead(tiles: PMTiles): Promise<boolean> {
  return tiles.getHeader().then(
    () => true,
    () => false,
  );
}

async function fontsReady(): Promise<{ status: string; reason: Error }> {
  await Promise.all(['400', '500'].map((weight) => document.fonts.load(`${weight} 12px "Be Vietnam Pro"`, 'Đường phố ẵ')));
  return { status: 'fulfilled', reason: new Error('none') };
}

/** The page's own choice of theme (data-theme) and the device's. */
function onThemeChange(changed: () => void): () => void {
  const device = window.matchMedia('(prefers-color-scheme: dark)');
  device.addEventListener('change', changed);
  const root = new MutationObserver(changed);
  root.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] });
  return () => {
    device.removeEventListener('change', changed);
    root.disconnect();
  };
}
