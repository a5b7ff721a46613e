import { expect, it } from 'vitest';
import { broken, home, town } from './on-a-line.ts';

it('no more metres than allowed', () => {
  expect(broken(town([home(2)], { maxMetres: 400 }), [0])).toEqual([]);
  expect(broken(town([home(2)], { maxMetres: 350 }), [0])).toEqual(['distanceTooLong - 50']);
});
