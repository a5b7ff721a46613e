import { FaultList, MAX_COST } from './fault-list.ts';
import type { Fault } from './options.ts';
import {
  MAX_BREAKS,
  MAX_SKILLS,
  MAX_TIME_SEC,
  MAX_WORK_TYPES,
  type Problem,
  type Shift,
  type Visit,
  type Window,
} from './problem.ts';
import { checkRich } from './rich/validate-rich.ts';
import { prizeOf } from './rich/waiting.ts';
import { tiersOf } from './tiers.ts';

/** Above these the engine's tables do not fit into memory. */
export const MAX_VISITS = 50_000;
export const MAX_VISITS_TIMES_SHIFTS = 50_000_000;
const MAX_LOAD = 1 << 28;

/** Everything that is wrong with a problem, at once; an empty list means that `solve` accepts it. */
export function validateProblem(problem: Problem): Fault[] {
  const list = new FaultList();
  const { visits, shifts, matrices } = problem;
  list.whole(problem.placeCount, 'placeCount', MAX_VISITS);
  if (visits.length > MAX_VISITS) list.add('tooLarge', 'visits', `at most ${MAX_VISITS} visits, there are ${visits.length}`);
  if (visits.length * shifts.length > MAX_VISITS_TIMES_SHIFTS) {
    list.add(
      'tooLarge',
      'visits',
      `visits × shifts may be at most ${MAX_VISITS_TIMES_SHIFTS}, it is ${visits.length * shifts.length}`,
    );
  }
  const isTooLarge = list.faults.length > 0;
  const cells = problem.placeCount * problem.placeCount;
  matrices.forEach((matrix, m) => {
    checkMatrix(list, matrix.durationsSec, cells, `matrices[${m}].durationsSec`);
    if (matrix.distancesMetres) checkMatrix(list, matrix.distancesMetres, cells, `matrices[${m}].distancesMetres`);
    if (matrix.costs) checkMatrix(list, matrix.costs, cells, `matrices[${m}].costs`);
  });
  // Of too many visits none is looked at.
  if (isTooLarge) return list.faults;
  const dimensions = shifts[0]?.capacity.length ?? visits[0]?.loads.length ?? 0;
  for (let v = 0; v < visits.length && !list.full; v++) checkVisit(list, problem, visits[v]!, `visits[${v}]`, dimensions);
  checkPairs(list, problem, dimensions);
  checkPositions(list, problem);
  const frozenIn = new Map<number, number>();
  for (let s = 0; s < shifts.length && !list.full; s++) checkShift(list, problem, s, `shifts[${s}]`, dimensions, frozenIn);
  checkRich(list, problem);
  if (list.faults.length === 0) checkTiers(list, problem);
  return list.faults;
}

function checkMatrix(list: FaultList, matrix: Int32Array, cells: number, path: string): void {
  if (matrix.length !== cells) {
    list.add('wrongSize', path, `must have placeCount × placeCount = ${cells} entries, has ${matrix.length}`);
    return;
  }
  for (let i = 0; i < cells; i++) {
    if (matrix[i]! < 0) list.add('negative', `${path}[${i}]`, `must not be negative, is ${matrix[i]}`);
    else if (matrix[i]! > MAX_TIME_SEC && matrix[i] !== 0x7fffffff)
      list.add('tooLarge', `${path}[${i}]`, `must be at most ${MAX_TIME_SEC}`);
    if (list.full) return;
  }
}

function checkWindows(list: FaultList, windows: readonly Window[], path: string): void {
  windows.forEach((window, w) => {
    const opens = list.whole(window.opensSec, `${path}[${w}].opensSec`);
    const closes = list.whole(window.closesSec, `${path}[${w}].closesSec`);
    if (opens && closes && window.closesSec < window.opensSec) {
      list.add('windowReversed', `${path}[${w}]`, `closes at ${window.closesSec} before it opens at ${window.opensSec}`);
    }
  });
}

function checkLoads(list: FaultList, loads: readonly number[], dimensions: number, path: string): void {
  if (loads.length !== dimensions)
    list.add('wrongSize', path, `must have ${dimensions} dimension(s) as shifts[0].capacity, has ${loads.length}`);
  loads.forEach((load, d) => void list.whole(load, `${path}[${d}]`, MAX_LOAD));
}

function checkSkills(list: FaultList, skills: readonly number[], path: string): void {
  list.indices(skills, MAX_SKILLS, 'unknownSkill', path, 'skill');
}

function checkVisit(list: FaultList, problem: Problem, visit: Visit, path: string, dimensions: number): void {
  const shiftCount = problem.shifts.length;
  list.index(visit.placeIndex, problem.placeCount, 'unknownPlace', `${path}.placeIndex`, 'place');
  list.whole(visit.serviceSec, `${path}.serviceSec`);
  list.whole(visit.setupSec, `${path}.setupSec`);
  checkWindows(list, visit.windows, `${path}.windows`);
  checkSkills(list, visit.skills, `${path}.skills`);
  if (visit.tier !== null) list.whole(visit.tier, `${path}.tier`, 100);
  list.whole(visit.prize, `${path}.prize`, MAX_COST);
  checkLoads(list, visit.loads, dimensions, `${path}.loads`);
  if (visit.pickups) checkLoads(list, visit.pickups, dimensions, `${path}.pickups`);
  list.indices(visit.allowedShifts ?? [], shiftCount, 'unknownShift', `${path}.allowedShifts`, 'shift');
  list.indices(visit.forbiddenShifts ?? [], shiftCount, 'unknownShift', `${path}.forbiddenShifts`, 'shift');
  if (visit.pinnedShift !== undefined) list.index(visit.pinnedShift, shiftCount, 'unknownShift', `${path}.pinnedShift`, 'shift');
  checkByType(list, visit.serviceSecByType, `${path}.serviceSecByType`);
  checkByType(list, visit.setupSecByType, `${path}.setupSecByType`);
}

function checkByType(list: FaultList, seconds: readonly (number | null)[] | undefined, path: string): void {
  if (!seconds) return;
  if (seconds.length > MAX_WORK_TYPES)
    list.add('tooLarge', path, `at most ${MAX_WORK_TYPES} work types, there are ${seconds.length}`);
  else seconds.forEach((sec, t) => void (sec === null || list.whole(sec, `${path}[${t}]`)));
}

/** A place of its own needs a shift of its own, that nobody else has there, and no other rule that fixes where it stands. */
function checkPositions(list: FaultList, problem: Problem): void {
  const pinnedAt = new Map<string, number>();
  const paired = new Set((problem.pairs ?? []).flatMap(({ pickupVisit, deliveryVisit }) => [pickupVisit, deliveryVisit]));
  problem.visits.forEach(({ pinnedPosition: position, pinnedShift }, v) => {
    if (position === undefined) return;
    const path = `visits[${v}].pinnedPosition`;
    const most = problem.visits.length;
    if (position !== -1) list.whole(position, path, most - 1);
    const head = problem.shifts[pinnedShift ?? -1]?.frozenHead ?? [];
    if (pinnedShift === undefined) list.add('pinConflict', path, 'needs a pinnedShift');
    else if (paired.has(v)) list.add('pinConflict', path, 'a visit of a pair cannot be pinned to a place in the route');
    else if (head.includes(v) || (position >= 0 && position < head.length))
      list.add('pinConflict', path, `the frozen head of shift ${pinnedShift} fixes its first ${head.length} stops`);
    const other = pinnedAt.get(`${pinnedShift} ${position}`);
    if (other !== undefined) list.add('pinConflict', path, `visit ${other} is pinned to the same place`);
    pinnedAt.set(`${pinnedShift} ${position}`, v);
  });
}

/** Each visit in one pair at most, without loads of its own; a frozen head holds both visits, in their order, or neither. */
function checkPairs(list: FaultList, problem: Problem, dimensions: number): void {
  const pairIn = new Map<number, number>();
  const frozen = new Map<number, string>();
  problem.shifts.forEach((shift, s) => void shift.frozenHead?.forEach((v, i) => void frozen.set(v, `${s} ${i}`)));
  (problem.pairs ?? []).forEach(({ pickupVisit, deliveryVisit, loads }, p) => {
    if (list.full) return;
    const path = `pairs[${p}]`;
    checkLoads(list, loads, dimensions, `${path}.loads`);
    for (const [v, name] of [
      [pickupVisit, 'pickupVisit'],
      [deliveryVisit, 'deliveryVisit'],
    ] as const) {
      list.index(v, problem.visits.length, 'unknownVisit', `${path}.${name}`, 'visit');
      if (pairIn.has(v)) list.add('visitRepeated', `${path}.${name}`, `visit ${v} is already in pair ${pairIn.get(v)}`);
      pairIn.set(v, p);
      const visit = problem.visits[v];
      if (visit && [...visit.loads, ...(visit.pickups ?? [])].some((load) => load !== 0))
        list.add('pairConflict', `visits[${v}].loads`, `must be 0: what pair ${p} carries stands in its loads`);
    }
    const [from, to] = [frozen.get(pickupVisit)?.split(' '), frozen.get(deliveryVisit)?.split(' ')];
    if ((from || to) && (from?.[0] !== to?.[0] || Number(from?.[1]) > Number(to?.[1])))
      list.add('pairConflict', path, 'a frozen head must hold both visits of a pair, the pickup first, or neither');
    const [pickup, delivery] = [problem.visits[pickupVisit]?.pinnedShift, problem.visits[deliveryVisit]?.pinnedShift];
    if (pickup !== undefined && delivery !== undefined && pickup !== delivery)
      list.add('pinConflict', path, `its visits are pinned to shifts ${pickup} and ${delivery}`);
  });
}

function checkShift(
  list: FaultList,
  problem: Problem,
  shiftIndex: number,
  path: string,
  dimensions: number,
  frozenIn: Map<number, number>,
): void {
  const shift = problem.shifts[shiftIndex]!;
  for (const [place, name] of [
    [shift.startPlaceIndex, 'startPlaceIndex'],
    [shift.endPlaceIndex, 'endPlaceIndex'],
  ] as const) {
    if (place !== null) list.index(place, problem.placeCount, 'unknownPlace', `${path}.${name}`, 'place');
  }
  const opens = list.whole(shift.opensSec, `${path}.opensSec`);
  const closes = list.whole(shift.closesSec, `${path}.closesSec`);
  const hours = opens && closes && shift.opensSec <= shift.closesSec;
  if (opens && closes && !hours)
    list.add('shiftReversed', path, `closes at ${shift.closesSec} before it opens at ${shift.opensSec}`);
  checkSkills(list, shift.skills, `${path}.skills`);
  checkLoads(list, shift.capacity, dimensions, `${path}.capacity`);
  if (shift.breaks.length > MAX_BREAKS) {
    list.add('tooManyBreaks', `${path}.breaks`, `at most ${MAX_BREAKS} breaks in a shift, there are ${shift.breaks.length}`);
  }
  shift.breaks.forEach((pause, b) => {
    checkWindows(list, pause.windows, `${path}.breaks[${b}].windows`);
    if (pause.maxLoads) checkLoads(list, pause.maxLoads, dimensions, `${path}.breaks[${b}].maxLoads`);
    const whole = list.whole(pause.durationSec, `${path}.breaks[${b}].durationSec`);
    if (hours && whole && !breakFits(shift, b)) {
      list.add(
        'breakDoesNotFit',
        `${path}.breaks[${b}]`,
        'cannot be taken, after the breaks before it, within its windows and the hours of the shift',
      );
    }
  });
  if (shift.maxTravelSec !== undefined) list.whole(shift.maxTravelSec, `${path}.maxTravelSec`, 0x7fffffff);
  if (shift.maxMetres !== undefined) list.whole(shift.maxMetres, `${path}.maxMetres`, 0x7fffffff);
  if (shift.maxVisits !== undefined) list.whole(shift.maxVisits, `${path}.maxVisits`, 0x7fffffff);
  for (const rate of ['fixed', 'perTravelSec', 'perMetre', 'perTaskSec', 'perVisit'] as const)
    list.rate(shift.costs[rate], `${path}.costs.${rate}`);
  if (!(shift.speedFactor > 0.01 && shift.speedFactor <= 100)) {
    list.add('notPositive', `${path}.speedFactor`, `must be above 0.01 and at most 100, is ${String(shift.speedFactor)}`);
  }
  if (shift.workType !== undefined) list.whole(shift.workType, `${path}.workType`, MAX_WORK_TYPES - 1);
  list.index(shift.matrixIndex, problem.matrices.length, 'unknownMatrix', `${path}.matrixIndex`, 'matrix');
  const needsMetres = shift.costs.perMetre > 0 || shift.maxMetres !== undefined;
  if (needsMetres && problem.matrices[shift.matrixIndex] && !problem.matrices[shift.matrixIndex]!.distancesMetres) {
    list.add('wrongSize', `matrices[${shift.matrixIndex}].distancesMetres`, `is absent, but ${path} counts metres`);
  }
  shift.frozenHead?.forEach((visit, i) => {
    const at = `${path}.frozenHead[${i}]`;
    list.index(visit, problem.visits.length, 'unknownVisit', at, 'visit');
    if (frozenIn.has(visit)) list.add('visitRepeated', at, `visit ${visit} is already frozen in shift ${frozenIn.get(visit)}`);
    frozenIn.set(visit, shiftIndex);
    const pinned = problem.visits[visit]?.pinnedShift;
    if (pinned !== undefined && pinned !== shiftIndex) list.add('pinConflict', at, `visit ${visit} is pinned to shift ${pinned}`);
  });
}

function breakFits(shift: Shift, upTo: number): boolean {
  let clock = shift.opensSec;
  for (let b = 0; b <= upTo; b++) {
    let first = Infinity;
    for (const { opensSec, closesSec } of shift.breaks[b]!.windows) {
      if (closesSec >= clock) first = Math.min(first, Math.max(clock, opensSec));
    }
    clock = first + shift.breaks[b]!.durationSec;
  }
  return clock <= shift.closesSec;
}

function checkTiers(list: FaultList, problem: Problem): void {
  let product = 1;
  const visits = problem.visits.map((visit) => ({ ...visit, prize: prizeOf(problem, visit) }));
  for (const tier of tiersOf({ ...problem, visits })) product *= tier.size;
  if (product > 2 ** 52) {
    list.add(
      'tiersTooWide',
      'visits',
      'the tiers and prizes span more than a number can hold exactly: use fewer tiers or smaller prizes',
    );
  }
}
