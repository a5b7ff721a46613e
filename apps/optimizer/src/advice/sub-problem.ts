import type { Plan } from '../plan.ts';
import { type Problem, type Shift, type TravelMatrix, UNREACHABLE, type Visit } from '../problem.ts';

/** A part of a problem that can be searched by itself: some shifts, the visits in them, some absent ones. */
export interface SubProblem {
  readonly problem: Problem;
  readonly plan: Plan;
  /** The whole plan with the part's routes as a plan of the part has them. */
  readonly merge: (part: Plan) => Plan;
}

/** `changed`: the visits whose promise the whole plan does not keep; what of the budget others use up is not there for the part. */
export function subProblem(
  problem: Problem,
  plan: Plan,
  shifts: readonly number[],
  absent: readonly number[],
  changed: readonly number[] = [],
): SubProblem {
  const visits = [...shifts.flatMap((s) => plan.routes[s]!), ...absent].sort((a, b) => a - b);
  const shiftAt = new Map(shifts.map((s, i) => [s, i]));
  const visitAt = new Map(visits.map((v, i) => [v, i]));
  const placeAt = new Map<number, number>();
  const place = (p: number): number => placeAt.get(p) ?? placeAt.set(p, placeAt.size).get(p)!;
  const list = (given: readonly number[]): number[] => given.flatMap((s) => shiftAt.get(s) ?? []);
  const ownVisits = visits.map((v): Visit => {
    const { placeIndex, allowedShifts, forbiddenShifts, pinnedShift, preference, sites, promise, ...rest } = problem.visits[v]!;
    const isPinnedAway = pinnedShift !== undefined && !shiftAt.has(pinnedShift);
    const { pinnedPosition: _position, ...free } = rest;
    return {
      ...(isPinnedAway ? free : rest),
      placeIndex: place(placeIndex),
      ...(allowedShifts && { allowedShifts: list(allowedShifts) }),
      ...(isPinnedAway && { allowedShifts: [] }),
      ...(forbiddenShifts && { forbiddenShifts: list(forbiddenShifts) }),
      ...(pinnedShift !== undefined && !isPinnedAway && { pinnedShift: shiftAt.get(pinnedShift)! }),
      ...(preference && { preference: { ...preference, shifts: list(preference.shifts) } }),
      ...(sites && {
        sites: sites.flatMap((site) =>
          shiftAt.has(site.shift) ? [{ shift: shiftAt.get(site.shift)!, placeIndex: place(site.placeIndex) }] : [],
        ),
      }),
      ...(promise && { promise: { ...promise, ...(promise.shifts && { shifts: list(promise.shifts) }) } }),
    };
  });
  const ownShifts = shifts.map((s): Shift => {
    const shift = problem.shifts[s]!;
    const { startPlaceIndex, endPlaceIndex, frozenHead, territory } = shift;
    return {
      ...shift,
      startPlaceIndex: startPlaceIndex === null ? null : place(startPlaceIndex),
      endPlaceIndex: endPlaceIndex === null ? null : place(endPlaceIndex),
      ...(frozenHead && { frozenHead: frozenHead.map((v) => visitAt.get(v)!) }),
      ...(territory && { territory: { ...territory, placeIndex: place(territory.placeIndex) } }),
    };
  });
  const both = <T>(a: number, b: number, make: (first: number, second: number) => T): T[] => {
    const [first, second] = [visitAt.get(a), visitAt.get(b)];
    return first === undefined || second === undefined ? [] : [make(first, second)];
  };
  const relations = problem.relations?.flatMap((relation) =>
    both(relation.first, relation.second, (first, second) => ({ ...relation, first, second })),
  );
  const pairs = problem.pairs?.flatMap((pair) =>
    both(pair.pickupVisit, pair.deliveryVisit, (pickupVisit, deliveryVisit) => ({ ...pair, pickupVisit, deliveryVisit })),
  );
  const places = [...placeAt.keys()];
  const { promises } = problem;
  const usedElsewhere = changed.filter((v) => !visitAt.has(v)).length;
  return {
    problem: {
      ...problem,
      placeCount: places.length,
      visits: ownVisits,
      shifts: ownShifts,
      matrices: problem.matrices.map((matrix) => subMatrix(matrix, problem.placeCount, places)),
      ...(relations && { relations }),
      ...(pairs && { pairs }),
      ...(promises?.most !== undefined && { promises: { ...promises, most: Math.max(0, promises.most - usedElsewhere) } }),
    },
    plan: {
      routes: shifts.map((s) => plan.routes[s]!.map((v) => visitAt.get(v)!)),
      unassigned: absent.map((v) => visitAt.get(v)!),
    },
    merge: (part) => {
      const routes = plan.routes.map((route, s) =>
        shiftAt.has(s) ? part.routes[shiftAt.get(s)!]!.map((i) => visits[i]!) : [...route],
      );
      const served = new Set(routes.flat());
      return { routes, unassigned: problem.visits.map((_, v) => v).filter((v) => !served.has(v)) };
    },
  };
}

function subMatrix(matrix: TravelMatrix, placeCount: number, places: readonly number[]): TravelMatrix {
  const cut = (table: Int32Array): Int32Array => {
    const small = new Int32Array(places.length ** 2);
    let at = 0;
    for (const from of places) for (const to of places) small[at++] = table[from * placeCount + to]!;
    return small;
  };
  const { durationsSec, distancesMetres, costs, bands } = matrix;
  return {
    durationsSec: cut(durationsSec),
    ...(distancesMetres && { distancesMetres: cut(distancesMetres) }),
    ...(costs && { costs: cut(costs) }),
    ...(bands && { bands: { ...bands, tables: bands.tables.map(cut) } }),
  };
}

/**
 * Up to `most` shifts in which visits could be moved about to make room for others: those that must be in it, those nearest to the visits, and
 * all that is bound to what is in them. Null if what must be in it does not fit.
 */
export function shiftsAround(
  problem: Problem,
  plan: Plan,
  visits: readonly number[],
  must: readonly number[],
  most: number,
): number[] | null {
  const shiftOf = new Map(plan.routes.flatMap((route, s) => route.map((v) => [v, s] as const)));
  const bound = new Map<number, number[]>();
  const bind = (a: number, b: number): void => {
    bound.set(a, [...(bound.get(a) ?? []), b]);
    bound.set(b, [...(bound.get(b) ?? []), a]);
  };
  for (const { first, second } of problem.relations ?? []) bind(first, second);
  for (const { pickupVisit, deliveryVisit } of problem.pairs ?? []) bind(pickupVisit, deliveryVisit);
  /** The set with what is bound to it; null if that is too much. */
  const closed = (shifts: ReadonlySet<number>, more: readonly number[]): Set<number> | null => {
    const set = new Set(shifts);
    const open = [...more];
    while (open.length > 0) {
      const s = open.pop()!;
      if (set.has(s)) continue;
      set.add(s);
      if (set.size > most) return null;
      for (const v of plan.routes[s]!)
        for (const other of bound.get(v) ?? []) if (shiftOf.has(other)) open.push(shiftOf.get(other)!);
    }
    return set;
  };
  const mates = visits.flatMap((v) => (bound.get(v) ?? []).flatMap((other) => shiftOf.get(other) ?? []));
  let chosen = closed(new Set(), [...must, ...mates]);
  if (chosen === null) return null;
  const near = problem.shifts.map((_, s) => ({ s, far: farness(problem, plan, s, visits) })).sort((a, b) => a.far - b.far);
  for (const { s, far } of near) {
    if (chosen.size >= most || far >= UNREACHABLE) break;
    chosen = closed(chosen, [s]) ?? chosen;
  }
  return [...chosen].sort((a, b) => a - b);
}

/** Seconds from the visits to the nearest stop of a shift; a shift that is not open in their windows is far. */
function farness(problem: Problem, plan: Plan, s: number, visits: readonly number[]): number {
  const shift = problem.shifts[s]!;
  const { durationsSec } = problem.matrices[shift.matrixIndex]!;
  const stops = plan.routes[s]!.map((v) => problem.visits[v]!.placeIndex);
  if (shift.startPlaceIndex !== null) stops.push(shift.startPlaceIndex);
  let least = UNREACHABLE;
  for (const v of visits) {
    const { placeIndex, windows } = problem.visits[v]!;
    const isOpen = windows.length === 0 || windows.some((w) => w.opensSec <= shift.closesSec && w.closesSec >= shift.opensSec);
    const away = stops.reduce((sec, stop) => Math.min(sec, durationsSec[stop * problem.placeCount + placeIndex]!), 1 << 28);
    least = Math.min(least, isOpen ? away : away + (1 << 28));
  }
  return least;
}
