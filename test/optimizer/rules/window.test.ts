import { expect, it } from 'vitest';
import { broken, home, town } from './on-a-line.ts';

it('work starts inside a window, both ends included; a frozen stop is forgiven', () => {
  const late = home(2, { windows: [{ opensSec: 0, closesSec: 119 }] });
  const inTime = home(2, { windows: [{ opensSec: 0, closesSec: 120 }] });
  expect(broken(town([inTime]), [0])).toEqual([]);
  expect(broken(town([late]), [0])).toEqual(['windowMissed 0 1']);
  expect(broken(town([late], { frozenHead: [0] }), [0])).toEqual([]);
});
