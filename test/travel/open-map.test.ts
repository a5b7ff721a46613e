import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withPinInWard } from '../../apps/api/src/cases/pin-in-ward.ts';
import { locateAddress } from '../../apps/api/src/travel/locate-address.ts';
import { straightMetres } from '../../apps/api/src/travel/lon-lat.ts';
import { type OpenMap, openMap } from '../../apps/api/src/travel/open-map.ts';
import { streetName } from '../../apps/api/src/travel/street-graph.ts';
import { indexDoors, indexStreets } from '../../apps/api/src/travel/street-index.ts';
import { loadWardMap } from '../../apps/api/src/travel/ward-map.ts';
import { HANOI_DIR, hanoi } from './hanoi.ts';
import { writeTinyExtract } from './tiny-extract.ts';

let map: OpenMap;
beforeAll(async () => {
  map = await openMap(HANOI_DIR);
});
afterAll(() => map.close());
const wardId = (name: string): string => map.units.find((unit) => unit.name === `Phường ${name}`)!.id;

describe('units', () => {
  it('are a tree: one city, the 30 districts before 1-7-2025, the 126 wards and communes since', () => {
    const count = (kind: string): number => map.units.filter((unit) => unit.kind === kind).length;
    expect([count('city'), count('district'), count('ward')]).toEqual([1, 30, 126]);
    const ids = new Set(map.units.map((unit) => unit.id));
    expect(ids.size).toBe(157);
    for (const unit of map.units) {
      expect(unit.parentId === null ? unit.kind : ids.has(unit.parentId)).toBe(unit.parentId === null ? 'city' : true);
      expect(unit.path).toMatch(/^01\/(q\d{3}\/(\d{5}\/)?)?$/);
      expect(unit.name).toBe(unit.name.normalize('NFC'));
    }
  });

  it('know their old names', () => {
    const old = map.units.find((unit) => unit.name === 'Phường Ba Đình')!.oldUnits.map((unit) => unit.name);
    expect(old).toContain('Phường Trúc Bạch');
  });
});

describe('judging pins', () => {
  it.each([
    ['the Temple of Literature', 105.8355, 21.0293, 'Văn Miếu - Quốc Tử Giám', false],
    ['a street in Kim Liên', 105.8364, 21.0079, 'Kim Liên', false],
  ])('%s lies in its ward', (_name, lon, lat, ward, inWater) => {
    expect(map.places.judgePin(lon, lat)).toEqual({ insideArea: true, inWater, unitId: wardId(ward) });
  });

  it('sees the middle of the West Lake and of the Red River as water, the shore road not', () => {
    expect(map.places.judgePin(105.822, 21.053).inWater).toBe(true);
    const areas = JSON.parse(readFileSync(join(HANOI_DIR, 'areas.geojson'), 'utf8'));
    const river = areas.features.find((area: { properties: { name: string } }) => area.properties.name === 'Sông Hồng');
    const inCity = river.geometry.coordinates.filter(([lon, lat]: number[]) => map.places.judgePin(lon!, lat!).insideArea);
    const wet = inCity.filter(([lon, lat]: number[]) => map.places.judgePin(lon!, lat!).inWater);
    expect(wet.length / inCity.length).toBeGreaterThan(0.85);
    expect(map.places.judgePin(105.8197, 21.0439).inWater).toBe(false);
  });

  it.each([
    ['the sea', 107.5, 20.5],
    ['swapped numbers', 21.02, 105.83],
    ['Saigon', 106.7, 10.78],
    ['null island', 0, 0],
    ['no number', Number.NaN, 21],
  ])('%s is outside', (_name, lon, lat) => {
    expect(map.places.judgePin(lon, lat)).toEqual({ insideArea: false, inWater: false, unitId: null });
  });
});

describe('locating addresses', () => {
  it.each([
    ['Số 7, ngách 61/40 Bằng Liệt', 'Hoàng Liệt', 'alley'],
    ['so 7 ngach 61/40 bang liet', 'Hoàng Liệt', 'alley'],
    ['7 Ngách 40 ngõ 61 phố Bằng Liệt', 'Hoàng Liệt', 'alley'],
    ['61/40/7 Bằng Liệt', 'Hoàng Liệt', 'alley'],
    ['Số 5 phố Lương Định Của', 'Kim Liên', 'street'],
    ['Số 5, ngõ 9999 phố Lương Định Của', 'Kim Liên', 'street'],
  ])('%s in %s is found as %s', (text, ward, confidence) => {
    const found = map.places.locateAddress(text, wardId(ward))!;
    expect(found.confidence).toBe(confidence);
    expect(map.places.judgePin(found.lon, found.lat).unitId).toBe(wardId(ward));
  });

  it('does not take ngõ 20 for ngõ 203', () => {
    const ward = wardId('Hoàng Liệt');
    const right = map.places.locateAddress('ngách 61/40 Bằng Liệt', ward)!;
    const shorter = map.places.locateAddress('ngách 61/4 Bằng Liệt', ward)!;
    expect(shorter).not.toEqual(right);
    expect(shorter.confidence).not.toBe('alley');
  });

  it.each([
    ['a street of another ward', 'Số 7, ngách 61/40 Bằng Liệt', 'Kim Liên'],
    ['a street that is not there', '5 phố Không Có Thật', 'Kim Liên'],
    ['only a ward', 'phường Kim Liên', 'Kim Liên'],
    ['nothing', '', 'Kim Liên'],
    ['marks only', ' ,,; / - ', 'Kim Liên'],
  ])('%s is not found', (_name, text, ward) => {
    expect(map.places.locateAddress(text, wardId(ward))).toBeNull();
  });

  it('puts higher numbers farther along the street than lower ones, between its numbered alleys', () => {
    const ward = wardId('Tương Mai');
    const at = (number: number): readonly [number, number] => {
      const { lon, lat } = map.places.locateAddress(`Số ${number} Trương Định`, ward)!;
      return [lon, lat];
    };
    expect(straightMetres(...at(21), ...at(125))).toBeGreaterThan(straightMetres(...at(21), ...at(29)));
  });

  it('takes a door the map knows exactly; without it, comes near it by the numbers of its street', () => {
    const { streets } = hanoi().graph;
    const wards = loadWardMap(HANOI_DIR);
    const ground = { streets, index: indexStreets(streets), doors: indexDoors(streets), wards };
    const without = { ...ground, doors: new Map() };
    const exact: number[] = [];
    const near: number[] = [];
    const count = streets.addressStreet.length;
    expect(count).toBeGreaterThan(700);
    for (let i = 0; i < count; i += 2) {
      const [lon, lat] = [streets.addressLonE7[i]! / 1e7, streets.addressLatE7[i]! / 1e7];
      const text = `Số ${streetName(streets, streets.addressNumber[i]!)} ${streetName(streets, streets.addressStreet[i]!)}`;
      const ward = wards.findWardAt(lon, lat)!;
      const found = locateAddress(ground, text, ward);
      if (found?.confidence === 'exact') exact.push(straightMetres(found.lon, found.lat, lon, lat));
      const guessed = locateAddress(without, text, ward);
      if (guessed) near.push(straightMetres(guessed.lon, guessed.lat, lon, lat));
    }
    near.sort((a, b) => a - b);
    // the rest carry the same number as another door of their street
    expect(exact.length / (count / 2)).toBeGreaterThan(0.8);
    expect(Math.max(...exact)).toBeLessThan(61);
    expect(near.length / (count / 2)).toBeGreaterThan(0.97);
    expect(near[near.length >> 1]).toBeLessThan(60);
  });

  it("finds the demo's alleys near where the demo put the doors", () => {
    const rows = parse(readFileSync(join(HANOI_DIR, '../../prisma/demo/cases.csv')), { bom: true, columns: true }) as Record<
      string,
      string
    >[];
    // They stand outside their ward on purpose, for the queue of doubtful pins.
    const STRAY = ['Số 16, ngõ 84 Ngọc Khánh', 'Số 38, ngõ 35 Thái Thịnh'];
    const metres: number[] = [];
    const stray: string[] = [];
    for (const row of rows) {
      if (row['Vĩ độ'] === '') continue;
      const address = row['Địa chỉ']!;
      const unit = map.units.find((candidate) => candidate.name === row['Phường/Xã'])!;
      const found = map.places.locateAddress(address, unit.id)!;
      expect(found, address).not.toBeNull();
      const pin = { unitId: unit.id, lat: Number(row['Vĩ độ']), lon: Number(row['Kinh độ']) };
      if (withPinInWard(map.places, pin).outsideWard) stray.push(address);
      if (STRAY.includes(address)) continue;
      if (found.confidence === 'alley')
        metres.push(straightMetres(found.lon, found.lat, Number(row['Kinh độ']), Number(row['Vĩ độ'])));
    }
    metres.sort((a, b) => a - b);
    expect(metres.length).toBeGreaterThan(100);
    expect(metres[metres.length >> 1]).toBeLessThan(60);
    expect(stray.sort()).toEqual(STRAY);
    expect(metres.at(-1)).toBeLessThan(600);
  });
});

describe('a folder that does not fit together', () => {
  const folder = (extract: string): string => {
    const dir = mkdtempSync(join(tmpdir(), 'gocua-map-'));
    copyFileSync(extract, join(dir, 'city.osm.pbf'));
    copyFileSync(join(HANOI_DIR, 'units.geojson'), join(dir, 'units.geojson'));
    return dir;
  };
  const crossing = (lon: number, lat: number): string =>
    writeTinyExtract(
      [0, 1, 2].map((i) => ({ id: i + 1, lon: lon + 0.002 * i, lat })),
      [{ id: 1, nodes: [1, 2, 3], tags: { highway: 'residential' } }],
    );

  it('an extract of another country is refused by name', async () => {
    await expect(openMap(folder(crossing(2.35, 48.85)))).rejects.toThrow(/city\.osm\.pbf is an extract of another place/);
  });

  it('one of the same place is taken, and homes elsewhere are far from every street, never 0 seconds away', async () => {
    const opened = await openMap(folder(crossing(105.83, 21.02)));
    const home = [105.832, 21.0201] as const;
    const paris = [2.35, 48.85] as const;
    const { durationsSec, source } = await opened.travel.table([home], [paris, home]);
    expect([source, durationsSec[0], durationsSec[1]]).toEqual(['roads', 0x7fffffff, 0]);
    expect(await opened.travel.nearest([paris])).toEqual([null]);
    await opened.close();
  });
});
