import ICAL from 'ical.js';
import { beforeAll, expect, it } from 'vitest';
import type { FeedState, IcsReport, NewFeed, SeriesEdited } from '../../apps/api/src/contract/calendar.ts';
import type { ProblemItem } from '../../apps/api/src/contract/problems.ts';
import type { ShiftList, ShiftSeries } from '../../apps/api/src/contract/teams.ts';
import { type Caller, openTestApp, type TestApp } from '../support/app.ts';
import { describeOnDatabases } from '../support/database.ts';
import { limitNothing } from './limit-nothing.ts';

interface Refusal {
  code: string;
  errors?: ProblemItem[];
  params?: Record<string, number>;
}

const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
const file = (...events: string[]) =>
  `${['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y', ...events, 'END:VCALENDAR'].join('\r\n')}\r\n`;
/** As Outlook writes it: Windows' name of the zone. */
const SUNDAYS = event(
  ...['UID:abc@outlook', 'DTSTART;TZID="SE Asia Standard Time":20261129T080000', 'DURATION:PT3H'],
  ...['RRULE:FREQ=WEEKLY;BYDAY=SU;UNTIL=20270301T000000Z', 'EXDATE;TZID=SE Asia Standard Time:20261206T080000'],
);
const MOVED = event(
  ...['UID:abc@outlook', 'RECURRENCE-ID:20261213T010000Z', 'DTSTART;TZID=Asia/Ho_Chi_Minh:20261213T130000'],
  'DTEND;TZID=Asia/Ho_Chi_Minh:20261213T150000',
);

describeOnDatabases('iCalendar', (open) => {
  let test: TestApp;
  let dispatcher: Caller;
  let stranger: Caller;
  beforeAll(async () => {
    test = await openTestApp(await open());
    dispatcher = await test.as('dieuphoi');
    await limitNothing(dispatcher);
    stranger = await test.as();
  }, 120_000);

  const send = <Body = IcsReport>(text: string, isDryRun = false, call = dispatcher, teamId = 'to-2') =>
    call<Body>('POST', `/api/teams/${teamId}/shifts-import`, { text, isDryRun });
  const seriesOf = async (teamId: string) =>
    (await dispatcher<{ series: ShiftSeries[] }>('GET', '/api/shift-series')).body.series.filter((one) => one.teamId === teamId);

  it('gives a team a secret link, whose file names no person and rises with every change; ends it', async () => {
    const feedOf = async () => (await dispatcher<FeedState>('GET', '/api/teams/to-1/calendar-feed')).body;
    expect(await feedOf()).toEqual({ createdAt: null });
    const { path } = (await dispatcher<NewFeed>('PUT', '/api/teams/to-1/calendar-feed')).body;
    expect((await feedOf()).createdAt).not.toBeNull();
    const { body: text, headers } = await stranger<string>('GET', path);
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
    const sequences = (of: string) =>
      new ICAL.Component(ICAL.parse(of))
        .getAllSubcomponents('vevent')
        .map((one) => Number(one.getFirstPropertyValue('sequence')));
    const before = sequences(text);
    expect(before).toEqual([0, 0]);
    for (const member of ['Trần Quang Khải', '+84900000911']) expect(text).not.toContain(member);
    const { version } = (await seriesOf('to-1')).find(({ id }) => id === 'ca-1-toi')!;
    const change = { startsLocal: '2026-11-26T19:00', durationSec: 7200, teamId: 'to-1', rest: null, note: 'gặp bà Lan' };
    await dispatcher<SeriesEdited>('POST', '/api/shift-series/ca-1-toi/edit', {
      scope: 'one',
      version,
      date: '2026-11-26',
      change,
    });
    const closure = { id: 'dong-1', depotId: 'tru-so-1', fromDate: '2026-12-01', toDate: '2026-12-01', reason: 'x', version: 0 };
    await dispatcher('PUT', '/api/depot-closures/dong-1', closure);
    const after = (await stranger<string>('GET', path)).body;
    // The Saturdays: closed once. The evenings: edited and closed, the edited one under the same number.
    expect(sequences(after).sort()).toEqual([1, 2, 2]);
    expect(after).toContain('EXDATE;TZID=Asia/Ho_Chi_Minh:');
    expect(after).not.toContain('Lan');
    // A new link ends the old one, and a link can be ended; neither stands in the log.
    const { path: second } = (await dispatcher<NewFeed>('PUT', '/api/teams/to-1/calendar-feed')).body;
    expect((await stranger('GET', path)).status).toBe(404);
    expect((await stranger('GET', second)).status).toBe(200);
    expect((await dispatcher('DELETE', '/api/teams/to-1/calendar-feed')).status).toBe(204);
    expect((await stranger('GET', second)).status).toBe(404);
    for (const secret of [path, second]) expect(test.log.join('\n')).not.toContain(secret.slice(20, 50));
    const elsewhere = await test.as('dongda');
    for (const method of ['GET', 'PUT', 'DELETE'])
      expect((await elsewhere<Refusal>(method, '/api/teams/to-1/calendar-feed')).body.code).toBe('outside-your-unit');
    expect((await (await test.as('to1'))<Refusal>('PUT', '/api/teams/to-1/calendar-feed')).body.code).toBe('not-allowed');
    expect((await stranger<Refusal>('GET', '/api/teams/to-1/shifts.ics')).body.code).toBe('sign-in-required');
    expect((await elsewhere<Refusal>('GET', '/api/teams/to-1/shifts.ics')).body.code).toBe('outside-your-unit');
  });

  it('takes a foreign calendar over after a dry run, and the same file again changes nothing twice', async () => {
    const text = file(SUNDAYS, MOVED);
    const dry = await send(text, true);
    expect(dry.body).toMatchObject({
      faults: [],
      series: [{ zone: 'Asia/Ho_Chi_Minh', isNew: true, exceptDates: ['2026-12-06'] }],
    });
    const known = (await seriesOf('to-2')).length;
    expect((await send(text)).status).toBe(200);
    expect((await send(text)).body.series[0]).toMatchObject({ isNew: false, version: 1 });
    expect(await seriesOf('to-2')).toHaveLength(known + 1);
    const { body } = await dispatcher<ShiftList>('GET', '/api/shifts?from=2026-11-29&to=2026-12-13');
    const sundays = body.shifts.filter(({ seriesId }) => seriesId.startsWith('ics-'));
    expect(sundays.map(({ opensAt, closesAt }) => `${opensAt.slice(0, 16)}/${closesAt.slice(11, 16)}`)).toEqual([
      '2026-11-29T01:00/04:00',
      '2026-12-13T06:00/08:00',
    ]);
  });

  it('gives out what it takes in: the export of a team, imported again, changes no shift', async () => {
    const read = async () => (await dispatcher<ShiftList>('GET', '/api/shifts?from=2026-11-23&to=2027-06-30')).body.shifts;
    const before = await read();
    const text = (await dispatcher<string>('GET', '/api/teams/to-4/shifts.ics')).body;
    const { status, body } = await send(text, false, dispatcher, 'to-4');
    expect([status, body.series.map(({ isNew }) => isNew)]).toEqual([200, [false, false]]);
    expect(await read()).toEqual(before);
  });

  it('names every fault with its line, and imports nothing then', async () => {
    const hanoi = 'DTSTART;TZID=Asia/Ho_Chi_Minh:20261129T080000';
    const bad: [string, string[]][] = [
      ['zone-unknown', ['DTSTART;TZID=Asia/Hanoi:20261129T080000', 'DURATION:PT3H']],
      ['start-skipped', ['DTSTART;TZID=Europe/Berlin:20270328T023000', 'DURATION:PT3H']],
      ['until-type', [hanoi, 'DURATION:PT3H', 'RRULE:FREQ=WEEKLY;UNTIL=20270101']],
      ['until-type', ['DTSTART:20261129T080000', 'DURATION:PT3H', 'RRULE:FREQ=WEEKLY;UNTIL=20270101T000000Z']],
      ['rule-invalid', [hanoi, 'DURATION:PT3H', 'RRULE:FREQ=WEEKLY;BYDAY=XX']],
      ['rule-too-dense', [hanoi, 'DURATION:PT3H', 'RRULE:FREQ=HOURLY']],
      ['all-day', ['DTSTART;VALUE=DATE:20261129']],
      ['no-end', [hanoi]],
      ['invalid-input', [hanoi, 'DURATION:P2D']],
      ['time-unreadable', ['DTSTART;TZID=Asia/Ho_Chi_Minh:20261131T080000', 'DURATION:PT3H']],
      ['exrule', [hanoi, 'DURATION:PT3H', 'RRULE:FREQ=WEEKLY', 'EXRULE:FREQ=MONTHLY']],
      ['rule-twice', [hanoi, 'DURATION:PT3H', 'RRULE:FREQ=WEEKLY', 'RRULE:FREQ=MONTHLY']],
      ['master-missing', ['RECURRENCE-ID:20261213T010000Z', hanoi, 'DURATION:PT3H']],
    ];
    const text = file(...bad.map(([, lines], i) => event(`UID:${i}`, ...lines)), SUNDAYS);
    const dry = await send(text, true);
    expect(dry.body.faults.map(({ code }) => code)).toEqual(bad.map(([code]) => code));
    const lineOf = (i: number) => text.slice(0, text.indexOf(`UID:${i}\r\n`)).split('\r\n').length - 1;
    expect(dry.body.faults.map(({ line }) => line)).toEqual(bad.map((_, i) => lineOf(i)));
    const before = await seriesOf('to-3');
    const refused = await send<Refusal>(text, false, dispatcher, 'to-3');
    expect([refused.status, refused.body.code, refused.body.errors?.length]).toEqual([422, 'import-has-errors', bad.length]);
    expect(await seriesOf('to-3')).toEqual(before);
    const faultOf = async (...lines: string[]) =>
      (await send(file(event('UID:q', ...lines)), true)).body.faults.map(({ code }) => code);
    expect(await faultOf(hanoi, 'DURATION:PT3H', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30')).toEqual(['rule-never-occurs']);
    // Team 2 is out on Friday from 18:30.
    expect(await faultOf('DTSTART;TZID=Asia/Ho_Chi_Minh:20261127T200000', 'DURATION:PT3H')).toEqual(['shifts-overlap']);
  });

  it('refuses 50,000 events, and what is no calendar', async () => {
    const huge = file(
      ...Array.from({ length: 50_000 }, (_, i) => event(`UID:${i}`, 'DTSTART:20261129T080000Z', 'DURATION:PT1H')),
    );
    const refused = await send<Refusal>(huge, true);
    expect([refused.status, refused.body.code, refused.body.params]).toEqual([
      413,
      'ics-too-large',
      { events: 50_000, limit: 2000 },
    ]);
    for (const text of ['', 'hello', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n', 'BEGIN:VCARD\r\nEND:VCARD'])
      expect((await send<Refusal>(text, true)).body.code).toBe('ics-unreadable');
    expect((await send<Refusal>(file(SUNDAYS), true, await test.as('dongda'))).body.code).toBe('outside-your-unit');
    expect((await send<Refusal>(file(SUNDAYS), true, await test.as('truongdonvi'))).body.code).toBe('not-allowed');
  });
});
