import type { TeamReport } from '@gocua/api/contract/field';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../apps/web/src/api/http.ts';
import { mayUpdateNow } from '../../apps/web/src/field/app-update.ts';
import { eveningFacts, panicOf, shownMessages, unreadOf } from '../../apps/web/src/field/evening-reports.ts';
import { checkFoundPerson } from '../../apps/web/src/field/found-person.ts';
import { type DoorPhoto, photoOutbox, type RefusedReport } from '../../apps/web/src/field/reports.ts';
import { EMPTY_TEAM_STATE, reduceTeam } from '../../apps/web/src/field/team-state.ts';
import { notificationFor } from '../../apps/web/src/field/worker/notification.ts';
import { MemoryOutboxStore } from './memory-queue-store.ts';
import { snapshot, visit } from './visits.ts';

const AT = '2026-11-26T12:05:00.000Z';
const DATE = '2026-11-26';
const report = (facts: object): TeamReport => ({ id: 'r', deviceAt: AT, ...facts }) as TeamReport;

describe('F6 reports that wait are shown as what they will be', () => {
  it('a kit check and the way home count at once, of their own evening only', () => {
    const waiting = [
      report({ kind: 'shift-began', date: DATE }),
      report({ kind: 'kit-checked', date: DATE, kitState: 'ready', batteryPercent: 80, itemsPresent: [], note: '' }),
      report({ kind: 'home-reached', date: '2026-11-25' }),
    ];
    expect(eveningFacts(snapshot([]), waiting, DATE)).toMatchObject({
      beganAt: AT,
      kitCheckedAt: AT,
      batteryPercent: 80,
      homeAt: null,
    });
    expect(eveningFacts(snapshot([]), waiting, '2026-11-25')).toMatchObject({ homeAt: AT, kitCheckedAt: null });
  });

  it('a call for help is on the phone, then received, then taken; ending it ends it', () => {
    const panic = report({ kind: 'panic', place: null });
    const raised = (takenAt: string | null) => snapshot([], { panic: { raisedAt: AT, takenAt } });
    expect(panicOf(snapshot([]), [])).toBeNull();
    expect(panicOf(snapshot([]), [panic])).toMatchObject({ reach: 'phone' });
    expect(panicOf(raised(null), [])).toMatchObject({ reach: 'server' });
    // Pressed again while the first is known: what the server knows counts.
    expect(panicOf(raised(AT), [panic])).toMatchObject({ reach: 'dispatcher', takenAt: AT });
    expect(panicOf(raised(null), [report({ kind: 'panic-over' })])).toBeNull();
    expect(panicOf(snapshot([]), [panic, report({ kind: 'panic-over' })])).toBeNull();
  });

  it('messages of the office are unread until the team said so, and own ones say that they are on the phone', () => {
    const office = { id: 'm1', teamId: 'team-1', fromTeam: false, author: 'Hoa', code: 'call_office', text: '', at: AT } as const;
    const told = snapshot([], { messages: [{ ...office, deliveredAt: null, readAt: null }] });
    const own = report({ id: 'm2', kind: 'message', code: 'all_well', text: '' });
    expect(unreadOf(shownMessages(told, [], 'Tổ 1'))).toHaveLength(1);
    const shown = shownMessages(told, [report({ kind: 'messages-read', messageIds: ['m1'] }), own], 'Tổ 1');
    expect(unreadOf(shown)).toEqual([]);
    expect(shown.map(({ id, onPhone }) => [id, onPhone])).toEqual([
      ['m1', false],
      ['m2', true],
    ]);
    // The server's copy came before the answer to the report: shown once.
    const twice = snapshot([], { messages: [{ ...office, id: 'm2', fromTeam: true, deliveredAt: null, readAt: null }] });
    expect(shownMessages(twice, [own], 'Tổ 1').map(({ id, onPhone }) => [id, onPhone])).toEqual([['m2', false]]);
  });
});

describe('F6 reports that the server took', () => {
  it('stay as they were shown until the server tells of them itself: no message is unread again', () => {
    const office = { id: 'm1', teamId: 'team-1', fromTeam: false, author: 'Hoa', code: 'call_office', text: '', at: AT } as const;
    const reports = [
      report({ id: 'r1', kind: 'messages-read', messageIds: ['m1'] }),
      report({ id: 'r2', kind: 'home-reached', date: DATE }),
      report({ id: 'r3', kind: 'message', code: 'all_well', text: '' }),
      report({ id: 'r4', kind: 'panic', place: null }),
    ];
    const before = snapshot([], { messages: [{ ...office, deliveredAt: null, readAt: null }] });
    const state = { ...EMPTY_TEAM_STATE, snapshot: before };
    const after = reduceTeam(state, { type: 'reports-taken', reports }).snapshot!;
    expect(unreadOf(shownMessages(after, [], 'Tổ 1'))).toEqual([]);
    expect(shownMessages(after, [], 'Tổ 1')).toEqual(
      shownMessages(before, reports, after.team.name).map((one) => ({ ...one, onPhone: false })),
    );
    expect(eveningFacts(after, [], DATE)).toEqual(eveningFacts(before, reports, DATE));
    expect(panicOf(after, [])).toMatchObject({ raisedAt: AT, reach: 'server' });
    // Said twice, nothing changes.
    expect(reduceTeam({ ...state, snapshot: after }, { type: 'reports-taken', reports }).snapshot).toEqual(after);
  });
});

describe('photos of doors', () => {
  it('go one at a time; a refused one is told and does not hold up the next, a lost one is tried again', async () => {
    const store = new MemoryOutboxStore<DoorPhoto, RefusedReport>();
    const sent: string[] = [];
    let isLost = true;
    const outbox = photoOutbox(
      { accountId: 'a', store, now: () => new Date(AT), timer: { set: () => 0, clear: () => {} }, onResults: () => {} },
      {
        put: async <T>(path: string) => {
          if (isLost) throw new ProblemError({ code: 'no-network', status: 0 });
          if (path.endsWith('/p1')) throw new ProblemError({ code: 'too-many-photos', status: 409 });
          sent.push(path);
          return undefined as T;
        },
      },
    );
    for (const id of ['p1', 'p2', 'p3']) await outbox.put({ id, assignmentId: 'visit-1', jpeg: new ArrayBuffer(2) });
    await expect.poll(() => [outbox.read().waiting.length, outbox.read().held]).toEqual([3, 'network']);
    isLost = false;
    void outbox.flush();
    await expect.poll(() => store.disk()).toEqual([]);
    expect(sent).toEqual(['/api/field/assignments/visit-1/photos/p2', '/api/field/assignments/visit-1/photos/p3']);
    expect(outbox.read().toRead).toEqual([{ id: 'p1', accountId: 'a', kind: 'photo', problem: 'too-many-photos' }]);
    expect(store.disk()).toEqual([]);
  });
});

describe('somebody found at a home', () => {
  const form = { fullName: ' Đỗ Thị Em ', birthYear: '1941', sex: 'female', mobility: 'walks', needs: ['id_card'] } as const;

  it('is a person, or all that is missing at once', () => {
    expect(checkFoundPerson({ ...form, phone: '0900 111 222', note: '' }).person).toMatchObject({
      fullName: 'Đỗ Thị Em',
      birthYear: 1941,
      phone: '0900111222',
    });
    expect(checkFoundPerson({ ...form, phone: '', note: '' }).person?.phone).toBeNull();
    const nothing = { fullName: ' ', birthYear: '41', sex: null, mobility: null, needs: [], phone: '12', note: '' };
    expect(checkFoundPerson(nothing)).toEqual({ faults: ['name', 'year', 'sex', 'mobility', 'needs', 'phone'], person: null });
  });
});

describe('a newer version of the app', () => {
  it('waits while a visit is under way, and on pages where something is filled in', () => {
    expect(mayUpdateNow([visit('a', { state: 'acknowledged' })], '/to')).toBe(true);
    expect(mayUpdateNow([visit('a', { state: 'travelling' })], '/to')).toBe(false);
    expect(mayUpdateNow([visit('a'), visit('b', { state: 'arrived' })], '/to/danh-sach')).toBe(false);
    expect(mayUpdateNow([visit('a')], '/to/viec/a/ket-qua')).toBe(false);
    expect(mayUpdateNow([], '/to/kiem-tra')).toBe(false);
  });
});

describe('a reminder on a locked screen', () => {
  it('says how many and nothing of whom, in the phone’s language; what is unknown is still said', () => {
    expect(notificationFor({ kind: 'assignments', count: 3 }, 'vi').body).toBe('3 việc chờ tổ nhận. Mở để xem.');
    expect(notificationFor({ kind: 'assignments', count: 1 }, 'en-GB').body).toBe('1 visit waits to be accepted. Open to look.');
    expect(notificationFor(null, 'fr').tag).toBe('other');
    expect(notificationFor({ kind: 'of-tomorrow', count: 1 }, 'vi').body).toBe('Có tin mới cho tổ. Mở để xem.');
  });
});
