import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildStreets } from '../../apps/api/src/travel/build/build-streets.ts';
import type { LonLat } from '../../apps/api/src/travel/lon-lat.ts';
import { openStreets } from '../../apps/api/src/travel/open-streets.ts';
import { StreetFinder } from '../../apps/api/src/travel/snap.ts';
import { decodeStreetFile, encodeStreetFile } from '../../apps/api/src/travel/street-file.ts';
import { middleLatOf, type StreetGraph, streetName } from '../../apps/api/src/travel/street-graph.ts';
import { MatrixSolver } from '../../apps/api/src/travel/travel-matrix.ts';
import { HANOI_DIR, hanoi } from './hanoi.ts';
import { type TinyNode, type TinyWay, writeTinyExtract } from './tiny-extract.ts';

// A square of about 1 km: 1 (south-west), 2 (south-east), 3 (north-east), 4 (north-west); 1 km is 0.009° north, 0.00963° east here.
const CORNERS: TinyNode[] = [
  { id: 1, lon: 105.8, lat: 21 },
  { id: 2, lon: 105.80963, lat: 21 },
  { id: 3, lon: 105.80963, lat: 21.009 },
  { id: 4, lon: 105.8, lat: 21.009 },
];
const square = (tags: Record<string, string>): TinyWay[] =>
  [1, 2, 3, 4].map((corner) => ({ id: 100 + corner, nodes: [corner, (corner % 4) + 1], tags }));
const build = (nodes: TinyNode[], ways: TinyWay[]): StreetGraph => buildStreets([writeTinyExtract(nodes, ways)], () => {});

function seconds(graph: StreetGraph, profileId: string, from: LonLat, to: LonLat): number {
  const hierarchy = graph.hierarchies.find((candidate) => candidate.profileId === profileId)!;
  const finder = new StreetFinder(graph.streets, hierarchy, middleLatOf(graph.meta));
  return new MatrixSolver(graph.streets, hierarchy, finder).solve([from, to])!.durationsDs[1]! / 10;
}
const cornerAt = (id: number): LonLat => [CORNERS[id - 1]!.lon, CORNERS[id - 1]!.lat];

describe('building streets', () => {
  it('goes around a oneway square the long way back, except on foot', () => {
    const graph = build(CORNERS, [...square({ highway: 'residential', oneway: 'yes' })]);
    // 1 km at 17 km/h = 212 s; there one side, back three
    expect(seconds(graph, 'motorbike', cornerAt(1), cornerAt(2))).toBeGreaterThan(205);
    expect(seconds(graph, 'motorbike', cornerAt(1), cornerAt(2))).toBeLessThan(220);
    expect(seconds(graph, 'motorbike', cornerAt(2), cornerAt(1))).toBeGreaterThan(615);
    expect(seconds(graph, 'foot', cornerAt(2), cornerAt(1))).toBe(seconds(graph, 'foot', cornerAt(1), cornerAt(2)));
  });

  it('reads a oneway for cars only, and one against the way', () => {
    const graph = build(CORNERS, [...square({ highway: 'residential', oneway: '-1', 'oneway:motorcycle': 'no' })]);
    expect(seconds(graph, 'motorbike', cornerAt(1), cornerAt(2))).toBe(seconds(graph, 'motorbike', cornerAt(2), cornerAt(1)));
    expect(seconds(graph, 'car', cornerAt(1), cornerAt(2))).toBeGreaterThan(2 * seconds(graph, 'car', cornerAt(2), cornerAt(1)));
  });

  it('keeps motorbikes off motorways and cars out of alleys of alleys', () => {
    const diagonal = (tags: Record<string, string>): TinyWay => ({ id: 11, nodes: [1, 3], tags });
    const plain = build(CORNERS, [...square({ highway: 'residential' })]);
    const motorway = build(CORNERS, [...square({ highway: 'residential' }), diagonal({ highway: 'motorway', oneway: 'no' })]);
    const alley = build(CORNERS, [
      ...square({ highway: 'residential' }),
      diagonal({ highway: 'residential', name: 'Ngách 3/4 Phố Thử' }),
    ]);
    const across = (graph: StreetGraph, profileId: string): number => seconds(graph, profileId, cornerAt(1), cornerAt(3));
    // one more street at a corner costs half a junction at each end, nothing else changes
    expect(Math.abs(across(motorway, 'motorbike') - across(plain, 'motorbike'))).toBeLessThan(5);
    expect(across(motorway, 'car')).toBeLessThan(across(plain, 'car') / 2);
    expect(Math.abs(across(alley, 'car') - across(plain, 'car'))).toBeLessThan(5);
    expect(across(alley, 'foot')).toBeLessThan(across(plain, 'foot') * 0.8);
  });

  it('charges a traffic light once, wherever it stands', () => {
    const light = (id: number): TinyNode[] =>
      CORNERS.map((node) => (node.id === id ? { ...node, tags: { highway: 'traffic_signals' } } : node));
    const ways = [...square({ highway: 'residential' }), { id: 12, nodes: [2, 4], tags: { highway: 'service' } }];
    const through = (nodes: TinyNode[]): number => seconds(build(nodes, ways), 'motorbike', cornerAt(1), cornerAt(3));
    // both ways around pass a junction (2 or 4); a light at one of them is avoided by the other, so put lights on both
    const both = light(2).map((node) => (node.id === 4 ? { ...node, tags: { highway: 'traffic_signals' } } : node));
    expect(through(both) - through(CORNERS)).toBe(8);
  });

  it('takes what overlaps from the first of several extracts, stretch by stretch', () => {
    const newer = writeTinyExtract(CORNERS, [{ id: 1, nodes: [1, 2, 3], tags: { highway: 'primary', name: 'Phố Mới' } }]);
    const older = writeTinyExtract(CORNERS, [
      { id: 2, nodes: [4, 3, 2, 1, 4], tags: { highway: 'residential', name: 'Phố Cũ' } },
    ]);
    const { streets } = buildStreets([newer, older], () => {});
    const metres = [...streets.edgeLengthDm].reduce((sum, lengthDm) => sum + lengthDm / 10, 0);
    expect(Math.abs(metres - 4000)).toBeLessThan(20);
    const names = Array.from({ length: streets.edgeCount }, (_, edge) => streetName(streets, streets.edgeName[edge]!));
    expect([...new Set(names)].sort()).toEqual(['Phố Cũ', 'Phố Mới']);
  });

  it('leaves islands out, so nobody is sent to a place that cannot be left', () => {
    const island: TinyNode[] = [
      { id: 5, lon: 105.82, lat: 21 },
      { id: 6, lon: 105.821, lat: 21 },
    ];
    const graph = build(
      [...CORNERS, ...island],
      [...square({ highway: 'residential' }), { id: 13, nodes: [5, 6], tags: { highway: 'residential' } }],
    );
    const hierarchy = graph.hierarchies[0]!;
    const finder = new StreetFinder(graph.streets, hierarchy, 21);
    const { point, farFromStreet } = finder.snap([105.82, 21]);
    expect(point!.lon).toBeCloseTo(105.80963, 5);
    expect(farFromStreet).toBe(true);
  });

  it('ends a street where the extract was cut', () => {
    const graph = build(CORNERS, [
      ...square({ highway: 'residential' }),
      { id: 14, nodes: [2, 99, 3], tags: { highway: 'residential' } },
    ]);
    expect(graph.streets.edgeCount).toBeGreaterThan(0);
  });

  it('gives the same bytes every time, and reads them back', () => {
    const path = writeTinyExtract(CORNERS, [...square({ highway: 'residential', name: 'Phố Thử' })]);
    const bytes = encodeStreetFile(buildStreets([path], () => {}));
    expect(encodeStreetFile(buildStreets([path], () => {}))).toEqual(bytes);
    expect(encodeStreetFile(decodeStreetFile(bytes.buffer as ArrayBuffer, 'test'))).toEqual(bytes);
  });

  it('has most of Hanoi in one piece, for every profile', () => {
    const { streets, hierarchies, meta } = hanoi().graph;
    // the rest: footways for a vehicle, courtyards mapped without their gate
    for (const hierarchy of hierarchies) expect(hierarchy.rankCount / streets.vertexCount).toBeGreaterThan(0.87);
    expect(meta.attribution).toContain('OpenStreetMap');
  });
});

describe('bad input', () => {
  const folder = (): string => mkdtempSync(join(tmpdir(), 'gocua-map-'));
  const file = (bytes: Uint8Array | string): string => {
    const path = join(folder(), 'bad.osm.pbf');
    writeFileSync(path, bytes);
    return path;
  };
  const whole = readFileSync(join(HANOI_DIR, 'hanoi-inner-drive.osm.pbf'));

  it.each([
    ['an empty file', () => file(''), /is empty/],
    ['a text', () => file('name,address\n'), /is not an \.osm\.pbf file/],
    ['half a download', () => file(whole.subarray(0, 700_000)), /ends in the middle of a block/],
    [
      'flipped bytes',
      () => file(Uint8Array.from(whole, (byte, i) => (i > 400 && i < 600 ? 255 - byte : byte))),
      /damaged|not an|cannot be decompressed|claims/,
    ],
    [
      'unknown features',
      () => writeTinyExtract(CORNERS, [...square({ highway: 'residential' })], ['HistoricalInformation']),
      /HistoricalInformation/,
    ],
    ['no streets', () => writeTinyExtract(CORNERS, [...square({ landuse: 'grass' })]), /no streets/],
    ['only a footpath', () => writeTinyExtract(CORNERS, [...square({ highway: 'footway' })]), /is open to "motorbike"/],
  ])('%s is refused with a sentence', (_name, path, message) => {
    expect(() => buildStreets([path()], () => {})).toThrow(message);
  });

  it('a street file that is none, of another version or cut short says what to do', () => {
    const dir = folder();
    expect(() => openStreets(dir, () => {})).toThrow(/npm run roads/);
    const bytes = encodeStreetFile(build(CORNERS, [...square({ highway: 'residential' })]));
    const broken = (change: (copy: Uint8Array) => Uint8Array): string => {
      writeFileSync(join(dir, 'streets.bin'), change(bytes.slice()));
      return dir;
    };
    const alter =
      (at: number): ((copy: Uint8Array) => Uint8Array) =>
      (copy) => {
        copy[at]! ^= 0x7f;
        return copy;
      };
    expect(() => openStreets(broken(alter(0)), () => {})).toThrow(/not a street file/);
    expect(() => openStreets(broken(alter(4)), () => {})).toThrow(/version/);
    expect(() =>
      openStreets(
        broken((copy) => copy.subarray(0, copy.length >> 1)),
        () => {},
      ),
    ).toThrow(/cut short/);
    expect(
      openStreets(
        broken((copy) => copy),
        () => {},
      ).graph.streets.edgeCount,
    ).toBe(4);
  });

  it('a folder with an extract builds once, then only reads', () => {
    const dir = folder();
    writeFileSync(join(dir, 'a.osm.pbf'), readFileSync(writeTinyExtract(CORNERS, [...square({ highway: 'residential' })])));
    const said: string[] = [];
    openStreets(dir, (sentence) => said.push(sentence));
    expect(said[0]).toMatch(/building the streets/);
    said.length = 0;
    openStreets(dir, (sentence) => said.push(sentence));
    expect(said).toEqual([]);
    writeFileSync(join(dir, 'a.osm.pbf'), readFileSync(writeTinyExtract(CORNERS, [...square({ highway: 'tertiary' })])));
    openStreets(dir, (sentence) => said.push(sentence));
    expect(said[0]).toMatch(/has changed|have changed/);
  });
});
