import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonSkill, Requirement, Sex } from '../../apps/api/src/contract/codes.ts';
import { meetsRequirements } from '../../apps/api/src/roster/propose/form-crew.ts';
import { proposeEvenings, proposeInSlices } from '../../apps/api/src/roster/propose/propose-evenings.ts';
import type { Evening, RosterPerson, RosterQuestion, Slot } from '../../apps/api/src/roster/propose/question.ts';
import { RosterState } from '../../apps/api/src/roster/propose/roster-state.ts';
import { DEFAULT_RULES } from '../../apps/api/src/roster/rules/default-rules.ts';
import { inOrderOfTime } from '../../apps/api/src/roster/rules/judge-person.ts';
import { WorkCalendar } from '../../apps/api/src/roster/rules/work-calendar.ts';
import { prepareWorker, type WorkShift } from '../../apps/api/src/roster/rules/work-of-person.ts';
import { brokenRules, type NaiveLimits, type NaiveOffice, type NaiveShift } from './naive-checker.ts';
import { AFTERNOONS, FULL_OFFICE, shift, ZONE } from './people.ts';

const FROM = '2026-11-23';
const DAYS = Array.from({ length: 14 }, (_, i) => new Date(Date.parse(FROM) + i * 86_400_000).toISOString().slice(0, 10));
const TO = DAYS.at(-1)!;

interface TestPerson {
  id: string;
  sex: Sex;
  skills: PersonSkill[];
  office: 'none' | 'afternoons' | 'full';
  absentDates: string[];
  avoid: number[];
  like?: number[];
  /** Shifts of other teams that stand. */
  base: WorkShift[];
}

const OFFICE = { none: [], afternoons: AFTERNOONS, full: FULL_OFFICE };
const NAIVE_OFFICE: Record<TestPerson['office'], NaiveOffice[]> = {
  none: [],
  afternoons: [{ weekdays: [1, 2, 3, 4, 5], from: 13.5 * 60, to: 17.5 * 60 }],
  full: [
    { weekdays: [1, 2, 3, 4, 5], from: 8 * 60, to: 12 * 60 },
    { weekdays: [1, 2, 3, 4, 5], from: 13 * 60, to: 17 * 60 },
  ],
};
const { limits } = DEFAULT_RULES;
const NAIVE_LIMITS: NaiveLimits = {
  ordinaryDay: DEFAULT_RULES.ordinaryHoursADay,
  ordinaryWeek: DEFAULT_RULES.ordinaryHoursAWeek,
  eveningFrom: 18 * 60,
  day: limits.hours_day.limit,
  week: limits.hours_week.limit,
  monthOvertime: limits.overtime_month.limit,
  yearOvertime: limits.overtime_year.limit,
  restBetween: limits.rest_between_shifts.limit,
  weeklyRest: limits.weekly_rest.limit,
  latestEnd: limits.latest_end.limit,
  inARow: limits.consecutive_evenings.limit,
};

function makePeople(people: readonly TestPerson[]): Map<string, RosterPerson> {
  const calendar = new WorkCalendar(ZONE, FROM, TO, new Set(), 'month');
  return new Map(
    people.map((one) => {
      const absences = one.absentDates.map((date) => ({ fromDate: date, toDate: date }));
      const worker = prepareWorker({ personId: one.id, officeHours: OFFICE[one.office], absences }, calendar);
      const shifts = inOrderOfTime(one.base);
      return [
        one.id,
        {
          worker,
          sex: one.sex,
          skills: one.skills,
          rules: DEFAULT_RULES,
          avoidWeekdays: one.avoid,
          likeWeekdays: one.like ?? [],
          shifts,
        },
      ];
    }),
  );
}

interface TestLine {
  eveningCount: number;
  crewSize: number;
  requirements: Requirement[];
  from: string;
  to: string;
}

function makeQuestion(people: readonly TestPerson[], lines: readonly TestLine[], teams: number, dates = DAYS): RosterQuestion {
  const standing = new Map<string, { shift: WorkShift; ids: string[] }>();
  for (const person of people) {
    for (const one of person.base) {
      const known = standing.get(one.shiftId) ?? { shift: one, ids: [] };
      known.ids.push(person.id);
      standing.set(one.shiftId, known);
    }
  }
  const slots: Slot[] = lines.flatMap((line, index) =>
    dates.flatMap((date) =>
      Array.from({ length: teams }, (_, team): Slot => {
        const teamId = `t${team}`;
        const wanted = shift(date, line.from, line.to, 0, teamId);
        const own = [...standing.values()].find(
          (one) => one.shift.teamId === teamId && one.shift.opensMs < wanted.closesMs && wanted.opensMs < one.shift.closesMs,
        );
        return {
          ...{ line: index, shift: own?.shift ?? wanted, isExisting: own !== undefined, standingIds: own?.ids ?? [] },
          ...{ memberIds: people.filter((_, i) => i % teams === team).map(({ id }) => id), hasReadyKit: true, isAtHome: true },
        };
      }),
    ),
  );
  return { lines, slots, people: makePeople(people), fair: null, fairFrom: FROM, fairTo: TO };
}

const arbitraryPerson = (id: string): fc.Arbitrary<TestPerson> =>
  fc
    .record({
      sex: fc.constantFrom<Sex>('female', 'male'),
      skills: fc.subarray<PersonSkill>(['officer', 'vneid', 'sign_language']),
      office: fc.constantFrom<TestPerson['office']>('none', 'afternoons', 'full'),
      absentDates: fc.subarray(DAYS, { maxLength: 4 }),
      avoid: fc.subarray([1, 2, 3, 4, 5, 6, 7], { maxLength: 3 }),
      // Until half past nine, until after ten, across midnight, mornings: rules of every kind are near.
      base: fc.uniqueArray(
        fc.record({
          date: fc.constantFrom(...DAYS),
          hours: fc.constantFrom(
            ['18:30', '21:30'],
            ['19:00', '22:30'],
            ['20:00', '02:00'],
            ['06:00', '11:00'],
            ['09:00', '17:00'],
          ),
          team: fc.integer({ min: 0, max: 4 }),
        }),
        { maxLength: 5, selector: ({ date, team }) => `${date} ${team}` },
      ),
    })
    .map(({ base, ...rest }) => ({
      ...rest,
      id,
      base: base.map(({ date, hours, team }) => shift(date, hours[0]!, hours[1]!, 0, `t${team}`)),
    }));

const arbitraryCase = fc.integer({ min: 2, max: 7 }).chain((count) =>
  fc.record({
    people: fc.tuple(...Array.from({ length: count }, (_, i) => arbitraryPerson(`p${i}`))),
    lines: fc.array(
      fc.record({
        eveningCount: fc.integer({ min: 1, max: 8 }),
        crewSize: fc.integer({ min: 1, max: 3 }),
        requirements: fc.subarray<Requirement>(['woman', 'two_officers', 'sign_language'], { maxLength: 2 }),
        from: fc.constantFrom('18:30', '17:00', '08:00'),
        to: fc.constantFrom('21:30', '21:00', '22:00'),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    teams: fc.integer({ min: 1, max: 4 }),
    seed: fc.nat(),
  }),
);

/** What each person would work with these evenings, by plain lists: standing shifts without those that were taken over. */
function shiftsWith(question: RosterQuestion, evenings: readonly Evening[], personId: string): WorkShift[] {
  const taken = new Map(evenings.map((evening) => [question.slots[evening.slot]!.shift.shiftId, evening]));
  const kept = question.people.get(personId)!.shifts.filter(({ shiftId }) => !taken.has(shiftId));
  const own = evenings.filter(({ personIds }) => personIds.includes(personId)).map(({ slot }) => question.slots[slot]!.shift);
  return [...kept, ...own];
}

const toNaive = ({ date, opensMs, closesMs, restSec }: WorkShift): NaiveShift => {
  const wall = (ms: number): number => ms / 60_000 + 7 * 60;
  return { date, from: wall(opensMs), to: wall(closesMs), restMin: restSec / 60 };
};

function broken(person: TestPerson, shifts: readonly WorkShift[]): Set<string> {
  const span = { from: '2026-10-26', to: '2026-12-13' };
  return brokenRules(shifts.map(toNaive), NAIVE_OFFICE[person.office], new Set(person.absentDates), NAIVE_LIMITS, span);
}

describe('a proposed roster', () => {
  it('breaks no hard rule for anybody, says a checker that shares no code with it', () => {
    let formed = 0;
    fc.assert(
      fc.property(arbitraryCase, ({ people, lines, teams, seed }) => {
        const question = makeQuestion(people, lines, teams);
        const evenings = proposeEvenings(question, seed);
        formed += evenings.length;
        for (const person of people) {
          // Where the standing shifts break a rule by themselves, the roster may not add another kind of fault.
          const before = broken(person, person.base);
          const after = broken(person, shiftsWith(question, evenings, person.id));
          expect([...after].filter((rule) => !before.has(rule))).toEqual([]);
        }
      }),
      { numRuns: 60, seed: 20261125 },
    );
    // The property is about something.
    expect(formed).toBeGreaterThan(100);
  }, 60_000);

  it('has crews of the size and kind that was asked for, and no team at two places', () => {
    fc.assert(
      fc.property(arbitraryCase, ({ people, lines, teams, seed }) => {
        const question = makeQuestion(people, lines, teams);
        const evenings = proposeEvenings(question, seed);
        for (const { line, slot, personIds } of evenings) {
          expect(question.slots[slot]!.line).toBe(line);
          expect([personIds.length, new Set(personIds).size]).toEqual([lines[line]!.crewSize, lines[line]!.crewSize]);
          expect(meetsRequirements(question, lines[line]!, personIds)).toBe(true);
        }
        for (const [index, line] of lines.entries())
          expect(evenings.filter((one) => one.line === index).length).toBeLessThanOrEqual(line.eveningCount);
        const spans = evenings.map(({ slot }) => question.slots[slot]!.shift);
        for (const [i, one] of spans.entries())
          for (const other of spans.slice(i + 1))
            expect(one.teamId === other.teamId && one.opensMs < other.closesMs && other.opensMs < one.closesMs).toBe(false);
      }),
      { numRuns: 25, seed: 7 },
    );
  }, 60_000);

  it('is the same for the same seed, also in slices', async () => {
    const people = Array.from({ length: 6 }, (_, i) => plain(`p${i}`));
    const question = makeQuestion(people, [{ eveningCount: 8, crewSize: 2, requirements: [], from: '18:30', to: '21:30' }], 2);
    const first = proposeEvenings(question, 5);
    expect(proposeEvenings(question, 5)).toEqual(first);
    expect(await proposeInSlices(question, 5)).toEqual(first);
  });

  it('shares the hours: 12 evenings of 2 among 6 equal people are 4 evenings each', () => {
    // 12 × 2 × 3 h = 72 h; 72 / 6 = 12 h each.
    const people = Array.from({ length: 6 }, (_, i) => plain(`p${i}`));
    const weekdays = DAYS.filter((date) => new Date(date).getUTCDay() % 6 !== 0);
    const question = makeQuestion(
      people,
      [{ eveningCount: 12, crewSize: 2, requirements: [], from: '18:30', to: '21:30' }],
      2,
      weekdays,
    );
    const evenings = proposeEvenings(question, 1);
    expect(evenings).toHaveLength(12);
    const hours = people.map(({ id }) => evenings.filter(({ personIds }) => personIds.includes(id)).length * 3);
    expect(hours).toEqual([12, 12, 12, 12, 12, 12]);
  });

  it('whoever had more before gets less', () => {
    // p0 stands on four evenings of 3 h = 12 h with another team; six evenings of 1 among p0, p1, p2: 18 h. Fair: 30 / 3 = 10 h: none for p0,
    // 9 h each for the others.
    const busy = { ...plain('p0'), base: [0, 2, 4, 7].map((day) => shift(DAYS[day]!, '18:30', '21:30', 0, 't9')) };
    const question = makeQuestion(
      [busy, plain('p1'), plain('p2')],
      [{ eveningCount: 6, crewSize: 1, requirements: [], from: '18:30', to: '21:30' }],
      1,
    );
    const evenings = proposeEvenings(question, 3);
    const count = (id: string): number => evenings.filter(({ personIds }) => personIds.includes(id)).length;
    expect([count('p0'), count('p1'), count('p2')]).toEqual([0, 3, 3]);
  });

  it('follows wishes where they cost nobody an evening: who avoids Mondays and who likes them trade places', () => {
    // One evening of one on Monday and one on Tuesday, two equal people: fair is one each, and only the wishes say which.
    const dates = [DAYS[0]!, DAYS[1]!];
    const line = { eveningCount: 2, crewSize: 1, requirements: [], from: '18:30', to: '21:30' };
    const whoOn = (people: readonly TestPerson[]) => {
      const question = makeQuestion(people, [line], 1, dates);
      const evenings = proposeEvenings(question, 1);
      return dates.map((date) => evenings.find(({ slot }) => question.slots[slot]!.shift.date === date)?.personIds);
    };
    for (const [first, second] of [
      ['p0', 'p1'],
      ['p1', 'p0'],
    ] as const) {
      const people = (wishes: Partial<TestPerson>) =>
        ['p0', 'p1'].map((id) => ({ ...plain(id), ...(id === first ? wishes : {}) }));
      expect(whoOn(people({ avoid: [1] }))).toEqual([[second], [first]]);
      expect(whoOn(people({ like: [1] }))).toEqual([[first], [second]]);
    }
    // A wish is none of the rules: both avoid Mondays, and somebody comes all the same.
    expect(whoOn(['p0', 'p1'].map((id) => ({ ...plain(id), avoid: [1] }))).flat()).toHaveLength(2);
  });

  it('is as good as any, where all rosters can be tried', () => {
    // Two evenings of two on three dates with one team, four people: every choice of dates and crews is tried.
    fc.assert(
      fc.property(fc.tuple(...[0, 1, 2, 3].map((i) => arbitraryPerson(`p${i}`))), fc.nat(), (people, seed) => {
        const dates = [DAYS[0]!, DAYS[2]!, DAYS[5]!];
        const question = makeQuestion(
          people,
          [{ eveningCount: 2, crewSize: 2, requirements: [], from: '18:30', to: '21:30' }],
          1,
          dates,
        );
        const found = costOf(question, proposeEvenings(question, seed));
        expect(found).toBeLessThanOrEqual(cheapest(question) + 1e-6);
      }),
      { numRuns: 25, seed: 11 },
    );
  }, 60_000);
});

const plain = (id: string): TestPerson => ({
  id,
  sex: 'male',
  skills: ['officer'],
  office: 'afternoons',
  absentDates: [],
  avoid: [],
  base: [],
});

/** The objective of a roster, or null when somebody refuses it. */
function tryCost(question: RosterQuestion, evenings: readonly Evening[]): number | null {
  const state = new RosterState(question);
  for (const evening of evenings) state.open(question.slots[evening.slot]!);
  for (const { slot, personIds } of evenings) {
    for (const id of personIds) {
      if (state.refusals(id, question.slots[slot]!.shift).length > 0) return null;
      state.add(id, question.slots[slot]!.shift);
    }
  }
  const wanted = question.lines.reduce((sum, { eveningCount }) => sum + eveningCount, 0);
  return state.cost([...evenings, ...Array.from({ length: wanted - evenings.length }, () => null)]);
}

const costOf = (question: RosterQuestion, evenings: readonly Evening[]): number => tryCost(question, evenings)!;

function cheapest(question: RosterQuestion): number {
  const ids = [...question.people.keys()];
  const pairs = ids.flatMap((one, i) => ids.slice(i + 1).map((other) => [one, other]));
  const single = question.slots.flatMap((_, slot) => pairs.map((personIds): Evening => ({ line: 0, slot, personIds })));
  let best = tryCost(question, [])!;
  for (const [i, one] of single.entries()) {
    best = Math.min(best, tryCost(question, [one]) ?? Infinity);
    for (const other of single.slice(i + 1)) {
      if (other.slot === one.slot) continue;
      // The order matters where a standing shift is worse than what is put in its place.
      best = Math.min(best, tryCost(question, [one, other]) ?? Infinity, tryCost(question, [other, one]) ?? Infinity);
    }
  }
  return best;
}
