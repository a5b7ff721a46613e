/** The boundaries of wards and communes as fine lines: orientation above any base map, and enough of a map without one. */
import L from 'leaflet';

let reading: Promise<GeoJSON.FeatureCollection> | null = null;

function readBoundaries(): Promise<GeoJSON.FeatureCollection> {
  reading ??= fetch('/api/units/boundaries.geojson').then(async (answer) => {
    if (answer.ok) return (await answer.json()) as GeoJSON.FeatureCollection;
    reading = null;
    return { type: 'FeatureCollection', features: [] };
  });
  return reading;
}

export function addWardLines(map: L.Map): () => void {
  const layer = L.geoJSON(undefined, {
    interactive: false,
    style: () => ({ className: 'ward-line', fill: false, weight: 1 }),
  }).addTo(map);
  let gone = false;
  readBoundaries()
    .then((boundaries) => {
      if (!gone) layer.addData(boundaries);
    })
    .catch(() => {
      // Without boundaries the map only lacks an orientation line; the next visit asks again.
      reading = null;
    });
  return () => {
    gone = true;
    layer.remove();
  };
}
