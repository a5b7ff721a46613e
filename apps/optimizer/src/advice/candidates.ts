import type { Plan } from '../plan.ts';
import type { Problem, Shift, Window } from '../problem.ts';
import { MAX_TIME_SEC } from '../problem.ts';
import { isFirm } from '../rich/hard-window.ts';
import { applyChange, type Change, copyOfShift, withVisit } from './change.ts';
import type { FixCosts } from './fix.ts';
import { breaksRule, judgeOf } from './judge.ts';
import { type Place, placesOf } from './places.ts';

/** A change with a place that it makes possible in one route; whether the whole plan allows it is still to be seen. */
export interface Candidate {
  /** Null where the place is there already. */
  readonly change: Change | null;
  readonly amountSec: number | null;
  readonly price: number;
  readonly place: Place;
  /** Of changes with the same key only the smallest is told: the same side of a window, the same shift, the same other visit. */
  readonly key: string;
}

/** What all searches for candidates are asked. */
export interface Asked {
  readonly problem: Problem;
  readonly plan: Plan;
  /** The absent visit first, then what must come along. */
  readonly unit: readonly number[];
  readonly costs: FixCosts;
  readonly granularitySec: number;
  readonly mostWidenSec: number;
  readonly mostOvertimeSec: number;
  readonly spareShifts: readonly Shift[] | undefined;
  readonly isOver: () => boolean;
}

/** Each window of the visit widened, to the later or the earlier side, by the least that a place asks for. */
export function wideningsOf(asked: Asked): Candidate[] {
  const { problem, plan, unit, granularitySec, mostWidenSec, costs, isOver } = asked;
  const v = unit[0]!;
  const visit = problem.visits[v]!;
  if (visit.windows.length === 0) return [];
  const anyTime = withVisit(problem, v, { ...visit, windows: [] });
  const found: Candidate[] = [];
  const add = (window: Window, opensSec: number, closesSec: number, place: Place): void => {
    const amountSec = window.opensSec - opensSec + closesSec - window.closesSec;
    if (amountSec <= 0 || amountSec > mostWidenSec || opensSec < 0 || closesSec > MAX_TIME_SEC) return;
    const change: Change = { kind: 'widenWindow', visit: v, opensSec, closesSec };
    const key = opensSec < window.opensSec ? `earlier ${window.opensSec}` : `later ${window.closesSec}`;
    found.push({ change, amountSec, price: (costs.perWindowMinute * amountSec) / 60, place, key });
  };
  for (const place of placesOf(anyTime, plan, unit, { isOver })) {
    if (isOver()) break;
    for (const window of visit.windows) {
      const laterSec = upTo(place.startSec - window.closesSec, granularitySec);
      if (laterSec > 0) add(window, window.opensSec, window.closesSec + laterSec, place);
      else {
        const earlierSec = leastEarlier(asked, window, place);
        if (earlierSec !== null) add(window, window.opensSec - earlierSec, window.closesSec, place);
      }
    }
  }
  return found;
}

function upTo(sec: number, granularitySec: number): number {
  return Math.ceil(sec / granularitySec) * granularitySec;
}

/** The least by which the window must open earlier for the routes of a place to keep all rules; null if nothing allowed is enough. */
function leastEarlier({ problem, granularitySec, mostWidenSec, unit }: Asked, window: Window, place: Place): number | null {
  const isEnough = (steps: number): boolean => {
    const opensSec = window.opensSec - steps * granularitySec;
    const change: Change = { kind: 'widenWindow', visit: unit[0]!, opensSec, closesSec: window.closesSec };
    const judge = judgeOf(applyChange(problem, change));
    return opensSec >= 0 && place.routes.every(({ shift, route }) => !breaksRule(judge(shift, route)));
  };
  const most = Math.min(
    Math.floor(Math.min(mostWidenSec, window.opensSec) / granularitySec),
    Math.ceil((window.opensSec - place.startSec) / granularitySec),
  );
  return most < 1 || !isEnough(most) ? null : leastOf(most, isEnough) * granularitySec;
}

/** The least number from 1 to `most` that is enough, where `most` is, and more is no less. */
function leastOf(most: number, isEnough: (steps: number) => boolean): number {
  for (let least = 1; least < most; ) {
    const middle = (least + most) >> 1;
    if (isEnough(middle)) most = middle;
    else least = middle + 1;
  }
  return most;
}

/** Each shift open so much longer as its cheapest extension asks for. */
export function overtimesOf(asked: Asked): Candidate[] {
  const { problem, plan, unit, granularitySec, mostOvertimeSec, costs, isOver } = asked;
  const limitOf = (s: number): number => problem.shifts[s]!.overtime?.untilSec ?? problem.shifts[s]!.closesSec;
  const longer = (s: number, untilSec: number): Change => ({ kind: 'allowOvertime', shift: s, untilSec });
  const open = problem.shifts.reduce(
    (one, _, s) => applyChange(one, longer(s, Math.min(MAX_TIME_SEC, limitOf(s) + mostOvertimeSec))),
    problem,
  );
  return placesOf(open, plan, unit, { isOver }).flatMap((place): Candidate[] => {
    const { shift } = place;
    const atMostSec = upTo(place.finishSec - limitOf(shift), granularitySec);
    if (atMostSec <= 0 || atMostSec > mostOvertimeSec) return [];
    // Where there are breaks a route that may end later may take them later.
    const isEnough = (steps: number): boolean => {
      const judge = judgeOf(applyChange(problem, longer(shift, limitOf(shift) + steps * granularitySec)));
      return place.routes.every((one) => !breaksRule(judge(one.shift, one.route)));
    };
    const hasBreaks = problem.shifts[shift]!.breaks.length > 0;
    const amountSec = hasBreaks ? granularitySec * leastOf(atMostSec / granularitySec, isEnough) : atMostSec;
    const change = longer(shift, limitOf(shift) + amountSec);
    return [{ change, amountSec, price: (costs.perOvertimeMinute * amountSec) / 60, place, key: `overtime ${place.shift}` }];
  });
}

/** Each shift that lacks a skill, with it. */
export function skillsOf(asked: Asked): Candidate[] {
  const { problem, plan, unit, costs, isOver } = asked;
  const v = unit[0]!;
  const visit = problem.visits[v]!;
  const missingIn = problem.shifts.map(({ skills }) => visit.skills.filter((skill) => !skills.includes(skill)));
  const shifts = missingIn.flatMap((missing, s) => (missing.length > 0 ? [s] : []));
  const unskilled = withVisit(problem, v, { ...visit, skills: [] });
  return placesOf(unskilled, plan, unit, { shifts, isOver }).map((place) => ({
    change: { kind: 'addSkills', shift: place.shift, skills: missingIn[place.shift]! },
    amountSec: null,
    price: costs.perSkill * missingIn[place.shift]!.length,
    place,
    key: `skills ${place.shift}`,
  }));
}

/** One more shift with nothing in it: of those offered, or like one that there is. */
export function shiftsOf(asked: Asked): Candidate[] {
  const { problem, plan, unit, costs, spareShifts, isOver } = asked;
  const judge = judgeOf(problem);
  const offered = spareShifts
    ? spareShifts.map((shift): Change => ({ kind: 'addShift', shift, like: null }))
    : distinctShifts(problem).flatMap((like): Change[] => {
        if (unit.length === 1 && breaksRule(judge(like, [...(problem.shifts[like]!.frozenHead ?? []), unit[0]!]))) return [];
        return [{ kind: 'addShift', shift: copyOfShift(problem.shifts[like]!), like }];
      });
  return offered.flatMap((change, i): Candidate[] => {
    if (isOver()) return [];
    const shifts = [problem.shifts.length];
    const [place] = placesOf(applyChange(problem, change), plan, unit, { shifts, isOver });
    return place ? [{ change, amountSec: null, price: costs.perShift, place, key: `shift ${i}` }] : [];
  });
}

/** One shift of each kind: those of the same hours, from the same place, that can do the same. */
function distinctShifts(problem: Problem): number[] {
  const known = new Map<string, number>();
  problem.shifts.forEach(({ frozenHead: _head, teamIndex: _team, ...rest }, s) => {
    const named = problem.visits.some(
      ({ allowedShifts, forbiddenShifts, pinnedShift }) =>
        allowedShifts?.includes(s) || forbiddenShifts?.includes(s) || pinnedShift === s,
    );
    const key = JSON.stringify([rest, named ? s : null]);
    if (!known.has(key)) known.set(key, s);
  });
  return [...known.values()];
}

/** The visit's own pin, or another visit's: that one moves, this one comes into its shift. */
export function pinsOf(asked: Asked): Candidate[] {
  const pinned = (v: number): boolean => asked.problem.visits[v]!.pinnedShift !== undefined;
  return movedAside(asked, 'releasePin', pinned, asked.costs.perPin);
}

/** The same with what a family was told. */
export function promisesOf(asked: Asked): Candidate[] {
  const { problem } = asked;
  const promised = (v: number): boolean => {
    const visit = problem.visits[v]!;
    return visit.promise !== undefined && (isFirm(problem, visit) || problem.promises?.most !== undefined);
  };
  return movedAside(asked, 'movePromise', promised, asked.costs.perPromise);
}

function movedAside(
  asked: Asked,
  kind: 'releasePin' | 'movePromise',
  isBound: (v: number) => boolean,
  price: number,
): Candidate[] {
  const { problem, plan, unit, isOver } = asked;
  const found: Candidate[] = [];
  const v = unit[0]!;
  if (isBound(v)) {
    const change: Change = { kind, visit: v };
    for (const place of placesOf(applyChange(problem, change), plan, unit, { isOver }))
      found.push({ change, amountSec: null, price, place, key: `${kind} ${v}` });
  }
  for (const [shift, route] of plan.routes.entries()) {
    const head = problem.shifts[shift]!.frozenHead ?? [];
    for (const other of route) {
      if (isOver()) return found;
      if (!isBound(other) || head.includes(other)) continue;
      const without = plan.routes.with(
        shift,
        route.filter((one) => one !== other),
      );
      const change: Change = { kind, visit: other };
      const freed = applyChange(problem, change);
      const [place] = placesOf(freed, { ...plan, routes: without }, unit, { shifts: [shift], isOver });
      if (!place) continue;
      const filled = place.routes.reduce((routes, one) => routes.with(one.shift, one.route as number[]), without);
      for (const again of placesOf(freed, { ...plan, routes: filled }, [other], { isOver }).slice(0, 3)) {
        const routes = [...place.routes.filter((one) => one.shift !== again.shift), ...again.routes];
        if (!routes.some((one) => one.shift === shift)) routes.push({ shift, route: filled[shift]! });
        const both = { ...place, routes, addedCost: place.addedCost + again.addedCost };
        found.push({ change, amountSec: null, price, place: both, key: `${kind} ${other}` });
      }
    }
  }
  return found;
}
