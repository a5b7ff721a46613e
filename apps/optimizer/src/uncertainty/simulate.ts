import { evaluate } from '../evaluate.ts';
import { legSec } from '../leg.ts';
import type { Plan, VisitStop } from '../plan.ts';
import { type Problem, UNREACHABLE } from '../problem.ts';
import { newRandom, randomUnit } from '../random.ts';
import { bandedSec } from '../travel-time.ts';
import { NEVER_SEC } from '../window.ts';
import { factorTable } from './skewed.ts';

/** How far times scatter: standard deviation as a part of the mean. All are skewed to the long side (log-normal, mean as planned). */
export interface Spread {
  /** Of setup and service of each visit; one number for all, or one per visit. */
  readonly service: number | readonly number[];
  /** Of each single drive. */
  readonly drive: number;
  /** Of all drives of one shift together: a bad evening is bad everywhere. */
  readonly evening: number;
}

export interface OnTime {
  readonly visit: number;
  /** The share of samples in which the work starts not after the end of its window (or promise, where it has one). */
  readonly probability: number;
  /** Of that share: the standard error of so many samples. */
  readonly standardError: number;
  readonly meanStartSec: number;
  /** Standard deviation of the start. */
  readonly startSpreadSec: number;
  /** The start that one in ten samples does not reach, the middle, and the start that one in ten passes. */
  readonly earlySec: number;
  readonly middleSec: number;
  readonly lateSec: number;
}

export interface SimulateOptions {
  readonly samples: number;
  readonly seed: number;
}

/** Starts are sorted into this many equal parts of the range seen to read quantiles. */
const BINS = 512;

/**
 * How likely is each stop of a fixed plan to be on time? Drives and works through the plan many times with random times; the order of
 * stops stays as it is, teams wait for windows, for each other (orders) and take their breaks where the plan has them. 10,000 samples of 300 visits
 * take well under a second. One answer per served visit, in the order of their planned starts.
 */
export function simulate(problem: Problem, plan: Plan, spread: Spread, { samples, seed }: SimulateOptions): OnTime[] {
  const steps = stepsOf(problem, plan);
  const count = steps.length;
  const random = newRandom(seed);
  const draw = (table: Float64Array): number => table[Math.floor(randomUnit(random) * table.length)]!;
  const serviceTables = tablesOf(problem, spread.service);
  const drives = factorTable(spread.drive);
  const evenings = factorTable(spread.evening);
  const shiftCount = problem.shifts.length;
  const clock = new Float64Array(shiftCount);
  const pace = new Float64Array(shiftCount);
  const startOf = new Float64Array(problem.visits.length);
  const starts = steps.map(() => new Float64Array(samples));
  const onTime = new Int32Array(count);
  for (let sample = 0; sample < samples; sample++) {
    for (let s = 0; s < shiftCount; s++) pace[s] = draw(evenings);
    for (let i = 0; i < count; ) {
      // Visits that wait for each other both ways start together: the latest of them decides.
      const last = steps[i]!.lastOfGroup;
      for (let k = i; k <= last; k++) {
        const step = steps[k]!;
        const leftSec = step.isFirst ? step.departSec : clock[step.shift]!;
        const readySec = leftSec + step.travelAt(leftSec) * pace[step.shift]! * draw(drives) + step.breakSec;
        let startSec = Math.max(readySec, step.notBeforeSec);
        for (const { visit, gapSec } of step.after) startSec = Math.max(startSec, startOf[visit]! + gapSec);
        startOf[step.visit] = firstInWindows(step.opens, step.closes, startSec);
      }
      for (let moved = last > i; moved; ) {
        moved = false;
        for (let k = i; k <= last; k++) {
          const step = steps[k]!;
          for (const { visit, gapSec } of step.mates) {
            if (startOf[step.visit]! + 1e-6 >= startOf[visit]! + gapSec) continue;
            startOf[step.visit] = firstInWindows(step.opens, step.closes, startOf[visit]! + gapSec);
            moved = true;
          }
        }
      }
      for (let k = i; k <= last; k++) {
        const step = steps[k]!;
        const startSec = startOf[step.visit]!;
        starts[k]![sample] = startSec;
        if (startSec <= step.untilSec) onTime[k]!++;
        clock[step.shift] = startSec + step.workSec * draw(serviceTables[step.visit]!);
      }
      i = last + 1;
    }
  }
  return steps.map((step, k) => ({ visit: step.visit, ...figuresOf(starts[k]!, onTime[k]!) }));
}

interface Step {
  readonly visit: number;
  readonly shift: number;
  readonly isFirst: boolean;
  readonly departSec: number;
  /** Mean seconds of the drive that leaves then. */
  readonly travelAt: (departSec: number) => number;
  /** Breaks that the plan has between the stop before and this one. */
  readonly breakSec: number;
  readonly workSec: number;
  readonly notBeforeSec: number;
  readonly untilSec: number;
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  readonly after: readonly { readonly visit: number; readonly gapSec: number }[];
  readonly mates: readonly { readonly visit: number; readonly gapSec: number }[];
  readonly lastOfGroup: number;
}

/** The stops of all routes in an order in which each can be timed: by planned start; bound visits next to each other. */
function stepsOf(problem: Problem, plan: Plan): Step[] {
  const { routes } = evaluate(problem, plan);
  const stops: { stop: VisitStop; shift: number; index: number; breakSec: number; from: number | null }[] = [];
  routes.forEach((route) => {
    let breakSec = 0;
    let index = 0;
    let from = problem.shifts[route.shift]!.startPlaceIndex;
    for (const stop of route.stops) {
      if (stop.kind === 'break') breakSec += stop.endSec - stop.startSec;
      else {
        stops.push({ stop, shift: route.shift, index: index++, breakSec, from });
        breakSec = 0;
        from = placeOf(problem, stop.visit, route.shift);
      }
    }
  });
  const orders = (problem.relations ?? []).flatMap((relation) => (relation.kind === 'order' ? [relation] : []));
  const groupOf = groups(problem.visits.length, orders);
  const groupStart = new Map<number, number>();
  for (const { stop } of stops) {
    const known = groupStart.get(groupOf[stop.visit]!) ?? -1;
    groupStart.set(groupOf[stop.visit]!, Math.max(known, stop.startSec));
  }
  stops.sort(
    (a, b) =>
      groupStart.get(groupOf[a.stop.visit]!)! - groupStart.get(groupOf[b.stop.visit]!)! ||
      groupOf[a.stop.visit]! - groupOf[b.stop.visit]! ||
      a.index - b.index,
  );
  return stops.map(({ stop, shift: s, index, breakSec, from }, k): Step => {
    const visit = problem.visits[stop.visit]!;
    const to = placeOf(problem, stop.visit, s);
    const windows = [...visit.windows].sort((a, b) => a.opensSec - b.opensSec);
    const ofGroup = (other: number): boolean => groupOf[other] === groupOf[stop.visit];
    let lastOfGroup = k;
    while (lastOfGroup + 1 < stops.length && ofGroup(stops[lastOfGroup + 1]!.stop.visit)) lastOfGroup++;
    const waits = [
      ...orders.flatMap(({ first, second, leastGapSec }) =>
        second === stop.visit ? [{ visit: first, gapSec: leastGapSec }] : [],
      ),
      ...orders.flatMap(({ first, second, mostGapSec }) =>
        first === stop.visit && mostGapSec !== undefined ? [{ visit: second, gapSec: -mostGapSec }] : [],
      ),
    ];
    const own = windows.find((window) => stop.startSec >= window.opensSec && stop.startSec <= window.closesSec) ?? windows.at(-1);
    return {
      visit: stop.visit,
      shift: s,
      isFirst: index === 0,
      departSec: stop.arrivalSec - stop.travelSec,
      travelAt: driveOf(problem, s, from, to, stop.travelSec),
      breakSec: index === 0 ? 0 : breakSec,
      workSec: stop.endSec - stop.startSec,
      notBeforeSec: visit.releaseSec ?? 0,
      untilSec: visit.promise?.closesSec ?? visit.due?.sec ?? own?.closesSec ?? Number.POSITIVE_INFINITY,
      opens: Float64Array.from(windows, ({ opensSec }) => opensSec),
      closes: Float64Array.from(windows, ({ closesSec }) => closesSec),
      after: waits.filter((wait) => !ofGroup(wait.visit)),
      mates: waits.filter((wait) => ofGroup(wait.visit) && wait.visit !== stop.visit),
      lastOfGroup,
    };
  });
}

function placeOf(problem: Problem, v: number, s: number): number {
  const visit = problem.visits[v]!;
  return visit.sites?.find(({ shift }) => shift === s)?.placeIndex ?? visit.placeIndex;
}

function driveOf(
  problem: Problem,
  s: number,
  from: number | null,
  to: number,
  plannedSec: number,
): (departSec: number) => number {
  const shift = problem.shifts[s]!;
  const { bands } = problem.matrices[shift.matrixIndex]!;
  if (from === null || !bands || legSec(problem, shift, from, to) === UNREACHABLE) return () => plannedSec;
  const cell = from * problem.placeCount + to;
  return (departSec) => bandedSec(bands, cell, shift.speedFactor, Math.round(departSec));
}

/** Visits bound by greatest gaps. */
function groups(count: number, orders: readonly { first: number; second: number; mostGapSec?: number }[]): Int32Array {
  const groupOf = Int32Array.from({ length: count }, (_, v) => v);
  for (const { first, second, mostGapSec } of orders) {
    if (mostGapSec === undefined) continue;
    const [from, to] = [groupOf[second]!, groupOf[first]!];
    groupOf.forEach((group, v) => {
      if (group === from) groupOf[v] = to;
    });
  }
  return groupOf;
}

/** In the first window that is still open, or at once if all have closed; no window: any time. */
function firstInWindows(opens: Float64Array, closes: Float64Array, readySec: number): number {
  for (let w = 0; w < opens.length; w++) if (readySec <= closes[w]!) return Math.max(readySec, opens[w]!);
  return readySec;
}

function tablesOf(problem: Problem, spread: number | readonly number[]): Float64Array[] {
  const known = new Map<number, Float64Array>();
  return problem.visits.map((_, v) => {
    const own = typeof spread === 'number' ? spread : spread[v]!;
    const table = known.get(own) ?? factorTable(own);
    known.set(own, table);
    return table;
  });
}

function figuresOf(starts: Float64Array, onTime: number): Omit<OnTime, 'visit'> {
  const samples = starts.length;
  let [sum, squares, least, most] = [0, 0, NEVER_SEC as number, 0];
  for (let i = 0; i < samples; i++) {
    const start = starts[i]!;
    sum += start;
    if (start < least) least = start;
    if (start > most) most = start;
  }
  const mean = sum / samples;
  const bins = new Int32Array(BINS);
  const width = Math.max(1e-9, (most - least) / BINS);
  for (let i = 0; i < samples; i++) {
    squares += (starts[i]! - mean) ** 2;
    bins[Math.min(BINS - 1, Math.floor((starts[i]! - least) / width))]!++;
  }
  const quantile = (share: number): number => {
    let seen = 0;
    for (let b = 0; b < BINS; b++) {
      seen += bins[b]!;
      if (seen >= share * samples) return Math.round(least + (b + 0.5) * width);
    }
    return Math.round(most);
  };
  const probability = onTime / samples;
  return {
    probability,
    standardError: Math.sqrt((probability * (1 - probability)) / samples),
    meanStartSec: mean,
    startSpreadSec: Math.sqrt(squares / samples),
    earlySec: quantile(0.1),
    middleSec: quantile(0.5),
    lateSec: quantile(0.9),
  };
}
