import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { straightMetres } from '../../apps/api/src/travel/lon-lat.ts';
import { decodePolyline, encodePolyline } from '../../apps/api/src/travel/osrm/polyline.ts';
import { StreetEngine } from '../../apps/api/src/travel/street-engine.ts';
import { openTestApp } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';
import { hanoi, randomPlaces } from './hanoi.ts';
import { serveOsrm } from './serve-osrm.ts';

const streets = new StreetEngine(hanoi());
const osrm = await serveOsrm(streets);
afterAll(async () => {
  await osrm.close();
  await streets.close();
});

// biome-ignore lint/suspicious/noExplicitAny: answers of a foreign protocol, looked at field by field
async function ask(path: string): Promise<{ status: number; body: any }> {
  const response = await fetch(`${osrm.url}/${path}`);
  return { status: response.status, body: await response.json() };
}
const places = randomPlaces(4, 12);
const written = places.map((place) => place.join(',')).join(';');

describe('/osrm', () => {
  it('table: seconds by default, metres when asked for, parts of it by position', async () => {
    const { status, body } = await ask(`table/v1/motorbike/${written}`);
    expect([status, body.code, body.durations.length, body.durations[0].length]).toEqual([200, 'Ok', 4, 4]);
    expect(body.distances).toBeUndefined();
    expect(body.sources[0]).toEqual({
      name: expect.any(String),
      location: [expect.any(Number), expect.any(Number)],
      distance: expect.any(Number),
    });
    const part = (await ask(`table/v1/motorbike/${written}.json?sources=2;0&destinations=1&annotations=duration,distance`)).body;
    expect(part.durations).toEqual([[body.durations[2][1]], [body.durations[0][1]]]);
    expect(part.distances[0][0]).toBeGreaterThan(straightMetres(...places[2]!, ...places[1]!) * 0.9);
  });

  it('route: legs add up, the line has the length, and agrees in all three geometries', async () => {
    const geo = (await ask(`route/v1/car/${written}?overview=full&geometries=geojson&annotations=true&steps=true`)).body;
    const [route] = geo.routes;
    expect([geo.code, route.legs.length, geo.waypoints.length]).toEqual(['Ok', 3, 4]);
    const line: [number, number][] = route.geometry.coordinates;
    const drawn = line.reduce((sum, point, i) => (i === 0 ? 0 : sum + straightMetres(...line[i - 1]!, ...point)), 0);
    expect(Math.abs(drawn - route.distance)).toBeLessThan(route.distance * 0.01 + 5);
    for (const leg of route.legs) {
      const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
      expect(Math.abs(sum(leg.annotation.duration) - leg.duration)).toBeLessThan(leg.duration * 0.02 + 2);
      expect(Math.abs(sum(leg.annotation.distance) - leg.distance)).toBeLessThan(leg.distance * 0.01 + 5);
      expect(sum(leg.steps.map((step: { duration: number }) => step.duration))).toBeCloseTo(leg.duration, 3);
      expect(sum(leg.steps.map((step: { distance: number }) => step.distance))).toBeCloseTo(leg.distance, 3);
      expect([leg.steps[0].maneuver.type, leg.steps.at(-1).maneuver.type, leg.steps.at(-1).distance]).toEqual([
        'depart',
        'arrive',
        0,
      ]);
    }
    const five = (await ask(`route/v1/car/${written}?overview=full`)).body.routes[0].geometry;
    const six = (await ask(`route/v1/car/${written}?overview=full&geometries=polyline6`)).body.routes[0].geometry;
    expect(decodePolyline(six, 6)).toEqual(line);
    const offMetres = decodePolyline(five, 5)!.map((point, i) => straightMetres(...point, ...line[i]!));
    expect(Math.max(...offMetres)).toBeLessThan(1.5);
    const simple = decodePolyline((await ask(`route/v1/car/${written}`)).body.routes[0].geometry, 5)!;
    expect(simple.length).toBeLessThan(line.length);
    expect((await ask(`route/v1/car/${written}?overview=false`)).body.routes[0].geometry).toBeUndefined();
  });

  it('every step turns where its line does: modifiers agree with bearings', async () => {
    const { body } = await ask(`route/v1/motorbike/${written}?steps=true&geometries=geojson`);
    const steps = body.routes[0].legs.flatMap((leg: { steps: unknown[] }) => leg.steps);
    expect(steps.length).toBeGreaterThan(15);
    for (const { maneuver, intersections } of steps) {
      for (const { bearings, entry, out } of intersections) {
        expect(entry.length).toBe(bearings.length);
        if (out !== undefined) expect(entry[out]).toBe(true);
      }
      if (!['turn', 'end of road'].includes(maneuver.type) || maneuver.modifier === 'uturn') continue;
      const degrees = ((maneuver.bearing_after - maneuver.bearing_before + 540) % 360) - 180;
      if (maneuver.modifier.endsWith('right')) expect(degrees).toBeGreaterThan(0);
      if (maneuver.modifier.endsWith('left')) expect(degrees).toBeLessThan(0);
    }
  });

  it('nearest: the streets around, each once, nearer ones first', async () => {
    const { body } = await ask(`nearest/v1/foot/105.83419,21.02779?number=5`);
    const distances = body.waypoints.map(({ distance }: { distance: number }) => distance);
    expect([body.code, distances.length]).toEqual(['Ok', 5]);
    expect(body.waypoints.map(({ name }: { name: string }) => name)).toContain('Phố Cát Linh');
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
  });

  it('takes encoded coordinates, with 5 and with 6 digits', async () => {
    const plain = (await ask(`table/v1/foot/${written}`)).body.durations;
    const six = (await ask(`table/v1/foot/${encodeURIComponent(`polyline6(${encodePolyline(places, 6)})`)}`)).body.durations;
    const five = (await ask(`table/v1/foot/${encodeURIComponent(`polyline(${encodePolyline(places, 5)})`)}`)).body.durations;
    // a metre off may be another street's side
    for (const other of [six, five])
      expect(Math.max(...other.flat().map((sec: number, k: number) => Math.abs(sec - plain.flat()[k])))).toBeLessThan(20);
  });

  it.each([
    ['table/v1/motorbike/105.8,21', 'Ok'],
    ['table/v1/motorbike/105.8;21', 'InvalidQuery'],
    ['table/v1/motorbike/', 'InvalidQuery'],
    ['table/v1/motorbike/polyline(\u007f)', 'InvalidQuery'],
    ['table/v1/motorbike/105.8,91', 'InvalidValue'],
    ['table/v1/helicopter/105.8,21', 'InvalidQuery'],
    ['table/v2/motorbike/105.8,21', 'InvalidVersion'],
    ['match/v1/motorbike/105.8,21', 'InvalidService'],
    ['table/v1/motorbike/105.8,21?sources=1', 'InvalidOptions'],
    ['table/v1/motorbike/105.8,21?annotations=beauty', 'InvalidOptions'],
    ['table/v1/motorbike/105.8,21?fallback_speed=10', 'InvalidOptions'],
    ['route/v1/motorbike/105.8,21', 'InvalidOptions'],
    ['route/v1/motorbike/105.8,21;105.81,21?bearings=10,20;', 'InvalidOptions'],
    ['route/v1/motorbike/105.8,21;108.5,20.5', 'NoSegment'],
    ['table/v1/motorbike/105.8,21;108.5,20.5', 'NoSegment'],
    ['nearest/v1/motorbike/108.5,20.5', 'NoSegment'],
    ['nearest/v1/motorbike/105.822,21.053?radiuses=10', 'NoSegment'],
    [`route/v1/motorbike/${new Array(501).fill('105.8,21').join(';')}`, 'TooBig'],
    [`table/v1/motorbike/${new Array(1200).fill('105.8,21').join(';')}`, 'TooBig'],
  ])('%s → %s', async (path, code) => {
    const { status, body } = await ask(path);
    expect([status, body.code]).toEqual([code === 'Ok' ? 200 : 400, code]);
    expect(body.message ?? '').not.toMatch(/105\.8/);
  });

  it('is for programs on this machine when the setting says so, and a proxy does not count as this machine', async () => {
    const local = await serveOsrm(streets, 'loopback');
    const path = `${local.url}/nearest/v1/foot/105.8,21`;
    expect((await fetch(path)).status).toBe(200);
    expect((await fetch(path, { headers: { 'x-forwarded-for': '203.0.113.7' } })).status).toBe(401);
    await local.close();
  });
});

describe('/osrm in the whole server', () => {
  it('asks for a signed-in person unless a setting opens it, and logs no coordinate', { timeout: 120_000 }, async () => {
    const app = await openTestApp(await openTestDatabase());
    const path = `/osrm/table/v1/motorbike/${written}?k=${randomUUID()}`;
    const nobody = await app.as();
    expect((await nobody('GET', path)).status).toBe(401);
    const dispatcher = await app.as('dieuphoi');
    expect((await dispatcher<{ code: string }>('GET', path)).body.code).toBe('Ok');
    expect(app.log.join('\n')).not.toContain(String(places[0]![0]));
  });
});
