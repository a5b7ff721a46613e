import type { AddressGround } from '../locate-address.ts';
import type { LonLat } from '../lon-lat.ts';
import { straightMetres } from '../lon-lat.ts';
import { DECIMETRES_PER_METRE } from '../street-graph.ts';
import type { NamedStreet } from '../street-index.ts';

/** Parts of a street this near to each other are one street; farther apart they are two of one name. */
const SAME_STREET_METRES = 400;

export interface StreetPiece {
  readonly lon: number;
  readonly lat: number;
  readonly metres: number;
  /** The wards it passes, the one with most of it first. */
  readonly wardIds: readonly string[];
}

interface Stretch {
  readonly from: LonLat;
  readonly to: LonLat;
  readonly middle: LonLat;
  readonly metres: number;
}

/** The separate streets that share one name ("Đường Đê" is in many places), longest first. Outside all wards there are none. */
export function streetPieces(ground: AddressGround, street: NamedStreet): StreetPiece[] {
  const stretches = street.edges.map((edge) => stretchOf(ground, edge));
  const groups: Stretch[][] = [];
  for (const stretch of stretches) {
    const near = groups.filter((group) => group.some((other) => gapMetres(stretch, other) <= SAME_STREET_METRES));
    if (near.length === 0) groups.push([stretch]);
    else {
      const [first, ...others] = near as [Stretch[], ...Stretch[][]];
      first.push(stretch);
      for (const other of others) {
        first.push(...other);
        groups.splice(groups.indexOf(other), 1);
      }
    }
  }
  return groups.flatMap((group) => pieceOf(ground, group) ?? []).sort((a, b) => b.metres - a.metres);
}

function pieceOf(ground: AddressGround, group: readonly Stretch[]): StreetPiece | null {
  const metresIn = new Map<string, number>();
  let [lon, lat, metres] = [0, 0, 0];
  for (const stretch of group) {
    const ward = ground.wards.findWardAt(...stretch.middle);
    if (ward !== null) metresIn.set(ward, (metresIn.get(ward) ?? 0) + stretch.metres);
    lon += stretch.middle[0] * stretch.metres;
    lat += stretch.middle[1] * stretch.metres;
    metres += stretch.metres;
  }
  if (metresIn.size === 0) return null;
  const centre: LonLat = [lon / metres, lat / metres];
  let middle = group[0]!.middle;
  for (const one of group)
    if (straightMetres(...one.middle, ...centre) < straightMetres(...middle, ...centre)) middle = one.middle;
  const wardIds = [...metresIn].sort((a, b) => b[1] - a[1]).map(([id]) => id);
  return { lon: round(middle[0]), lat: round(middle[1]), metres, wardIds };
}

function stretchOf({ streets }: AddressGround, edge: number): Stretch {
  const [first, last] = [streets.edgePointStart[edge]!, streets.edgePointStart[edge + 1]! - 1];
  const at = (point: number): LonLat => [streets.pointLonE7[point]! / 1e7, streets.pointLatE7[point]! / 1e7];
  const [from, to] = [at(first), at(last)];
  const middle: LonLat = last - first > 1 ? at((first + last) >> 1) : [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  return { from, to, middle, metres: Math.max(1, streets.edgeLengthDm[edge]! / DECIMETRES_PER_METRE) };
}

const gapMetres = (a: Stretch, b: Stretch): number =>
  Math.min(
    straightMetres(...a.from, ...b.from),
    straightMetres(...a.from, ...b.to),
    straightMetres(...a.to, ...b.from),
    straightMetres(...a.to, ...b.to),
  );

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
