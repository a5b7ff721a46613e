import { loadavg } from 'node:os';
import { resolve } from 'node:path';
import { straightMetres } from '../../apps/api/src/travel/lon-lat.ts';
import { openStreets } from '../../apps/api/src/travel/open-streets.ts';
import { openSearch, type SearchPlaces } from '../../apps/api/src/travel/search/open-search.ts';
import { streetName } from '../../apps/api/src/travel/street-graph.ts';
import { indexDoors, indexStreets } from '../../apps/api/src/travel/street-index.ts';
import { loadWardMap } from '../../apps/api/src/travel/ward-map.ts';

const MAP_DIR = resolve(import.meta.dirname, '../../data/hanoi');

/**
 * npm run bench -- search [streets = 150]
 * So many streets of the map, evenly picked, are asked for letter by letter, as a person types.
 * Latency of the address search while typing, by the clock and by the processor's own time (a busy machine makes the first long, not the second),
 * and how many of the extract's real house numbers it finds.
 */
export function bench([typedStreets = '150']: string[]): void {
  const { streets } = openStreets(MAP_DIR, console.log).graph;
  const ground = { streets, index: indexStreets(streets), doors: indexDoors(streets), wards: loadWardMap(MAP_DIR) };
  const begun = performance.now();
  const search = openSearch(MAP_DIR, ground);
  console.log(`index made in ${(performance.now() - begun).toFixed(0)} ms (load ${loadavg()[0]!.toFixed(1)})`);
  const names = [...ground.index.values()].flatMap((named) => named.map(({ name }) => name));
  const step = Math.floor(names.length / Number(typedStreets));
  const typed = names.filter((_, i) => i % step === 0).flatMap((name) => prefixesOf(`12 ${name}`));
  for (const text of typed.slice(0, 500)) search({ text, limit: 8 });
  report('as you type', typed, search);
  report(
    'whole addresses',
    realDoors().map(({ text }) => `${text}, Hà Nội`),
    search,
  );

  let [exact, near] = [0, 0];
  const doors = realDoors();
  for (const { text, lon, lat } of doors) {
    const hits = search({ text, limit: 5 });
    if (hits.some((hit) => hit.confidence === 'exact' && straightMetres(hit.lon, hit.lat, lon, lat) < 61)) exact++;
    else if (hits[0] && straightMetres(hits[0].lon, hits[0].lat, lon, lat) < 250) near++;
  }
  console.log(`of ${doors.length} real house numbers: ${exact} at their door, ${near} more within 250 m as the first hit`);

  function realDoors(): { text: string; lon: number; lat: number }[] {
    return Array.from({ length: streets.addressStreet.length }, (_, i) => ({
      text: `Số ${streetName(streets, streets.addressNumber[i]!)} ${streetName(streets, streets.addressStreet[i]!)}`,
      lon: streets.addressLonE7[i]! / 1e7,
      lat: streets.addressLatE7[i]! / 1e7,
    }));
  }
}

const prefixesOf = (text: string): string[] => Array.from({ length: text.length }, (_, i) => text.slice(0, i + 1));

function report(label: string, texts: readonly string[], search: SearchPlaces): void {
  const wall: number[] = [];
  const own: number[] = [];
  for (const text of texts) {
    const [begun, used] = [performance.now(), process.cpuUsage()];
    search({ text, limit: 8 });
    wall.push(performance.now() - begun);
    const { user, system } = process.cpuUsage(used);
    own.push((user + system) / 1000);
  }
  console.log(`${label}: ${texts.length} queries, load ${loadavg()[0]!.toFixed(1)}`);
  console.log(`  by the clock      ${spread(wall)}`);
  console.log(`  processor's time  ${spread(own)}`);
}

function spread(times: number[]): string {
  times.sort((a, b) => a - b);
  const at = (share: number): string => times[Math.min(times.length - 1, Math.floor(share * times.length))]!.toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, worst ${at(1)} ms`;
}
