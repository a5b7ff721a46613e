import { expect, it } from 'vitest';
import { broken, home, town } from './on-a-line.ts';

it('the shift of the pin, or none', () => {
  expect(broken(town([home(1, { pinnedShift: 1 }), home(2, { pinnedShift: 0 })]), [0, 1])).toEqual(['notPinnedShift 0 0']);
});
