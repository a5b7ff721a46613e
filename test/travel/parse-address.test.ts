import { describe, expect, it } from 'vitest';
import { markedKey, parseAddress } from '../../apps/api/src/travel/parse-address.ts';

describe('parsing Vietnamese addresses', () => {
  it.each([
    ['Số 12, ngách 34/56, ngõ 34 phố Xã Đàn, tổ 5, phường Kim Liên, quận Đống Đa, Hà Nội', '12', '34/56', 'xa dan'],
    ['Số 12, ngách 34/56, ngõ 78 phố Xã Đàn', '12', '78/34/56', 'xa dan'],
    ['Số 12, Xã Đàn, P. Kim Liên', '12', '', 'xa dan'],
    ['so 5 ngo 20 pho phuong mai phuong kim lien', '5', '20', 'phuong mai'],
    ['12/34/56 Đường Láng', '12/34/56', '', 'lang'],
    ['Hẻm 5 Ngách 2 Ngõ 12 Đặng Thai Mai', null, '12/2/5', 'dang thai mai'],
    ['Ngách 44/58/34 Phố Đức Giang', null, '44/58/34', 'duc giang'],
    ['Ngách 176 Ngõ Thống Nhất', null, '176', 'ngo thong nhat'],
    ['Số nhà 7B ngõ 3 Ngô Quyền', '7b', '3', 'ngo quyen'],
    ['Ngô Gia Tự', null, '', 'ngo gia tu'],
    ['Ngõ 80 Đường vành đai 3', null, '80', 'vanh dai 3'],
    ['Đường Số 17', null, '', 'so 17'],
    ['12 Phố 8/3', '12', '', '8 3'],
    ['Bằng Lăng 10', null, '', 'bang lang 10'],
    ['P505 nhà A2 tập thể Kim Liên, phố Lương Định Của', null, '', 'luong dinh cua'],
    ['P406 nhà A11, ngõ Quan Thổ 1', null, '', 'ngo quan tho 1'],
    ['25 Phố Huế, Phường Hai Bà Trưng', '25', '', 'hue'],
    ['Số 15B Tổ 3 Định Công Thượng', '15b', '', 'dinh cong thuong'],
    ['145 Ngõ 99/64 Định Công Hạ, Định Công', '145', '99/64', 'dinh cong ha'],
    ['Số 8 Ngõ Huế', '8', '', 'ngo hue'],
    ['', null, '', ''],
    ['phường Kim Liên', null, '', 'phuong kim lien'],
  ])('%s', (text, house, alleys, street) => {
    const parsed = parseAddress(text);
    expect([parsed.house, parsed.alleys.join('/'), parsed.street]).toEqual([house, alleys, street]);
  });

  it('reads composed and decomposed marks alike', () => {
    const text = 'Số 12, ngách 5, ngõ 34 phố Tôn Đức Thắng';
    expect(parseAddress(text.normalize('NFD'))).toEqual(parseAddress(text));
  });

  it('tells marks apart, not where they are put', () => {
    expect(markedKey('Phố Hoà Mã')).toBe(markedKey('hòa mã'));
    expect(markedKey('Hàng Mã')).not.toBe(markedKey('Hàng Má'));
  });
});
