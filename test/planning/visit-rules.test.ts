import { describe, expect, it } from 'vitest';
import { priorityTier, requiredSkills, serviceSec, waitingWeight } from '../../apps/api/src/planning/visit-rules.ts';

describe('visit rules', () => {
  it('takes as long as it was measured: 10–15 minutes at an office, an hour at a bed', () => {
    expect(serviceSec(['id_card'], 'walks')).toBe(15 * 60);
    expect(serviceSec(['id_card_iris'], 'bedbound')).toBe(60 * 60);
    // 50 for the intake at a bed, 10 for the electronic identity.
    expect(serviceSec(['id_card', 'digital_identity'], 'bedbound')).toBe(60 * 60);
  });

  it('counts one intake when both are asked for, and a need once', () => {
    expect(serviceSec(['id_card', 'id_card_iris'], 'walks')).toBe(serviceSec(['id_card_iris'], 'walks'));
    expect(serviceSec(['population_check', 'population_check'], 'walks')).toBe(5 * 60);
  });

  it('requires what all needs together require', () => {
    expect(requiredSkills(['digital_identity', 'id_card_iris', 'population_check'])).toEqual([
      'intake',
      'iris',
      'officer',
      'vneid',
    ]);
    expect(requiredSkills([])).toEqual([]);
  });

  it('ranks by priority, and within a rank by weeks of waiting, up to four', () => {
    expect([100, 80, 79, 50, 49, 0].map(priorityTier)).toEqual([0, 0, 1, 1, 2, 2]);
    const now = new Date('2026-11-23T02:00:00Z');
    const after = (days: number): number =>
      waitingWeight(new Date(now.getTime() - days * 86_400_000), now, { count: 0, weeks: 1 });
    expect([-1, 0, 6, 7, 20, 28, 300].map(after)).toEqual([1, 1, 1, 2, 3, 5, 5]);
    // Passed over once or often, where each time counts two weeks; at most four weeks in all.
    const passed = (count: number): number => waitingWeight(now, now, { count, weeks: 2 });
    expect([0, 1, 2, 9].map(passed)).toEqual([1, 3, 5, 5]);
  });
});
