import { describe, expect, it } from 'vitest';
import type { PlanPolicy, PolicyTerms } from '../../apps/api/src/contract/plan-policy.ts';
import { checkPlan } from '../../apps/api/src/planning/check-plan.ts';
import { compileProblem } from '../../apps/api/src/planning/compile-problem.ts';
import { planRules } from '../../apps/api/src/planning/plan-rules.ts';
import type { PlanningInput } from '../../apps/api/src/planning/planning-input.ts';
import { DEFAULT_POLICY } from '../../apps/api/src/planning/policy/default-policy.ts';
import { openTestApp } from '../support/app.ts';
import { describeOnDatabases } from '../support/database.ts';
import { at, makeInput, makeShift, makeTravel, makeVisit, planHere } from './small-input.ts';

const rulesWith = (change: Partial<PolicyTerms>) => planRules({ ...DEFAULT_POLICY, ...change }, null, at('09:00'));

describe('what plans weigh', () => {
  it('lets a team come back late only where the unit says so, at a price, and never later', () => {
    // 18:30–19:30: 10 min there, 15 + 6 min at the home, 10 min back; two homes take 72 min.
    const shift = { opensAt: at('18:30'), closesAt: at('19:30') };
    const visits = [makeVisit('a', 1), makeVisit('b', 2)];
    const plan = (overtimeUntil: Date | null, change: Partial<PolicyTerms> = {}) => {
      const input = makeInput(visits, [makeShift('one', { ...shift, overtimeUntil })], { rules: rulesWith(change) });
      const travel = makeTravel(input);
      const { plan: made } = planHere(input, travel);
      expect(checkPlan(input, travel, made)).toEqual([]);
      return { input, travel, made };
    };
    const served = ({ made }: ReturnType<typeof plan>) =>
      made.routes.flatMap(({ stops }) => stops.flatMap(({ caseId }) => caseId ?? []));
    expect(served(plan(null))).toHaveLength(1);
    expect(served(plan(at('19:41:59')))).toHaveLength(1);
    const late = plan(at('19:42'));
    expect(served(late)).toHaveLength(2);
    expect(late.made.routes.map(({ overtimeSec }) => overtimeSec)).toEqual([720]);
    // The second opinion counts it by itself.
    const { input, travel, made } = late;
    const codes = (changed: PlanningInput, claimedSec = 720) =>
      checkPlan(changed, travel, { ...made, routes: made.routes.map((route) => ({ ...route, overtimeSec: claimedSec })) }).map(
        ({ code }) => code,
      );
    expect(codes(input, 719)).toEqual(['overtime-wrong']);
    expect(codes({ ...input, shifts: [makeShift('one', shift)] })).toContain('shift-overrun');
  });

  it('sends the team that knows the family, unless that costs too much driving', () => {
    const shifts = [
      makeShift('near', { teamId: 'new' }),
      makeShift('far', { teamId: 'known', startPlaceIndex: 2, endPlaceIndex: 2 }),
    ];
    const visits = [makeVisit('a', 1, { knownTeamIds: ['known'] })];
    const teamFor = (continuity: PolicyTerms['continuity'], farSec: number): string => {
      const input = makeInput(visits, shifts, { rules: rulesWith({ continuity }) });
      const { plan } = planHere(
        input,
        makeTravel(input, (from, to) => (from + to === 3 ? farSec : 300)),
      );
      return plan.routes[0]!.teamId;
    };
    // Light: 180 s. The known team drives twice 80 s more: it comes. Twice 100 s more: it does not.
    expect(teamFor('light', 380)).toBe('known');
    expect(teamFor('light', 400)).toBe('new');
    expect(teamFor('strong', 1000)).toBe('known');
    expect(teamFor('off', 310)).toBe('new');
  });

  it('prefers whom earlier plans left out, and whoever waits too long comes before all others', () => {
    const one = [makeShift('one', { closesAt: at('19:30') })];
    const choice = (change: Partial<PolicyTerms>, visits: Parameters<typeof makeInput>[0]): string => {
      const input = makeInput(visits, one, { rules: rulesWith(change) });
      const { plan } = planHere(
        input,
        makeTravel(input, (from, to) => (from + to === 1 ? 300 : 700)),
      );
      return plan.routes[0]!.stops.flatMap(({ caseId }) => caseId ?? []).join();
    };
    const passed = [makeVisit('near', 1), makeVisit('passed', 2, { passedOverCount: 2 })];
    expect(choice({ waiting: 'light' }, passed)).toBe('passed');
    expect(choice({ waiting: 'off' }, passed)).toBe('near');
    const since = at('08:00', '2026-09-20');
    const long = [makeVisit('urgent', 1, { priority: 70 }), makeVisit('long', 2, { waitingSince: since })];
    expect(choice({ longestWeeks: 0 }, long)).toBe('urgent');
    expect(choice({ longestWeeks: 8 }, long)).toBe('long');
    expect(choice({ longestWeeks: 10 }, long)).toBe('urgent');
  });

  it('shares visits between teams when asked', () => {
    const shifts = [makeShift('one'), makeShift('two')];
    const visits = [1, 2, 3, 4].map((place) => makeVisit(`case-${place}`, place));
    const counts = (balance: PolicyTerms['balance']): number[] => {
      const input = makeInput(visits, shifts, { rules: rulesWith({ balance }) });
      const { plan } = planHere(
        input,
        makeTravel(input, () => 300),
      );
      return plan.routes.map(({ stops }) => stops.filter(({ kind }) => kind === 'visit').length).sort();
    };
    // One team does it with one depot round less: 300 s of a shift opened and 300 s of driving.
    expect(counts('off')).toEqual([4]);
    // Two visits above the mean of two, 900 s each.
    expect(counts('strong')).toEqual([2, 2]);
  });

  it('drops the weight of waiting rather than asking for sums that are not exact', () => {
    const visits = Array.from({ length: 900 }, (_, i) =>
      makeVisit(`case-${i}`, i % 5, { priority: [30, 60, 90][i % 3]!, passedOverCount: i % 7 }),
    );
    const input = makeInput(visits, [makeShift('one')], { rules: rulesWith({ waiting: 'strong' }) });
    const few = { ...input, visits: visits.slice(0, 60) };
    const prizes = (of: PlanningInput): Set<number> =>
      new Set(compileProblem(of, makeTravel(of)).problem.visits.map(({ prize }) => prize));
    expect(prizes(few).size).toBeGreaterThan(1);
    expect([...prizes(input)]).toEqual([1]);
  });
});

describeOnDatabases('the planning policy of a unit', (open) => {
  it('has safe defaults, versions of its own, and is the business of its own people', async () => {
    const test = await openTestApp(await open());
    const dispatcher = await test.as('dieuphoi');
    const read = async () => (await dispatcher<PlanPolicy>('GET', '/api/plan-policy')).body;
    expect(await read()).toEqual({ unitId: null, version: 0, terms: DEFAULT_POLICY });
    const terms = { ...DEFAULT_POLICY, balance: 'medium' as const, overtimeMinutes: 20 };
    const first = await dispatcher<PlanPolicy>('PUT', '/api/plan-policy', { unitId: '01', baseVersion: 0, terms });
    expect(first).toMatchObject({ status: 200, body: { unitId: '01', version: 1, terms } });
    const stale = await dispatcher('PUT', '/api/plan-policy', { unitId: '01', baseVersion: 0, terms });
    expect(stale).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } });
    expect(await read()).toEqual(first.body);
    for (const wrong of [
      { ...terms, overtimeMinutes: 121 },
      { ...terms, balance: 'huge' },
      { ...terms, mostChanged: -1 },
    ]) {
      expect((await dispatcher('PUT', '/api/plan-policy', { unitId: '01', baseVersion: 1, terms: wrong })).status).toBe(400);
    }
    // A unit below has that of the unit above until it has its own, and does not touch the one above.
    const district = await test.as('dongda');
    expect((await district<PlanPolicy>('GET', '/api/plan-policy')).body).toEqual(first.body);
    expect((await district('PUT', '/api/plan-policy', { unitId: '01', baseVersion: 1, terms })).status).toBe(403);
    expect((await district('GET', '/api/plan-policy?unitId=01')).status).toBe(403);
    // Others look, or not even that.
    const chief = await test.as('truongdonvi');
    expect((await chief('GET', '/api/plan-policy')).status).toBe(200);
    expect((await chief('PUT', '/api/plan-policy', { unitId: '01', baseVersion: 1, terms })).status).toBe(403);
    expect((await (await test.as('to1'))('GET', '/api/plan-policy')).status).toBe(403);
    expect((await (await test.as())('GET', '/api/plan-policy')).status).toBe(401);
  }, 60_000);
});
