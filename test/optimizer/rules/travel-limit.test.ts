import { expect, it } from 'vitest';
import { broken, home, town } from './on-a-line.ts';

it('no more seconds of driving than allowed', () => {
  expect(broken(town([home(2)], { maxTravelSec: 240 }), [0])).toEqual([]);
  expect(broken(town([home(2)], { maxTravelSec: 200 }), [0])).toEqual(['travelTooLong - 40']);
});
