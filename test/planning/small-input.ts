import { solve } from '@gocua/optimizer';
import type { Need } from '../../apps/api/src/contract/codes.ts';
import { type CompiledProblem, compileProblem } from '../../apps/api/src/planning/compile-problem.ts';
import type { DraftPlan } from '../../apps/api/src/planning/draft-plan.ts';
import { explain } from '../../apps/api/src/planning/explain.ts';
import type { PlanTravel } from '../../apps/api/src/planning/measure-travel.ts';
import { planRules } from '../../apps/api/src/planning/plan-rules.ts';
import type { PlanningInput, ShiftToPlan, VisitToPlan } from '../../apps/api/src/planning/planning-input.ts';
import { DEFAULT_POLICY } from '../../apps/api/src/planning/policy/default-policy.ts';
import { readRoutes } from '../../apps/api/src/planning/read-solution.ts';
import type { TravelMatrix } from '../../apps/api/src/travel/travel.ts';

export const ZONE = 'Asia/Ho_Chi_Minh';
/** Monday 23 November 2026 in Hanoi. */
export const at = (time: string, date = '2026-11-23'): Date => new Date(`${date}T${time}+07:00`);

export function makeVisit(caseId: string, placeIndex: number, change: Partial<VisitToPlan> = {}): VisitToPlan {
  return {
    caseId,
    householdId: `home-${placeIndex}`,
    placeIndex,
    mobility: 'walks',
    needs: ['id_card'] as Need[],
    requirements: [],
    windows: [],
    priority: 30,
    waitingSince: at('08:00', '2026-11-20'),
    passedOverCount: 0,
    bond: null,
    knownTeamIds: [],
    ...change,
  };
}

export function makeShift(id: string, change: Partial<ShiftToPlan> = {}): ShiftToPlan {
  const opensAt = change.opensAt ?? at('18:30');
  return {
    id,
    seriesId: `series-${id}`,
    teamId: `team-${id}`,
    date: '2026-11-23',
    opensAt,
    closesAt: at('21:30'),
    overtimeUntil: null,
    freeFrom: opensAt,
    startPlaceIndex: 0,
    endPlaceIndex: 0,
    skills: ['intake', 'vneid', 'officer'],
    crew: null,
    rest: null,
    ...change,
  };
}

export function makeInput(visits: VisitToPlan[], shifts: ShiftToPlan[], change: Partial<PlanningInput> = {}): PlanningInput {
  const placeCount = 1 + Math.max(0, ...visits.map(({ placeIndex }) => placeIndex), ...shifts.map((s) => s.startPlaceIndex));
  return {
    unitId: '01',
    unitPath: '01/',
    zone: ZONE,
    baseRevision: 0,
    fromDate: '2026-11-23',
    toDate: '2026-11-23',
    takenAt: at('09:00'),
    visits,
    caseIdsWithoutCoordinates: [],
    shifts,
    published: [],
    promises: [],
    lostPromises: [],
    rules: planRules(DEFAULT_POLICY, null, at('09:00')),
    places: Array.from({ length: placeCount }, (_, i) => [105.8 + i / 1000, 21 + i / 1000] as const),
    ...change,
  };
}

/** Ten minutes and three kilometres between any two places, unless said otherwise. */
export function makeTravel(input: PlanningInput, secondsOf: (from: number, to: number) => number = () => 600): TravelMatrix {
  const n = input.places.length;
  const durationsSec = new Int32Array(n * n);
  const distancesMetres = new Int32Array(n * n);
  for (let from = 0; from < n; from++) {
    for (let to = 0; to < n; to++) {
      if (from === to) continue;
      durationsSec[from * n + to] = secondsOf(from, to);
      distancesMetres[from * n + to] = secondsOf(from, to) === NO_WAY ? NO_WAY : secondsOf(from, to) * 5;
    }
  }
  return {
    placeCount: n,
    durationsSec,
    distancesMetres,
    walkMetres: new Int32Array(n),
    source: 'roads',
    profileId: 'motorbike',
  };
}
export const NO_WAY = 0x7fffffff;

/** The whole way from an input to a plan, in this thread. */
export function planHere(input: PlanningInput, travel: PlanTravel, seed = 1): { plan: DraftPlan; compiled: CompiledProblem } {
  const compiled = compileProblem(input, travel);
  const { initialPlan } = compiled;
  const result = solve(compiled.problem, { seed, iterations: 500, ...(initialPlan ? { initialPlan } : {}) });
  const plan = {
    routes: readRoutes(input, compiled, result.evaluation),
    unassigned: explain(input, compiled, result.unassigned),
  };
  return { plan, compiled };
}
