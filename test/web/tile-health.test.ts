import { expect, it } from 'vitest';
import { attributionHtml } from '../../apps/web/src/map/attribution-html.ts';
import { FAILURES_IN_A_ROW, PATIENCE_MS, TileHealth } from '../../apps/web/src/map/tile-health.ts';

it('single holes in a map are no reason; a row of failures is', () => {
  const health = new TileHealth();
  health.asked(0);
  for (let i = 0; i < 50; i++) {
    health.failed();
    health.failed();
    health.loaded(i, true);
  }
  expect(health.isAway(50)).toBe(false);
  for (let i = 0; i < FAILURES_IN_A_ROW; i++) health.failed();
  expect(health.isAway(51)).toBe(true);
});

it('a slow server is waited for while anything comes; nothing at all for long is away; nothing asked is nothing missed', () => {
  const health = new TileHealth();
  expect(health.isAway(1e9)).toBe(false);
  health.asked(1000);
  health.asked(2000);
  expect(health.isAway(1000 + PATIENCE_MS - 1)).toBe(false);
  expect(health.isAway(1000 + PATIENCE_MS)).toBe(true);
  health.loaded(9000, true);
  expect(health.isAway(9000 + PATIENCE_MS - 1)).toBe(false);
  health.loaded(9500, false);
  expect(health.isAway(1e9)).toBe(false);
});

it.each([
  ['© OpenStreetMap contributors', true],
  ['<img src=x onerror=alert(1)> OpenStreetMap', true],
  ['© "City"', false],
])('the operator’s words are text: %s', (words, isLinked) => {
  const html = attributionHtml(words);
  expect(html.includes('<img')).toBe(false);
  expect(html.includes('<a href="https://www.openstreetmap.org/copyright"')).toBe(isLinked);
});
