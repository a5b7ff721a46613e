import { OUTCOMES } from '@gocua/api/contract/codes';
import type { FieldCommand } from '@gocua/api/contract/dispatch';
import { describe, expect, it } from 'vitest';
import { directionsLink } from '../../apps/web/src/field/directions-link.ts';
import { chooseEvening, groupEvenings, leftOpen, nextVisit } from '../../apps/web/src/field/evenings.ts';
import { isDarkOutside } from '../../apps/web/src/field/is-dark-outside.ts';
import { syncState } from '../../apps/web/src/field/sync-state.ts';
import { applyWaiting, nextAction, OUTCOME_GROUPS } from '../../apps/web/src/field/visit-steps.ts';
import { visit } from './visits.ts';

const command = (facts: Partial<FieldCommand>): FieldCommand => ({
  id: 'c1',
  assignmentId: 'a',
  action: 'acknowledge',
  outcome: null,
  note: '',
  detail: null,
  deviceAt: '2026-11-26T12:05:00.000Z',
  ...facts,
});

describe('the steps of a visit', () => {
  it('F6 shows what the server said with the waiting commands on top, in order', () => {
    const [shown, other] = applyWaiting(
      [visit('a', { state: 'acknowledged' }), visit('b')],
      [
        command({ id: 'c1', action: 'travel' }),
        command({ id: 'c2', action: 'arrive' }),
        command({ id: 'c3', action: 'finish', outcome: 'no_answer' }),
      ],
    );
    expect(shown).toMatchObject({ state: 'finished', outcome: 'no_answer', finishedAt: '2026-11-26T12:05:00.000Z' });
    expect(other).toMatchObject({ state: 'assigned' });
  });

  it('F6 a step that does not follow changes nothing', () => {
    const list = [visit('a', { state: 'travelling' })];
    expect(applyWaiting(list, [command({ action: 'travel' })])[0]).toBe(list[0]);
    expect(
      applyWaiting([visit('a', { state: 'acknowledged' })], [command({ action: 'finish', outcome: 'served' })])[0],
    ).toMatchObject({ state: 'acknowledged' });
    expect(applyWaiting([visit('a')], [command({ action: 'finish', outcome: 'moved_away' })])[0]).toMatchObject({
      state: 'finished',
    });
    expect(nextAction('withdrawn')).toBeNull();
  });

  it('offers every outcome of the closed list once', () => {
    expect(OUTCOME_GROUPS.flatMap((group) => group.outcomes).toSorted()).toEqual([...OUTCOMES].toSorted());
  });
});

describe('evenings', () => {
  const visits = [
    visit('late', { plannedStartAt: '2026-11-26T13:00:00.000Z', position: 2 }),
    visit('early', { plannedStartAt: '2026-11-26T12:00:00.000Z', position: 1, state: 'finished' }),
    visit('past', { date: '2026-11-25', state: 'acknowledged' }),
    visit('next', { date: '2026-11-28' }),
  ];
  const evenings = groupEvenings(visits);

  it('are in order, and so are the visits in them', () => {
    expect(evenings.map((evening) => [evening.date, evening.visits.map((one) => one.id)])).toEqual([
      ['2026-11-25', ['past']],
      ['2026-11-26', ['early', 'late']],
      ['2026-11-28', ['next']],
    ]);
  });

  it('today is chosen, else the next, else the last; a visit under way keeps its evening', () => {
    expect(chooseEvening(evenings, '2026-11-26')?.date).toBe('2026-11-26');
    expect(chooseEvening(evenings, '2026-11-27')?.date).toBe('2026-11-28');
    expect(chooseEvening(evenings, '2026-12-01')?.date).toBe('2026-11-28');
    const begun = groupEvenings([...visits, visit('begun', { date: '2026-11-25', state: 'arrived' })]);
    expect(chooseEvening(begun, '2026-11-26')?.date).toBe('2026-11-25');
    expect(chooseEvening([], '2026-11-26')).toBeNull();
  });

  it('the card shows the home one is at, then where one is going, then the first open', () => {
    const evening = (states: readonly ('arrived' | 'travelling' | 'assigned' | 'finished')[]) =>
      groupEvenings(states.map((state, index) => visit(`${index}`, { state, position: index })))[0]!;
    expect(nextVisit(evening(['assigned', 'travelling', 'arrived']))?.id).toBe('2');
    expect(nextVisit(evening(['assigned', 'travelling']))?.id).toBe('1');
    expect(nextVisit(evening(['finished', 'assigned']))?.id).toBe('1');
    expect(nextVisit(evening(['finished']))).toBeNull();
  });

  it('visits of past evenings without a result are named', () => {
    expect(leftOpen(evenings, '2026-11-26').map((one) => one.id)).toEqual(['past']);
  });
});

describe('what surrounds an evening', () => {
  it('knows sunset in Hanoi within a few minutes: 17:15 on 26 November, 18:41 on 21 June', () => {
    const dark = (instant: string) => isDarkOutside(new Date(instant), 21.03, 105.85);
    expect(dark('2026-11-26T10:10:00Z')).toBe(false);
    expect(dark('2026-11-26T10:20:00Z')).toBe(true);
    expect(dark('2026-06-21T11:35:00Z')).toBe(false);
    expect(dark('2026-06-21T11:48:00Z')).toBe(true);
    expect(dark('2026-11-26T05:00:00Z')).toBe(false);
    expect(dark('2026-11-26T20:00:00Z')).toBe(true);
  });

  it('hands over coordinates and nothing else', () => {
    expect(directionsLink(21.0281234, 105.8, 'Mozilla/5.0 (Linux; Android 12)')).toBe(
      'geo:21.028123,105.800000?q=21.028123,105.800000',
    );
    expect(directionsLink(21, 105, 'iPhone')).toContain('daddr=21.000000,105.000000');
    expect(directionsLink(21, 105, 'X11; Linux')).toContain('mlat=21.000000');
    // The program somebody chose wins over what the phone is.
    expect(directionsLink(21, 105, 'Android', 'google')).toBe(
      'https://www.google.com/maps/dir/?api=1&destination=21.000000,105.000000&dir_action=navigate',
    );
    expect(directionsLink(21, 105, 'Android', 'apple')).toBe('https://maps.apple.com/?daddr=21.000000,105.000000');
    expect(directionsLink(21, 105, 'iPhone', 'osmand')).toBe(
      'https://osmand.net/map/?pin=21.000000,105.000000#18/21.000000/105.000000',
    );
  });

  it('says the most pressing thing about sync', () => {
    const queue = { waiting: [], toRead: [], receivedAt: null, sending: false, held: null, diskFailed: false, loaded: true };
    const waiting = [command({})];
    expect(syncState(queue, true, null)).toEqual({ kind: 'connected' });
    expect(syncState({ ...queue, receivedAt: 'T' }, true, null)).toEqual({ kind: 'received', receivedAt: 'T' });
    expect(syncState({ ...queue, waiting, held: 'network' }, false, null)).toEqual({ kind: 'on-phone', count: 1 });
    expect(syncState({ ...queue, waiting }, true, null)).toEqual({ kind: 'sending', count: 1 });
    expect(syncState({ ...queue, waiting, held: 'signed-out' }, true, null)).toEqual({ kind: 'signed-out', count: 1 });
    expect(syncState(queue, false, 'H')).toEqual({ kind: 'disconnected', heardAt: 'H' });
    expect(syncState({ ...queue, diskFailed: true }, true, null)).toEqual({ kind: 'disk-failed' });
  });
});
