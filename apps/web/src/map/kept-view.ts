/** Where the map looked: kept for this tab, so that a reload comes back to the same streets. It ends with the tab. */
export interface MapView {
  lat: number;
  lon: number;
  zoom: number;
}

const KEY = 'map-view';

export function keepView(view: MapView): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(view));
  } catch {
    // a browser that keeps nothing starts where every map starts
  }
}

/** Null where nothing was kept, or nothing that can be shown. */
export function readView(): MapView | null {
  try {
    const { lat, lon, zoom } = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Partial<Record<keyof MapView, unknown>>;
    if (typeof lat !== 'number' || typeof lon !== 'number' || typeof zoom !== 'number') return null;
    return Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && zoom >= 0 && zoom <= 22 ? { lat, lon, zoom } : null;
  } catch {
    return null;
  }
}
