/**
 * Clustered points on Leaflet: only what is in view exists in the page, marks are kept while they stay in view, each is
 * reachable by keyboard and has a name. Highlighting changes classes only.
 */
import L from 'leaflet';
import { type Bounds, type Point, PointIndex } from './clusterPoints.ts';
import { makeOperable } from './makeOperable.ts';

export interface ClusterLooks<T> {
  /** Class names and inner mark of one point. */
  mark: (value: T) => { className: string; name: string };
  clusterName: (count: number) => string;
  onChoose: (id: string) => void;
  onPoint: (id: string | null) => void;
}

export class ClusterLayer<T> {
  readonly #map: L.Map;
  readonly #looks: ClusterLooks<T>;
  readonly #group = L.layerGroup();
  readonly #shown = new Map<string, { marker: L.Marker; look: string }>();
  #index: PointIndex<T> = new PointIndex([]);
  #generation = 0;
  #selected: string | null = null;
  #hovered: string | null = null;

  constructor(map: L.Map, looks: ClusterLooks<T>) {
    this.#map = map;
    this.#looks = looks;
    this.#group.addTo(map);
    map.on('moveend', this.#draw);
  }

  setPoints(points: readonly Point<T>[]): void {
    this.#index = new PointIndex(points);
    this.#generation++;
    this.#draw();
  }

  highlight(selected: string | null, hovered: string | null): void {
    const touched = new Set([this.#selected, this.#hovered, selected, hovered]);
    this.#selected = selected;
    this.#hovered = hovered;
    for (const id of touched) {
      const shown = id === null ? undefined : this.#shown.get(id);
      if (shown && id !== null) this.#paint(id, shown.marker);
    }
  }

  remove(): void {
    this.#map.off('moveend', this.#draw);
    this.#group.remove();
    this.#shown.clear();
  }

  readonly #draw = (): void => {
    const view = this.#map.getBounds().pad(0.15);
    const bounds: Bounds = { west: view.getWest(), south: view.getSouth(), east: view.getEast(), north: view.getNorth() };
    const wanted = new Set<string>();
    for (const item of this.#index.within(bounds, this.#map.getZoom())) {
      // Cluster numbers mean something else after the points changed.
      const key = item.kind === 'cluster' ? `${this.#generation}${item.key}` : item.key;
      wanted.add(key);
      const look =
        item.kind === 'cluster' ? String(item.count) : `${this.#looks.mark(item.point.value).className} ${item.lat} ${item.lon}`;
      const known = this.#shown.get(key);
      if (known?.look === look) continue;
      known?.marker.remove();
      const marker = item.kind === 'cluster' ? this.#clusterMarker(item) : this.#singleMarker(item);
      this.#shown.set(key, { marker, look });
      marker.addTo(this.#group);
      if (item.kind === 'single') this.#paint(key, marker);
    }
    for (const [key, { marker }] of this.#shown) {
      if (wanted.has(key)) continue;
      this.#group.removeLayer(marker);
      this.#shown.delete(key);
    }
  };

  #clusterMarker(item: { lat: number; lon: number; count: number; opensAtZoom: number }): L.Marker {
    const pixels = Math.round(26 + 7 * Math.log10(item.count) + 2 * Math.log2(item.count));
    const marker = L.marker([item.lat, item.lon], {
      icon: L.divIcon({ className: 'cluster-mark', html: `<span>${item.count}</span>`, iconSize: [pixels, pixels] }),
      keyboard: true,
    });
    const open = () =>
      this.#map.flyTo([item.lat, item.lon], Math.min(item.opensAtZoom, this.#map.getMaxZoom()), { duration: 0.35 });
    makeOperable(marker, this.#looks.clusterName(item.count), open);
    return marker;
  }

  #singleMarker(item: { lat: number; lon: number; point: Point<T> }): L.Marker {
    const { className, name } = this.#looks.mark(item.point.value);
    const id = item.point.id;
    const marker = L.marker([item.lat, item.lon], {
      icon: L.divIcon({ className: `case-mark ${className}`, html: '<span></span>', iconSize: [24, 24] }),
      keyboard: true,
      riseOnHover: true,
    });
    marker.on('mouseover', () => this.#looks.onPoint(id));
    marker.on('mouseout', () => this.#looks.onPoint(null));
    makeOperable(
      marker,
      name,
      () => this.#looks.onChoose(id),
      () => this.#looks.onPoint(id),
    );
    return marker;
  }

  #paint(id: string, marker: L.Marker): void {
    const element = marker.getElement();
    element?.classList.toggle('case-mark-selected', id === this.#selected);
    element?.classList.toggle('case-mark-hovered', id === this.#hovered);
    marker.setZIndexOffset(id === this.#selected ? 2000 : id === this.#hovered ? 1000 : 0);
  }
}
