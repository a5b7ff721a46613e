import type { Compiled } from './compile.ts';
import { latestDepartureBy, secAt } from './hours.ts';
import { MAX_BREAKS } from './problem.ts';
import type { State } from './state.ts';
import { NEVER_SEC } from './window.ts';

/** The first instant not before `readySec` in the visit's windows (slots from `at`); NEVER_SEC if none. */
export function startIn(opens: Int32Array, closes: Int32Array, at: number, slots: number, readySec: number): number {
  for (let i = at; i < at + slots; i++) {
    if (readySec <= closes[i]!) return readySec >= opens[i]! ? readySec : opens[i]!;
  }
  return NEVER_SEC;
}

/** The last instant not after `untilSec` in the visit's windows; −1 if none. */
export function lastStartIn(opens: Int32Array, closes: Int32Array, at: number, slots: number, untilSec: number): number {
  for (let i = at + slots - 1; i >= at; i--) {
    if (closes[i]! >= 0 && opens[i]! <= untilSec) return untilSec <= closes[i]! ? untilSec : closes[i]!;
  }
  return -1;
}

/** Where the windows of (visit, shift) stand in the table. */
export function windowsAt(c: Compiled, v: number, shift: number): number {
  const table = c.windows;
  return (v * table.classCount + table.classOf[shift]!) * table.perVisit;
}

function breakStart(c: Compiled, slot: number, readySec: number): number {
  for (let i = c.breakFirst[slot]!; i < c.breakEnd[slot]!; i++) {
    if (readySec <= c.breakCloses[i]!) return readySec >= c.breakOpens[i]! ? readySec : c.breakOpens[i]!;
  }
  return NEVER_SEC;
}

function lastBreakStart(c: Compiled, slot: number, untilSec: number): number {
  for (let i = c.breakEnd[slot]! - 1; i >= c.breakFirst[slot]!; i--) {
    if (c.breakOpens[i]! <= untilSec) return untilSec <= c.breakCloses[i]! ? untilSec : c.breakCloses[i]!;
  }
  return -1;
}

/** Breaks as bits: any may be taken. */
export const EVERY_BREAK = -1;

/** In the front of earliest times by breaks taken: take the next break, if allowed, wherever that is earlier than what is known. */
function takeBreaks(c: Compiled, shift: number, breaks: number, front: Int32Array, allowed: number): void {
  for (let k = 0; k < breaks; k++) {
    if (front[k]! >= NEVER_SEC || (allowed & (1 << k)) === 0) continue;
    const startSec = breakStart(c, shift * MAX_BREAKS + k, front[k]!);
    if (startSec >= NEVER_SEC) continue;
    const endSec = startSec + c.breakDurationSec[shift * MAX_BREAKS + k]!;
    if (endSec < front[k + 1]!) front[k + 1] = endSec;
  }
}

/** The mirror: in the front of latest times by breaks taken, a break still to come may allow more. */
function giveBreaks(c: Compiled, shift: number, breaks: number, front: Int32Array, allowed: number): void {
  for (let k = breaks - 1; k >= 0; k--) {
    const endSec = front[k + 1]!;
    if (endSec < 0 || (allowed & (1 << k)) === 0) continue;
    const slot = shift * MAX_BREAKS + k;
    const startSec = lastBreakStart(c, slot, endSec - c.breakDurationSec[slot]!);
    if (startSec > front[k]!) front[k] = startSec;
  }
}

/** Loads the front with the departures of a node. */
export function departFront(st: State, node: number, front: Int32Array): void {
  front[0] = st.departSec[node]!;
  for (let k = 0; k < MAX_BREAKS; k++) front[k + 1] = st.departAfterBreakSec[node * MAX_BREAKS + k]!;
}

/** The entry in the tables of seconds of the drive between two nodes. */
function driveCell(c: Compiled, shift: number, from: number, to: number): number {
  return c.travel.secBase[shift]! + c.leavesFrom[from]! * c.travel.size + c.arrivesAt[to]!;
}

/** When a drive arrives that leaves then. `tableSec`: what the flat table says, which holds where there are no hours. */
export function arrivalOf(c: Compiled, shift: number, from: number, to: number, departSec: number, tableSec: number): number {
  const { hours } = c.travel;
  return departSec + (hours === null ? tableSec : secAt(hours, shift, driveCell(c, shift, from, to), departSec));
}

/** When a drive must leave that arrives by then; below 0: never. */
function departureFor(c: Compiled, shift: number, from: number, to: number, arriveSec: number): number {
  const { hours, sec } = c.travel;
  const cell = driveCell(c, shift, from, to);
  return hours === null ? arriveSec - sec[cell]! : latestDepartureBy(hours, shift, cell, arriveSec);
}

/** Front: departures → arrivals after a drive, breaks (those allowed) taken before or after it. `tableSec` as in `arrivalOf`. */
export function driveFront(
  c: Compiled,
  shift: number,
  breaks: number,
  from: number,
  to: number,
  tableSec: number,
  front: Int32Array,
  allowed: number = EVERY_BREAK,
): void {
  takeBreaks(c, shift, breaks, front, allowed);
  for (let k = 0; k <= breaks; k++) {
    if (front[k]! < NEVER_SEC) front[k] = Math.min(NEVER_SEC, arrivalOf(c, shift, from, to, front[k]!, tableSec));
    else front[k] = NEVER_SEC;
  }
  takeBreaks(c, shift, breaks, front, allowed);
}

/** The breaks, as bits, that what is on board when the route leaves the node allows; for shifts whose breaks ask. */
export function allowedBreaks(st: State, node: number, shift: number): number {
  const { dimensions } = st.c;
  let allowed = EVERY_BREAK;
  for (let d = 0; d < dimensions; d++) allowed &= breaksForLoad(st.c, shift, d, st.loadAfter[node * dimensions + d]!);
  return allowed;
}

/** The breaks, as bits, that one load allows. */
export function breaksForLoad(c: Compiled, shift: number, d: number, load: number): number {
  let allowed = EVERY_BREAK;
  for (let k = 0; k < c.breakCount[shift]!; k++) {
    if (load > c.breakMaxLoads[(shift * MAX_BREAKS + k) * c.dimensions + d]!) allowed &= ~(1 << k);
  }
  return allowed;
}

/** Front: arrivals at a visit → departures from it. */
export function serveFront(c: Compiled, breaks: number, at: number, workSec: number, front: Int32Array): void {
  const { opens, closes, perVisit } = c.windows;
  for (let k = 0; k <= breaks; k++) {
    const startSec = front[k]! >= NEVER_SEC ? NEVER_SEC : startIn(opens, closes, at, perVisit, front[k]!);
    front[k] = startSec >= NEVER_SEC ? NEVER_SEC : startSec + workSec;
  }
}

/** What `roomSec` says of a node in a route whose times, and those of its successor, are up to date. */
export function roomAfter(st: State, node: number, shift: number): number {
  const { c, departSec, latestSec } = st;
  const breaks = c.breakCount[shift]!;
  const after = st.next[node]!;
  if (breaks === 0) return latestSec[after]! - departSec[node]!;
  // What is on board decides there which breaks are allowed.
  if (c.weighsBreaks[shift] === 1) return NEVER_SEC;
  let most = -1;
  for (let taken = 0; taken <= breaks; taken++) {
    let leftSec = taken === 0 ? departSec[node]! : st.departAfterBreakSec[node * MAX_BREAKS + taken - 1]!;
    if (leftSec >= NEVER_SEC) continue;
    // The breaks that fall in between take their time.
    for (let then = taken; then <= breaks; then++) {
      const untilSec = then === 0 ? latestSec[after]! : st.latestAfterBreakSec[after * MAX_BREAKS + then - 1]!;
      if (untilSec - leftSec > most) most = untilSec - leftSec;
      leftSec += c.breakDurationSec[shift * MAX_BREAKS + then]!;
    }
  }
  return most;
}

/** Is one of the arrivals in the front not too late at this node? */
export function arrivesInTime(st: State, node: number, breaks: number, front: Int32Array): boolean {
  if (front[0]! <= st.latestSec[node]!) return true;
  for (let k = 1; k <= breaks; k++) if (front[k]! <= st.latestAfterBreakSec[node * MAX_BREAKS + k - 1]!) return true;
  return false;
}

/** Is a route, its times up to date, possible as it is (its visits having been allowed one by one)? */
export function isPossible(st: State, shift: number): boolean {
  const { c, front } = st;
  const end = c.visitCount + shift;
  const last = st.prev[end]!;
  if (last === end) return true;
  if (c.limited[shift] === 1 && (st.travelSecIn[shift]! > c.maxTravelSec[shift]! || st.metresIn[shift]! > c.maxMetres[shift]!))
    return false;
  const driveSec = c.travel.sec[c.travel.secBase[shift]! + c.leavesFrom[last]! * c.travel.size + c.arrivesAt[end]!]!;
  const breaks = c.breakCount[shift]!;
  if (breaks === 0) return arrivalOf(c, shift, last, end, st.departSec[last]!, driveSec) <= c.closesSec[shift]!;
  departFront(st, last, front);
  driveFront(
    c,
    shift,
    breaks,
    last,
    end,
    driveSec,
    front,
    c.weighsBreaks[shift] === 1 ? allowedBreaks(st, last, shift) : EVERY_BREAK,
  );
  return arrivesInTime(st, end, breaks, front);
}

/** Recomputes earliest departures, and the room after them, from `node` on, until one does not change (a new node's must be set to −1 before). */
export function refreshForward(st: State, node: number): void {
  const { c, prev, next, departSec, latestSec, roomSec, workSec } = st;
  const shift = st.routeOf[node]!;
  if (c.breakCount[shift]! > 0) {
    refreshForwardWithBreaks(st, node, shift);
    return;
  }
  const { opens, closes, perVisit, classCount } = c.windows;
  const windowClass = c.windows.classOf[shift]!;
  const { arrivesAt, leavesFrom } = c;
  const { sec, size, hours } = c.travel;
  const base = c.travel.secBase[shift]!;
  const visitCount = c.visitCount;
  let before = prev[node]!;
  for (let v = node; v < visitCount; v = next[v]!) {
    const cell = base + leavesFrom[before]! * size + arrivesAt[v]!;
    const leftSec = departSec[before]!;
    const readySec = leftSec + (hours === null ? sec[cell]! : secAt(hours, shift, cell, leftSec));
    const startSec = startIn(opens, closes, (v * classCount + windowClass) * perVisit, perVisit, readySec);
    const endSec = startSec >= NEVER_SEC ? NEVER_SEC : startSec + workSec[v]!;
    if (endSec === departSec[v]) return;
    departSec[v] = endSec;
    roomSec[v] = latestSec[next[v]!]! - endSec;
    before = v;
  }
}

function refreshForwardWithBreaks(st: State, node: number, shift: number): void {
  const { c, prev, next, front } = st;
  const breaks = c.breakCount[shift]!;
  const { sec, size } = c.travel;
  const base = c.travel.secBase[shift]!;
  // What is on board may have changed all along the route.
  const weighs = c.weighsBreaks[shift] === 1;
  const from = weighs ? next[c.visitCount + shift]! : node;
  let before = prev[from]!;
  for (let v = from; v < c.visitCount; v = next[v]!) {
    departFront(st, before, front);
    const allowed = weighs ? allowedBreaks(st, before, shift) : EVERY_BREAK;
    driveFront(c, shift, breaks, before, v, sec[base + c.leavesFrom[before]! * size + c.arrivesAt[v]!]!, front, allowed);
    serveFront(c, breaks, windowsAt(c, v, shift), st.workSec[v]!, front);
    let same = front[0] === st.departSec[v];
    st.departSec[v] = front[0]!;
    for (let k = 1; k <= breaks; k++) {
      same = same && front[k] === st.departAfterBreakSec[v * MAX_BREAKS + k - 1];
      st.departAfterBreakSec[v * MAX_BREAKS + k - 1] = front[k]!;
    }
    if (same && !weighs) return;
    st.roomSec[v] = roomAfter(st, v, shift);
    before = v;
  }
}

/** Recomputes latest arrivals, and the room before them, from `node` backwards, until one does not change (a new node's must be set to −2 before). */
export function refreshBackward(st: State, node: number): void {
  const { c, prev, next, departSec, latestSec, roomSec, workSec } = st;
  const shift = st.routeOf[node]!;
  if (c.breakCount[shift]! > 0) {
    refreshBackwardWithBreaks(st, node, shift);
    return;
  }
  const { opens, closes, perVisit, classCount } = c.windows;
  const windowClass = c.windows.classOf[shift]!;
  const { arrivesAt, leavesFrom } = c;
  const { sec, size, hours } = c.travel;
  const base = c.travel.secBase[shift]!;
  const visitCount = c.visitCount;
  let after = next[node]!;
  for (let v = node; v < visitCount; v = prev[v]!) {
    const cell = base + leavesFrom[v]! * size + arrivesAt[after]!;
    const leavesSec = hours === null ? latestSec[after]! - sec[cell]! : latestDepartureBy(hours, shift, cell, latestSec[after]!);
    const untilSec = leavesSec - workSec[v]!;
    const lastSec = untilSec < 0 ? -1 : lastStartIn(opens, closes, (v * classCount + windowClass) * perVisit, perVisit, untilSec);
    if (lastSec === latestSec[v]) return;
    latestSec[v] = lastSec;
    roomSec[prev[v]!] = lastSec - departSec[prev[v]!]!;
    after = v;
  }
}

function refreshBackwardWithBreaks(st: State, node: number, shift: number): void {
  const { c, prev, next, front } = st;
  const breaks = c.breakCount[shift]!;
  const { opens, closes, perVisit } = c.windows;
  const weighs = c.weighsBreaks[shift] === 1;
  const from = weighs ? prev[c.visitCount + shift]! : node;
  let after = next[from]!;
  for (let v = from; v < c.visitCount; v = prev[v]!) {
    front[0] = st.latestSec[after]!;
    for (let k = 0; k < MAX_BREAKS; k++) front[k + 1] = st.latestAfterBreakSec[after * MAX_BREAKS + k]!;
    const allowed = weighs ? allowedBreaks(st, v, shift) : EVERY_BREAK;
    giveBreaks(c, shift, breaks, front, allowed);
    for (let k = 0; k <= breaks; k++) front[k] = Math.max(-1, departureFor(c, shift, v, after, front[k]!));
    giveBreaks(c, shift, breaks, front, allowed);
    const at = windowsAt(c, v, shift);
    let same = true;
    for (let k = 0; k <= breaks; k++) {
      const untilSec = front[k]! - st.workSec[v]!;
      const lastSec = untilSec < 0 ? -1 : lastStartIn(opens, closes, at, perVisit, untilSec);
      if (k === 0) {
        same = lastSec === st.latestSec[v];
        st.latestSec[v] = lastSec;
      } else {
        same = same && lastSec === st.latestAfterBreakSec[v * MAX_BREAKS + k - 1];
        st.latestAfterBreakSec[v * MAX_BREAKS + k - 1] = lastSec;
      }
    }
    if (same && !weighs) return;
    st.roomSec[prev[v]!] = roomAfter(st, prev[v]!, shift);
    after = v;
  }
}
