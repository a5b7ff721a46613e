import type { Problem, Shift, TravelBands, TravelMatrix, Visit, Window } from '@gocua/optimizer';

/**
 * The classical problem that comes nearest to one with rich rules: the classical engine tries ten times as many plans a second, so
 * a search begins with it, and the rich one goes on from its plan under the whole truth.
 *
 * Travel is a fixed table for each shift, mixed from the hours it lies in. Visits bound to others wait for the rich search. Promises,
 * overtime, continuity and balance are not known here.
 * Null: the problem is a classical one itself.
 */
export function plainProblem(problem: Problem): Problem | null {
  if (!isRich(problem)) return null;
  const bound = new Set((problem.relations ?? []).flatMap(({ first, second }) => [first, second]));
  const { matrices, matrixOfShift } = mixHours(problem);
  return {
    placeCount: problem.placeCount,
    visits: problem.visits.map((visit, v) => plainVisit(visit, bound.has(v))),
    shifts: problem.shifts.map((shift, s) => plainShift(shift, matrixOfShift[s]!)),
    matrices,
    ...(problem.pairs ? { pairs: problem.pairs } : {}),
  };
}

/** The rules that planning asks for. */
function isRich({ relations, balance, promises, matrices, shifts, visits }: Problem): boolean {
  if (relations?.length || balance?.length || promises || matrices.some(({ bands }) => bands)) return true;
  return shifts.some(({ overtime }) => overtime) || visits.some(({ preference, releaseSec }) => preference || releaseSec);
}

/** Sites are left out on purpose: in a plan made here people are visited at home. */
function plainVisit(visit: Visit, isBound: boolean): Visit {
  const { releaseSec, due: _due, preference: _preference, sites: _sites, promise: _promise, ...plain } = visit;
  const windows = releaseSec === undefined ? plain.windows : notBefore(plain.windows, releaseSec);
  return { ...plain, windows, ...(isBound ? { allowedShifts: [] } : {}) };
}

function plainShift(shift: Shift, matrixIndex: number): Shift {
  const { overtime: _overtime, perIdleSec: _idle, territory: _territory, teamIndex: _team, dayIndex: _day, ...plain } = shift;
  return { ...plain, matrixIndex };
}

const FAR_SEC = 1 << 27;

/** What is left of the windows from an instant on; no window at all means any time. */
function notBefore(windows: readonly Window[], releaseSec: number): Window[] {
  const all = windows.length > 0 ? windows : [{ opensSec: 0, closesSec: FAR_SEC }];
  const left = all
    .filter(({ closesSec }) => closesSec >= releaseSec)
    .map(({ opensSec, closesSec }) => ({ opensSec: Math.max(opensSec, releaseSec), closesSec }));
  return left.length > 0 ? left : [{ opensSec: FAR_SEC, closesSec: FAR_SEC }];
}

/** How much of a shift lies in each table, in eighths: finer would be more tables than it is worth. */
const EIGHTHS = 8;
/** More numbers than this in all mixed tables together are not made: then every shift has the most usual hours (200 MB). */
const MOST_NUMBERS = 50_000_000;

function mixHours(problem: Problem): { matrices: TravelMatrix[]; matrixOfShift: number[] } {
  const matrices: TravelMatrix[] = [];
  const known = new Map<string, number>();
  const cells = problem.placeCount ** 2;
  const matrixOfShift = problem.shifts.map((shift) => {
    const { bands, ...flat } = problem.matrices[shift.matrixIndex]!;
    const shares = bands && cells * problem.shifts.length <= MOST_NUMBERS * EIGHTHS ? sharesOf(bands, shift) : null;
    const key = `${shift.matrixIndex} ${shares?.join(' ')}`;
    const index = known.get(key);
    if (index !== undefined) return index;
    known.set(key, matrices.length);
    return matrices.push(bands && shares ? { ...flat, durationsSec: mix(bands.tables, shares) } : flat) - 1;
  });
  return { matrices, matrixOfShift };
}

/** Eighths of a shift in each table; what does not come out even goes to the largest. */
function sharesOf({ startsSec, tableOf, tables }: TravelBands, { opensSec, closesSec }: Shift): number[] {
  const spent = tables.map(() => 0);
  startsSec.forEach((from, band) => {
    const to = startsSec[band + 1] ?? Number.POSITIVE_INFINITY;
    spent[tableOf[band]!]! += Math.max(0, Math.min(to, closesSec) - Math.max(from, opensSec));
  });
  const whole = Math.max(1, closesSec - opensSec);
  const shares = spent.map((sec) => Math.round((EIGHTHS * sec) / whole));
  const largest = spent.indexOf(Math.max(...spent));
  shares[largest]! += EIGHTHS - shares.reduce((sum, share) => sum + share, 0);
  return shares;
}

function mix(tables: readonly Int32Array[], shares: readonly number[]): Int32Array {
  const only = shares.indexOf(EIGHTHS);
  if (only >= 0) return tables[only]!;
  const mixed = new Int32Array(tables[0]!.length);
  for (let cell = 0; cell < mixed.length; cell++) {
    let sum = 0;
    for (let t = 0; t < tables.length; t++) sum += shares[t]! * tables[t]![cell]!;
    // No way is no way at every hour.
    mixed[cell] = tables[0]![cell] === NO_WAY ? NO_WAY : Math.ceil(sum / EIGHTHS);
  }
  return mixed;
}
const NO_WAY = 0x7fffffff;
