import {
  type Break,
  type Pair,
  type Problem,
  type Shift,
  UNREACHABLE,
  type Visit,
  type Window,
} from '../../apps/optimizer/src/index.ts';

/** A small seeded source of integers of its own, so that tests do not lean on the engine's. */
export function dice(seed: number): (bound: number) => number {
  let a = seed >>> 0;
  return (bound) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % bound;
  };
}

/** A whole random problem in which every rule turns up, within a few "days" of 1,000 seconds. */
export function randomProblem(seed: number, visitCount: number, shiftCount: number): Problem {
  const roll = dice(seed);
  const chance = (percent: number): boolean => roll(100) < percent;
  const placeCount = 2 + roll(visitCount + 1);
  const points = Array.from({ length: placeCount }, () => [roll(120), roll(120)] as const);
  const ragged = chance(40);
  const matrices = Array.from({ length: 1 + roll(2) }, () => {
    const durationsSec = new Int32Array(placeCount * placeCount);
    const distancesMetres = new Int32Array(placeCount * placeCount);
    for (let a = 0; a < placeCount; a++) {
      for (let b = 0; b < placeCount; b++) {
        const straight = Math.hypot(points[a]![0] - points[b]![0], points[a]![1] - points[b]![1]);
        durationsSec[a * placeCount + b] = a === b ? 0 : Math.round(straight) + (ragged ? roll(60) : 1);
        distancesMetres[a * placeCount + b] = Math.round(straight * 8);
        if (a !== b && chance(3)) durationsSec[a * placeCount + b] = UNREACHABLE;
      }
    }
    // A dice of its own, so that the seeds of older tests still give their problems.
    const price = dice(seed + 77);
    const costs = Int32Array.from(distancesMetres, (metres) => (metres >> 2) + price(30));
    return price(6) === 0 ? { durationsSec, distancesMetres, costs } : { durationsSec, distancesMetres };
  });
  const dimensions = roll(3);
  const days = 1 + roll(2);
  const window = (from: number, to: number, widest: number): Window => {
    const opensSec = from + roll(Math.max(1, to - from));
    return { opensSec, closesSec: Math.min(to, opensSec + roll(widest)) };
  };
  const simple = chance(30);
  const tiered = chance(70);
  const visits = Array.from({ length: visitCount }, (): Visit => {
    const visit: Visit = {
      placeIndex: roll(placeCount),
      serviceSec: roll(100),
      setupSec: chance(50) ? roll(40) : 0,
      windows: chance(30) ? [] : Array.from({ length: 1 + roll(3) }, () => window(1000 * roll(days), 1000 * days, 500)),
      skills: chance(30) ? [roll(2)] : [],
      tier: tiered || chance(40) ? roll(3) : null,
      prize: roll(300),
      loads: Array.from({ length: dimensions }, () => roll(4)),
    };
    const shifts = Array.from({ length: shiftCount }, (_, s) => s);
    return {
      ...visit,
      ...(!simple && chance(10) && { allowedShifts: shifts.filter(() => chance(60)) }),
      ...(!simple && chance(10) && { forbiddenShifts: [roll(shiftCount)] }),
      ...(!simple && chance(8) && { pinnedShift: roll(shiftCount) }),
    };
  });
  const alike = chance(30);
  const shifts = Array.from({ length: shiftCount }, () =>
    randomShift(roll, chance, placeCount, days, dimensions, matrices.length),
  );
  const problem = { placeCount, visits, shifts: alike ? shifts.map(() => shifts[0]!) : shifts, matrices };
  // A dice of its own, so that the seeds of older tests still give their problems.
  const flowing = withFlow(!simple && chance(15) ? withFrozenHead(problem, roll) : problem, dice(seed + 1313));
  return withPositions(withManyBreaks(withWorkTypes(flowing, dice(seed + 4_001)), dice(seed + 4_002)), dice(seed + 4_003));
}

function randomShift(
  roll: (bound: number) => number,
  chance: (percent: number) => boolean,
  placeCount: number,
  days: number,
  dimensions: number,
  matrixCount: number,
): Shift {
  const opensSec = 1000 * roll(days) + roll(300);
  const closesSec = opensSec + 200 + roll(700);
  const breakCount = chance(40) ? 1 + roll(2) : 0;
  const part = Math.floor((closesSec - opensSec) / (breakCount + 1));
  return {
    startPlaceIndex: chance(85) ? roll(placeCount) : null,
    endPlaceIndex: chance(80) ? roll(placeCount) : null,
    opensSec,
    closesSec,
    skills: [0, 1].filter(() => chance(70)),
    capacity: Array.from({ length: dimensions }, () => 2 + roll(12)),
    breaks: Array.from({ length: breakCount }, (_, b) => {
      const from = opensSec + b * part + roll(Math.max(1, part >> 1));
      const first = { opensSec: from, closesSec: from + roll(part >> 1) };
      const second = { opensSec: first.closesSec + 20, closesSec: first.closesSec + 40 };
      const durationSec = roll(Math.max(1, Math.min(80, opensSec + (b + 1) * part - first.closesSec)));
      return { durationSec, windows: chance(30) && b === breakCount - 1 ? [first, second] : [first] };
    }),
    costs: {
      fixed: chance(50) ? 0 : roll(200),
      perTravelSec: chance(70) ? 1 : roll(3) / 2,
      perMetre: chance(70) ? 0 : roll(4) / 8,
      perTaskSec: chance(80) ? 0 : 0.5,
      perVisit: chance(80) ? 0 : roll(20),
    },
    speedFactor: chance(80) ? 1 : 0.7 + roll(10) / 10,
    matrixIndex: roll(matrixCount),
    ...(chance(15) && { maxTravelSec: 100 + roll(400) }),
    ...(chance(15) && { maxMetres: 800 + roll(3000) }),
    ...(chance(15) && { maxVisits: 1 + roll(4) }),
  };
}

/** In a third of the problems some visits take on load, in a third some are pairs. */
function withFlow(problem: Problem, roll: (bound: number) => number): Problem {
  const frozen = new Set(problem.shifts.flatMap((shift) => shift.frozenHead ?? []));
  const takesOn = roll(3) === 0;
  const pairs: Pair[] = [];
  const visits = problem.visits.map((visit): Visit => {
    if (!takesOn || roll(2) === 0) return visit;
    return { ...visit, pickups: visit.loads.map(() => roll(5)) };
  });
  if (roll(3) === 0) {
    const free = visits.map((_, v) => v).filter((v) => !frozen.has(v));
    while (free.length > 1 && roll(4) > 0) {
      const [pickupVisit, deliveryVisit] = [0, 1].map(() => free.splice(roll(free.length), 1)[0]!);
      const loads = visits[pickupVisit!]!.loads.map(() => roll(6));
      pairs.push({ pickupVisit: pickupVisit!, deliveryVisit: deliveryVisit!, loads });
      for (const v of [pickupVisit!, deliveryVisit!]) {
        const { pinnedShift: _pinned, ...visit } = visits[v]!;
        visits[v] = { ...visit, loads: visit.loads.map(() => 0), pickups: visit.loads.map(() => 0) };
      }
    }
  }
  return { ...problem, visits, ...(pairs.length > 0 && { pairs }) };
}

/** In a fifth of the problems some teams work faster than others. */
function withWorkTypes(problem: Problem, roll: (bound: number) => number): Problem {
  if (roll(5) > 0) return problem;
  const shifts = problem.shifts.map((shift): Shift => (roll(2) === 0 ? shift : { ...shift, workType: roll(3) }));
  const secOf = (sec: number): (number | null)[] => [0, 1, 2].slice(roll(3)).map(() => (roll(3) === 0 ? null : sec >> roll(3)));
  const visits = problem.visits.map((visit): Visit => {
    if (roll(2) === 0) return visit;
    const service = { serviceSecByType: secOf(visit.serviceSec) };
    return roll(2) === 0 ? { ...visit, ...service } : { ...visit, ...service, setupSecByType: secOf(visit.setupSec + 10) };
  });
  return { ...problem, visits, shifts };
}

/** In a third of the problems some shifts have up to four short breaks, some of which ask what is on board. */
function withManyBreaks(problem: Problem, roll: (bound: number) => number): Problem {
  if (roll(3) > 0) return problem;
  const shifts = problem.shifts.map((shift): Shift => {
    if (shift.frozenHead || roll(2) === 0) return shift;
    const count = 1 + roll(4);
    const part = Math.floor((shift.closesSec - shift.opensSec) / count);
    const breaks = Array.from({ length: count }, (_, b): Break => {
      const opensSec = shift.opensSec + b * part + roll(part >> 2);
      const window = { opensSec, closesSec: opensSec + roll(part >> 2) };
      const durationSec = roll(part >> 2);
      const maxLoads = shift.capacity.map((capacity) => roll(capacity + 2));
      return { windows: [window], durationSec, ...(roll(3) === 0 && { maxLoads }) };
    });
    return { ...shift, breaks };
  });
  return { ...problem, shifts };
}

/** In a quarter of the problems one or two visits have a place of their own in the route of their shift. */
function withPositions(problem: Problem, roll: (bound: number) => number): Problem {
  const fixed = new Set(problem.pairs?.flatMap(({ pickupVisit, deliveryVisit }) => [pickupVisit, deliveryVisit]));
  for (const shift of problem.shifts) for (const v of shift.frozenHead ?? []) fixed.add(v);
  if (roll(4) > 0 || problem.visits.length === 0) return problem;
  const visits = [...problem.visits];
  const taken = new Set<string>();
  for (let i = 1 + roll(2); i > 0; i--) {
    const v = roll(visits.length);
    const [pinnedShift, pinnedPosition] = [roll(problem.shifts.length), [0, 1, 2, -1][roll(4)]!];
    const head = problem.shifts[pinnedShift]!.frozenHead?.length ?? 0;
    const isFree = !fixed.has(v) && pinnedPosition < visits.length;
    if (!isFree || (pinnedPosition >= 0 && pinnedPosition < head) || taken.has(`${pinnedShift} ${pinnedPosition}`)) continue;
    taken.add(`${pinnedShift} ${pinnedPosition}`);
    fixed.add(v);
    visits[v] = { ...visits[v]!, pinnedShift, pinnedPosition };
  }
  return { ...problem, visits };
}

/** Freezes one or two visits that could begin the first shift's route. */
function withFrozenHead(problem: Problem, roll: (bound: number) => number): Problem {
  const head = [...new Set([roll(problem.visits.length), roll(problem.visits.length)])];
  const visits = problem.visits.map((visit, v) => {
    if (!head.includes(v)) return visit;
    const { pinnedShift: _pinned, allowedShifts: _allowed, forbiddenShifts: _forbidden, ...rest } = visit;
    return { ...rest, skills: [], serviceSec: 10, windows: [], loads: visit.loads.map(() => 0) };
  });
  const [first, ...others] = problem.shifts;
  const { maxTravelSec: _travel, maxMetres: _metres, maxVisits: _visits, ...roomy } = first!;
  return { ...problem, visits, shifts: [{ ...roomy, breaks: [], closesSec: roomy.opensSec + 900, frozenHead: head }, ...others] };
}
