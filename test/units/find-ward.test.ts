import { describe, expect, it } from 'vitest';
import type { Unit } from '../../apps/api/src/contract/units.ts';
import { makeWardFinder } from '../../apps/api/src/units/find-ward.ts';

const unit = (id: string, kind: Unit['kind'], name: string, path: string): Unit => ({
  id,
  kind,
  name,
  path,
  nameEn: name,
  parentId: null,
});
const UNITS = [
  unit('01', 'city', 'Thành phố Hà Nội', '01/'),
  unit('qa', 'district', 'Quận Đống Đa', '01/qa/'),
  unit('qb', 'district', 'Huyện Gia Lâm', '01/qb/'),
  unit('kl', 'ward', 'Phường Kim Liên', '01/qa/kl/'),
  unit('lg', 'ward', 'Phường Láng', '01/qa/lg/'),
  unit('pd', 'ward', 'Xã Phù Đổng', '01/qb/pd/'),
  unit('xp', 'ward', 'Phường Phú Xá', '01/qb/xp/'),
];
const find = makeWardFinder(UNITS, [
  { name: 'Phường Láng Hạ', unitId: 'lg' },
  { name: 'Phường Trung Tự', unitId: 'kl' },
  { name: 'Phường Trung Tự', unitId: 'lg' },
  { name: 'Phường Ngã Tư', unitId: 'kl' },
  { name: 'Xã Ngã Tư', unitId: 'pd' },
]);
const ids = (text: string) => find(text).map(({ id }) => id);

describe('a ward in a list', () => {
  it.each(['Phường Kim Liên', 'kim lien', 'P. Kim Liên', 'P.Kim Liên', 'p kim liên', 'KIM LIÊN', 'Kim Liên, quận Đống Đa'])(
    '%s is Kim Liên',
    (text) => {
      expect(ids(text)).toEqual(['kl']);
    },
  );
  it('keeps names that begin like a kind of unit', () => {
    expect(ids('Phú Xá')).toEqual(['xp']);
    expect(ids('phường Phú Xá')).toEqual(['xp']);
  });
  it('by a name from before 1-7-2025 is the ward that has it now, or all of them', () => {
    expect(ids('Láng Hạ')).toEqual(['lg']);
    expect(ids('Trung Tự')).toEqual(['kl', 'lg']);
  });
  it('with the old district behind a comma is no longer ambiguous', () => {
    expect(ids('Ngã Tư')).toEqual(['kl', 'pd']);
    expect(ids('xã Ngã Tư, huyện Gia Lâm')).toEqual(['pd']);
  });
  it('that nobody knows is nothing', () => {
    expect(ids('Không Có')).toEqual([]);
    expect(ids('')).toEqual([]);
  });
});
