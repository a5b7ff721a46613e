import { directed, type StreetEdges } from '../street-graph.ts';
import type { TurnRestriction } from './read-restrictions.ts';

/** The ways in between have at most so many edges, and a restriction forbids at most so many chains; beyond this it is a mistake. */
const MOST_VIA_EDGES = 16;
const MOST_CHAINS = 64;

export interface StreetNet {
  readonly streets: StreetEdges;
  edgesAt(vertex: number): readonly number[];
  readonly edgesOfWay: ReadonlyMap<number, readonly number[]>;
}

/**
 * What a restriction over ways forbids, as chains of directed edges: the last of the first way, those of the ways between, and the first
 * of the second way; who has driven all but the last may not drive that one. `only` forbids every other end instead.
 */
export function chainsOverWays(
  { streets, edgesAt, edgesOfWay }: StreetNet,
  { kind, viaWayIds }: TurnRestriction,
  is: { isFrom(edge: number): boolean; isTo(edge: number): boolean; isVia(edge: number): boolean },
): number[][] {
  const { edgeFrom, edgeTo } = streets;
  const headOf = (d: number): number => (d & 1 ? edgeFrom : edgeTo)[d >> 1]!;
  const leaving = (vertex: number): number[] =>
    edgesAt(vertex).flatMap((e) => [
      ...(edgeFrom[e] === vertex ? [directed(e, false)] : []),
      ...(edgeTo[e] === vertex ? [directed(e, true)] : []),
    ]);
  const chains: number[][] = [];
  const extend = (chain: readonly number[]): void => {
    const last = chain.at(-1)!;
    const exits = leaving(headOf(last)).filter((d) => d !== (last ^ 1));
    // the ways between are driven to their end: there, and only there, the second way begins
    if (chain.length > 1 && exits.some((d) => is.isTo(d >> 1))) {
      for (const d of exits) if (is.isTo(d >> 1) === (kind === 'no') && chains.length < MOST_CHAINS) chains.push([...chain, d]);
      return;
    }
    if (chain.length > MOST_VIA_EDGES) return;
    for (const d of exits) if (is.isVia(d >> 1) && chain.every((before) => before >> 1 !== d >> 1)) extend([...chain, d]);
  };
  const viaEdges = viaWayIds.flatMap((id) => edgesOfWay.get(id) ?? []);
  const ends = new Set(viaEdges.flatMap((e) => [edgeFrom[e]!, edgeTo[e]!]));
  for (const vertex of ends) {
    for (const e of edgesAt(vertex)) {
      if (!is.isFrom(e) || is.isVia(e)) continue;
      if (edgeTo[e] === vertex) extend([directed(e, false)]);
      if (edgeFrom[e] === vertex) extend([directed(e, true)]);
    }
  }
  return chains;
}

/**
 * Which beginning of a forbidden chain a drive is in (Aho and Corasick 1975 over directed edges). A state is a beginning of two edges and
 * more; who is in none only has to know the edge just driven.
 */
export class ChainStates {
  /** The beginnings, shorter ones first. */
  readonly states: readonly (readonly number[])[];
  readonly #stateOf = new Map<string, number>();
  readonly #forbidden: ReadonlySet<string>;

  constructor(chains: readonly (readonly number[])[]) {
    const beginnings = new Map<string, readonly number[]>();
    for (const chain of chains)
      for (let length = 2; length < chain.length; length++) beginnings.set(chain.slice(0, length).join(), chain.slice(0, length));
    this.states = [...beginnings.values()].sort((a, b) => a.length - b.length);
    this.states.forEach((state, i) => void this.#stateOf.set(state.join(), i));
    this.#forbidden = new Set(chains.map((chain) => chain.join()));
  }

  /**
   * After having driven these edges, into the next one: the state then, -1 for none, or null where that is forbidden. Who is on the ways
   * between does not turn round there either: that would be the way around every such restriction.
   */
  next(driven: readonly number[], leaving: number): number | null {
    if (driven.length > 1 && leaving === (driven.at(-1)! ^ 1)) return null;
    const path = [...driven, leaving];
    let found = -1;
    for (let first = 0; first < path.length - 1; first++) {
      const key = path.slice(first).join();
      if (this.#forbidden.has(key)) return null;
      if (found < 0) found = this.#stateOf.get(key) ?? -1;
    }
    return found;
  }
}
