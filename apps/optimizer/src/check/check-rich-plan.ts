import type { Evaluation, Plan, RouteEvaluation, VisitStop } from '../plan.ts';
import type { Problem, Shift } from '../problem.ts';
import type { BalanceMeasure } from '../rich/model.ts';

/**
 * The second opinion on rich rules (rich/model.ts): walks the claimed stops and recomputes everything from the problem, sharing no code with
 * the search or with `evaluate`. Returns plain sentences; none means approved. What the classical checker asks (each visit once) is
 * asked before.
 */
export function checkRichPlan(problem: Problem, plan: Plan, claimed: Pick<Evaluation, 'routes' | 'cost'>): string[] {
  const wrong: string[] = [];
  const startOf = new Map<number, number>();
  const shiftOf = new Map<number, number>();
  let cost = 0;
  let worstLate = 0;
  const amounts = { workSec: new Map(), visits: new Map(), shifts: new Map(), weekendShifts: new Map() } satisfies Record<
    BalanceMeasure,
    Map<number, number>
  >;
  problem.shifts.forEach((shift, s) => {
    const team = shift.teamIndex ?? -1 - s;
    const route = claimed.routes[s]!;
    cost += walk(problem, s, plan.routes[s]!, route, (what) => wrong.push(`shift ${s}: ${what}`));
    let [work, count] = [0, 0];
    for (const stop of route.stops) {
      if (stop.kind !== 'visit') continue;
      startOf.set(stop.visit, stop.startSec);
      shiftOf.set(stop.visit, s);
      work += stop.endSec - stop.startSec;
      count++;
      const due = problem.visits[stop.visit]!.due;
      if (due) worstLate = Math.max(worstLate, stop.startSec - due.sec);
    }
    amounts.workSec.set(team, (amounts.workSec.get(team) ?? 0) + work);
    amounts.visits.set(team, (amounts.visits.get(team) ?? 0) + count);
    amounts.shifts.set(team, (amounts.shifts.get(team) ?? 0) + (count > 0 ? 1 : 0));
    amounts.weekendShifts.set(team, (amounts.weekendShifts.get(team) ?? 0) + (count > 0 && shift.isWeekend ? 1 : 0));
  });
  cost += Math.round(worstLate * (problem.perWorstLateSec ?? 0));
  for (const { measure, perUnitAbove } of problem.balance ?? []) {
    const values = [...amounts[measure].values()];
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    cost += Math.round(values.reduce((sum, value) => (value > mean ? sum + value - mean : sum), 0) * perUnitAbove);
  }
  let changed = 0;
  problem.visits.forEach((visit, v) => {
    const s = shiftOf.get(v);
    if (s === undefined && visit.tier === null) {
      const passes = Math.max(0, (visit.waiting?.passedOver ?? 0) - 1);
      cost += Math.round(visit.prize * (1 + (problem.fairness?.gainPerPass ?? 0) * passes));
    }
    if (!visit.promise) return;
    const at = startOf.get(v);
    const { opensSec, closesSec, shifts } = visit.promise;
    const kept = at !== undefined && at >= opensSec && at <= closesSec && (!shifts || shifts.includes(s!));
    if (kept) return;
    changed++;
    if (opensSec < (problem.promises?.firmUntilSec ?? -1)) wrong.push(`the firm promise of visit ${v} is not kept`);
  });
  cost += changed * (problem.promises?.perChange ?? 0);
  if (changed > (problem.promises?.most ?? changed)) wrong.push(`${changed} promises are changed`);
  checkRelations(problem, startOf, shiftOf, wrong);
  if (cost !== claimed.cost) wrong.push(`the cost is ${cost}, ${claimed.cost} is claimed`);
  return wrong;
}

function checkRelations(problem: Problem, startOf: Map<number, number>, shiftOf: Map<number, number>, wrong: string[]): void {
  for (const [r, relation] of (problem.relations ?? []).entries()) {
    const [a, b] = [shiftOf.get(relation.first), shiftOf.get(relation.second)];
    if (a === undefined || b === undefined) {
      if (relation.kind === 'order' && a !== b) wrong.push(`relation ${r}: only one of its visits is served`);
      continue;
    }
    const [one, two] = [problem.shifts[a]!, problem.shifts[b]!];
    let holds = true;
    switch (relation.kind) {
      case 'sameShift':
        holds = a === b;
        break;
      case 'differentShift':
        holds = a !== b;
        break;
      case 'sameTeam':
        holds = a === b || (one.teamIndex !== undefined && one.teamIndex === two.teamIndex);
        break;
      case 'sameDay':
        holds = a === b || (one.dayIndex !== undefined && one.dayIndex === two.dayIndex);
        break;
      case 'order': {
        const gap = startOf.get(relation.second)! - startOf.get(relation.first)!;
        holds =
          gap >= relation.leastGapSec && gap <= (relation.mostGapSec ?? gap) && (relation.mostGapSec === undefined || a !== b);
      }
    }
    if (!holds) wrong.push(`relation ${r} (${relation.kind}) does not hold`);
  }
}

/** Walks one route; returns its cost. */
function walk(
  problem: Problem,
  s: number,
  visits: readonly number[],
  route: RouteEvaluation,
  say: (what: string) => void,
): number {
  const shift = problem.shifts[s]!;
  if (visits.length === 0) {
    if (route.stops.length > 0) say('stops in an empty route');
    return 0;
  }
  const told = route.stops.filter((stop): stop is VisitStop => stop.kind === 'visit');
  if (told.length !== visits.length || told.some(({ visit }, i) => visit !== visits[i])) {
    say('the stops are not the visits of the plan');
    return 0;
  }
  const head = shift.frozenHead ?? [];
  if (head.some((v, i) => visits[i] !== v)) say('does not begin with its frozen head');
  const busy: [number, number, string][] = [];
  let place = shift.startPlaceIndex;
  let free = shift.opensSec;
  let [seconds, metres] = [0, 0];
  let cost = Math.round(shift.costs.fixed);
  const drive = (to: number | null, departSec: number, sec: number): void => {
    if (place !== null && to !== null) {
      const cell = place * problem.placeCount + to;
      const matrix = problem.matrices[shift.matrixIndex]!;
      const needed = needs(problem, shift, cell, departSec);
      if (needed === null) say(`there is no way from place ${place} to place ${to}`);
      else if (sec !== needed) say(`the drive at ${departSec} takes ${needed} s, not ${sec}`);
      const away = matrix.distancesMetres?.[cell] ?? 0;
      metres += away;
      cost += matrix.costs ? matrix.costs[cell]! : Math.round(sec * shift.costs.perTravelSec + away * shift.costs.perMetre);
    } else if (sec !== 0) say('a drive from or to nowhere takes time');
    if (departSec < free) say(`leaves at ${departSec}, before it is free at ${free}`);
    busy.push([departSec, departSec + sec, 'drives']);
    seconds += sec;
  };
  told.forEach((stop, i) => {
    const visit = problem.visits[stop.visit]!;
    const who = `visit ${stop.visit}`;
    const at = visit.sites?.find((site) => site.shift === s)?.placeIndex ?? visit.placeIndex;
    drive(at, stop.arrivalSec - stop.travelSec, stop.travelSec);
    const type = shift.workType ?? 0;
    const setup = place === at ? 0 : (visit.setupSecByType?.[type] ?? visit.setupSec);
    if (stop.startSec < stop.arrivalSec) say(`${who} begins before the team is there`);
    if (stop.endSec !== stop.startSec + setup + (visit.serviceSecByType?.[type] ?? visit.serviceSec))
      say(`${who} does not last setup and service`);
    const inWindow =
      visit.windows.length === 0 || visit.windows.some((w) => w.opensSec <= stop.startSec && stop.startSec <= w.closesSec);
    if (!inWindow && !head.includes(stop.visit)) say(`${who} begins outside its windows`);
    if (stop.startSec < (visit.releaseSec ?? 0)) say(`${who} begins before its release`);
    if (visit.skills.some((skill) => !shift.skills.includes(skill))) say(`${who} needs a skill that is missing`);
    if (visit.pinnedShift !== undefined && visit.pinnedShift !== s) say(`${who} is pinned elsewhere`);
    if (visit.forbiddenShifts?.includes(s) || (visit.allowedShifts && !visit.allowedShifts.includes(s)))
      say(`${who} may not be here`);
    busy.push([stop.startSec, stop.endSec, who]);
    cost += Math.round((stop.endSec - stop.startSec) * shift.costs.perTaskSec + shift.costs.perVisit);
    cost += assigned(problem, shift, s, stop.visit);
    if (visit.due) cost += Math.round(Math.max(0, stop.startSec - visit.due.sec) * visit.due.perLateSec);
    if (visit.waiting && problem.fairness) {
      const waited = visit.waiting.waitedSec + stop.startSec - Math.max(problem.fairness.mostWaitSec, visit.waiting.waitedSec);
      cost += Math.round(Math.max(0, waited) * problem.fairness.perSecBeyond);
    }
    if (i > 0) {
      const pauses = route.stops.filter(
        (one) => one.kind === 'break' && one.startSec >= stop.arrivalSec && one.endSec <= stop.startSec,
      );
      const ready = pauses.reduce((latest, one) => Math.max(latest, one.kind === 'break' ? one.endSec : 0), stop.arrivalSec);
      cost += Math.round((stop.startSec - ready) * (shift.perIdleSec ?? 0));
    }
    free = stop.endSec;
    place = at;
  });
  const last = told.at(-1)!;
  const finish = route.finishSec!;
  // The way home begins when the team is free, or after a break: whichever fits what is claimed.
  const pauses = route.stops.flatMap((stop) => (stop.kind === 'break' && stop.startSec >= last.endSec ? [stop.endSec] : []));
  const departs = [finish - route.lastTravelSec, free, ...pauses].find(
    (sec) =>
      sec >= free && homeSec(problem, shift, place, sec) === route.lastTravelSec && isFree(route, sec, sec + route.lastTravelSec),
  );
  if (departs === undefined) say('the way home is not as claimed');
  drive(shift.endPlaceIndex, departs ?? free, route.lastTravelSec);
  let breakIndex = 0;
  for (const stop of route.stops) {
    if (stop.kind !== 'break') continue;
    const rule = shift.breaks[breakIndex++];
    if (!rule) say('one break too many');
    else if (!rule.windows.some((w) => w.opensSec <= stop.startSec && stop.startSec <= w.closesSec))
      say('a break is outside its windows');
    else if (stop.endSec - stop.startSec !== rule.durationSec) say('a break has the wrong length');
    busy.push([stop.startSec, stop.endSec, 'break']);
    free = Math.max(free, stop.endSec);
  }
  if (breakIndex < shift.breaks.length) say(`${shift.breaks.length - breakIndex} break(s) are missing`);
  busy.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  busy.forEach(([from, , what], i) => {
    if (i > 0 && from < busy[i - 1]![1]) say(`${what} overlaps ${busy[i - 1]![2]}`);
  });
  const backSec = busy.at(-1)![1];
  if (finish !== backSec) say(`is back at ${backSec}, not ${finish}`);
  if (backSec > (shift.overtime?.untilSec ?? shift.closesSec)) say('is back after its end');
  if (shift.overtime) cost += Math.round(Math.max(0, backSec - shift.closesSec) * shift.overtime.perSec);
  if (seconds > (shift.maxTravelSec ?? seconds)) say('travels too long');
  if (metres > (shift.maxMetres ?? metres)) say('travels too far');
  if (visits.length > (shift.maxVisits ?? visits.length)) say('has too many visits');
  if (busy[0]![0] < shift.opensSec) say('begins before it opens');
  checkLoads(problem, visits, shift, say);
  if (cost !== route.cost) say(`costs ${cost}, not ${route.cost}`);
  return cost;
}

function isFree(route: RouteEvaluation, from: number, to: number): boolean {
  return route.stops.every((stop) => stop.kind !== 'break' || stop.endSec <= from || stop.startSec >= to);
}

function homeSec(problem: Problem, shift: Shift, from: number | null, departSec: number): number {
  if (from === null || shift.endPlaceIndex === null) return 0;
  return needs(problem, shift, from * problem.placeCount + shift.endPlaceIndex, departSec) ?? 0;
}

/** Seconds of a drive by what is driven in each second-long or longer stretch of a band; null without a way. */
function needs(problem: Problem, shift: Shift, cell: number, departSec: number): number | null {
  const { durationsSec, bands } = problem.matrices[shift.matrixIndex]!;
  const whole = (table: Int32Array): number =>
    shift.speedFactor === 1 ? table[cell]! : Math.round(table[cell]! / shift.speedFactor);
  if (durationsSec[cell] === 2147483647) return null;
  if (!bands) return whole(durationsSec);
  let share = 0;
  let clock = departSec;
  for (let band = 0; band < bands.startsSec.length; band++) {
    const ends = bands.startsSec[band + 1] ?? Number.POSITIVE_INFINITY;
    if (ends <= clock) continue;
    const sec = whole(bands.tables[bands.tableOf[band]!]!);
    const rest = (1 - share) * sec;
    if (clock + rest <= ends) return Math.ceil(clock + rest - 0.001) - departSec;
    share += (ends - clock) / sec;
    clock = ends;
  }
  return null;
}

function assigned(problem: Problem, shift: Shift, s: number, v: number): number {
  const { preference, placeIndex } = problem.visits[v]!;
  let cost = preference && !preference.shifts.includes(s) ? preference.otherwise : 0;
  if (shift.territory) {
    const sec = problem.matrices[shift.matrixIndex]!.durationsSec[shift.territory.placeIndex * problem.placeCount + placeIndex]!;
    cost += Math.min(sec, 1_048_576) * shift.territory.perSec;
  }
  return Math.round(cost);
}

/** Follows what is on board; pairs whole and in order. */
function checkLoads(problem: Problem, visits: readonly number[], shift: Shift, say: (what: string) => void): void {
  const at = new Map(visits.map((v, i) => [v, i]));
  shift.capacity.forEach((capacity, d) => {
    const change = visits.map((v) => (problem.visits[v]!.pickups?.[d] ?? 0) - problem.visits[v]!.loads[d]!);
    let load = visits.reduce((sum, v) => sum + problem.visits[v]!.loads[d]!, 0);
    for (const { pickupVisit, deliveryVisit, loads } of problem.pairs ?? []) {
      const [from, to] = [at.get(pickupVisit), at.get(deliveryVisit)];
      if (from !== undefined) change[from]! += loads[d]!;
      if (to !== undefined) change[to]! -= loads[d]!;
    }
    let most = load;
    for (const one of change) {
      load += one;
      most = Math.max(most, load);
    }
    if (most > capacity) say(`carries ${most} of dimension ${d}`);
  });
  for (const { pickupVisit, deliveryVisit } of problem.pairs ?? []) {
    const [from, to] = [at.get(pickupVisit), at.get(deliveryVisit)];
    if ((from === undefined) !== (to === undefined)) say(`only one of ${pickupVisit} and ${deliveryVisit} is served`);
    else if (from !== undefined && from > to!) say(`${deliveryVisit} is delivered before it is picked up`);
  }
}
