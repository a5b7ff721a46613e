import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { contractHierarchy } from '../../apps/api/src/travel/build/contract-hierarchy.ts';
import { cutEdges } from '../../apps/api/src/travel/build/cut-edges.ts';
import { NameTable } from '../../apps/api/src/travel/build/name-table.ts';
import { readStreetWays } from '../../apps/api/src/travel/build/read-ways.ts';
import { FREE_TURNS, searchNodes } from '../../apps/api/src/travel/build/search-nodes.ts';
import { TRAVEL_PROFILES, type TravelProfile } from '../../apps/api/src/travel/profiles.ts';
import { RouteTracer } from '../../apps/api/src/travel/route-geometry.ts';
import { StreetFinder } from '../../apps/api/src/travel/snap.ts';

const EXTRACT = resolve(import.meta.dirname, '../../data/hanoi/hanoi-inner-drive.osm.pbf');
/** Routino's names of streets, with one speed for each in both engines. */
const SPEEDS = {
  motorway: 60,
  trunk: 34,
  primary: 30,
  secondary: 27,
  tertiary: 24,
  unclassified: 20,
  residential: 17,
  service: 13,
  track: 12,
} as const;
const { motorway, trunk, primary, secondary, tertiary, unclassified, residential, service, track } = SPEEDS;

/** A car without lights, junctions and alleys of its own, so that only the streets and the search are compared. */
const PLAIN_CAR: TravelProfile = {
  ...TRAVEL_PROFILES.find(({ id }) => id === 'car')!,
  speedsKmh: {
    motorway,
    trunk,
    primary,
    secondary,
    tertiary,
    unclassified,
    residential,
    alley: residential,
    narrow_alley: residential,
    living_street: residential,
    service,
    track,
  },
  unpavedFactor: 1,
  signalSec: 0,
  junctionSec: 0,
  leftTurnSec: 0,
  turnRoundSec: 0,
};

/**
 * `npm run bench -- roads-compare [pairs]`: distances and times of random pairs of the demo's extract, ours against Routino's
 * (Debian's package `routino`, a program of its own; nothing of it is a dependency). Both drive at the same speeds.
 */
export async function bench([count = '2000']: string[] = []): Promise<void> {
  if (!existsSync('/usr/bin/routino-router')) throw new Error('This compares with Routino: apt-get install routino');
  const dir = mkdtempSync(join(tmpdir(), 'gocua-routino-'));
  const split = spawnSync('planetsplitter', [`--dir=${dir}`, '--tagging=/usr/share/routino/tagging.xml', EXTRACT], {
    encoding: 'utf8',
  });
  if (split.status !== 0) throw new Error(`planetsplitter: ${split.stderr.slice(0, 300)}`);
  const ways = readStreetWays([EXTRACT]);
  const names = new NameTable();
  const { streets: edges, costs } = cutEdges(ways, [PLAIN_CAR], names);
  const none = new Int32Array(0);
  const streets = {
    ...edges,
    ...names.encode(),
    addressStreet: none,
    addressNumber: none,
    addressLonE7: none,
    addressLatE7: none,
  };
  const hierarchy = contractHierarchy(streets, 'car', searchNodes(streets, costs[0]!, FREE_TURNS));
  const finder = new StreetFinder(streets, hierarchy, 21);
  const tracer = new RouteTracer(streets, hierarchy, finder);
  let state = 7;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  // from junction to junction, so that snapping to another street is not what is compared
  const vertices = [
    ...new Set(
      Array.from({ length: streets.edgeCount }, (_, e) => (hierarchy.forwardDs[e]! > 0 ? streets.edgePointStart[e]! : -1)),
    ),
  ].filter((p) => p >= 0);
  const ratios: { metres: number; seconds: number; turnsRound: boolean; where: string }[] = [];
  let unanswered = 0;
  for (let pair = 0; pair < Number(count); pair++) {
    const [from, to] = [vertices[Math.floor(next() * vertices.length)]!, vertices[Math.floor(next() * vertices.length)]!].map(
      (p) => [streets.pointLonE7[p]! / 1e7, streets.pointLatE7[p]! / 1e7] as const,
    ) as [readonly [number, number], readonly [number, number]];
    const [leg] = tracer.trace([from, to]);
    const other = routino(dir, from, to);
    if (!leg || !other || other.km < 0.5) {
      unanswered++;
      continue;
    }
    ratios.push({
      metres: leg.lengthDm / 10_000 / other.km,
      seconds: leg.timeDs / 600 / other.minutes,
      turnsRound: leg.stretches.some(({ directedEdge }, k) => k > 0 && directedEdge === (leg.stretches[k - 1]!.directedEdge ^ 1)),
      where: `${from.join(',')} → ${to.join(',')}: ours ${(leg.lengthDm / 10_000).toFixed(2)} km ${(leg.timeDs / 600).toFixed(1)} min, theirs ${other.km} km ${other.minutes} min`,
    });
  }
  for (const key of ['metres', 'seconds'] as const) {
    const sorted = ratios.map((ratio) => ratio[key]).sort((a, b) => a - b);
    const at = (share: number): string => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(3);
    const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
    console.log(
      `${key} ours / Routino's, ${sorted.length} pairs: mean ${mean.toFixed(3)}, min ${at(0)}, 1 % ${at(0.01)}, 5 % ${at(0.05)}, median ${at(0.5)}, 95 % ${at(0.95)}, 99 % ${at(0.99)}, max ${at(1)}`,
    );
  }
  console.log(`${unanswered} pairs left out: one engine found no way, or less than 500 m apart`);
  // whether ours is shorter because it turns round where the other does not
  const shorter = ratios.filter(({ metres }) => metres < 0.9);
  const round = shorter.filter(({ turnsRound }) => turnsRound).length;
  const both = ratios.filter(({ turnsRound }) => turnsRound).length;
  console.log(
    `ours is more than a tenth shorter for ${shorter.length} pairs; it turns round on ${round} of these, and on ${both} of all`,
  );
  ratios.sort((a, b) => Math.abs(Math.log(b.seconds)) - Math.abs(Math.log(a.seconds)));
  for (const { where, seconds, turnsRound } of ratios.slice(0, 8))
    console.log(`  ${seconds.toFixed(3)}  ${where}${turnsRound ? ' (turns round)' : ''}`);
}

function routino(
  dir: string,
  from: readonly [number, number],
  to: readonly [number, number],
): { km: number; minutes: number } | null {
  const classes = Object.entries(SPEEDS);
  const run = spawnSync(
    'routino-router',
    [
      `--dir=${dir}`,
      '--profiles=/usr/share/routino/profiles.xml',
      '--translations=/usr/share/routino/translations.xml',
      '--transport=motorcar',
      '--quickest',
      '--output-text',
      '--output-stdout',
      '--quiet',
      '--turns=1',
      ...classes.map(([name, kmh]) => `--speed-${name}=${kmh}`),
      ...classes.map(([name]) => `--highway-${name}=100`),
      ...['paved', 'multilane', 'bridge', 'tunnel'].map((name) => `--property-${name}=50`),
      `--lon1=${from[0]}`,
      `--lat1=${from[1]}`,
      `--lon2=${to[0]}`,
      `--lat2=${to[1]}`,
    ],
    { encoding: 'utf8' },
  );
  const last = run.stdout?.trim().split('\n').at(-1) ?? '';
  const figures = /([\d.]+)\s*km\s+([\d.]+)\s*min/g;
  const all = [...last.matchAll(figures)].at(-1);
  return all ? { km: Number(all[1]), minutes: Number(all[2]) } : null;
}
