import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepView, readView } from '../../apps/web/src/map/kept-view.ts';

const kept = new Map<string, string>();
beforeEach(() =>
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }),
);
afterEach(() => {
  kept.clear();
  vi.unstubAllGlobals();
});

it('a reload comes back to the same streets', () => {
  expect(readView()).toBeNull();
  keepView({ lat: 21.01, lon: 105.83, zoom: 16 });
  expect(readView()).toEqual({ lat: 21.01, lon: 105.83, zoom: 16 });
});

it.each([
  '',
  'null',
  '[]',
  '{"lat":"x"}',
  '{"lat":99,"lon":0,"zoom":3}',
  '{"lat":1,"lon":2}',
  '{"lat":1,"lon":2,"zoom":-4}',
  '{',
])('what cannot be shown is no view: %s', (text) => {
  kept.set('map-view', text);
  expect(readView()).toBeNull();
});

it('a browser that keeps nothing has no view, and no fault', () => {
  vi.stubGlobal('sessionStorage', undefined);
  expect(() => keepView({ lat: 1, lon: 2, zoom: 3 })).not.toThrow();
  expect(readView()).toBeNull();
});
