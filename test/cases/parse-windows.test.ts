import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWindows } from '../../apps/api/src/cases/import/parse-windows.ts';

describe('when somebody is at home, as lists write it', () => {
  it.each([
    ['T2-T6 18:00-20:30', [{ days: [1, 2, 3, 4, 5], from: '18:00', to: '20:30' }]],
    ['T7, CN 8h-11h30', [{ days: [6, 7], from: '08:00', to: '11:30' }]],
    ['Mon-Fri 18.30-21', [{ days: [1, 2, 3, 4, 5], from: '18:30', to: '21:00' }]],
    ['thứ Bảy 8:00–11:00', [{ days: [6], from: '08:00', to: '11:00' }]],
    ['18:00-20:00', [{ days: [1, 2, 3, 4, 5, 6, 7], from: '18:00', to: '20:00' }]],
    ['hàng ngày 18:00-20:00', [{ days: [1, 2, 3, 4, 5, 6, 7], from: '18:00', to: '20:00' }]],
    ['T7-T2 9:00-10:00', [{ days: [1, 6, 7], from: '09:00', to: '10:00' }]],
    ['', []],
    [' ; ', []],
  ])('reads %j', (text, windows) => {
    expect(parseWindows(text)).toEqual({ windows, faults: [] });
  });

  it('keeps both windows of one cell', () => {
    expect(parseWindows('T2-T6 18:00-20:30; T7 8:00-11:00').windows).toHaveLength(2);
  });

  it.each(['tối', 'T9 18:00-20:00', '25:00-26:00', 'T2-T3-T4 8:00-9:00', '18:00', 'T2 18:00-20:61'])(
    'refuses %j by name',
    (text) => {
      expect(parseWindows(text)).toEqual({ windows: [], faults: [{ code: 'window-unreadable', part: text }] });
    },
  );

  it('names a window that closes before it opens', () => {
    expect(parseWindows('T2 20:00-18:00').faults).toEqual([{ code: 'window-reversed', part: 'T2 20:00-18:00' }]);
    expect(parseWindows('T2 18:00-18:00').faults[0]?.code).toBe('window-reversed');
  });

  it('never throws and never makes a window that closes before it opens', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'T27CN,; -:h.1890'), maxLength: 40 }), (text) => {
        for (const window of parseWindows(text).windows) {
          expect(window.from < window.to).toBe(true);
          expect(window.days.length).toBeGreaterThan(0);
        }
      }),
      { seed: 7, numRuns: 2000 },
    );
  });
});
