import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { caseAfterVisit } from '../../apps/api/src/cases/settle-visit.ts';
import { ASSIGNMENT_STATES, CASE_STATES, FIELD_ACTIONS, OUTCOMES } from '../../apps/api/src/contract/codes.ts';
import { decideStep, whenItHappened } from '../../apps/api/src/dispatch/field-steps.ts';

describe('steps of a visit', () => {
  test('one after the other', () => {
    expect(decideStep('assigned', null, 'acknowledge', null)).toEqual({ kind: 'accepted', to: 'acknowledged' });
    expect(decideStep('acknowledged', null, 'travel', null)).toEqual({ kind: 'accepted', to: 'travelling' });
    expect(decideStep('travelling', null, 'arrive', null)).toEqual({ kind: 'accepted', to: 'arrived' });
    expect(decideStep('arrived', null, 'finish', 'served')).toEqual({ kind: 'accepted', to: 'finished' });
  });

  test('steps on the way may be skipped, the door may not', () => {
    expect(decideStep('assigned', null, 'arrive', null)).toEqual({ kind: 'accepted', to: 'arrived' });
    expect(decideStep('travelling', null, 'finish', 'no_answer')).toEqual({ kind: 'refused', problem: 'illegal-step' });
    expect(decideStep('acknowledged', null, 'finish', 'served')).toEqual({ kind: 'refused', problem: 'illegal-step' });
    expect(decideStep('acknowledged', null, 'finish', 'moved_away')).toEqual({ kind: 'accepted', to: 'finished' });
  });

  test('a visit does not end without an outcome', () => {
    expect(decideStep('arrived', null, 'finish', null)).toEqual({ kind: 'refused', problem: 'outcome-required' });
  });

  test('late news never rewinds: it is kept', () => {
    expect(decideStep('arrived', null, 'travel', null)).toEqual({ kind: 'kept', problem: null });
    expect(decideStep('finished', 'served', 'arrive', null)).toEqual({ kind: 'kept', problem: null });
    expect(decideStep('finished', 'served', 'finish', 'served')).toEqual({ kind: 'kept', problem: null });
  });

  test('another end than the known one is kept for a dispatcher to look at', () => {
    expect(decideStep('finished', 'no_answer', 'finish', 'served')).toEqual({ kind: 'kept', problem: 'illegal-step' });
  });

  test('work on a visit that was given away is kept, a mere acknowledgement is not', () => {
    expect(decideStep('withdrawn', null, 'acknowledge', null)).toEqual({ kind: 'refused', problem: 'assignment-withdrawn' });
    expect(decideStep('withdrawn', null, 'finish', 'served')).toEqual({ kind: 'kept', problem: 'assignment-withdrawn' });
  });

  test('whatever comes in whatever order, the state only rises and the end never changes', () => {
    const step = fc.record({ action: fc.constantFrom(...FIELD_ACTIONS), outcome: fc.constantFrom(...OUTCOMES) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let state: (typeof ASSIGNMENT_STATES)[number] = 'assigned';
        let ended: (typeof OUTCOMES)[number] | null = null;
        for (const { action, outcome } of steps) {
          const decision = decideStep(state, ended, action, action === 'finish' ? outcome : null);
          if (decision.kind !== 'accepted') continue;
          expect(ended).toBeNull();
          expect(ASSIGNMENT_STATES.indexOf(decision.to)).toBeGreaterThan(ASSIGNMENT_STATES.indexOf(state));
          state = decision.to;
          if (state === 'finished') ended = outcome;
        }
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe('when a step happened', () => {
  const received = new Date('2026-11-23T20:00Z');
  const minutesBefore = (minutes: number) => new Date(received.getTime() - minutes * 60_000);

  test('what the device says, an hour late', () => {
    expect(whenItHappened(minutesBefore(60), received, minutesBefore(90))).toEqual(minutesBefore(60));
  });
  test('a clock that is ahead: when it was received', () => {
    expect(whenItHappened(minutesBefore(-3000), received, null)).toEqual(received);
  });
  test('a clock that is days behind: not before the step before', () => {
    expect(whenItHappened(minutesBefore(9000), received, minutesBefore(30))).toEqual(minutesBefore(30));
    expect(whenItHappened(minutesBefore(9000), received, null)).toEqual(minutesBefore(24 * 60));
  });
});

describe('what an outcome makes of a case', () => {
  test.each([
    ['served', 'served'],
    ['partly_served', 'waiting'],
    ['no_answer', 'waiting'],
    ['not_possible_today', 'waiting'],
    ['unreadable_prints', 'waiting'],
    ['refused', 'closed'],
    ['exempt', 'closed'],
    ['deceased', 'closed'],
    ['moved_away', 'blocked'],
  ] as const)('%s → %s', (outcome, state) => {
    expect(caseAfterVisit(outcome, 'scheduled', ['id_card']).state).toBe(state);
  });

  test('unreadable prints ask for a kit with iris, once', () => {
    expect(caseAfterVisit('unreadable_prints', 'scheduled', ['id_card'])).toEqual({
      state: 'waiting',
      needs: ['id_card', 'id_card_iris'],
    });
    expect(caseAfterVisit('unreadable_prints', 'scheduled', ['id_card_iris']).needs).toEqual(['id_card_iris']);
  });

  test('a visit never opens again what somebody settled meanwhile', () => {
    expect(caseAfterVisit('no_answer', 'closed', ['id_card']).state).toBe('closed');
    expect(caseAfterVisit('moved_away', 'served', ['id_card']).state).toBe('served');
    expect(caseAfterVisit('no_answer', 'blocked', ['id_card']).state).toBe('blocked');
    for (const state of CASE_STATES) expect(caseAfterVisit('served', state, []).state).toBe('served');
  });
});
