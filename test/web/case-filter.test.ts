import type { CaseSummary } from '@gocua/api/contract/cases';
import { describe, expect, test } from 'vitest';
import {
  ageBand,
  type CaseFilter,
  filterCases,
  NO_FILTER,
  narrowingCount,
  readFilter,
  writeFilter,
} from '../../apps/web/src/planner/cases/caseFilter.ts';

const person = (id: string, part: Partial<CaseSummary>): CaseSummary => ({
  id,
  unitId: '00226',
  householdId: `h${id}`,
  fullName: 'Nguyễn Thị Ngoãn',
  birthYear: 1940,
  sex: 'female',
  address: 'Số 5, ngõ 78 phố Đặng Văn Ngữ',
  mobility: 'walks',
  needs: ['id_card'],
  requirements: [],
  state: 'waiting',
  priority: 50,
  lat: 21,
  lon: 105.8,
  confidence: 'exact',
  coordinateSource: 'given',
  outsideWard: false,
  createdAt: '2026-11-01T00:00:00Z',
  ...part,
});
const people = [
  person('1', { fullName: 'Đỗ Hữu Ánh', birthYear: 1925, priority: 90 }),
  person('2', { fullName: 'Trần Văn Bình', unitId: '00229', mobility: 'bedbound', state: 'scheduled' }),
  person('3', { fullName: 'Lê Thị Ân', state: 'served', birthYear: 1980 }),
  person('4', { fullName: 'Nguyễn An', unitId: '00301', needs: ['digital_identity'], createdAt: '2026-10-01T00:00:00Z' }),
];
const paths: Record<string, string> = {
  '00226': '01/q006/00226/',
  '00229': '01/q006/00229/',
  '00301': '01/q007/00301/',
  q006: '01/q006/',
};
const context = { today: '2026-11-26', pathOf: (id: string) => paths[id], phoneMatches: new Set<string>() };
const ids = (filter: Partial<CaseFilter>, text = '', more: Partial<typeof context> = {}) =>
  filterCases(people, { ...NO_FILTER, ...filter }, text, { ...context, ...more }).map((one) => one.id);

describe('filtering', () => {
  test('shows what remains, highest priority first', () => expect(ids({})).toEqual(['1', '2', '4']));
  test('a district takes its wards with it', () => {
    expect(ids({ unitId: 'q006' })).toEqual(['1', '2']);
    expect(ids({ unitId: '00301' })).toEqual(['4']);
    expect(ids({ unitId: 'unknown' })).toEqual([]);
  });
  test('needs no accents, any order of words, all of them', () => {
    expect(ids({}, 'anh do')).toEqual(['1']);
    expect(ids({}, 'ĐẶNG  văn')).toEqual(['1', '2', '4']);
    expect(ids({}, 'anh xyz')).toEqual([]);
  });
  test('a phone found by the server is shown, but not past the other filters', () => {
    expect(ids({}, '0912 345', { phoneMatches: new Set(['2', '3']) })).toEqual(['2']);
  });
  test('state, need, mobility and age narrow', () => {
    expect(ids({ states: ['served'] })).toEqual(['3']);
    expect(ids({ needs: ['digital_identity'] })).toEqual(['4']);
    expect(ids({ mobilities: ['bedbound'] })).toEqual(['2']);
    expect(ids({ ages: ['over100'] })).toEqual(['1']);
  });
  test('sorts by given name as Vietnamese does, and by the longest wait', () => {
    expect(ids({ sort: 'name', states: ['waiting', 'served'] })).toEqual(['4', '1', '3']); // An, Ánh, Ân
    expect(ids({ sort: 'waiting' })[0]).toBe('4');
  });
  test('age bands', () =>
    expect([59, 60, 79, 80, 99, 100].map(ageBand)).toEqual(['under60', '60to79', '60to79', '80to99', '80to99', 'over100']));
});

describe('the address', () => {
  test('keeps the filter and nothing else of a person', () => {
    const filter: CaseFilter = {
      unitId: '00226',
      states: ['served'],
      needs: ['id_card'],
      mobilities: ['bedbound'],
      ages: ['over100'],
      doubts: ['outside_ward'],
      sort: 'oldest',
    };
    const search = writeFilter(new URLSearchParams('th=abc'), filter);
    expect(readFilter(search)).toEqual(filter);
    expect(search.get('th')).toBe('abc');
  });
  test('says nothing when nothing differs from the usual', () => {
    expect(writeFilter(new URLSearchParams(), NO_FILTER).toString()).toBe('');
    expect(narrowingCount(NO_FILTER)).toBe(0);
  });
  test('passes over what it does not know', () => {
    expect(readFilter(new URLSearchParams('tt=x.waiting&nc=<b>&xep=?&pv=a%20b'))).toEqual({ ...NO_FILTER, states: ['waiting'] });
  });
});
