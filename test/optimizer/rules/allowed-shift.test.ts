import { expect, it } from 'vitest';
import { broken, home, town } from './on-a-line.ts';

it('only shifts on the list, none that is excluded', () => {
  const problem = town([home(1, { allowedShifts: [1] }), home(2, { forbiddenShifts: [0] }), home(3, { allowedShifts: [0] })]);
  expect(broken(problem, [0, 1, 2])).toEqual(['notAllowed 0 0', 'notAllowed 1 0']);
});
