import { legSec, serviceSecIn, setupSecIn } from '../leg.ts';
import type { Problem, Shift, Window } from '../problem.ts';
import { UNREACHABLE } from '../problem.ts';
import { bandedSec, latestDeparture } from '../travel-time.ts';
import { firstStart, firstVisitStart, NEVER_SEC } from '../window.ts';
import { hardWindows } from './hard-window.ts';

export interface TimedVisit {
  readonly visit: number;
  readonly placeIndex: number;
  readonly departSec: number;
  readonly travelSec: number;
  readonly isReachable: boolean;
  readonly arrivalSec: number;
  /** Ready to start: arrived, and back from a break after the drive. */
  readonly readySec: number;
  readonly startSec: number;
  readonly setupSec: number;
  readonly endSec: number;
  /** How long after the last window; 0 if in a window. */
  readonly missedSec: number;
}
export interface TimedBreak {
  readonly breakIndex: number;
  /** The drive beside which it is taken: 0 leads to the first visit. */
  readonly leg: number;
  readonly startSec: number;
  readonly endSec: number;
}
export interface TimedRoute {
  readonly visits: readonly TimedVisit[];
  readonly breaks: readonly TimedBreak[];
  readonly lastTravelSec: number;
  readonly isHomeReachable: boolean;
  readonly finishSec: number;
}

/** The place at which a shift serves a visit. */
export function placeIn(problem: Problem, v: number, s: number): number {
  const visit = problem.visits[v]!;
  return visit.sites?.find(({ shift }) => shift === s)?.placeIndex ?? visit.placeIndex;
}

/**
 * The earliest times of a route whose visits start not before `notBefore`. Breaks are taken when they cost nothing, or when the next
 * chance would come too late; a window that is missed means starting at once. The same rules as `reach` and `finishAfter`, on plain data.
 */
export function timeRoute(problem: Problem, s: number, route: readonly number[], notBefore: (v: number) => number): TimedRoute {
  const shift = problem.shifts[s]!;
  const visits: TimedVisit[] = [];
  const breaks: TimedBreak[] = [];
  let place = shift.startPlaceIndex;
  let clock = shift.opensSec;
  route.forEach((v, leg) => {
    const visit = problem.visits[v]!;
    const to = placeIn(problem, v, s);
    const setupSec = place === to ? 0 : setupSecIn(visit, shift);
    const workSec = setupSec + serviceSecIn(visit, shift);
    const windows = hardWindows(problem, visit);
    let departSec = clock;
    let sec = travel(problem, shift, place, to, departSec);
    let readySec = departSec + sec;
    let hasPaused = false;
    const earliestSec = notBefore(v);
    for (let index = breaks.length; index < shift.breaks.length; index++) {
      const pause = shift.breaks[index]!;
      const after = firstStart(pause.windows, readySec);
      const start = startFrom(windows, Math.max(readySec, earliestSec));
      if (start < NEVER_SEC && after + pause.durationSec <= start) {
        breaks.push({ breakIndex: index, leg, startSec: after, endSec: after + pause.durationSec });
        readySec = after + pause.durationSec;
        hasPaused = true;
        continue;
      }
      const last = pause.windows.reduce((most, window) => Math.max(most, window.closesSec), -1);
      if (start < NEVER_SEC && start + workSec <= last) break;
      const sooner = hasPaused ? NEVER_SEC : firstStart(pause.windows, departSec);
      const soonerEnd = sooner + pause.durationSec;
      if (sooner < NEVER_SEC && soonerEnd + travel(problem, shift, place, to, soonerEnd) <= after + pause.durationSec) {
        breaks.push({ breakIndex: index, leg, startSec: sooner, endSec: soonerEnd });
        departSec = soonerEnd;
        sec = travel(problem, shift, place, to, departSec);
        readySec = departSec + sec;
      } else if (after < NEVER_SEC) {
        breaks.push({ breakIndex: index, leg, startSec: after, endSec: after + pause.durationSec });
        readySec = after + pause.durationSec;
        hasPaused = true;
      } else break;
    }
    const start = startFrom(windows, Math.max(readySec, earliestSec));
    const isMissed = start >= NEVER_SEC;
    const startSec = isMissed ? Math.max(readySec, earliestSec) : start;
    if (leg === 0 && breaks.length === 0) {
      departSec = departure(problem, shift, place, to, departSec, startSec);
      sec = travel(problem, shift, place, to, departSec);
      readySec = startSec;
    }
    const closes = (windows ?? visit.windows).reduce((most, window) => Math.max(most, window.closesSec), 0);
    visits.push({
      visit: v,
      placeIndex: to,
      departSec,
      travelSec: sec,
      isReachable: legSec(problem, shift, place, to) !== UNREACHABLE,
      arrivalSec: departSec + sec,
      readySec,
      startSec,
      setupSec,
      endSec: startSec + workSec,
      missedSec: isMissed ? Math.max(1, startSec - closes) : 0,
    });
    clock = startSec + workSec;
    place = to;
  });
  const home = shift.endPlaceIndex;
  const leg = route.length;
  let lastTravelSec = travel(problem, shift, place, home, clock);
  let readySec = clock + lastTravelSec;
  let isHome = false;
  for (let index = breaks.length; index < shift.breaks.length; index++) {
    const pause = shift.breaks[index]!;
    const after = firstStart(pause.windows, readySec);
    const sooner = isHome ? NEVER_SEC : firstStart(pause.windows, clock);
    const soonerEnd = sooner + pause.durationSec;
    if (sooner < NEVER_SEC && soonerEnd + travel(problem, shift, place, home, soonerEnd) <= after + pause.durationSec) {
      breaks.push({ breakIndex: index, leg, startSec: sooner, endSec: soonerEnd });
      clock = soonerEnd;
      lastTravelSec = travel(problem, shift, place, home, clock);
      readySec = clock + lastTravelSec;
    } else if (after < NEVER_SEC) {
      breaks.push({ breakIndex: index, leg, startSec: after, endSec: after + pause.durationSec });
      readySec = after + pause.durationSec;
      isHome = true;
    } else break;
  }
  return {
    visits,
    breaks,
    lastTravelSec,
    isHomeReachable: legSec(problem, shift, place, home) !== UNREACHABLE,
    finishSec: readySec,
  };
}

function startFrom(windows: readonly Window[] | null, readySec: number): number {
  return windows === null ? NEVER_SEC : firstVisitStart(windows, readySec);
}

/** 0 where a place is absent or there is no way. */
function travel(problem: Problem, shift: Shift, from: number | null, to: number | null, departSec: number): number {
  if (from === null || to === null) return 0;
  const { bands } = problem.matrices[shift.matrixIndex]!;
  const sec = bands
    ? bandedSec(bands, from * problem.placeCount + to, shift.speedFactor, departSec)
    : legSec(problem, shift, from, to);
  return sec === UNREACHABLE ? 0 : sec;
}

function departure(
  problem: Problem,
  shift: Shift,
  from: number | null,
  to: number,
  notBeforeSec: number,
  arriveSec: number,
): number {
  const { bands } = problem.matrices[shift.matrixIndex]!;
  if (from === null || !bands) return arriveSec - travel(problem, shift, from, to, notBeforeSec);
  return latestDeparture(bands, from * problem.placeCount + to, shift.speedFactor, notBeforeSec, arriveSec);
}
