import type { Plan } from '../plan.ts';
import type { RandomState } from '../random.ts';
import type { RichCompiled } from './compile-rich.ts';
import { fitsShift } from './fits.ts';
import { newFreed, newSaved, restore, save } from './rich-anneal.ts';
import { enter, link } from './rich-moves.ts';
import { recreateRich } from './rich-recreate.ts';
import { newRichState, ORDER_COUNT, type RichState, richEnergy } from './rich-state.ts';
import { settle } from './settle.ts';

/** A plan from nothing: units put in one by one, by worth, then as `key` says (smallest first); what does not fit stays out. */
export function constructRich(c: RichCompiled, random: RandomState, key: (unit: number) => number): RichState {
  const st = newRichState(c);
  loadHeads(st);
  fillRich(st, random, key);
  return st;
}

/** Puts in whatever still fits and is worth it. */
export function fillRich(st: RichState, random: RandomState, key: (unit: number) => number): void {
  const { c } = st;
  const { units } = c.relations;
  const keys = Float64Array.from(units, (_, unit) => key(unit));
  const sorted = units.map((_, unit) => unit).sort((a, b) => c.unitMiss[b]! - c.unitMiss[a]! || keys[a]! - keys[b]! || a - b);
  const saved = newSaved(st);
  const freed = newFreed(st);
  freed.count[0] = 1;
  for (const unit of sorted) {
    if (units[unit]!.some((v) => st.routeOf[v]! >= 0 || c.base.servable[v] === 0 || c.base.frozenShiftOf[v]! >= 0)) continue;
    freed.list[0] = unit;
    const before = richEnergy(st);
    if (recreateRich(st, random, freed, Number.POSITIVE_INFINITY) && richEnergy(st) < before) save(st, saved);
    else restore(st, saved);
  }
}

/** Started routes: their heads as they are. A shift whose head has no way is closed: it keeps its head and gets nothing more. */
function loadHeads(st: RichState): void {
  const { base, isClosed, problem } = st.c;
  problem.shifts.forEach((shift, s) => {
    const saved = newSaved(st);
    let before = base.visitCount + s;
    for (const v of shift.frozenHead ?? []) {
      link(st, before, v);
      enter(st, v, st.counts[ORDER_COUNT]!);
      before = v;
    }
    if (settle(st)) return;
    restore(st, saved);
    isClosed[s] = 1;
  });
}

/**
 * A given plan, as far as it keeps the rules: as a whole if it can be; otherwise visit by visit in the order in which they wait for each
 * other, and what breaks a rule where it stands is left out, with all that is bound to it.
 */
export function loadRichPlan(c: RichCompiled, plan: Plan): RichState {
  return withoutHalves(loadRoutes(c, plan, false) ?? loadRoutes(c, plan, true)!);
}

/** `isCareful`: settles after each entry, so that one that breaks a rule can be left out; otherwise all or nothing. */
function loadRoutes(c: RichCompiled, plan: Plan, isCareful: boolean): RichState | null {
  const st = newRichState(c);
  loadHeads(st);
  const saved = newSaved(st);
  const { groupOf, groups, units, unitOf, before } = c.relations;
  const left = plan.routes.map((route) => [...route]);
  const isLeftOut = new Set<number>();
  const isReady = (v: number): boolean => left.some((route) => route[0] === v);
  const isWaiting = (v: number): boolean => {
    for (let i = before.first[v]!; i < before.first[v + 1]!; i++) {
      if (left.some((route) => route.includes(before.other[i]!))) return true;
    }
    return false;
  };
  const drop = (v: number): void => {
    for (const member of units[unitOf[v]!]!) isLeftOut.add(member);
  };
  for (let hasWork = true; hasWork; ) {
    hasWork = false;
    for (let s = 0; s < left.length; s++) {
      const route = left[s]!;
      while (route.length > 0 && (isLeftOut.has(route[0]!) || st.routeOf[route[0]!]! >= 0)) {
        route.shift();
        hasWork = true;
      }
      const v = route[0];
      if (v === undefined) continue;
      const members = groupOf[v]! < 0 ? [v] : [...groups[groupOf[v]!]!];
      if (!members.every(isReady) || members.some(isWaiting)) continue;
      hasWork = true;
      const shiftOf = members.map((member) => left.findIndex((one) => one[0] === member));
      const fits = new Set(shiftOf).size === members.length && members.every((member, i) => fitsShift(st, member, shiftOf[i]!));
      if (fits) {
        members.forEach((member, i) => {
          link(st, st.prev[c.base.visitCount + shiftOf[i]!]!, member);
        });
        enter(st, members[0]!, st.counts[ORDER_COUNT]!);
        if (!isCareful) continue;
        if (settle(st)) {
          save(st, saved);
          continue;
        }
        restore(st, saved);
      }
      if (!isCareful) return null;
      drop(v);
    }
    // Only a circle of waits, or a member that the plan leaves out, can be in the way now.
    const stuck = left.find((route) => route.length > 0);
    if (!hasWork && stuck) {
      if (!isCareful) return null;
      drop(stuck[0]!);
      hasWork = true;
    }
  }
  return isCareful || settle(st) ? st : null;
}

/** A unit is served as a whole or not at all: what is half there is taken out, and the rest loaded again. */
function withoutHalves(st: RichState): RichState {
  const { units } = st.c.relations;
  const halves = units
    .filter((unit) => unit.some((v) => st.routeOf[v]! >= 0) && unit.some((v) => st.routeOf[v]! < 0))
    .flatMap((unit) => [...unit]);
  const broken = new Set(halves.filter((v) => st.routeOf[v]! >= 0 && st.c.base.frozenShiftOf[v]! < 0));
  if (broken.size === 0) return st;
  const plan = readRichPlan(st);
  return loadRichPlan(st.c, { ...plan, routes: plan.routes.map((route) => route.filter((v) => !broken.has(v))) });
}

export function readRichPlan(st: RichState): Plan {
  const { isClosed, problem } = st.c;
  const { visitCount, shiftCount } = st.c.base;
  const routes = Array.from({ length: shiftCount }, (_, s) => {
    const route: number[] = isClosed[s] === 1 ? [...(problem.shifts[s]!.frozenHead ?? [])] : [];
    for (let v = st.next[visitCount + s]!; v < visitCount; v = st.next[v]!) route.push(v);
    return route;
  });
  const served = new Set(routes.flat());
  return { routes, unassigned: Array.from({ length: visitCount }, (_, v) => v).filter((v) => !served.has(v)) };
}
