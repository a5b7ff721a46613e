import { describe, expect, it } from 'vitest';
import { buildStreets } from '../../apps/api/src/travel/build/build-streets.ts';
import { describeDrive } from '../../apps/api/src/travel/directions/describe-drive.ts';
import { EmbeddedProvider } from '../../apps/api/src/travel/embedded-provider.ts';
import type { LonLat } from '../../apps/api/src/travel/lon-lat.ts';
import { StreetEngine } from '../../apps/api/src/travel/street-engine.ts';
import { decodeStreetFile, encodeStreetFile } from '../../apps/api/src/travel/street-file.ts';
import { describeStep } from '../../apps/web/src/directions/describe-step.ts';
import { hanoi, randomPlaces } from './hanoi.ts';
import { type TinyNode, type TinyWay, writeTinyExtract } from './tiny-extract.ts';

/** Streets drawn on a grid of ten metres around a corner of Hanoi: [metres east / 10, metres north / 10]. */
const at = ([x, y]: readonly [number, number]): LonLat => [105.8 + x * 0.0000963, 21 + y * 0.00009];
function engineOf(ways: Record<string, { points: (readonly [number, number])[]; tags?: Record<string, string> }>): StreetEngine {
  const nodes: TinyNode[] = [];
  const idOf = (point: readonly [number, number]): number => {
    const [lon, lat] = at(point);
    const known = nodes.find((node) => node.lon === lon && node.lat === lat);
    if (known) return known.id;
    nodes.push({ id: nodes.length + 1, lon, lat });
    return nodes.length;
  };
  const drawn = Object.entries(ways).map(([name, { points, tags = {} }], i): TinyWay => {
    const named: Record<string, string> = name.startsWith('link') ? {} : { name };
    return { id: 100 + i, nodes: points.map(idOf), tags: { highway: 'residential', ...named, ...tags } };
  });
  const bytes = encodeStreetFile(buildStreets([writeTinyExtract(nodes, drawn)], () => {}));
  const buffer = new SharedArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return new StreetEngine({ graph: decodeStreetFile(buffer, 'a drawn street file'), buffer });
}
async function wordsOf(engine: StreetEngine, from: readonly [number, number], to: readonly [number, number]): Promise<string[]> {
  const drive = await describeDrive(engine, new EmbeddedProvider(engine), at(from), at(to), null);
  expect(drive!.steps.reduce((sum, { metres }) => sum + metres, 0)).toBeGreaterThan(0);
  return drive!.steps.map((step) => describeStep(step, 'vi'));
}

describe('turn by turn', () => {
  it('a slip road of 40 m is one turn to the right, not two slight ones', async () => {
    const engine = engineOf({
      'Phố A': {
        points: [
          [0, -30],
          [0, 0],
          [0, 30],
        ],
      },
      // leaves A before the junction and meets B behind it, both times at about 45 degrees
      'link 1': {
        points: [
          [0, 0],
          [3, 3],
        ],
      },
      'Phố B': {
        points: [
          [-30, 3.5],
          [0, 3.4],
          [3, 3],
          [40, 3],
        ],
      },
    });
    expect(await wordsOf(engine, [0, -25], [30, 3])).toEqual(['Xuất phát theo Phố A', 'Rẽ phải vào Phố B', 'Đến nơi']);
    await engine.close();
  });

  it('over the gap between two carriageways one turns round, and is told so once', async () => {
    const engine = engineOf({
      'Đường C': {
        points: [
          [0, 0],
          [20, 0],
          [40, 0],
        ],
        tags: { oneway: 'yes' },
      },
      'link 1': {
        points: [
          [20, 0],
          [20, 2],
        ],
      },
      'Đường C ': {
        points: [
          [40, 2],
          [20, 2],
          [0, 2],
        ],
        tags: { oneway: 'yes', name: 'Đường C' },
      },
      'link 2': {
        points: [
          [0, 2],
          [-20, 1],
          [0, 0],
        ],
        tags: { oneway: 'yes' },
      },
      'link 3': {
        points: [
          [40, 0],
          [80, 1],
          [40, 2],
        ],
        tags: { oneway: 'yes' },
      },
    });
    expect(await wordsOf(engine, [5, 0], [5, 2])).toEqual([
      'Xuất phát theo Đường C',
      'Quay đầu',
      expect.stringMatching(/^Đến nơi/),
    ]);
    await engine.close();
  });

  it('straight on along the street one is on is nothing to be told, a turn within it is', async () => {
    const engine = engineOf({
      'Phố D': {
        points: [
          [0, 0],
          [20, 0],
          [40, 0],
          [60, 0],
          [60, 30],
        ],
      },
      // as straight as the street itself
      'Phố E': {
        points: [
          [40, 0],
          [60, 3],
        ],
      },
      'link 1': {
        points: [
          [60, 0],
          [90, 0],
        ],
      },
    });
    expect(await wordsOf(engine, [5, 0], [60, 25])).toEqual(['Xuất phát theo Phố D', 'Rẽ trái vào Phố D', 'Đến nơi']);
    await engine.close();
  });

  it('two turns of a corner far apart stay two', async () => {
    const engine = engineOf({
      'Phố F': {
        points: [
          [0, 0],
          [20, 0],
        ],
      },
      'link 1': {
        points: [
          [20, 0],
          [20, 12],
        ],
      },
      'Phố G': {
        points: [
          [20, 12],
          [40, 12],
        ],
      },
      'link 2': {
        points: [
          [20, 12],
          [0, 12],
        ],
      },
      'link 3': {
        points: [
          [20, 0],
          [40, 0],
        ],
      },
    });
    const words = await wordsOf(engine, [5, 0], [35, 12]);
    expect(words.slice(1, -1)).toEqual(['Rẽ trái', 'Hết đường, rẽ phải vào Phố G']);
    await engine.close();
  });

  it('a home beside a flyover is on the street below it', async () => {
    const ways = (bridge: string) => ({
      'Đường H': {
        points: [
          [0, 0],
          [10, 0],
        ] as [number, number][],
      },
      'Cầu vượt H': {
        points: [
          [10, 0],
          [30, 0],
        ] as [number, number][],
        tags: { bridge },
      },
      'Đường H ': {
        points: [
          [30, 0],
          [40, 0],
        ] as [number, number][],
        tags: { name: 'Đường H' },
      },
      'Phố I': {
        points: [
          [10, 0],
          [10, -2],
          [30, -2],
          [30, 0],
        ] as [number, number][],
      },
    });
    for (const [bridge, street] of [
      ['yes', 'Phố I'],
      ['no', 'Cầu vượt H'],
    ] as const) {
      const engine = engineOf(ways(bridge));
      const [nearest] = await new EmbeddedProvider(engine).nearest([at([20, 1])]);
      expect([bridge, nearest!.streetName]).toEqual([bridge, street]);
      await engine.close();
    }
  });

  it('on the real streets nobody is told to go straight on along the same street, and the steps add up to the way', async () => {
    const engine = new StreetEngine(hanoi());
    const provider = new EmbeddedProvider(engine);
    const places = randomPlaces(81, 21);
    let stepCount = 0;
    for (let i = 1; i < places.length; i++) {
      const drive = await describeDrive(engine, provider, places[i - 1]!, places[i]!, null);
      const leg = engine.trace('motorbike', [places[i - 1]!, places[i]!])[0]!;
      stepCount += drive!.steps.length;
      const metres = drive!.steps.reduce((sum, step) => sum + step.metres, 0);
      expect(Math.abs(metres - leg.lengthDm / 10)).toBeLessThan(drive!.steps.length);
      drive!.steps.forEach(({ kind, modifier, street }, k) => {
        const before = drive!.steps[k - 1]?.street;
        if (kind !== 'arrive')
          expect([kind, modifier, street === before && street !== '']).not.toEqual(['turn', 'straight', true]);
      });
    }
    expect(stepCount).toBeGreaterThan(400);
    await engine.close();
  });
});
