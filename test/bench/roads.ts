import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildStreets } from '../../apps/api/src/travel/build/build-streets.ts';
import { loadGraph } from '../../apps/api/src/travel/load-graph.ts';
import type { LonLat } from '../../apps/api/src/travel/lon-lat.ts';
import { openMap } from '../../apps/api/src/travel/open-map.ts';
import { saveMapFile } from '../../apps/api/src/travel/open-streets.ts';
import { RouteTracer } from '../../apps/api/src/travel/route-geometry.ts';
import { StreetFinder } from '../../apps/api/src/travel/snap.ts';
import { encodeStreetFile } from '../../apps/api/src/travel/street-file.ts';
import { middleLatOf } from '../../apps/api/src/travel/street-graph.ts';
import { measureMatrix } from '../../apps/api/src/travel/travel.ts';
import { MatrixSolver } from '../../apps/api/src/travel/travel-matrix.ts';

const MAP_DIR = resolve(import.meta.dirname, '../../data/hanoi');

/** Best and spread of a few runs, after one to warm up. */
function measure(label: string, runs: number, work: () => void): void {
  work();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const begun = performance.now();
    work();
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  console.log(`${label.padEnd(34)} ${times[0]!.toFixed(1).padStart(9)} ms   (worst of ${runs}: ${times.at(-1)!.toFixed(1)})`);
}

/** Build, load, matrices, routes, snaps and addresses on the demo's streets. Seeded; figures depend on the machine. */
export async function bench(): Promise<void> {
  const extracts = readdirSync(MAP_DIR)
    .filter((name) => name.endsWith('.osm.pbf'))
    .map((name) => join(MAP_DIR, name));
  const file = join(mkdtempSync(join(tmpdir(), 'gocua-bench-')), 'streets.bin');
  measure('build, 3 profiles', 1, () => saveMapFile(file, encodeStreetFile(buildStreets(extracts, () => {}))));
  console.log(`${'street file'.padEnd(34)} ${(statSync(file).size / 1e6).toFixed(1).padStart(9)} MB`);
  measure('load', 5, () => loadGraph(resolve(file, '..')));
  const { graph } = loadGraph(resolve(file, '..'));
  const hierarchy = graph.hierarchies[0]!;
  measure('index for snapping', 3, () => new StreetFinder(graph.streets, hierarchy, middleLatOf(graph.meta)));
  const finder = new StreetFinder(graph.streets, hierarchy, middleLatOf(graph.meta));
  const solver = new MatrixSolver(graph.streets, hierarchy, finder);
  const tracer = new RouteTracer(graph.streets, hierarchy, finder);
  for (const [count, runs] of [
    [100, 5],
    [1000, 5],
    [2000, 3],
    [5000, 1],
  ] as const) {
    const places = randomPlaces(count);
    measure(`matrix ${count} × ${count}`, runs, () => solver.solve(places));
  }
  const places = randomPlaces(1001);
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
  console.log(`${'first matrix of 300, thread start'.padEnd(34)} ${(performance.now() - begun).toFixed(1).padStart(9)} ms`);
  await map.close();
  console.log(`${'memory of this process'.padEnd(34)} ${(process.memoryUsage().rss / 1e6).toFixed(0).padStart(9)} MB`);
}

function randomPlaces(count: number): LonLat[] {
  let state = 20221124;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, () => [105.76 + next() * 0.13, 20.97 + next() * 0.1] as const);
}
