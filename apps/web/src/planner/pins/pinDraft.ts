/** Where a pin is about to be put: pure rules, without map or React. */
export interface Place {
  readonly lat: number;
  readonly lon: number;
}

const METRES_PER_DEGREE = 111_195;
/** About 0.1 m: what a pin is stored with. */
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** The place some metres to the east and north. */
export function nudge({ lat, lon }: Place, eastMetres: number, northMetres: number): Place {
  const metresPerLon = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  return { lat: rounded(lat + northMetres / METRES_PER_DEGREE), lon: rounded(lon + eastMetres / metresPerLon) };
}

export function metresBetween(a: Place, b: Place): number {
  const east = (b.lon - a.lon) * METRES_PER_DEGREE * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
  return Math.hypot(east, (b.lat - a.lat) * METRES_PER_DEGREE);
}

export const writePlace = ({ lat, lon }: Place): string => `${lat.toFixed(6)}, ${lon.toFixed(6)}`;

/**
 * Reads "21.0123, 105.8412", "21,0123 105,8412", "21.0123°N 105.8412°E", or a link of Google Maps that holds them. In Vietnam latitudes are
 * below 24 and longitudes above 102, so a swapped pair is known and turned round. Null when it is no place.
 */
export function readPlace(text: string): (Place & { swapped: boolean }) | null {
  const link = /[@=](-?\d+\.\d+),(-?\d+\.\d+)/.exec(text);
  const plain = link ? `${link[1]} ${link[2]}` : text.replace(/[°NESWnesw]/g, ' ');
  // a comma between digits without a space is a decimal comma, unless a point is used for that
  const dotted = plain.includes('.') ? plain.replace(/[,;]/g, ' ') : plain.replace(/(\d),(\d)/g, '$1.$2').replace(/[,;]/g, ' ');
  const numbers = dotted.trim().split(/\s+/).map(Number);
  if (numbers.length !== 2 || numbers.some((number) => !Number.isFinite(number))) return null;
  const [first, second] = numbers as [number, number];
  const swapped = first > 90 && first <= 180 && Math.abs(second) <= 90;
  const [lat, lon] = swapped ? [second, first] : [first, second];
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) return null;
  return { lat: rounded(lat), lon: rounded(lon), swapped };
}

type Ring = readonly (readonly number[])[];

/** Whether a place lies in a GeoJSON polygon or several: even-odd, holes respected. */
export function isInside(place: Place, shape: GeoJSON.Geometry | null | undefined): boolean {
  if (shape?.type === 'Polygon') return isInRings(place, shape.coordinates);
  if (shape?.type === 'MultiPolygon') return shape.coordinates.some((rings) => isInRings(place, rings));
  return false;
}

function isInRings({ lat, lon }: Place, rings: readonly Ring[]): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i] as [number, number];
      const [xj, yj] = ring[j] as [number, number];
      if (yi > lat !== yj > lat && lon < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}
