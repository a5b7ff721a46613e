import type { Problem } from '../problem.ts';
import type { Relation } from './model.ts';

/** More visits bound together by greatest gaps are refused by `validateProblem`. */
export const MAX_GROUP = 4;

/** "No limit" of a gap. */
export const NO_GAP = 1 << 29;

/** Relations as lists per visit: of visit v the entries [first[v], first[v + 1]). */
export interface RelationList {
  readonly first: Int32Array;
  readonly other: Int32Array;
  /** Of orders: the least gap. Of the rest: the kind, one of the constants below. */
  readonly value: Int32Array;
}

export const SAME_SHIFT = 0;
export const DIFFERENT_SHIFT = 1;
export const SAME_TEAM = 2;
export const SAME_DAY = 3;
const KINDS = ['sameShift', 'differentShift', 'sameTeam', 'sameDay'];

export interface CompiledRelations {
  /** A group: visits bound by orders with a greatest gap; timed together. −1: in none. */
  readonly groupOf: Int32Array;
  readonly groups: readonly Int32Array[];
  /** What stands for a visit in the order of settling: itself, or the first of its group. */
  readonly entryOf: Int32Array;
  /** Orders within a group: four numbers each, positions of first and second in the group, least and most gap. */
  readonly gaps: readonly Int32Array[];
  /** A unit: visits connected by any order; served all or not at all. Single visits are units of their own. */
  readonly unitOf: Int32Array;
  /** In an order in which the orders allow to place them. */
  readonly units: readonly Int32Array[];
  /** Orders without a greatest gap, between different groups: who must start how long before, and who after. */
  readonly before: RelationList;
  readonly after: RelationList;
  /** The other relations, both ways. */
  readonly beside: RelationList;
  readonly hasOrders: boolean;
  readonly hasBeside: boolean;
}

export function compileRelations(problem: Problem): CompiledRelations {
  const count = problem.visits.length;
  const relations = problem.relations ?? [];
  const orders = relations.filter((relation) => relation.kind === 'order');
  const bound = orders.filter((order) => order.mostGapSec !== undefined);
  const groupRoots = roots(count, bound);
  const groupOf = new Int32Array(count).fill(-1);
  const groups: Int32Array[] = [];
  for (const [, members] of classesOf(groupRoots)) {
    if (members.length < 2) continue;
    for (const v of members) groupOf[v] = groups.length;
    groups.push(Int32Array.from(members));
  }
  const gaps = groups.map((members, g) =>
    Int32Array.from(
      orders
        .filter(({ first, second }) => groupOf[first] === g && groupOf[second] === g)
        .flatMap(({ first, second, leastGapSec, mostGapSec }) => [
          members.indexOf(first),
          members.indexOf(second),
          leastGapSec,
          mostGapSec ?? NO_GAP,
        ]),
    ),
  );
  const unitRoots = roots(count, orders);
  const unitOf = new Int32Array(count);
  const units: Int32Array[] = [];
  for (const [, members] of classesOf(unitRoots)) {
    for (const v of members) unitOf[v] = units.length;
    units.push(Int32Array.from(inOrder(members, orders)));
  }
  const loose = orders.filter(({ first, second }) => groupOf[first] === -1 || groupOf[first] !== groupOf[second]);
  const beside = relations.filter((relation) => relation.kind !== 'order');
  return {
    groupOf,
    groups,
    entryOf: Int32Array.from(groupOf, (group, v) => (group < 0 ? v : groups[group]![0]!)),
    gaps,
    unitOf,
    units,
    before: listOf(
      count,
      loose.map(({ first, second, leastGapSec }) => [second, first, leastGapSec]),
    ),
    after: listOf(
      count,
      loose.map(({ first, second, leastGapSec }) => [first, second, leastGapSec]),
    ),
    beside: listOf(
      count,
      beside.flatMap(({ first, second, kind }) => [
        [first, second, KINDS.indexOf(kind)],
        [second, first, KINDS.indexOf(kind)],
      ]),
    ),
    hasOrders: orders.length > 0,
    hasBeside: beside.length > 0,
  };
}

/** Union-find: the representative of each visit. */
function roots(count: number, pairs: readonly { first: number; second: number }[]): Int32Array {
  const parent = Int32Array.from({ length: count }, (_, v) => v);
  const rootOf = (v: number): number => {
    while (parent[v] !== v) v = parent[v]!;
    return v;
  };
  for (const { first, second } of pairs)
    parent[Math.max(rootOf(first), rootOf(second))] = Math.min(rootOf(first), rootOf(second));
  return Int32Array.from(parent, (_, v) => rootOf(v));
}

function classesOf(rootOf: Int32Array): Map<number, number[]> {
  const classes = new Map<number, number[]>();
  rootOf.forEach((root, v) => {
    const members = classes.get(root);
    if (members) members.push(v);
    else classes.set(root, [v]);
  });
  return classes;
}

/** Members sorted so that who must start first comes first; cycles (refused before) end up anyhow. */
function inOrder(members: readonly number[], orders: readonly Extract<Relation, { kind: 'order' }>[]): number[] {
  const left = new Set(members);
  const sorted: number[] = [];
  while (left.size > 0) {
    const free = [...left].find((v) => !orders.some(({ first, second }) => second === v && first !== v && left.has(first)));
    const chosen = free ?? [...left][0]!;
    left.delete(chosen);
    sorted.push(chosen);
  }
  return sorted;
}

function listOf(count: number, entries: readonly (readonly number[])[]): RelationList {
  const first = new Int32Array(count + 1);
  for (const [v] of entries) first[v! + 1]!++;
  for (let v = 0; v < count; v++) first[v + 1]! += first[v]!;
  const at = Int32Array.from(first);
  const other = new Int32Array(entries.length);
  const value = new Int32Array(entries.length);
  for (const [v, w, x] of entries) {
    const place = at[v!]!++;
    other[place] = w!;
    value[place] = x!;
  }
  return { first, other, value };
}
