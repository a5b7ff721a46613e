import { type FaultList, MAX_COST } from '../fault-list.ts';
import { MAX_TIME_SEC, type Problem, UNREACHABLE } from '../problem.ts';
import { MAX_GROUP } from './compile-relations.ts';
import { isRich } from './is-rich.ts';
import { BALANCE_MEASURES } from './model.ts';
import { prizeOf } from './waiting.ts';

/** More bands of the day are refused. */
export const MAX_BANDS = 1_000;

/** The faults of everything in model.ts. */
export function checkRich(list: FaultList, problem: Problem): void {
  if (!isRich(problem)) return;
  const { visits, shifts } = problem;
  const shiftIndex = (s: number, path: string): void => list.index(s, shifts.length, 'unknownShift', path, 'shift');
  const place = (index: number, path: string): void => list.index(index, problem.placeCount, 'unknownPlace', path, 'place');
  visits.forEach((visit, v) => {
    const at = `visits[${v}]`;
    if (visit.pinnedPosition !== undefined)
      list.add(
        'notWithRichRules',
        `${at}.pinnedPosition`,
        'a fixed position cannot be asked together with the rules of rich/model.ts',
      );
    if (visit.releaseSec !== undefined) list.whole(visit.releaseSec, `${at}.releaseSec`);
    if (visit.due) {
      list.whole(visit.due.sec, `${at}.due.sec`);
      list.rate(visit.due.perLateSec, `${at}.due.perLateSec`);
    }
    if (visit.preference) {
      visit.preference.shifts.forEach((s, i) => void shiftIndex(s, `${at}.preference.shifts[${i}]`));
      list.rate(visit.preference.otherwise, `${at}.preference.otherwise`);
    }
    if (visit.waiting) {
      list.whole(visit.waiting.passedOver, `${at}.waiting.passedOver`);
      list.whole(visit.waiting.waitedSec, `${at}.waiting.waitedSec`);
      if (prizeOf(problem, visit) > MAX_COST)
        list.add('tooLarge', `${at}.waiting.passedOver`, `the prize grows above ${MAX_COST}`);
    }
    visit.sites?.forEach((site, i) => {
      shiftIndex(site.shift, `${at}.sites[${i}].shift`);
      place(site.placeIndex, `${at}.sites[${i}].placeIndex`);
    });
    if (!visit.promise) return;
    const { opensSec, closesSec, shifts: promised } = visit.promise;
    const isWhole = list.whole(opensSec, `${at}.promise.opensSec`) && list.whole(closesSec, `${at}.promise.closesSec`);
    if (isWhole && opensSec > closesSec)
      list.add('windowReversed', `${at}.promise`, `closes at ${closesSec} before it opens at ${opensSec}`);
    promised?.forEach((s, i) => void shiftIndex(s, `${at}.promise.shifts[${i}]`));
  });
  shifts.forEach((shift, s) => {
    const at = `shifts[${s}]`;
    if (shift.breaks.some((pause) => pause.maxLoads))
      list.add(
        'notWithRichRules',
        `${at}.breaks`,
        'breaks that ask what is on board cannot be had together with the rules of rich/model.ts',
      );
    if (shift.teamIndex !== undefined) list.whole(shift.teamIndex, `${at}.teamIndex`);
    if (shift.dayIndex !== undefined) list.whole(shift.dayIndex, `${at}.dayIndex`);
    if (shift.perIdleSec !== undefined) list.rate(shift.perIdleSec, `${at}.perIdleSec`);
    if (shift.territory) {
      place(shift.territory.placeIndex, `${at}.territory.placeIndex`);
      list.rate(shift.territory.perSec, `${at}.territory.perSec`);
    }
    if (!shift.overtime) return;
    list.rate(shift.overtime.perSec, `${at}.overtime.perSec`);
    if (list.whole(shift.overtime.untilSec, `${at}.overtime.untilSec`) && shift.overtime.untilSec < shift.closesSec)
      list.add('shiftReversed', `${at}.overtime.untilSec`, `is before the shift closes at ${shift.closesSec}`);
  });
  if (problem.promises) {
    list.rate(problem.promises.perChange, 'promises.perChange');
    if (problem.promises.most !== undefined) list.whole(problem.promises.most, 'promises.most');
    if (problem.promises.firmUntilSec !== undefined) list.whole(problem.promises.firmUntilSec, 'promises.firmUntilSec');
  }
  problem.balance?.forEach((balance, b) => {
    if (!BALANCE_MEASURES.includes(balance.measure))
      list.add('relationConflict', `balance[${b}].measure`, `there is no ${balance.measure} to balance`);
    list.rate(balance.perUnitAbove, `balance[${b}].perUnitAbove`);
    if (problem.balance!.findIndex(({ measure }) => measure === balance.measure) < b)
      list.add('relationConflict', `balance[${b}]`, `${balance.measure} is already balanced`);
  });
  if (problem.fairness) {
    list.rate(problem.fairness.gainPerPass, 'fairness.gainPerPass');
    list.whole(problem.fairness.mostWaitSec, 'fairness.mostWaitSec');
    list.rate(problem.fairness.perSecBeyond, 'fairness.perSecBeyond');
  }
  if (problem.perWorstLateSec !== undefined) list.rate(problem.perWorstLateSec, 'perWorstLateSec');
  checkRelations(list, problem);
  checkBands(list, problem);
}

function checkRelations(list: FaultList, problem: Problem): void {
  const relations = problem.relations ?? [];
  const before = list.faults.length;
  relations.forEach((relation, r) => {
    const at = `relations[${r}]`;
    list.index(relation.first, problem.visits.length, 'unknownVisit', `${at}.first`, 'visit');
    list.index(relation.second, problem.visits.length, 'unknownVisit', `${at}.second`, 'visit');
    if (relation.first === relation.second)
      list.add('relationConflict', at, `visit ${relation.first} cannot be related to itself`);
    if (relation.kind !== 'order') return;
    const isWhole = list.whole(relation.leastGapSec, `${at}.leastGapSec`);
    const { mostGapSec } = relation;
    if (mostGapSec !== undefined && list.whole(mostGapSec, `${at}.mostGapSec`) && isWhole && mostGapSec < relation.leastGapSec)
      list.add('windowReversed', at, `the gap is at most ${mostGapSec} and at least ${relation.leastGapSec}`);
  });
  if (list.faults.length > before) return;
  const orders = relations.flatMap((relation, r) => (relation.kind === 'order' ? [{ ...relation, r }] : []));
  const cycle = cycleOf(orders);
  if (cycle !== null)
    list.add('relationConflict', `relations[${cycle}]`, 'closes a circle of visits that must start after each other');
  const size = new Map<number, Set<number>>();
  for (const { first, second, mostGapSec, r } of orders) {
    if (mostGapSec === undefined) continue;
    const joined = new Set([first, second, ...(size.get(first) ?? []), ...(size.get(second) ?? [])]);
    for (const v of joined) size.set(v, joined);
    if (joined.size > MAX_GROUP)
      list.add(
        'tooLarge',
        `relations[${r}]`,
        `at most ${MAX_GROUP} visits may be bound by greatest gaps, here are ${joined.size}`,
      );
  }
}

/** The relation that closes a circle of orders, or null: visits are taken away that wait for nobody, until none is left. */
function cycleOf(orders: readonly { first: number; second: number; r: number }[]): number | null {
  let left = orders;
  for (;;) {
    const waiting = new Set(left.map(({ second }) => second));
    const rest = left.filter(({ first }) => waiting.has(first));
    if (rest.length === left.length) return left.length === 0 ? null : left.at(-1)!.r;
    left = rest;
  }
}

function checkBands(list: FaultList, problem: Problem): void {
  const cells = problem.placeCount * problem.placeCount;
  const example = problem.matrices.find(({ bands }) => bands)?.bands;
  problem.matrices.forEach(({ bands, durationsSec }, m) => {
    const at = `matrices[${m}].bands`;
    if (!bands || !example) return;
    const { startsSec, tableOf, tables } = bands;
    const isSame = startsSec.length === example.startsSec.length && startsSec.every((sec, i) => sec === example.startsSec[i]);
    if (!isSame || tableOf.join() !== example.tableOf.join())
      list.add('bandsUneven', at, 'all matrices must have the same bands');
    if (startsSec.length < 1 || startsSec.length > MAX_BANDS || startsSec[0] !== 0)
      list.add('bandsUneven', `${at}.startsSec`, `must begin with 0 and have 1 to ${MAX_BANDS} entries`);
    if (startsSec.some((sec, i) => sec < 0 || sec > MAX_TIME_SEC || (i > 0 && sec <= startsSec[i - 1]!)))
      list.add('bandsUneven', `${at}.startsSec`, 'must rise');
    if (tableOf.length !== startsSec.length) list.add('wrongSize', `${at}.tableOf`, `must have ${startsSec.length} entries`);
    tableOf.forEach((table, i) => void list.index(table, tables.length, 'unknownMatrix', `${at}.tableOf[${i}]`, 'table'));
    tables.forEach((table, t) => {
      if (table.length !== cells) list.add('wrongSize', `${at}.tables[${t}]`, `must have ${cells} entries, has ${table.length}`);
      else if (
        table.some(
          (sec, cell) =>
            sec < 0 ||
            (sec > MAX_TIME_SEC && sec !== UNREACHABLE) ||
            (sec === UNREACHABLE) !== (durationsSec[cell] === UNREACHABLE),
        )
      )
        list.add('bandsUneven', `${at}.tables[${t}]`, 'an entry is negative, too large, or unreachable here only');
    });
  });
}
