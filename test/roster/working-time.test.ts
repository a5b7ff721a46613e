import { describe, expect, it } from 'vitest';
import { newlyBroken } from '../../apps/api/src/roster/rules/found-breach.ts';
import type { WorkShift } from '../../apps/api/src/roster/rules/work-of-person.ts';
import { AFTERNOONS, FULL_OFFICE, inShort, judge, rulesWith, shift } from './people.ts';

// 2026-11-23 is a Monday; 2026-11 has 21 workdays (2–6, 9–13, 16–20, 23–27, 30).
const WORKWEEK = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'];
const NOTHING = rulesWith({
  ...Object.fromEntries(
    ['hours_day', 'hours_week', 'overtime_month', 'overtime_year', 'rest_between_shifts', 'rest_before_office'].map((rule) => [
      rule,
      {},
    ]),
  ),
  ...Object.fromEntries(
    ['weekly_rest', 'latest_end', 'consecutive_evenings', 'fair_evenings', 'fair_weekends'].map((rule) => [rule, {}]),
  ),
});
/** Nothing but one rule of the defaults. */
function just(
  rule: keyof typeof NOTHING.limits,
  limit: { limit?: number; warnAt?: number } = rulesWith({}).limits[rule] as never,
) {
  return { ...NOTHING, limits: { ...NOTHING.limits, [rule]: { limit: null, warnAt: null, ...limit } } };
}

describe('hours a day', () => {
  it('office hours of the same day count', () => {
    // 8 h office + 4 h shift = 12 h: allowed. 8 h + 4.5 h = 12.5 h: half an hour too much.
    expect(inShort(judge({ office: FULL_OFFICE, shifts: [shift('2026-11-24', '17:30', '21:30')] }))).toEqual([]);
    expect(inShort(judge({ office: FULL_OFFICE, shifts: [shift('2026-11-24', '17:30', '22:00')] }))).toEqual([
      'hours_day refused 12.5/12',
    ]);
  });

  it('two teams in one day are one day of one person', () => {
    // 08:00–15:00 with one team (7 h), 15:30–21:30 with another (6 h): 13 h.
    const shifts = [shift('2026-11-28', '08:00', '15:00', 0, 'a'), shift('2026-11-28', '15:30', '21:30', 0, 'b')];
    expect(inShort(judge({ shifts }))).toEqual(['hours_day refused 13/12']);
  });

  it('a break is no work, and office time that a shift takes is not counted twice', () => {
    // 08:00–21:00 with a break of 60 min: 13 h − 1 h = 12 h. The office 13:30–17:30 lies inside: nothing on top.
    expect(inShort(judge({ office: AFTERNOONS, shifts: [shift('2026-11-24', '08:00', '21:00', 60)] }))).toEqual([]);
  });

  it('on a holiday and on leave the office counts nothing', () => {
    // With the office: 8 + 4.5 = 12.5 h. It is closed: 4.5 h.
    const shifts = [shift('2026-11-24', '17:30', '22:00')];
    expect(inShort(judge({ office: FULL_OFFICE, shifts, holidays: ['2026-11-24'] }))).toEqual([]);
  });
});

describe('hours a week', () => {
  it('office and shifts of Monday to Sunday', () => {
    // 40 h office + 5 × 3.5 h evenings = 57.5 h; Saturday 8 h: 65.5 h (warned from 60); Sunday 7 h: 72.5 h (refused above 72).
    const evenings = WORKWEEK.map((date) => shift(date, '18:00', '21:30'));
    const rules = just('hours_week');
    expect(inShort(judge({ office: FULL_OFFICE, shifts: evenings, rules }))).toEqual([]);
    const withSaturday = [...evenings, shift('2026-11-28', '08:00', '16:00')];
    expect(inShort(judge({ office: FULL_OFFICE, shifts: withSaturday, rules }))).toEqual(['hours_week warned 65.5/60']);
    const withSunday = [...withSaturday, shift('2026-11-29', '08:00', '15:00')];
    expect(inShort(judge({ office: FULL_OFFICE, shifts: withSunday, rules }))).toEqual(['hours_week refused 72.5/72']);
  });

  it('a shift of Sunday night belongs to the week in which it begins', () => {
    // 70 h in the week: 7 × 10 h; the last one runs from Sunday 20:00 to Monday 06:00. The next week has nothing.
    const shifts = [...WORKWEEK, '2026-11-28', '2026-11-29'].map((date) => shift(date, '20:00', '06:00'));
    expect(judge({ shifts, rules: just('hours_week', { limit: 69 }) }).map(({ value, subject }) => [value, subject])).toEqual([
      [70, '2026-11-23'],
    ]);
  });
});

describe('overtime', () => {
  it('a month: what a day has beyond 8 h', () => {
    // 8 h office + 3 h evening: 3 h overtime. 13 evenings: 39 h (warned from 36). 14 evenings: 42 h (refused above 40).
    const days = ['02', '03', '04', '05', '09', '10', '11', '12', '16', '17', '18', '19', '23', '24'];
    const evenings = days.map((day) => shift(`2026-11-${day}`, '18:30', '21:30'));
    const rules = just('overtime_month');
    expect(inShort(judge({ office: FULL_OFFICE, shifts: evenings.slice(0, 13), rules }))).toEqual([
      'overtime_month warned 39/36',
    ]);
    const found = judge({ office: FULL_OFFICE, shifts: evenings, rules });
    expect(inShort(found)).toEqual(['overtime_month refused 42/40']);
    // The 14th evening is the one that passes 40 h.
    expect(found[0]!.date).toBe('2026-11-24');
  });

  it('a month: what a week has beyond 48 ordinary hours', () => {
    // No office. Mon–Fri 8 h = 40 h, Saturday 8 h = 48 h, Sunday 8 h: all of it overtime, in each of 5 weeks and in the month: 5 × 8 = 40 h.
    const days = Array.from({ length: 35 }, (_, i) =>
      new Date(Date.parse('2026-03-02') + i * 86_400_000).toISOString().slice(0, 10),
    );
    const shifts = days.map((date) => shift(date, '08:00', '16:00'));
    // March has Sundays 8, 15, 22, 29 among them (the fifth is 5 April): 4 × 8 h = 32 h.
    expect(judge({ shifts, rules: just('overtime_month', { limit: 31 }) }).map(({ value, subject }) => [value, subject])).toEqual(
      [[32, '2026-03']],
    );
  });

  it('whoever is free of the office in the morning has no overtime in the evening', () => {
    // 4 h + 3 h = 7 h of 8.
    const shifts = WORKWEEK.map((date) => shift(date, '18:30', '21:30'));
    expect(inShort(judge({ office: AFTERNOONS, shifts, rules: just('overtime_month', { limit: 0 }) }))).toEqual([]);
  });

  it('a year', () => {
    // 4 h of overtime on 51 Tuesdays would be 204 h; 50 are 200 h: allowed to the hour, and warned from 180.
    const tuesdays = Array.from({ length: 51 }, (_, i) =>
      new Date(Date.parse('2026-01-06') + i * 7 * 86_400_000).toISOString().slice(0, 10),
    );
    const shifts = tuesdays.map((date) => shift(date, '17:30', '21:30'));
    const rules = just('overtime_year');
    expect(inShort(judge({ office: FULL_OFFICE, shifts: shifts.slice(0, 50), rules }))).toEqual(['overtime_year warned 200/180']);
    const found = judge({ office: FULL_OFFICE, shifts, rules });
    expect(inShort(found)).toEqual(['overtime_year refused 204/200']);
    expect(found[0]!.date).toBe('2026-12-22');
  });
});

describe('rest', () => {
  it('between shifts of two dates, also of two teams', () => {
    // Wednesday until 23:00, Thursday from 08:00: 1 h + 8 h = 9 h; 12 are required.
    const shifts = [shift('2026-11-25', '20:00', '23:00', 0, 'a'), shift('2026-11-26', '08:00', '11:00', 0, 'b')];
    const found = judge({ shifts, rules: just('rest_between_shifts') });
    expect(inShort(found)).toEqual(['rest_between_shifts refused 9/12']);
    expect([found[0]!.date, found[0]!.otherDate]).toEqual(['2026-11-26', '2026-11-25']);
    // Until 21:30, from 09:30: 12 h exactly.
    const enough = [shift('2026-11-27', '18:30', '21:30'), shift('2026-11-28', '09:30', '17:00')];
    expect(inShort(judge({ shifts: enough }))).toEqual([]);
  });

  it('a shift that crosses midnight rests from its end on', () => {
    // Until 02:00 on Thursday, from 13:00 on Thursday: 11 h.
    const shifts = [shift('2026-11-25', '20:00', '02:00'), shift('2026-11-26', '13:00', '16:00')];
    expect(inShort(judge({ shifts, rules: just('rest_between_shifts') }))).toEqual(['rest_between_shifts refused 11/12']);
  });

  it('two shifts of one date are one working day', () => {
    const shifts = [shift('2026-11-28', '08:00', '11:00'), shift('2026-11-28', '14:00', '17:00')];
    expect(inShort(judge({ shifts }))).toEqual([]);
  });

  it('across a change of the clocks an hour is an hour', () => {
    // Berlin, 29 March 2026: the clocks skip 02:00–03:00. Saturday until 22:00 (21:00 UTC), Sunday from 10:00 (08:00 UTC): 11 h, not 12.
    const at = (iso: string): number => Date.parse(iso);
    const shifts = [
      {
        shiftId: 'a',
        teamId: 'a',
        date: '2026-03-28',
        opensMs: at('2026-03-28T18:00+01:00'),
        closesMs: at('2026-03-28T22:00+01:00'),
        restSec: 0,
      },
      {
        shiftId: 'b',
        teamId: 'a',
        date: '2026-03-29',
        opensMs: at('2026-03-29T10:00+02:00'),
        closesMs: at('2026-03-29T12:00+02:00'),
        restSec: 0,
      },
    ];
    expect(inShort(judge({ shifts, zone: 'Europe/Berlin' }))).toEqual(['rest_between_shifts refused 11/12']);
  });

  it('before the office opens', () => {
    // Until 23:00, the office opens at 08:00: 9 h; 10 are wished. On Friday nobody waits: Saturday has no office.
    const rules = just('rest_before_office');
    expect(inShort(judge({ office: FULL_OFFICE, shifts: [shift('2026-11-26', '20:00', '23:00')], rules }))).toEqual([
      'rest_before_office warned 9/10',
    ]);
    expect(inShort(judge({ office: FULL_OFFICE, shifts: [shift('2026-11-27', '20:00', '23:00')], rules }))).toEqual([]);
    expect(
      inShort(judge({ office: FULL_OFFICE, shifts: [shift('2026-11-26', '20:00', '23:00')], rules, holidays: ['2026-11-27'] })),
    ).toEqual([]);
  });

  it('once a week: 24 h in a piece', () => {
    // Office Mon–Fri until 17:00. Saturday 13:30–17:30, Sunday 08:00–11:30. Gaps: Fri 17:00–Sat 13:30 = 20.5 h, Sat 17:30–Sun 08:00 =
    // 14.5 h, Sun 11:30–24:00 = 12.5 h, nights 15 h. Longest: 20.5 h.
    const weekend = [shift('2026-11-28', '13:30', '17:30'), shift('2026-11-29', '08:00', '11:30')];
    const found = judge({ office: FULL_OFFICE, shifts: weekend, rules: just('weekly_rest') });
    expect(inShort(found)).toEqual(['weekly_rest refused 20.5/24']);
    // Without Sunday: Saturday 17:30 to the end of Sunday, 30.5 h.
    expect(inShort(judge({ office: FULL_OFFICE, shifts: weekend.slice(0, 1), rules: just('weekly_rest') }))).toEqual([]);
  });
});

describe('evenings', () => {
  it('the latest end: 22:00, also for a shift that crosses midnight', () => {
    // 22:30 = 22 × 60 + 30 = 1350 min; 01:00 of the next day = 25 × 60 = 1500 min; the limit is 22 × 60 = 1320 min.
    const rules = just('latest_end');
    expect(inShort(judge({ shifts: [shift('2026-11-24', '18:00', '22:00')], rules }))).toEqual([]);
    expect(inShort(judge({ shifts: [shift('2026-11-24', '18:00', '22:30')], rules }))).toEqual(['latest_end refused 1350/1320']);
    expect(inShort(judge({ shifts: [shift('2026-11-24', '20:00', '01:00')], rules }))).toEqual(['latest_end refused 1500/1320']);
  });

  it('in a row: six are warned, seven refused; a day shift is no evening', () => {
    const dates = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29'];
    const rules = just('consecutive_evenings');
    const until = (count: number) =>
      inShort(judge({ shifts: dates.slice(0, count).map((date) => shift(date, '18:30', '21:30')), rules }));
    expect([until(5), until(6), until(7)]).toEqual([
      [],
      ['consecutive_evenings warned 6/5'],
      ['consecutive_evenings refused 7/6'],
    ]);
    const saturdayByDay = dates.map((date) =>
      date === '2026-11-28' ? shift(date, '08:00', '17:00') : shift(date, '18:30', '21:30'),
    );
    expect(inShort(judge({ shifts: saturdayByDay, rules }))).toEqual([]);
  });
});

describe('the fair share', () => {
  it('of evenings and weekends: above the average of the month by more than wished is warned', () => {
    // The average of November is 4 evenings and 1 weekend day. Nine evenings are 5 more (4 are wished at most); four weekend days are 3 more
    // (2 are wished at most).
    const weekends = ['2026-11-07', '2026-11-08', '2026-11-14', '2026-11-15'].map((date) => shift(date, '09:00', '12:00'));
    const evenings = ['02', '04', '06', '10', '12', '16', '18', '20', '24'].map((day) =>
      shift(`2026-11-${day}`, '18:30', '21:30'),
    );
    const average = { evenings: new Map([['2026-11', 4]]), weekends: new Map([['2026-11', 1]]) };
    const rules = {
      ...NOTHING,
      limits: { ...NOTHING.limits, fair_evenings: { limit: null, warnAt: 4 }, fair_weekends: { limit: null, warnAt: 2 } },
    };
    const judged = (shifts: WorkShift[]) => inShort(judge({ shifts, rules, fair: average }));
    expect(judged([...evenings, ...weekends])).toEqual(['fair_evenings warned 5/4', 'fair_weekends warned 3/2']);
    // One evening less: 8 − 4 = 4 is within; one weekend day less: 3 − 1 = 2 is within.
    expect(judged([...evenings.slice(1), ...weekends.slice(1)])).toEqual([]);
    // As a hard rule it refuses.
    const hard = { ...rules, limits: { ...rules.limits, fair_evenings: { limit: 4, warnAt: null } } };
    expect(inShort(judge({ shifts: evenings, rules: hard, fair: average }))).toEqual(['fair_evenings refused 5/4']);
  });
});

describe('what is worse after a change', () => {
  it('is what is new, or has a worse number; what was broken before is nobody new’s fault', () => {
    // Two short rests already: 9 h. A third shift on another day breaks nothing more.
    const shifts = [shift('2026-11-25', '20:00', '23:00'), shift('2026-11-26', '08:00', '11:00')];
    const rules = just('rest_between_shifts');
    const before = judge({ shifts, rules });
    expect(newlyBroken(before, judge({ shifts: [...shifts, shift('2026-11-30', '18:30', '21:30')], rules }))).toEqual([]);
    // An earlier start on the Thursday: 8 h instead of 9.
    const worse = judge({ shifts: [shifts[0]!, shift('2026-11-26', '07:00', '11:00')], rules });
    expect(inShort(newlyBroken(before, worse))).toEqual(['rest_between_shifts refused 8/12']);
    expect(newlyBroken(worse, before)).toEqual([]);
  });
});

describe('what no policy can allow', () => {
  it('a shift on a day of absence', () => {
    const found = judge({
      shifts: [shift('2026-11-24', '18:30', '21:30')],
      absences: [{ fromDate: '2026-11-23', toDate: '2026-11-24' }],
      rules: NOTHING,
    });
    expect(inShort(found)).toEqual(['absent refused 1/0']);
  });

  it('two shifts at once; one after the other is none', () => {
    const one = shift('2026-11-24', '18:00', '20:00', 0, 'a');
    expect(inShort(judge({ shifts: [one, shift('2026-11-24', '19:59', '21:00', 0, 'b')], rules: NOTHING }))).toEqual([
      'double_booked refused 1/0',
    ]);
    expect(inShort(judge({ shifts: [one, shift('2026-11-24', '20:00', '21:00', 0, 'b')], rules: NOTHING }))).toEqual([]);
  });
});
