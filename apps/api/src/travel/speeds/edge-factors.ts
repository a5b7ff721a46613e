import { unitIdsOnPath } from '../../units/unit-path.ts';
import type { Streets } from '../street-graph.ts';
import type { WardMap } from '../ward-map.ts';
import { classFactors, type StreetSpeeds } from './street-speeds.ts';

/** Speeds kept at one time; each is 4 bytes an edge here, and a hierarchy in the travel thread. */
const KEPT = 16;

/** The factor on the speed of every edge for given speeds, in shared memory. Wards of edges are looked up when first needed. */
export class EdgeFactors {
  readonly #streets: Streets;
  readonly #wards: WardMap | null;
  readonly #kept = new Map<string, Float32Array>();
  #edgeWard: (string | null)[] | null = null;

  constructor(streets: Streets, wards: WardMap | null) {
    this.#streets = streets;
    this.#wards = wards;
  }

  of(speeds: StreetSpeeds): Float32Array {
    const kept = this.#kept.get(speeds.key);
    if (kept) return kept;
    const { edgeCount, edgeClass } = this.#streets;
    const byClass = classFactors(speeds);
    const byWard = this.#wardFactors(speeds);
    const factors = new Float32Array(new SharedArrayBuffer(edgeCount * 4));
    const rest = 1 / (speeds.learned?.rest ?? 1);
    const wardOf = byWard ? this.#wardOfEdges() : null;
    for (let e = 0; e < edgeCount; e++) {
      const ward = wardOf?.[e];
      factors[e] = byClass[edgeClass[e]!]! * (ward ? (byWard!.get(ward) ?? rest) : rest);
    }
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= KEPT && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(speeds.key, factors);
    return factors;
  }

  /** Ward id of an edge, null outside all wards. */
  wardOf(edge: number): string | null {
    return this.#wardOfEdges()[edge] ?? null;
  }

  /** The factor of each ward that has one; null when no ward differs. */
  #wardFactors({ areas, learned }: StreetSpeeds): Map<string, number> | null {
    if (!this.#wards || (areas.length === 0 && (!learned || Object.keys(learned.wards).length === 0))) return null;
    const byWard = new Map<string, number>();
    for (const { id, path, kind } of this.#wards.units) {
      if (kind !== 'ward') continue;
      const above = unitIdsOnPath(path);
      const area = areas.reduce((product, { unitId, factor }) => (above.includes(unitId) ? product * factor : product), 1);
      byWard.set(id, area / (learned?.wards[id] ?? learned?.rest ?? 1));
    }
    return byWard;
  }

  #wardOfEdges(): (string | null)[] {
    if (this.#edgeWard) return this.#edgeWard;
    const { edgeCount, edgePointStart, pointLonE7, pointLatE7 } = this.#streets;
    const edgeWard: (string | null)[] = [];
    for (let e = 0; e < edgeCount; e++) {
      const middle = (edgePointStart[e]! + edgePointStart[e + 1]!) >> 1;
      edgeWard.push(this.#wards?.findWardAt(pointLonE7[middle]! / 1e7, pointLatE7[middle]! / 1e7) ?? null);
    }
    this.#edgeWard = edgeWard;
    return edgeWard;
  }
}
