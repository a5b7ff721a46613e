import { expect, it } from 'vitest';
import { broken, home, town } from './on-a-line.ts';

it('all breaks of a used shift are taken; put by hand, they may be late, overloaded or left out', () => {
  const pause = { windows: [{ opensSec: 0, closesSec: 65 }], durationSec: 5, maxLoads: [0] };
  const later = { windows: [{ opensSec: 0, closesSec: 900 }], durationSec: 5 };
  // Before 70, when the home is served, the load is on board; afterwards the window has closed.
  expect(broken(town([home(1)], { breaks: [pause] }), [0])).toEqual(['breakMissing - 0']);
  expect(broken(town([home(1)], { breaks: [pause] }), [])).toEqual([]);
  expect(broken(town([home(1, { loads: [0] })], { breaks: [pause, later] }), [0])).toEqual([]);
  const problem = town([home(1)], { breaks: [pause, later] });
  expect(
    broken(
      problem,
      [0],
      [
        { breakIndex: 1, leg: 0 },
        { breakIndex: 0, leg: 1 },
      ],
    ),
  ).toEqual(['breakLate - 10']);
  expect(broken(problem, [0], [{ breakIndex: 0, leg: 0 }])).toEqual(['breakMissing - 0', 'breakOverloaded - 1']);
});
