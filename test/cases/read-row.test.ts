import { describe, expect, it } from 'vitest';
import { findDuplicates, personKey } from '../../apps/api/src/cases/import/find-duplicates.ts';
import { type CaseDraft, type Ground, readRow } from '../../apps/api/src/cases/import/read-row.ts';
import { readTable } from '../../apps/api/src/cases/import/read-table.ts';

/** A small ground: two wards, a lake in the middle of one, a street. */
const ground: Ground = {
  year: 2026,
  country: 'VN',
  findWard(text) {
    if (text === 'Kim Liên') return { kind: 'one', unitId: 'kl', name: 'Kim Liên', within: true };
    if (text === 'Sơn Tây') return { kind: 'one', unitId: 'st', name: 'Sơn Tây', within: false };
    if (text === 'Hai Nơi') return { kind: 'many', names: ['Hai Nơi A', 'Hai Nơi B'] };
    return { kind: 'none' };
  },
  judgePin: (lon, lat) => ({
    insideArea: Math.abs(lon - 105.8) < 1 && Math.abs(lat - 21) < 1,
    inWater: lon === 105.82,
    unitId: lon > 105.9 ? 'other' : 'kl',
  }),
  locate: (address) =>
    address.includes('Đặng Văn Ngữ')
      ? { lon: 105.83, lat: 21.01, confidence: address.startsWith('Số') ? 'exact' : 'street' }
      : null,
};

const COLUMNS = [
  'Họ tên',
  'Năm sinh',
  'Giới tính',
  'Điện thoại',
  'Địa chỉ',
  'Phường',
  'Đi lại',
  'Nhu cầu',
  'Yêu cầu tổ',
  'Giờ có người nhà',
  'Vĩ độ',
  'Kinh độ',
  'Ưu tiên',
  'Ngõ vào',
  'Tầng',
  'Thang máy',
  'Chó',
  'Giường',
  'Nghe',
];
const GOOD: Record<string, string> = {
  'Họ tên': 'Nguyễn  Thị A',
  'Năm sinh': '1931',
  'Giới tính': 'Nữ',
  'Điện thoại': '0912 345 678',
  'Địa chỉ': 'Số 5 Đặng Văn Ngữ',
  Phường: 'Kim Liên',
  'Đi lại': 'nằm liệt giường',
  'Nhu cầu': 'căn cước; VNeID',
  'Giờ có người nhà': 'T2-T6 18:00-20:30',
  'Vĩ độ': '',
  'Kinh độ': '',
  'Ưu tiên': '',
};

function read(changes: Record<string, string> = {}) {
  const cells = COLUMNS.map((column) => ({ ...GOOD, ...changes })[column] ?? '');
  const [row] = readTable(`${COLUMNS.join(',')}\n${cells.map((cell) => `"${cell}"`).join(',')}\n`);
  return readRow(row!, ground);
}

describe('a row', () => {
  it('becomes a draft with tidy values', () => {
    expect(read()).toEqual({
      findings: [],
      draft: {
        line: 2,
        unitId: 'kl',
        fullName: 'Nguyễn Thị A',
        birthYear: 1931,
        sex: 'female',
        phone: '+84912345678',
        contactName: '',
        address: 'Số 5 Đặng Văn Ngữ',
        lat: 21.01,
        lon: 105.83,
        coordinateSource: 'geocoded',
        confidence: 'exact',
        mobility: 'bedbound',
        needs: ['id_card', 'digital_identity'],
        requirements: [],
        bonds: { secondTeam: false, returnAfterDays: null },
        windows: [{ days: [1, 2, 3, 4, 5], from: '18:00', to: '20:30' }],
        note: '',
        accessNote: '',
        access: { alley: null, floor: null, lift: null, dog: null, bed: null, hearing: null },
        priority: 90,
      },
    });
  });

  it('asks for what its crew must have, in words or codes', () => {
    expect(read({ 'Yêu cầu tổ': 'cán bộ nữ; sign_language + máy in' }).draft?.requirements).toEqual([
      'woman',
      'sign_language',
      'printer',
    ]);
    expect(read({ 'Yêu cầu tổ': 'hai cán bộ; phi hành gia' })).toMatchObject({
      draft: null,
      findings: [{ field: 'requirements', code: 'unknown-requirement', severity: 'error' }],
    });
  });

  it.each([
    ['Ngõ vào', 'Ô tô', { alley: 'car' }],
    ['Ngõ vào', 'hẹp', { alley: 'motorbike' }],
    ['Ngõ vào', 'foot', { alley: 'foot' }],
    ['Tầng', '12', { floor: 12 }],
    ['Tầng', 'Tầng 2', { floor: 2 }],
    ['Tầng', 'trệt', { floor: 1 }],
    ['Tầng', 'hầm', { floor: -1 }],
    ['Thang máy', 'Có', { lift: true }],
    ['Thang máy', 'không', { lift: false }],
    ['Chó', 'đã xích', { dog: true }],
    ['Giường', 'Nằm đất', { bed: 'mat' }],
    ['Nghe', 'Nặng tai', { hearing: 'hard' }],
    ['Nghe', 'deaf', { hearing: 'deaf' }],
  ])('knows how one gets in: %s "%s"', (column, value, access) => {
    const nothing = { alley: null, floor: null, lift: null, dog: null, bed: null, hearing: null };
    expect(read({ [column]: value })).toMatchObject({ findings: [], draft: { access: { ...nothing, ...access } } });
  });

  it.each([
    ['Ngõ vào', 'xe tăng', 'access-unreadable'],
    ['Tầng', 'mái', 'access-unreadable'],
    ['Tầng', '61', 'access-unreadable'],
    ['Tầng', '1.5', 'access-unreadable'],
    ['Thang máy', 'hỏng', 'access-unreadable'],
    ['Chó', 'hiền', 'access-unreadable'],
    ['Giường', 'gỗ', 'access-unreadable'],
    ['Nghe', 'nhìn', 'access-unreadable'],
    ['Họ tên', '', 'missing'],
    ['Họ tên', 'x'.repeat(121), 'too-long'],
    ['Năm sinh', 'ba mươi', 'not-a-year'],
    ['Năm sinh', '1850', 'birth-year-impossible'],
    ['Năm sinh', '2050', 'birth-year-impossible'],
    ['Giới tính', 'x', 'unknown-sex'],
    ['Điện thoại', '12', 'phone-unreadable'],
    ['Phường', 'Không Có', 'unknown-ward'],
    ['Phường', 'Hai Nơi', 'ambiguous-ward'],
    ['Phường', 'Sơn Tây', 'ward-outside-your-unit'],
    ['Đi lại', 'bay', 'unknown-mobility'],
    ['Nhu cầu', 'căn cước; hộ chiếu', 'unknown-need'],
    ['Giờ có người nhà', 'tối', 'window-unreadable'],
    ['Giờ có người nhà', 'T2 20:00-18:00', 'window-reversed'],
    ['Vĩ độ', '21.0', 'coordinate-incomplete'],
    ['Ưu tiên', '101', 'priority-unreadable'],
  ])('with %s = %j is refused as %s', (column, value, code) => {
    const { draft, findings } = read({ [column]: value });
    expect(draft).toBeNull();
    expect(findings).toEqual([expect.objectContaining({ line: 2, severity: 'error', code })]);
  });

  it.each([
    ['abc', '105.83', 'coordinate-unreadable'],
    ['105.83', '21.0', 'coordinate-unreadable'],
    ['10.0', '105.83', 'coordinate-outside-area'],
    ['21.0', '105.82', 'coordinate-in-water'],
  ])('at %s, %s is refused as %s', (lat, lon, code) => {
    expect(read({ 'Vĩ độ': lat, 'Kinh độ': lon })).toMatchObject({ draft: null, findings: [{ code, severity: 'error' }] });
  });

  it('is taken with a warning when a person should look at its place', () => {
    expect(read({ 'Vĩ độ': '21,0', 'Kinh độ': '105,95' })).toMatchObject({
      draft: { lat: 21, lon: 105.95 },
      findings: [{ code: 'coordinate-outside-ward', severity: 'warning' }],
    });
    expect(read({ 'Địa chỉ': 'Phố Lạ' })).toMatchObject({
      draft: { lat: null },
      findings: [{ code: 'address-not-found', severity: 'warning' }],
    });
    expect(read({ 'Địa chỉ': 'Đặng Văn Ngữ' })).toMatchObject({
      draft: { confidence: 'street' },
      findings: [{ code: 'address-approximate', severity: 'warning' }],
    });
    expect(read({ 'Họ tên': '=1+1' })).toMatchObject({ findings: [{ code: 'formula-text', severity: 'warning' }] });
  });

  it('says every fault at once, also of a place whose ward is unknown', () => {
    const place = { Phường: 'x', 'Vĩ độ': '10.0', 'Kinh độ': '105.8' };
    expect(read(place).findings.map(({ code }) => code)).toEqual(['unknown-ward', 'coordinate-outside-area']);
    const codes = read({ 'Năm sinh': 'x', 'Giới tính': 'x', Phường: 'x', 'Đi lại': 'x' }).findings.map((finding) => finding.code);
    expect(codes.sort()).toEqual(['not-a-year', 'unknown-mobility', 'unknown-sex', 'unknown-ward']);
  });
});

describe('a row with too many cells', () => {
  it('is told once: its cells may stand under the wrong columns', () => {
    const [row] = readTable(`${COLUMNS.join(',')}\n${'x,'.repeat(COLUMNS.length)}y\n`);
    expect(readRow(row!, ground)).toMatchObject({ draft: null, findings: [{ code: 'wrong-column-count', line: 2 }] });
  });
});

describe('duplicates', () => {
  const draft = read().draft as CaseDraft;
  const none = new Map<string, string[]>();

  it('a repeated row is passed over', () => {
    const { taken, skippedCount, findings } = findDuplicates([draft, { ...draft, line: 3 }], none);
    expect([taken.length, skippedCount, findings[0]?.severity]).toEqual([1, 1, 'warning']);
  });
  it('the same person with other details is an error that names the earlier line', () => {
    const { findings } = findDuplicates([draft, { ...draft, line: 3, phone: null }], none);
    expect(findings).toEqual([
      expect.objectContaining({
        line: 3,
        severity: 'error',
        code: 'duplicate-in-file',
        message: expect.stringContaining('line 2'),
      }),
    ]);
  });
  it('a known open case at the address is passed over, at another address taken with a warning', () => {
    const known = new Map([[personKey(draft), ['so 5 dang van ngu']]]);
    expect(findDuplicates([draft], known)).toMatchObject({ taken: [], skippedCount: 1 });
    const moved = { ...draft, address: 'Số 9 phố Khác' };
    expect(findDuplicates([moved], known)).toMatchObject({
      taken: [moved],
      findings: [{ code: 'duplicate-of-case', severity: 'warning' }],
    });
  });
});
