import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildStreets } from '../../apps/api/src/travel/build/build-streets.ts';
import { contractHierarchy } from '../../apps/api/src/travel/build/contract-hierarchy.ts';
import { loadGraph } from '../../apps/api/src/travel/load-graph.ts';
import type { LonLat } from '../../apps/api/src/travel/lon-lat.ts';
import { openMap } from '../../apps/api/src/travel/open-map.ts';
import { saveMapFile } from '../../apps/api/src/travel/open-streets.ts';
import { TRAVEL_PROFILES } from '../../apps/api/src/travel/profiles.ts';
import { RouteTracer } from '../../apps/api/src/travel/route-geometry.ts';
import { StreetFinder } from '../../apps/api/src/travel/snap.ts';
import { retimeHierarchy } from '../../apps/api/src/travel/speeds/retime-hierarchy.ts';
import { encodeStreetFile } from '../../apps/api/src/travel/street-file.ts';
import { middleLatOf, type ProfileHierarchy } from '../../apps/api/src/travel/street-graph.ts';
import { measureMatrix } from '../../apps/api/src/travel/travel.ts';
import { MatrixSolver } from '../../apps/api/src/travel/travel-matrix.ts';
import { syntheticCity } from './synthetic-city.ts';

const MAP_DIR = resolve(import.meta.dirname, '../../data/hanoi');
const SYNTHETIC_SIDE = 550;

/**
 * Best and worst of a few runs after one to warm up, by the wall and by the processor's own clock: on a machine that others use the
 * second is what a quiet one would show.
 */
function measure(label: string, runs: number, work: () => void, warmUp = true): void {
  if (warmUp) work();
  const times: { wallMs: number; cpuMs: number }[] = [];
  for (let run = 0; run < runs; run++) {
    const begun = performance.now();
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    times.push({ wallMs: performance.now() - begun, cpuMs: (user + system) / 1000 });
  }
  const by = (key: 'wallMs' | 'cpuMs'): string => {
    const sorted = times.map((time) => time[key]).sort((a, b) => a - b);
    return `${sorted[0]!.toFixed(1).padStart(9)} (worst ${sorted.at(-1)!.toFixed(1)})`;
  };
  console.log(`${label.padEnd(36)} wall ${by('wallMs').padEnd(26)} cpu ${by('cpuMs')} ms, ${runs} runs`);
}
const print = (label: string, value: number, unit: string): void =>
  console.log(`${label.padEnd(36)} ${value.toFixed(1).padStart(9)} ${unit}`);

/**
 * `npm run bench -- roads`: build, load, matrices, routes, snaps and addresses on the demo's streets; `-- roads city` adds a
 * synthetic city of 300,000 junctions. Seeded; figures depend on the machine.
 */
export async function bench(args: string[] = []): Promise<void> {
  console.log(`load of the machine ${loadavg()[0]!.toFixed(1)}`);
  const extracts = readdirSync(MAP_DIR)
    .filter((name) => name.endsWith('.osm.pbf'))
    .map((name) => join(MAP_DIR, name));
  const file = join(mkdtempSync(join(tmpdir(), 'gocua-bench-')), 'streets.bin');
  measure('build, 3 profiles', 2, () => saveMapFile(file, encodeStreetFile(buildStreets(extracts, () => {}))));
  print('street file', statSync(file).size / 1e6, 'MB');
  measure('load', 5, () => loadGraph(resolve(file, '..')));
  const { graph } = loadGraph(resolve(file, '..'));
  const { streets, meta } = graph;
  const hierarchy = graph.hierarchies[0]!;
  measure('index for snapping', 3, () => new StreetFinder(streets, hierarchy, middleLatOf(meta)));
  const finder = new StreetFinder(streets, hierarchy, middleLatOf(meta));
  const rush = new Float32Array(streets.edgeCount).fill(0.7);
  measure('the same streets at another hour', 3, () => retimeHierarchy(streets, hierarchy, rush));
  benchTables(new MatrixSolver(streets, hierarchy, finder), [105.76, 20.97, 0.13, 0.1]);
  const places = randomPlaces(1001, [105.76, 20.97, 0.13, 0.1]);
  const tracer = new RouteTracer(streets, hierarchy, finder);
  measure('1,000 routes with their lines', 3, () => tracer.trace(places));
  measure('1,000 snaps', 5, () => {
    for (const place of places) finder.nearest(place);
  });
  const map = await openMap(MAP_DIR);
  const ward = map.units.find((unit) => unit.name === 'Phường Hoàng Liệt')!.id;
  measure('1,000 addresses located', 3, () => {
    for (let i = 0; i < 1000; i++) map.places.locateAddress(`Số ${i}, ngách 61/40 phố Bằng Liệt`, ward);
  });
  const begun = performance.now();
  await measureMatrix(map.travel, places.slice(0, 300));
  print('first matrix of 300, thread start', performance.now() - begun, 'ms');
  await map.close();
  print('memory of this process', process.memoryUsage().rss / 1e6, 'MB');
  if (args.includes('city')) benchCity();
}

function benchCity(): void {
  const { streets, nodes } = syntheticCity(SYNTHETIC_SIDE);
  print('synthetic city: junctions', streets.vertexCount, '');
  const built: ProfileHierarchy[] = [];
  const build = () => {
    for (const { id } of TRAVEL_PROFILES) built.push(contractHierarchy(streets, id, nodes));
  };
  measure('synthetic city: build, 3 profiles', 1, build, false);
  const hierarchy = built[0]!;
  const finder = new StreetFinder(streets, hierarchy, 20.95);
  benchTables(new MatrixSolver(streets, hierarchy, finder), [105.51, 20.71, 0.47, 0.47]);
  print('synthetic city: memory', process.memoryUsage().rss / 1e6, 'MB');
}

type Area = readonly [west: number, south: number, width: number, height: number];

function benchTables(solver: MatrixSolver, area: Area): void {
  for (const [count, runs] of [
    [100, 5],
    [1000, 3],
    [2000, 2],
    [5000, 1],
  ] as const) {
    const places = randomPlaces(count, area);
    measure(`matrix ${count} × ${count}`, runs, () => solver.solve(places), count < 5000);
  }
}

function randomPlaces(count: number, [west, south, width, height]: Area): LonLat[] {
  let state = 20221124;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, () => [west + next() * width, south + next() * height] as const);
}
