import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Need, Skill, UnassignedReason, Weekday } from '../../apps/api/src/contract/codes.ts';
import { checkPlan } from '../../apps/api/src/planning/check-plan.ts';
import type { PlanningInput, ShiftToPlan, VisitToPlan } from '../../apps/api/src/planning/planning-input.ts';
import { requiredSkills, SETUP_SEC, serviceSec } from '../../apps/api/src/planning/visit-rules.ts';
import { type TravelMatrix, UNREACHABLE } from '../../apps/api/src/travel/travel.ts';
import { at, makeInput, makeShift, makeTravel, makeVisit, planHere } from './small-input.ts';

const hour = fc.integer({ min: 7, max: 20 });
const window = fc
  .record({ day: fc.constantFrom<Weekday>(1, 2, 3), from: hour, hours: fc.integer({ min: 1, max: 3 }) })
  .map(({ day, from, hours }) => ({ days: [day], from: clock(from), to: clock(from + hours) }));
const needs = fc.constantFrom<Need[][]>(['id_card'], ['id_card_iris'], ['digital_identity'], ['id_card', 'population_check']);
const skills = fc.subarray<Skill>(['intake', 'iris', 'vneid', 'officer'], { minLength: 1 });
const rest = fc.option(fc.record({ after: fc.integer({ min: 0, max: 2 }), long: fc.constantFrom(900, 2700) }), { nil: null });
const shift = fc.record({
  day: fc.constantFrom(23, 24),
  opens: fc.integer({ min: 7, max: 19 }),
  hours: fc.integer({ min: 1, max: 4 }),
  skills,
  rest,
});
const scenario = fc.record({
  visits: fc.array(
    fc.record({
      needs,
      windows: fc.array(window, { maxLength: 2 }),
      mobility: fc.constantFrom('walks' as const, 'bedbound' as const),
      priority: fc.constantFrom(30, 60, 90),
    }),
    { minLength: 1, maxLength: 7 },
  ),
  shifts: fc.array(shift, { minLength: 1, maxLength: 3 }),
  drives: fc.array(fc.constantFrom(300, 900, 2400, 6000, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE), {
    minLength: 81,
    maxLength: 81,
  }),
  seed: fc.integer({ min: 1, max: 1000 }),
});

function clock(hours: number): string {
  return `${String(Math.min(23, hours)).padStart(2, '0')}:${hours > 23 ? '59' : '00'}`;
}

it('gives each visit that is left out a reason that trying every minute confirms', () => {
  const seen = new Map<UnassignedReason, number>();
  fc.assert(
    fc.property(scenario, ({ visits, shifts, drives, seed }) => {
      const input = makeInput(
        visits.map((visit, i) => makeVisit(`case-${i}`, i + 1, visit)),
        shifts.map((one, i) => toShift(one, i)),
        { toDate: '2026-11-24' },
      );
      const shortest = shortestPaths(drives, input.places.length);
      const travel = makeTravel(input, (from, to) => shortest[from * 9 + to]!);
      const { plan } = planHere(input, travel, seed);
      expect(checkPlan(input, travel, plan)).toEqual([]);
      for (const { caseId, reason } of plan.unassigned) {
        const visit = input.visits.find((one) => one.caseId === caseId)!;
        expect(`${caseId} ${reason}`).toBe(`${caseId} ${bruteReason(input, travel, visit)}`);
        seen.set(reason, (seen.get(reason) ?? 0) + 1);
      }
      // Whoever was served could be served.
      for (const stop of plan.routes.flatMap((route) => route.stops)) {
        const visit = input.visits.find(({ caseId }) => caseId === stop.caseId);
        if (visit) expect(bruteReason(input, travel, visit)).toBe('no_room_left');
      }
    }),
    { seed: 42, numRuns: 250 },
  );
  expect([...seen.keys()].sort()).toEqual([
    'never_at_home',
    'no_room_left',
    'no_shift_has_skills',
    'no_shift_in_window',
    'too_long_for_shift',
    'unreachable',
  ]);
});

function toShift(
  one: { day: number; opens: number; hours: number; skills: Skill[]; rest: { after: number; long: number } | null },
  index: number,
): ShiftToPlan {
  const date = `2026-11-${one.day}`;
  const opensAt = at(clock(one.opens), date);
  const closesAt = new Date(opensAt.getTime() + one.hours * 3_600_000);
  let rest: ShiftToPlan['rest'] = null;
  if (one.rest) {
    const opens = new Date(Math.min(opensAt.getTime() + one.rest.after * 3_600_000, closesAt.getTime() - one.rest.long * 1000));
    const closes = new Date(Math.min(opens.getTime() + 1_800_000, closesAt.getTime() - one.rest.long * 1000));
    rest = { opensAt: opens, closesAt: closes, durationSec: one.rest.long };
  }
  return makeShift(`shift-${index}`, { date, opensAt, closesAt, freeFrom: opensAt, skills: one.skills, rest });
}

/** On real roads a detour is never quicker than the way itself (Floyd and Warshall). */
function shortestPaths(drives: readonly number[], placeCount: number): number[] {
  const best = [...drives];
  for (let via = 0; via < placeCount; via++) {
    for (let from = 0; from < placeCount; from++) {
      for (let to = 0; to < placeCount; to++) {
        best[from * 9 + to] = Math.min(best[from * 9 + to]!, best[from * 9 + via]! + best[via * 9 + to]!);
      }
    }
  }
  return best;
}

/** Minute by minute, shift by shift, without any knowledge of how it is really done. */
function bruteReason(input: PlanningInput, travel: TravelMatrix, visit: VisitToPlan): UnassignedReason {
  const dates = ['2026-11-23', '2026-11-24'];
  const windows = visit.windows.flatMap(({ days, from, to }) =>
    dates
      .filter((_, i) => days.includes((i + 1) as Weekday))
      .map((date) => [at(from, date).getTime(), at(to, date).getTime()] as const),
  );
  if (visit.windows.length > 0 && windows.length === 0) return 'never_at_home';
  const isAtHome = (ms: number): boolean => visit.windows.length === 0 || windows.some(([from, to]) => from <= ms && ms <= to);
  const skilled = input.shifts.filter((one) => requiredSkills(visit.needs).every((skill) => one.skills.includes(skill)));
  if (skilled.length === 0) return 'no_shift_has_skills';
  const open = skilled.filter((one) => minutes(one.opensAt, one.closesAt).some(isAtHome));
  if (open.length === 0) return 'no_shift_in_window';
  const n = input.places.length;
  const drive = (from: number, to: number): number => travel.durationsSec[from * n + to]!;
  const near = open.filter(
    (one) => drive(0, visit.placeIndex) !== UNREACHABLE && drive(visit.placeIndex, one.endPlaceIndex) !== UNREACHABLE,
  );
  if (near.length === 0) return 'unreachable';
  const workMs = (SETUP_SEC + serviceSec(visit.needs, visit.mobility)) * 1000;
  const there = drive(0, visit.placeIndex) * 1000;
  const back = drive(visit.placeIndex, 0) * 1000;
  const fits = near.some((one) =>
    minutes(one.opensAt, one.closesAt).some((start) => {
      const free = one.opensAt.getTime();
      const closes = one.closesAt.getTime();
      const end = start + workMs;
      if (!isAtHome(start) || free + there > start || end + back > closes) return false;
      const { rest } = one;
      if (!rest) return true;
      const restMs = rest.durationSec * 1000;
      return minutes(rest.opensAt, rest.closesAt).some(
        (pause) =>
          pause + restMs + there <= start ||
          (pause >= free + there && pause + restMs <= start) ||
          (pause >= end && pause + restMs + back <= closes) ||
          (pause >= end + back && pause + restMs <= closes),
      );
    }),
  );
  return fits ? 'no_room_left' : 'too_long_for_shift';
}

function minutes(from: Date, to: Date): number[] {
  const all: number[] = [];
  for (let ms = from.getTime(); ms <= to.getTime(); ms += 60_000) all.push(ms);
  return all;
}
