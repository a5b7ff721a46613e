import type { Compiled } from './compile.ts';
import { type RandomState, randomBelow } from './random.ts';
import { MISS_PRIZE, MISS_RANK, ROUTE_COST, type State } from './state.ts';

/** A whole plan as the successors of its nodes, with its missed tiers and its cost. */
export interface Individual {
  readonly next: Int32Array;
  readonly missed: number;
  readonly cost: number;
}

/** The plan that a state holds, as it is now. */
export function individualIn({ next, totals }: State): Individual {
  return { next: Int32Array.from(next), missed: totals[MISS_RANK]!, cost: totals[ROUTE_COST]! + totals[MISS_PRIZE]! };
}

export function isLess(a: Pick<Individual, 'missed' | 'cost'>, b: Pick<Individual, 'missed' | 'cost'>): boolean {
  return a.missed !== b.missed ? a.missed < b.missed : a.cost < b.cost;
}

/** Takes a plan in, unless one of the same value is there already; the best comes first, above `most` the worst goes. */
export function admit(population: Individual[], one: Individual, most: number): void {
  if (population.some((other) => other.missed === one.missed && other.cost === one.cost)) return;
  population.push(one);
  population.sort((a, b) => (isLess(a, b) ? -1 : 1));
  if (population.length > most) population.pop();
}

/** Two different plans, the first the better of two drawn; the same twice if there is only one. */
export function drawParents(population: readonly Individual[], random: RandomState): [Individual, Individual] {
  const one = population[randomBelow(random, population.length)]!;
  const other = population[randomBelow(random, population.length)]!;
  const mother = isLess(other, one) ? other : one;
  let father = population[randomBelow(random, population.length)]!;
  while (father === mother && population.length > 1) father = population[randomBelow(random, population.length)]!;
  return [mother, father];
}

/**
 * A child of two plans: the mother's routes around a random visit, then those routes of the father that lose fewest visits to
 * them, as many as the mother uses. A route keeps its shift or goes to another of its type. What neither gives is left out, to be
 * inserted by the caller. After the idea of selective route exchange (Nagata, Bräysy & Dullaert 2010), simplified.
 */
export function cross(c: Compiled, random: RandomState, mother: Int32Array, father: Int32Array): number[][] {
  const { visitCount, shiftCount } = c;
  const routes: number[][] = Array.from({ length: shiftCount }, () => []);
  const shiftOf = new Int32Array(visitCount).fill(-1);
  let used = 0;
  for (let s = 0; s < shiftCount; s++) {
    const route = routeIn(c, mother, s);
    if (route.length > 0) used++;
    for (const v of route) shiftOf[v] = s;
  }
  const given = motherShifts(c, random, shiftOf, randomBelow(random, used) + 1);
  const taken = new Uint8Array(visitCount);
  for (const s of given) {
    routes[s] = routeIn(c, mother, s);
    for (const v of routes[s]!) taken[v] = 1;
  }
  const offers: { shift: number; route: number[]; lost: number }[] = [];
  for (let shift = 0; shift < shiftCount; shift++) {
    const whole = routeIn(c, father, shift);
    const route = whole.filter((v) => taken[v] === 0);
    if (route.length > 0) offers.push({ shift, route, lost: 1 - route.length / whole.length });
  }
  offers.sort((a, b) => a.lost - b.lost || b.route.length - a.route.length || a.shift - b.shift);
  let left = used - given.length;
  for (const { shift, route } of offers) {
    if (left <= 0) break;
    const free = [shift, ...c.types.shiftsOf[c.types.typeOf[shift]!]!].find((s) => routes[s]!.length === 0);
    if (free === undefined) continue;
    routes[free] = route;
    left--;
  }
  return routes;
}

function routeIn(c: Compiled, next: Int32Array, shift: number): number[] {
  const route: number[] = [];
  for (let v = next[c.visitCount + shift]!; v < c.visitCount; v = next[v]!) route.push(v);
  return route;
}

/** Up to `wanted` shifts that serve a random visit or its nearest neighbours. */
function motherShifts(c: Compiled, random: RandomState, shiftOf: Int32Array, wanted: number): number[] {
  const { near, nearCount } = c.neighbours;
  const seed = randomBelow(random, c.visitCount);
  const given = new Set<number>();
  for (let i = -1; i < nearCount && given.size < wanted; i++) {
    const v = i < 0 ? seed : near[seed * nearCount + i]!;
    if (v < 0) break;
    if (shiftOf[v]! >= 0) given.add(shiftOf[v]!);
  }
  return [...given];
}
