import { turnDegrees } from '../bearing.ts';
import { edgesOfVertices } from '../edges-of-vertices.ts';
import type { TravelProfile } from '../profiles.ts';
import { STREET_CLASSES, type StreetClass } from '../street-class.ts';
import { directed, type StreetEdges, TENTHS_PER_SECOND } from '../street-graph.ts';
import type { CutOrigin } from './cut-edges.ts';
import { binds, type TurnRestriction } from './read-restrictions.ts';
import { indexOfId, type StreetWays } from './read-ways.ts';
import type { TurnRules } from './search-nodes.ts';
import { chainsOverWays } from './via-chains.ts';

/** Turning left into or out of one of these, or at a traffic light, crosses traffic that one has to wait for. */
const LARGE: ReadonlySet<StreetClass> = new Set(['trunk', 'primary', 'secondary']);
/** Degrees off straight on from which a bend is a turn, and from which it is turning round. */
const TURN_DEGREES = 45;
const ROUND_DEGREES = 170;
const FORBIDDEN = -1;

/** Restrictions of the extract, and what turning costs at large junctions. */
export function turnRules(
  streets: StreetEdges,
  profile: TravelProfile,
  ways: StreetWays,
  origin: CutOrigin,
  restrictions: readonly TurnRestriction[],
): TurnRules {
  const { edgeFrom, edgeTo } = streets;
  const edgesAt = edgesOfVertices(streets);
  const forbidden = new Map<number, Set<number>>();
  const limited = new Set<number>();
  const forbid = (arriving: number, leaving: number, vertex: number): void => {
    limited.add(vertex);
    const turns = forbidden.get(arriving);
    if (turns) turns.add(leaving);
    else forbidden.set(arriving, new Set([leaving]));
  };
  const wayIdOf = (edge: number): number => ways.ways[origin.wayOfEdge[edge]!]!.id;
  const edgesOfWay = indexEdges(streets.edgeCount, wayIdOf, new Set(restrictions.flatMap(({ viaWayIds }) => viaWayIds)));
  const chains: number[][] = [];
  for (const restriction of restrictions) {
    if (!binds(restriction.tags, profile.accessKeys)) continue;
    const isFrom = (e: number): boolean => restriction.fromWayIds.includes(wayIdOf(e));
    const isTo = (e: number): boolean => restriction.toWayIds.includes(wayIdOf(e));
    const isVia = (e: number): boolean => restriction.viaWayIds.includes(wayIdOf(e));
    const node = restriction.viaNodeId === null ? -1 : indexOfId(ways.nodeIds, restriction.viaNodeId);
    const vertex = node < 0 ? -1 : origin.vertexOfNode[node]!;
    if (restriction.viaNodeId !== null) {
      if (vertex >= 0) forbidAt(vertex, restriction.kind, isFrom, isTo);
    } else if (restriction.viaWayIds.length > 0) {
      for (const chain of chainsOverWays({ streets, edgesAt, edgesOfWay }, restriction, { isFrom, isTo, isVia })) {
        chains.push(chain);
        for (const d of chain.slice(0, -1)) limited.add((d & 1 ? edgeFrom : edgeTo)[d >> 1]!);
      }
    }
  }
  const costs = profile.leftTurnSec > 0 || profile.turnRoundSec > 0;
  const isLarge = (vertex: number): boolean => {
    const edges = edgesAt(vertex);
    return (
      edges.length > 2 && (origin.hasSignal[vertex] === 1 || edges.some((e) => LARGE.has(STREET_CLASSES[streets.edgeClass[e]!]!)))
    );
  };
  const leftDs = Math.round(profile.leftTurnSec * TENTHS_PER_SECOND);
  const roundDs = Math.round(profile.turnRoundSec * TENTHS_PER_SECOND);
  function forbidAt(
    vertex: number,
    kind: TurnRestriction['kind'],
    isFrom: (edge: number) => boolean,
    isTo: (edge: number) => boolean,
  ): void {
    // a restriction whose second way the extract does not hold forbids nothing (and "only" there would close the junction)
    if (!edgesAt(vertex).some(isTo)) return;
    for (const from of edgesAt(vertex).filter(isFrom)) {
      for (const into of arrivalsOver(from, vertex)) {
        for (const to of edgesAt(vertex)) {
          if (isTo(to) !== (kind === 'no')) continue;
          // "no" with one way on both sides forbids turning round, "only" never forces anybody on
          for (const out of departuresOver(to, vertex)) {
            const turnsRound = to === from && out === (into ^ 1);
            if (turnsRound && !(kind === 'no' && isTo(from))) continue;
            forbid(into, out, vertex);
          }
        }
      }
    }
  }
  function arrivalsOver(edge: number, vertex: number): number[] {
    return [
      ...(edgeTo[edge] === vertex ? [directed(edge, false)] : []),
      ...(edgeFrom[edge] === vertex ? [directed(edge, true)] : []),
    ];
  }
  function departuresOver(edge: number, vertex: number): number[] {
    return [
      ...(edgeFrom[edge] === vertex ? [directed(edge, false)] : []),
      ...(edgeTo[edge] === vertex ? [directed(edge, true)] : []),
    ];
  }
  const isCostly = (vertex: number): boolean => costs && isLarge(vertex);
  return {
    chains,
    isLimited: (vertex) => limited.has(vertex) || isCostly(vertex),
    turnDs(arriving, leaving) {
      if (forbidden.get(arriving)?.has(leaving)) return FORBIDDEN;
      if (!isCostly((arriving & 1 ? edgeFrom : edgeTo)[arriving >> 1]!)) return 0;
      if (leaving === (arriving ^ 1)) return roundDs;
      const degrees = turnDegrees(streets, arriving, leaving);
      if (Math.abs(degrees) >= ROUND_DEGREES) return roundDs;
      return degrees <= -TURN_DEGREES ? leftDs : 0;
    },
  };
}

/** The edges of the ways that are asked for. */
function indexEdges(
  edgeCount: number,
  wayIdOf: (edge: number) => number,
  wayIds: ReadonlySet<number>,
): ReadonlyMap<number, readonly number[]> {
  const edges = new Map<number, number[]>();
  if (wayIds.size === 0) return edges;
  for (let e = 0; e < edgeCount; e++) {
    const id = wayIdOf(e);
    if (!wayIds.has(id)) continue;
    const known = edges.get(id);
    if (known) known.push(e);
    else edges.set(id, [e]);
  }
  return edges;
}
