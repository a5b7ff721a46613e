import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { TEAM_COLORS } from '../../apps/web/src/design/teamColors.ts';

type Triple = readonly [number, number, number];
const linear = (channel: number) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
const parse = (hex: string): Triple =>
  [1, 3, 5].map((at) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255)) as unknown as Triple;
const luminance = ([r, g, b]: Triple) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrast = (a: Triple, b: Triple) => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
};
// Machado, Oliveira, Fernandes 2009, severity 1.
const PROTAN = [
  [0.152286, 1.052583, -0.204868],
  [0.114503, 0.786281, 0.099216],
  [-0.003882, -0.048116, 1.051998],
] as const;
const DEUTAN = [
  [0.367322, 0.860646, -0.227968],
  [0.280085, 0.672501, 0.047413],
  [-0.01182, 0.04294, 0.968881],
] as const;
const seenBy = (matrix: readonly Triple[], color: Triple): Triple =>
  matrix.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, weight, channel) => sum + weight * color[channel as 0 | 1 | 2], 0),
      ),
    ),
  ) as unknown as Triple;
const oklab = ([r, g, b]: Triple): Triple => {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
};
const distance = (a: Triple, b: Triple) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

describe.each(['light', 'dark'] as const)('team colours, %s', (shown) => {
  const colors = TEAM_COLORS[shown].map(parse);
  const text = parse(shown === 'light' ? '#ffffff' : '#10161d');
  const ground = parse(shown === 'light' ? '#eef0ee' : '#1b222b');

  test('carry their number at 4.5:1 and stand out from the map at 3:1', () => {
    for (const [index, color] of colors.entries()) {
      expect(contrast(color, text), `text on ${index}`).toBeGreaterThanOrEqual(4.5);
      expect(contrast(color, ground), `${index} on the map`).toBeGreaterThanOrEqual(3);
    }
  });

  test('the first eight stay apart for eyes without red or green cones', () => {
    const first = colors.slice(0, 8);
    for (const [i, a] of first.entries())
      for (const [j, b] of first.entries())
        if (i < j)
          for (const matrix of [PROTAN, DEUTAN])
            expect(distance(oklab(seenBy(matrix, a)), oklab(seenBy(matrix, b))), `${i} and ${j}`).toBeGreaterThan(0.055);
  });
});

test('the style sheet says the same colours as the module', () => {
  const css = readFileSync('apps/web/src/design/teams.css', 'utf8');
  for (const [index, light] of TEAM_COLORS.light.entries())
    expect(css).toContain(`.team-${index} {\n  --team: light-dark(${light}, ${TEAM_COLORS.dark[index]});`);
});
