import { straightMetres } from '../../apps/api/src/travel/lon-lat.ts';
import type { Places } from '../../apps/api/src/travel/places.ts';
import { STREET_CLASSES, type StreetClass } from '../../apps/api/src/travel/street-class.ts';
import type { Streets } from '../../apps/api/src/travel/street-graph.ts';
import type { NamedStreet, StreetIndex } from '../../apps/api/src/travel/street-index.ts';
import type { SeededRandom } from './random.ts';

export interface InventedHome {
  readonly address: string;
  readonly lon: number;
  readonly lat: number;
  readonly kind: 'alley' | 'flat' | 'street';
  /** 1 is the ground floor. */
  readonly floor: number;
}

/** Where people live: not on bridges and ring roads. */
const LIVED_ON: ReadonlySet<StreetClass> = new Set([
  'secondary',
  'tertiary',
  'unclassified',
  'residential',
  'living_street',
  'alley',
  'narrow_alley',
]);
const STREET_NAME = /^(phố|đường|ngõ|ngách|hẻm) /iu;
const NOT_LIVED_ON = /(cầu|vành đai|cao tốc|đê|nội bộ|hầm|vượt)/iu;
const DOOR_METRES = 9;

export interface WardStreet {
  readonly named: NamedStreet;
  readonly edges: readonly number[];
}

/** The streets and alleys of each ward on which a demo home may stand, in an order that does not change. */
export function listWardStreets(
  streets: Streets,
  index: StreetIndex,
  places: Places,
  wardIds: ReadonlySet<string>,
): Map<string, WardStreet[]> {
  const byWard = new Map<string, WardStreet[]>();
  for (const named of [...index.values()].flat()) {
    if (!STREET_NAME.test(named.name) || NOT_LIVED_ON.test(named.name) || named.street.length < 3) continue;
    const edgesByWard = new Map<string, number[]>();
    for (const edge of named.edges) {
      if (!LIVED_ON.has(STREET_CLASSES[streets.edgeClass[edge]!]!) || streets.edgeLengthDm[edge]! < 150) continue;
      const middle = (streets.edgePointStart[edge]! + streets.edgePointStart[edge + 1]!) >> 1;
      const { unitId } = places.judgePin(streets.pointLonE7[middle]! / 1e7, streets.pointLatE7[middle]! / 1e7);
      if (unitId === null || !wardIds.has(unitId)) continue;
      edgesByWard.set(unitId, [...(edgesByWard.get(unitId) ?? []), edge]);
    }
    for (const [ward, edges] of edgesByWard) byWard.set(ward, [...(byWard.get(ward) ?? []), { named, edges }]);
  }
  return byWard;
}

/** A door on a real street of the ward, with an invented number. Null when this draw landed in water or across the ward's border. */
export function inventHome(
  random: SeededRandom,
  streets: Streets,
  wardStreets: readonly WardStreet[],
  places: Places,
  wardId: string,
): InventedHome | null {
  const { named, edges } = random.pick(wardStreets);
  const edge = random.pick(edges);
  const first = streets.edgePointStart[edge]!;
  const last = streets.edgePointStart[edge + 1]! - 1;
  const p = random.between(first, last - 1);
  const [lonA, latA] = [streets.pointLonE7[p]! / 1e7, streets.pointLatE7[p]! / 1e7];
  const [lonB, latB] = [streets.pointLonE7[p + 1]! / 1e7, streets.pointLatE7[p + 1]! / 1e7];
  const share = 0.1 + 0.8 * random.next();
  const length = straightMetres(lonA, latA, lonB, latB) || 1;
  // a step to the left or right of the street, at a right angle to it
  const step = ((random.chance(0.5) ? 1 : -1) * (3 + (DOOR_METRES - 3) * random.next())) / length;
  const lonScale = Math.cos((latA * Math.PI) / 180);
  const lon = lonA + share * (lonB - lonA) - (step * (latB - latA)) / lonScale;
  const lat = latA + share * (latB - latA) + step * (lonB - lonA) * lonScale;
  const pin = places.judgePin(lon, lat);
  if (pin.unitId !== wardId || pin.inWater) return null;
  return {
    ...writeAddress(random, named),
    lon: Math.round(lon * 1e6) / 1e6,
    lat: Math.round(lat * 1e6) / 1e6,
  };
}

function writeAddress(random: SeededRandom, named: NamedStreet): Pick<InventedHome, 'address' | 'kind' | 'floor'> {
  // "Ngõ 60 Phố Ái Mộ" → "ngõ 60 phố Ái Mộ", as people write it
  const inside = named.name
    .replace(/^(Ngõ|Ngách|Hẻm|Phố|Đường) /u, (word) => word.toLowerCase())
    .replace(/ (Ngõ|Ngách|Phố|Đường) /gu, (word) => word.toLowerCase());
  if (named.alleys.length > 0) {
    const house = `${random.between(1, 46)}${random.chance(0.1) ? random.pick(['A', 'B']) : ''}`;
    return {
      address: `Số ${house}, ${inside}${random.chance(0.2) ? `, tổ ${random.between(1, 48)}` : ''}`,
      kind: 'alley',
      floor: 1,
    };
  }
  if (random.chance(0.14)) {
    const block = `${random.pick(['A', 'B', 'C', 'D', 'E'])}${random.between(1, 14)}`;
    const floor = random.between(1, 5);
    return { address: `P${floor}0${random.between(1, 9)} nhà ${block}, ${inside}`, kind: 'flat', floor };
  }
  return { address: `Số ${random.between(3, 198)} ${inside}`, kind: 'street', floor: 1 };
}
