import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CaseSearchResult } from '../../apps/api/src/contract/cases.ts';
import type { PlanRoute } from '../../apps/api/src/contract/planning.ts';
import { collection } from '../../apps/api/src/exports/geojson.ts';
import { encodeGpx } from '../../apps/api/src/exports/gpx.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';
import { geojsonFaults } from './geojson-rules.ts';
import { childrenOf, readXml, type XmlElement } from './read-xml.ts';

const at = '2026-11-24T12:00:00.000Z';
const degrees = (least: number, most: number) => fc.double({ min: least, max: most, noNaN: true });
const place = fc.tuple(degrees(-180, 180), degrees(-90, 90));

describe('the rules themselves', () => {
  it('refuse what RFC 7946 refuses', () => {
    const feature = (geometry: unknown) =>
      JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', geometry, properties: {} }] });
    const square = [
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 0],
      [0, 0],
    ];
    expect(geojsonFaults(feature({ type: 'Polygon', coordinates: [square] }))).toEqual([
      'features/0/geometry/0: 3.1.6: not right-handed',
    ]);
    expect(geojsonFaults(feature({ type: 'Polygon', coordinates: [[...square].reverse()] }))).toEqual([]);
    expect(geojsonFaults(feature({ type: 'Polygon', coordinates: [[...square].reverse().slice(1)] }))).toHaveLength(1);
    expect(geojsonFaults(feature({ type: 'Point', coordinates: [21, 105] }))).toEqual([
      'features/0/geometry: 4: not longitude, latitude in degrees',
    ]);
    expect(geojsonFaults(feature(null))).toEqual([]);
  });
});

describe('collections', () => {
  it('of any shapes keep the rules', () => {
    const ring = fc.array(place, { minLength: 3, maxLength: 9 }).map((places) => [...places, places[0]!]);
    const shape = fc.oneof(
      place.map((coordinates) => ({ type: 'Point' as const, coordinates })),
      fc.array(place, { minLength: 2, maxLength: 9 }).map((coordinates) => ({ type: 'LineString' as const, coordinates })),
      fc.array(ring, { minLength: 1, maxLength: 3 }).map((coordinates) => ({ type: 'Polygon' as const, coordinates })),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.array(shape, { maxLength: 6 }), (shapes) => {
        const features = shapes.map((geometry, id) => ({ type: 'Feature' as const, id, geometry, properties: {} }));
        expect(geojsonFaults(JSON.stringify(collection(features)))).toEqual([]);
      }),
      { seed: 7946, numRuns: 300 },
    );
  });
});

/** With six decimals, as the file has them. */
const asWritten = ([lon, lat]: readonly [number, number]) => [Number(lon.toFixed(6)), Number(lat.toFixed(6))];
const placesOf = (points: XmlElement[]) => points.map(({ attributes }) => [Number(attributes.lon), Number(attributes.lat)]);

describe('GPX', () => {
  it('reader refuses what is not well-formed', () => {
    const head = '<?xml version="1.0" encoding="UTF-8"?>';
    for (const text of ['<a>', '<a></b>', '<a x="1" x="2"/>', '<a>&</a>', '<a>&x;</a>', '<a/><b/>', '<a b=c/>', 'x'])
      expect(() => readXml(head + text), text).toThrow();
    expect(readXml(`${head}<a b="&#60;">&amp;<c/></a>`)).toMatchObject({ attributes: { b: '<' }, text: '&' });
  });

  const route = (stops: readonly (readonly [number, number] | null)[]): PlanRoute => ({
    ...{
      id: 'r',
      teamId: 'tổ "1" <&>',
      date: '2026-11-24',
      opensAt: at,
      closesAt: at,
      travelSec: 1,
      travelMetres: 1,
      overtimeSec: 0,
    },
    stops: stops.map((stop, position) => ({
      ...{
        position,
        kind: 'visit',
        onTimePercent: null,
        caseId: null,
        travelSec: 0,
        travelMetres: 0,
        arriveAt: at,
        startAt: at,
        endAt: at,
        opensAt: null,
        closesAt: null,
      },
      ...{ lon: stop?.[0] ?? null, lat: stop?.[1] ?? null },
    })),
  });

  it('is read back by an independent reader: the stops in their order, the track leg by leg', () => {
    const stop = fc.option(place, { nil: null });
    const legs = fc.array(fc.array(place, { maxLength: 6 }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(stop, { minLength: 2, maxLength: 8 }), legs, (stops, lines) => {
        const root = readXml(encodeGpx({ route: route(stops), travelSource: 'straight-line' }, lines, new Date(at)));
        expect([root.name, root.attributes.version, root.attributes.xmlns]).toEqual([
          ...['gpx', '1.1', 'http://www.topografix.com/GPX/1/1'],
        ]);
        // the schema wants them in this order
        expect(root.children.map(({ name }) => name)).toEqual(['metadata', 'rte', 'trk']);
        const [rte, trk] = [childrenOf(root, 'rte')[0]!, childrenOf(root, 'trk')[0]!];
        expect(childrenOf(rte, 'name')[0]!.text).toContain('tổ "1" <&>');
        for (const one of [rte, trk]) expect(childrenOf(one, 'src')[0]!.text).toBe('straight-line');
        expect(placesOf(childrenOf(rte, 'rtept'))).toEqual(stops.filter((one) => one !== null).map(asWritten));
        const segments = childrenOf(trk, 'trkseg').map((segment) => placesOf(childrenOf(segment, 'trkpt')));
        expect(segments).toEqual(lines.filter((leg) => leg.length > 1).map((leg) => leg.map(asWritten)));
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});

describe('exports through the API', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await openTestApp(await openTestDatabase());
    const { client } = test.deps.db;
    const home = (await client.case.findFirstOrThrow({
      where: { household: { lat: { not: null } } },
      include: { household: true },
    }))!;
    await client.plan.create({
      data: {
        ...{ id: 'plan-x', unitId: '01', state: 'published', fromDate: '2026-11-24', dayCount: 1, baseRevision: 0, revision: 1 },
        ...{
          travelSource: 'roads',
          summary: { servedCount: 1, unassignedCount: 0, travelSec: 60, travelMetres: 300 },
          createdAt: at,
        },
        routes: {
          create: {
            ...{ id: 'route-x', teamId: 'to-1', date: '2026-11-24', opensAt: at, closesAt: at, travelSec: 60, travelMetres: 300 },
            stops: {
              create: [
                { position: 0, kind: 'depart', lat: 21.0079, lon: 105.8364 },
                { position: 1, kind: 'visit', caseId: home.id, lat: home.household.lat, lon: home.household.lon },
                { position: 2, kind: 'return', lat: 21.0079, lon: 105.8364 },
              ].map((stop) => ({
                id: `stop-x-${stop.position}`,
                travelSec: 30,
                travelMetres: 150,
                arriveAt: at,
                startAt: at,
                endAt: at,
                ...stop,
              })),
            },
          },
        },
      } as never,
    });
  });

  it.each([
    ['/api/exports/cases.geojson', 320],
    ['/api/exports/units.geojson', 157],
    ['/api/exports/plans/plan-x/routes.geojson', 4],
  ])('%s keeps the rules of RFC 7946 and tells no names', async (path, count) => {
    const chief = await test.as('truongdonvi');
    const answer = await chief<string>('GET', path);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^application\/geo\+json/);
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    expect(geojsonFaults(text)).toEqual([]);
    expect(JSON.parse(text).features.length).toBe(count);
    const names = await test.deps.db.client.case.findMany({ select: { fullName: true } });
    expect(names.filter(({ fullName }) => text.includes(fullName))).toEqual([]);
  });

  it('names only for a dispatcher who asks; the log says so without them', async () => {
    const dispatcher = await test.as('dieuphoi');
    const { body } = await dispatcher<CaseSearchResult>('POST', '/api/cases/search', {});
    const withNames = JSON.stringify((await dispatcher<string>('GET', '/api/exports/cases.geojson?names=1')).body);
    expect(withNames).toContain(body.cases[0]!.fullName);
    expect((await (await test.as('truongdonvi'))('GET', '/api/exports/cases.geojson?names=1')).status).toBe(403);
    expect(test.log.join('\n')).toContain('exported cases');
    expect(test.log.join('\n')).not.toContain(body.cases[0]!.fullName);
  });

  it('a unit outside is refused, a stranger and a team are too', async () => {
    for (const path of ['/api/exports/cases.geojson', '/api/exports/units.geojson', '/api/exports/plans/plan-x/routes.geojson']) {
      expect((await (await test.as())('GET', path)).status).toBe(401);
      expect((await (await test.as('to1'))('GET', path)).status).toBe(403);
    }
    expect((await (await test.as('dieuphoi'))('GET', '/api/exports/cases.geojson?unitId=none')).status).toBe(404);
  });

  it('a team takes its own route as GPX, not that of another', async () => {
    const path = '/api/exports/plans/plan-x/routes/route-x/route.gpx';
    const own = await (await test.as('to1'))<string>('GET', path);
    expect(own.status).toBe(200);
    expect(own.headers['content-type']).toMatch(/^application\/gpx\+xml/);
    expect(own.body.match(/<rtept /g)?.length).toBe(3);
    expect(own.body.match(/<trkpt /g)!.length).toBeGreaterThan(4);
    expect((await (await test.as('to2'))('GET', path)).status).toBe(404);
    expect((await (await test.as())('GET', path)).status).toBe(401);
  });
});
