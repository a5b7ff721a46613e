import { evaluateRoute, type Problem, type Shift, type Visit } from '../../../apps/optimizer/src/index.ts';

/** Four places on a line, 60 seconds and 100 metres apart; the depot is place 0. */
export const home = (placeIndex: number, more: Partial<Visit> = {}): Visit => ({
  ...{ placeIndex, serviceSec: 10, setupSec: 0, windows: [], skills: [], tier: 0, prize: 1, loads: [1] },
  ...more,
});

export function town(visits: readonly Visit[], more: Partial<Shift> = {}, rest: Partial<Problem> = {}): Problem {
  const costs = { fixed: 0, perTravelSec: 1, perMetre: 0, perTaskSec: 0, perVisit: 0 };
  const shift: Shift = {
    ...{ startPlaceIndex: 0, endPlaceIndex: 0, opensSec: 0, closesSec: 1_000, skills: [], capacity: [9], breaks: [] },
    ...{ costs, speedFactor: 1, matrixIndex: 0, ...more },
  };
  const cells = Array.from({ length: 16 }, (_, i) => Math.abs((i >> 2) - (i & 3)));
  const matrices = [
    {
      durationsSec: Int32Array.from(cells, (steps) => 60 * steps),
      distancesMetres: Int32Array.from(cells, (steps) => 100 * steps),
    },
  ];
  return { placeCount: 4, visits, shifts: [shift, shift], matrices, ...rest };
}

/** What the route of shift 0 breaks, as "code visit excess". */
export function broken(problem: Problem, route: readonly number[], given?: Parameters<typeof evaluateRoute>[3]): string[] {
  return evaluateRoute(problem, 0, route, given).violations.map(({ code, visit, excess }) => `${code} ${visit ?? '-'} ${excess}`);
}
