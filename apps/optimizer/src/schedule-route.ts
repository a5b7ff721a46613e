import { legSec, serviceSecIn, setupSecIn } from './leg.ts';
import type { GivenBreak } from './plan.ts';
import { type Problem, type Shift, UNREACHABLE } from './problem.ts';
import { loadsOnLegs } from './route-loads.ts';
import { firstStart, firstVisitStart, NEVER_SEC } from './window.ts';

interface VisitTimes {
  arrivalSec: number;
  startSec: number;
  waitingSec: number;
  lateSec: number;
}
interface BreakTimes {
  breakIndex: number;
  /** The drive beside which it is taken: 0 leads to the first visit, n to the end place. */
  leg: number;
  /** Waiting for it to begin. */
  waitingSec: number;
  startSec: number;
  endSec: number;
  lateSec: number;
}
export interface RouteTimes {
  readonly visits: readonly VisitTimes[];
  readonly breaks: readonly BreakTimes[];
  readonly departSec: number;
  readonly finishSec: number;
}

/** For each number of breaks taken so far: lateness summed up and the clock; `sec` is NEVER_SEC where impossible. */
interface Front {
  late: number[];
  sec: number[];
}

/** How the best front entry of a drive came about: breaks taken before the origin was left (`mid`), at its start (`from`). */
interface Step {
  from: number[];
  mid: number[];
}

/**
 * The earliest schedule of a non-empty route. A break belongs beside a drive, before or after it; which drive is decided
 * exactly, by keeping for each number of breaks taken the least lateness and then the earliest time.
 */
export function scheduleRoute(
  problem: Problem,
  whole: Shift,
  visits: readonly number[],
  given: readonly GivenBreak[] | null = null,
): RouteTimes {
  // Where it is decided which breaks are taken beside which drives, the others are missing and late ones are taken all the same.
  const placed = given?.filter(({ breakIndex }) => whole.breaks[breakIndex]) ?? null;
  const shift = placed ? { ...whole, breaks: placed.map(({ breakIndex }) => whole.breaks[breakIndex]!) } : whole;
  const chain =
    shift.breaks.length === 0
      ? new Array<ChosenBreaks>(visits.length + 1).fill(NO_BREAKS)
      : chooseBreaks(problem, shift, visits, placed);
  const times = replay(problem, shift, visits, chain);
  if (!placed) return times;
  return { ...times, breaks: times.breaks.map((pause) => ({ ...pause, breakIndex: placed[pause.breakIndex]!.breakIndex })) };
}

/** The breaks beside one drive: before it those from `from` on, behind it those from `mid` on, up to `to`. */
interface ChosenBreaks {
  readonly from: number;
  readonly mid: number;
  readonly to: number;
}
const NO_BREAKS: ChosenBreaks = { from: 0, mid: 0, to: 0 };

/** Which breaks are taken beside which drive: as many as can be, then with the least lateness, then the earliest. */
function chooseBreaks(
  problem: Problem,
  shift: Shift,
  visits: readonly number[],
  placed: readonly GivenBreak[] | null,
): readonly ChosenBreaks[] {
  const mayTake: MayTake = placed ? (b, leg) => placed[b]!.leg === leg : breaksAllowed(problem, shift, visits);
  const breakCount = shift.breaks.length;
  const steps: Step[] = [];
  let front: Front = { late: new Array(breakCount + 1).fill(0), sec: new Array(breakCount + 1).fill(NEVER_SEC) };
  front.sec[0] = shift.opensSec;
  for (let leg = 0; leg <= visits.length; leg++) {
    const { front: arrived, step } = driveWithBreaks(problem, shift, visits, leg, front, mayTake, placed !== null);
    steps.push(step);
    front = leg < visits.length ? serve(problem, shift, visits, leg, arrived) : arrived;
  }
  let taken = breakCount;
  while (front.sec[taken]! >= NEVER_SEC) taken--;
  const chain = new Array<ChosenBreaks>(visits.length + 1);
  for (let leg = visits.length; leg >= 0; leg--) {
    const step = steps[leg]!;
    chain[leg] = { from: step.from[taken]!, mid: step.mid[taken]!, to: taken };
    taken = step.from[taken]!;
  }
  return chain;
}

function placeBefore(problem: Problem, shift: Shift, visits: readonly number[], leg: number): number | null {
  return leg === 0 ? shift.startPlaceIndex : problem.visits[visits[leg - 1]!]!.placeIndex;
}
function placeAfter(problem: Problem, shift: Shift, visits: readonly number[], leg: number): number | null {
  return leg === visits.length ? shift.endPlaceIndex : problem.visits[visits[leg]!]!.placeIndex;
}
function driveSec(problem: Problem, shift: Shift, visits: readonly number[], leg: number): number {
  const sec = legSec(problem, shift, placeBefore(problem, shift, visits, leg), placeAfter(problem, shift, visits, leg));
  return sec === UNREACHABLE ? 0 : sec;
}
function workSec(problem: Problem, shift: Shift, visits: readonly number[], leg: number): number {
  const visit = problem.visits[visits[leg]!]!;
  const setupSec = placeBefore(problem, shift, visits, leg) === visit.placeIndex ? 0 : setupSecIn(visit, shift);
  return setupSec + serviceSecIn(visit, shift);
}

type MayTake = (breakIndex: number, leg: number) => boolean;

/** Does what is on board on a drive allow the break beside it? */
function breaksAllowed(problem: Problem, shift: Shift, visits: readonly number[]): MayTake {
  if (!shift.breaks.some((pause) => pause.maxLoads)) return () => true;
  const loads = loadsOnLegs(problem, shift, visits);
  return (b, leg) => shift.breaks[b]!.maxLoads?.every((most, d) => loads[leg]![d]! <= most) ?? true;
}

/** Takes breaks wherever that gives more breaks with no more lateness and no later clock; `origin` says where each came from. */
function takeBreaks(shift: Shift, front: Front, origin: number[], mayTake: MayTake, leg: number, evenLate: boolean): void {
  for (let k = 0; k < shift.breaks.length; k++) {
    if (front.sec[k]! >= NEVER_SEC || !mayTake(k, leg)) continue;
    const { windows, durationSec } = shift.breaks[k]!;
    const inTimeSec = firstStart(windows, front.sec[k]!);
    if (inTimeSec >= NEVER_SEC && !evenLate) continue;
    const startSec = inTimeSec >= NEVER_SEC ? front.sec[k]! : inTimeSec;
    const late = front.late[k]! + (inTimeSec >= NEVER_SEC ? lateness(windows, startSec) : 0);
    const endSec = startSec + durationSec;
    const better =
      front.sec[k + 1]! >= NEVER_SEC || late < front.late[k + 1]! || (late === front.late[k + 1] && endSec < front.sec[k + 1]!);
    if (!better) continue;
    front.late[k + 1] = late;
    front.sec[k + 1] = endSec;
    origin[k + 1] = origin[k]!;
  }
}

function driveWithBreaks(
  problem: Problem,
  shift: Shift,
  visits: readonly number[],
  leg: number,
  before: Front,
  mayTake: MayTake,
  evenLate: boolean,
): { front: Front; step: Step } {
  const front: Front = { late: [...before.late], sec: [...before.sec] };
  const left = front.sec.map((_, k) => k);
  takeBreaks(shift, front, left, mayTake, leg, evenLate);
  const sec = driveSec(problem, shift, visits, leg);
  for (let k = 0; k < front.sec.length; k++) if (front.sec[k]! < NEVER_SEC) front.sec[k]! += sec;
  const mid = front.sec.map((_, k) => k);
  takeBreaks(shift, front, mid, mayTake, leg, evenLate);
  const from = mid.map((k) => left[k]!);
  return { front, step: { from, mid } };
}

function serve(problem: Problem, shift: Shift, visits: readonly number[], leg: number, arrived: Front): Front {
  const visit = problem.visits[visits[leg]!]!;
  const work = workSec(problem, shift, visits, leg);
  const front: Front = { late: [...arrived.late], sec: [...arrived.sec] };
  for (let k = 0; k < front.sec.length; k++) {
    if (front.sec[k]! >= NEVER_SEC) continue;
    const startSec = firstVisitStart(visit.windows, front.sec[k]!);
    if (startSec >= NEVER_SEC) front.late[k]! += lateness(visit.windows, front.sec[k]!);
    front.sec[k] = (startSec >= NEVER_SEC ? front.sec[k]! : startSec) + work;
  }
  return front;
}

function lateness(windows: readonly { closesSec: number }[], startSec: number): number {
  let closesSec = 0;
  for (const window of windows) closesSec = Math.max(closesSec, window.closesSec);
  return startSec - closesSec;
}

/** The chosen breaks again, now with all times; the first drive starts as late as what follows it allows. */
function replay(problem: Problem, shift: Shift, visits: readonly number[], chain: readonly ChosenBreaks[]): RouteTimes {
  const times: VisitTimes[] = [];
  const breaks: BreakTimes[] = [];
  let departSec = shift.opensSec;
  let clock = shift.opensSec;
  for (let leg = 0; leg <= visits.length; leg++) {
    const { from, mid, to } = chain[leg]!;
    for (let k = from; k < mid; k++) clock = takeBreak(shift, k, leg, clock, breaks);
    const sec = driveSec(problem, shift, visits, leg);
    const leftSec = clock;
    clock += sec;
    let arrivalSec = clock;
    for (let k = mid; k < to; k++) clock = takeBreak(shift, k, leg, clock, breaks);
    if (leg === visits.length) break;
    const visit = problem.visits[visits[leg]!]!;
    const startSec = firstVisitStart(visit.windows, clock);
    const late = startSec >= NEVER_SEC;
    if (leg === 0) {
      const firstSec = mid < to ? breaks.find((taken) => taken.breakIndex === mid)!.startSec : late ? clock : startSec;
      departSec = Math.max(leftSec, firstSec - sec);
      arrivalSec = departSec + sec;
      if (mid === to) clock = arrivalSec;
    }
    const begunSec = late ? clock : startSec;
    times.push({
      arrivalSec,
      startSec: begunSec,
      waitingSec: begunSec - clock,
      lateSec: late ? lateness(visit.windows, clock) : 0,
    });
    clock = begunSec + workSec(problem, shift, visits, leg);
  }
  return { visits: times, breaks, departSec, finishSec: clock };
}

/** Takes a break from `readySec` on; returns when it ends. */
function takeBreak(shift: Shift, breakIndex: number, leg: number, readySec: number, breaks: BreakTimes[]): number {
  const { windows, durationSec } = shift.breaks[breakIndex]!;
  const inTimeSec = firstStart(windows, readySec);
  const lateSec = inTimeSec >= NEVER_SEC ? lateness(windows, readySec) : 0;
  const startSec = lateSec > 0 ? readySec : inTimeSec;
  // Before the first drive the team has not set out: nobody waits.
  const waitingSec = leg > 0 ? startSec - readySec : 0;
  const endSec = startSec + durationSec;
  breaks.push({ breakIndex, leg, waitingSec, startSec, endSec, lateSec });
  return endSec;
}
