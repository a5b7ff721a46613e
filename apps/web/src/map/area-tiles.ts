/** A tile of the Web Mercator pyramid. */
export interface Tile {
  z: number;
  x: number;
  y: number;
}
interface Point {
  lat: number;
  lon: number;
}

/** Around each home: the alleys where somebody walks the last metres, and where to turn round. */
const AROUND_METRES = 700;
/** A map that covers an evening of one team; a plan across half a province keeps its homes and not every road between. */
export const MOST_TILES = 160;

/**
 * The tiles of a way through places, in the order in which they matter: the few of the whole picture, then around each place, then
 * along the straight lines between. At most {@link MOST_TILES}, each once.
 */
export function areaTiles(places: readonly Point[], zooms: { least: number; most: number }): Tile[] {
  const found = new Map<string, Tile>();
  const add = (tile: Tile) => {
    if (found.size < MOST_TILES) found.set(`${tile.z}/${tile.x}/${tile.y}`, tile);
  };
  for (let z = zooms.least; z < zooms.most; z++) for (const place of places) for (const tile of around(place, z)) add(tile);
  for (const place of places) for (const tile of around(place, zooms.most)) add(tile);
  for (const [index, to] of places.entries()) {
    const from = places[index - 1];
    if (from) for (const tile of between(from, to, zooms.most)) add(tile);
  }
  return [...found.values()];
}

function around(place: Point, z: number): Tile[] {
  const dLat = AROUND_METRES / 111_320;
  const dLon = dLat / Math.cos((place.lat * Math.PI) / 180);
  const northWest = tileAt({ lat: place.lat + dLat, lon: place.lon - dLon }, z);
  const southEast = tileAt({ lat: place.lat - dLat, lon: place.lon + dLon }, z);
  const tiles: Tile[] = [];
  for (let x = northWest.x; x <= southEast.x; x++) for (let y = northWest.y; y <= southEast.y; y++) tiles.push({ z, x, y });
  return tiles;
}

function between(from: Point, to: Point, z: number): Tile[] {
  const a = tileAt(from, z);
  const b = tileAt(to, z);
  // Half a tile a step: no tile of the line is jumped over.
  const stepCount = 2 * Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y)) + 1;
  return Array.from({ length: stepCount + 1 }, (_, step) => {
    const share = step / stepCount;
    return tileAt({ lat: from.lat + (to.lat - from.lat) * share, lon: from.lon + (to.lon - from.lon) * share }, z);
  });
}

/** https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames */
export function tileAt({ lat, lon }: Point, z: number): Tile {
  const count = 2 ** z;
  const phi = (lat * Math.PI) / 180;
  const clamp = (value: number) => Math.min(count - 1, Math.max(0, Math.floor(value)));
  return {
    z,
    x: clamp(((lon + 180) / 360) * count),
    y: clamp(((1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2) * count),
  };
}
