import { type RandomState, randomBelow, randomUnit } from '../random.ts';
import { compactOrder, unlinkRich } from './rich-moves.ts';
import type { Freed } from './rich-recreate.ts';
import { ABSENT_COUNT, type RichState } from './rich-state.ts';
import { settle } from './settle.ts';

/** As in the classical ruin, with fewer visits: each attempt costs more here. */
const LONGEST_STRING = 6;
const MEAN_REMOVED = 7;
const SPLIT_RATE = 0.5;
/** How often strings may be as long as their routes; on small problems, where few plans lie between two, this divided by the visits. */
const WHOLE_ROUTE_RATE = 0.05;
const SMALL_WHOLE_ROUTE_RATE = 3;
const OFFERED_ABSENT = 8;
/** A visit that is worth less may have to come first for both to fit. */
const WORTH_FIRST_RATE = 0.7;

/** Takes strings of neighbouring visits, with all that belongs to them, out of neighbouring routes; false if what is left is impossible. */
export function ruinRich(st: RichState, random: RandomState, freed: Freed, turn: number): boolean {
  const { base } = st.c;
  freed.count[0] = 0;
  const absent = st.counts[ABSENT_COUNT]!;
  let seed = randomBelow(random, base.visitCount);
  if (absent > 0 && randomUnit(random) < 0.3) seed = st.absent[randomBelow(random, absent)]!;
  let usedShifts = 0;
  for (let s = 0; s < base.shiftCount; s++) if (st.visitsIn[s]! > 0) usedShifts++;
  const usual = Math.min(LONGEST_STRING, Math.max(1, (base.visitCount - absent) / Math.max(1, usedShifts)));
  const longest =
    randomUnit(random) < Math.max(WHOLE_ROUTE_RATE, Math.min(0.5, SMALL_WHOLE_ROUTE_RATE / base.visitCount))
      ? 2 * LONGEST_STRING
      : usual;
  let strings = Math.floor(1 + randomUnit(random) * ((4 * MEAN_REMOVED) / (1 + longest) - 1));
  const { near, nearCount } = base.neighbours;
  const { ruinedIn } = st.scratch;
  for (let i = -1; i < nearCount && strings > 0; i++) {
    const v = i < 0 ? seed : near[seed * nearCount + i]!;
    if (v < 0) break;
    const shift = st.routeOf[v]!;
    if (shift < 0 || ruinedIn[shift] === turn) continue;
    ruinedIn[shift] = turn;
    removeString(st, random, freed, turn, v, Math.floor(1 + randomUnit(random) * Math.min(longest, st.visitsIn[shift]!)));
    strings--;
  }
  compactOrder(st);
  return settle(st);
}

function removeString(st: RichState, random: RandomState, freed: Freed, turn: number, v: number, length: number): void {
  const { base } = st.c;
  const shift = st.routeOf[v]!;
  const inRoute = st.visitsIn[shift]!;
  const spared =
    length > 1 && length < inRoute && randomUnit(random) < SPLIT_RATE ? 1 + randomBelow(random, inRoute - length) : 0;
  const span = length + spared;
  let behind = 0;
  for (let node = v; behind < span && node < base.visitCount; node = st.next[node]!) behind++;
  let back = Math.max(randomBelow(random, span), span - behind);
  let node = v;
  for (; back > 0 && st.prev[node]! < base.visitCount; back--) node = st.prev[node]!;
  const spareFrom = spared === 0 ? span : randomBelow(random, length + 1);
  const { stringNodes } = st.scratch;
  let count = 0;
  for (let i = 0; i < span && node < base.visitCount; i++) {
    if (i < spareFrom || i >= spareFrom + spared) stringNodes[count++] = node;
    node = st.next[node]!;
  }
  for (let i = 0; i < count; i++) freeUnit(st, freed, turn, stringNodes[i]!);
}

/** Takes out the whole unit of a visit, unless a member stands in a frozen head. */
export function freeUnit(st: RichState, freed: Freed, turn: number, v: number): void {
  const unit = st.c.relations.unitOf[v]!;
  const members = st.c.relations.units[unit]!;
  if (freed.freedIn[unit] === turn) return;
  for (let i = 0; i < members.length; i++) if (st.c.base.frozenShiftOf[members[i]!]! >= 0) return;
  freed.freedIn[unit] = turn;
  for (let i = 0; i < members.length; i++) if (st.routeOf[members[i]!]! >= 0) unlinkRich(st, members[i]!);
  freed.list[freed.count[0]!++] = unit;
}

/** Offers some of the units that were absent before; then sorts all by one of several orders. */
export function offerAndSort(st: RichState, random: RandomState, freed: Freed, turn: number): void {
  const { c } = st;
  const absent = st.counts[ABSENT_COUNT]!;
  let at = absent > 0 ? randomBelow(random, absent) : 0;
  for (let i = 0, left = OFFERED_ABSENT; i < absent && left > 0; i++) {
    const v = st.absent[at]!;
    at = at + 1 === absent ? 0 : at + 1;
    const unit = c.relations.unitOf[v]!;
    if (freed.freedIn[unit] === turn || c.base.servable[v] === 0) continue;
    freed.freedIn[unit] = turn;
    freed.list[freed.count[0]!++] = unit;
    left--;
  }
  sortFreed(st, random, freed, randomBelow(random, 8));
}

/** 0–2: by chance; 3: due first; 4: due last; 5: far first; 6: narrow windows first; 7: bound visits first. The worth of a visit mostly decides first. */
function sortFreed(st: RichState, random: RandomState, freed: Freed, by: number): void {
  const { c } = st;
  const { list, key } = freed;
  const count = freed.count[0]!;
  for (let i = 0; i < count; i++) {
    const unit = list[i]!;
    const members = c.relations.units[unit]!;
    const v = members[0]!;
    let value = randomUnit(random);
    if (by === 3) value = c.usualStartSec[v]!;
    else if (by === 4) value = -c.usualStartSec[v]!;
    else if (by === 5) value = -c.farness[v]!;
    else if (by === 6) value = c.lastStartSec[v]! - c.usualStartSec[v]!;
    else if (by === 7) value = -members.length + value;
    key[unit] = value;
  }
  const byWorth = randomUnit(random) < WORTH_FIRST_RATE;
  for (let i = 1; i < count; i++) {
    const unit = list[i]!;
    let at = i;
    for (; at > 0 && comesFirst(byWorth ? c.unitMiss : key, key, unit, list[at - 1]!); at--) list[at] = list[at - 1]!;
    list[at] = unit;
  }
}

function comesFirst(worth: Float64Array, key: Float64Array, unit: number, other: number): boolean {
  if (worth[unit] !== worth[other]) return worth[unit]! > worth[other]!;
  return key[unit]! < key[other]!;
}
