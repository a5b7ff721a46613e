import { expect, it } from 'vitest';
import { broken, home, town } from './on-a-line.ts';

it('the team is back when the shift closes', () => {
  // 60 out, 10 of work, 60 back.
  expect(broken(town([home(1)], { closesSec: 130 }), [0])).toEqual([]);
  expect(broken(town([home(1)], { closesSec: 100 }), [0])).toEqual(['shiftEndsLate - 30']);
});
