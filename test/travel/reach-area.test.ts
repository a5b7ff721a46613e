import { afterAll, describe, expect, it } from 'vitest';
import type { ReachArea } from '../../apps/api/src/contract/reach.ts';
import type { TeamList } from '../../apps/api/src/contract/teams.ts';
import { EmbeddedProvider } from '../../apps/api/src/travel/embedded-provider.ts';
import type { LonLat } from '../../apps/api/src/travel/lon-lat.ts';
import { type CellGrid, outlineCells } from '../../apps/api/src/travel/reach/cell-outline.ts';
import { reachOutline } from '../../apps/api/src/travel/reach/reach-outline.ts';
import { DEFAULT_BANDS } from '../../apps/api/src/travel/speeds/default-bands.ts';
import { streetSpeeds } from '../../apps/api/src/travel/speeds/street-speeds.ts';
import { StreetEngine } from '../../apps/api/src/travel/street-engine.ts';
import { openTestApp } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';
import { hanoi, randomPlaces } from './hanoi.ts';

const engine = new StreetEngine(hanoi());
const provider = new EmbeddedProvider(engine);
afterAll(() => engine.close());

type Area = ReachArea['area'];
/** Even-odd: how often a line to the east crosses a ring. */
function holds({ coordinates }: Area, [lon, lat]: LonLat): boolean {
  let inside = false;
  for (const ring of coordinates.flat())
    for (let i = 1; i < ring.length; i++) {
      const [[x0, y0], [x1, y1]] = [ring[i - 1]!, ring[i]!];
      if (y0 > lat !== y1 > lat && lon < x0 + ((lat - y0) / (y1 - y0)) * (x1 - x0)) inside = !inside;
    }
  return inside;
}
const signedArea = (ring: readonly (readonly [number, number])[]): number =>
  ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i]![0] * y - x * ring[i]![1], 0);

describe('the outline of what is reached', () => {
  const rush = DEFAULT_BANDS.find(({ id }) => id === 'evening-rush')!;
  const slow = streetSpeeds({ groups: rush.factors, areas: [], learned: null });

  it.each([
    ['motorbike', 15, null],
    ['motorbike', 15, slow],
    ['foot', 30, null],
  ] as const)(
    'holds the places the matrix says are reached and no others (%s, %i minutes)',
    async (profileId, minutes, speeds) => {
      const from = [105.825, 21.02] as const;
      const area = reachOutline(engine, profileId, from, minutes * 60, speeds)!;
      const places = randomPlaces(1500, 77);
      const { durationsSec, walkMetres } = await provider.table([from], places, { profileId, speeds });
      let [wronglyOut, wronglyIn, inside, outside] = [0, 0, 0, 0];
      places.forEach((place, i) => {
        // homes off every street, and those within a minute of the border, may fall on either side of a cell
        if (walkMetres[i]! > 90) return;
        if (durationsSec[i]! <= minutes * 60 - 60) {
          inside++;
          if (!holds(area, place)) wronglyOut++;
        } else if (durationsSec[i]! > minutes * 60 + 120) {
          outside++;
          if (holds(area, place)) wronglyIn++;
        }
      });
      expect([inside > 50, outside > 50]).toEqual([true, true]);
      // the outline is smoothed by less than a cell, and a place just across a river is near by air
      expect(wronglyOut / inside).toBeLessThan(0.01);
      expect(wronglyIn / outside).toBeLessThan(0.02);
    },
  );

  it('is made of closed rings, outer ones counterclockwise, holes clockwise; smaller in the rush hour; nothing at sea', () => {
    const from = [105.84, 21.03] as const;
    const sizeOf = ({ coordinates }: Area): number => coordinates.flat().reduce((sum, ring) => sum + signedArea(ring), 0);
    const area = reachOutline(engine, 'motorbike', from, 1500, null)!;
    for (const [outer, ...holes] of area.coordinates) {
      expect(signedArea(outer!)).toBeGreaterThan(0);
      for (const hole of holes) expect(signedArea(hole)).toBeLessThan(0);
      for (const ring of [outer!, ...holes]) {
        expect(ring[0]).toEqual(ring.at(-1));
        expect(ring.length).toBeGreaterThanOrEqual(4);
      }
    }
    expect(sizeOf(reachOutline(engine, 'motorbike', from, 1500, slow)!)).toBeLessThan(0.8 * sizeOf(area));
    expect(sizeOf(reachOutline(engine, 'motorbike', from, 900, null)!)).toBeLessThan(sizeOf(area));
    expect(reachOutline(engine, 'motorbike', [108.5, 20.5], 900, null)).toBeNull();
    expect(() => reachOutline(engine, 'helicopter', from, 900, null)).toThrow(/motorbike, car, foot/);
  });

  it('follows the cells: pieces apart, a hole, corners that only touch', () => {
    const grid = (rows: string[]): CellGrid => ({
      width: rows[0]!.length,
      height: rows.length,
      cells: Uint8Array.from([...rows].reverse().join(''), (mark) => (mark === '#' ? 1 : 0)),
    });
    const whole = '########';
    // a hole of 4 × 6 = 24 cells stays, one of a single cell is filled
    const [ring, hole] = outlineCells(
      grid([whole, whole, '##....##', '##....##', '##....##', '##....##', '##....##', '##....##', whole, '####.###', whole]),
    )[0]!;
    expect([ring!.length, hole!.length]).toEqual([2 * (8 + 11) + 1, 2 * (4 + 6) + 1]);
    // two squares that touch at a corner are two pieces, and a crumb is none
    expect(outlineCells(grid(['###....', '###....', '###....', '...###.', '...###.', '...###.', '......#']))).toHaveLength(2);
  });

  it('is for staff of the unit', { timeout: 300_000 }, async () => {
    const app = await openTestApp(await openTestDatabase());
    const [chief, team] = [await app.as('truongdonvi'), await app.as('to1')];
    const { teams } = (await chief<TeamList>('GET', '/api/teams')).body;
    const path = `/api/reach/area?teamId=${teams[0]!.id}&minutes=20&at=2026-11-23T11:00:00Z`;
    const { status, body } = await chief<ReachArea>('GET', path);
    expect([status, body.minutes, body.profileId, body.area.coordinates.length > 0]).toEqual([200, 20, 'motorbike', true]);
    expect((await chief<ReachArea>('GET', `${path}&profileId=foot`)).body.area.coordinates.length).toBe(1);
    expect((await chief('GET', `${path}&profileId=helicopter`)).status).toBe(400);
    expect((await team('GET', path)).status).toBe(403);
    expect((await chief('GET', '/api/reach/area?teamId=nobody&minutes=20')).status).toBe(404);
  });
});
