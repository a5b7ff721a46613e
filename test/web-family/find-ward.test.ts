import { readFileSync } from 'node:fs';
import type { Unit } from '@gocua/api/contract/units';
import { describe, expect, it } from 'vitest';
import { findWards, indexWards } from '../../apps/web/src/family/find-ward.ts';

/** The real units of Hanoi. */
const units = (
  JSON.parse(readFileSync(new URL('../../data/hanoi/units.geojson', import.meta.url), 'utf8')) as {
    features: { properties: Unit }[];
  }
).features.map((feature) => feature.properties);
const index = indexWards(units);
const names = (text: string, limit = 6) => findWards(index, text, limit).map((ward) => ward.name);

describe('choosing a ward', () => {
  it('knows all 126 of Hanoi', () => expect(index).toHaveLength(126));

  it('needs neither accents nor case nor the kind', () => {
    for (const text of ['Đống Đa', 'dong da', 'DONG DA', 'phường đống đa', 'dong  d'])
      expect(names(text)[0]).toBe('Phường Đống Đa');
  });

  it('puts the exact name before names that begin or go on with it', () => {
    expect(names('láng')[0]).toBe('Phường Láng');
    expect(names('ho')).toContain('Phường Hoàn Kiếm');
    expect(names('kiem')).toContain('Phường Hoàn Kiếm');
  });

  it('finds the wards of an old district', () => {
    const found = findWards(index, 'quận đống đa', 20);
    expect(found.length).toBeGreaterThan(3);
    expect(found.every((ward) => ward.district?.name === 'Quận Đống Đa')).toBe(true);
  });

  it('finds nothing for nothing, and never more than asked', () => {
    expect(names('')).toEqual([]);
    // A kind alone is also how names begin: Phương Liệt.
    expect(names('phường')[0]).toBe('Phường Phương Liệt');
    expect(names('qqq')).toEqual([]);
    expect(names('a', 3)).toHaveLength(3);
  });
});
