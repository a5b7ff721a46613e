import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { saveMapFile } from '../open-streets.ts';
import { POIS_FILE_NAME } from '../search/open-search.ts';
import { encodeStreetFile, STREET_FILE_NAME } from '../street-file.ts';
import { BASE_MAP_FILE_NAME, buildBaseMap } from './build-base-map.ts';
import { buildStreets } from './build-streets.ts';
import { OsmFileError } from './read-osm-pbf.ts';
import { encodePois } from './read-pois.ts';

const USAGE = 'npm run roads -- <file.osm.pbf> [more.osm.pbf …] --output <dir>';

/** Builds `<dir>/streets.bin`, `<dir>/basemap.pmtiles` and `<dir>/pois.geojson` from OpenStreetMap extracts. */
function main(): void {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { output: { type: 'string' } } });
  if (positionals.length === 0 || values.output === undefined) {
    console.error(`Usage: ${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const dir = values.output;
  const started = performance.now();
  const say = (sentence: string): void => console.log(`${((performance.now() - started) / 1000).toFixed(1)} s  ${sentence}`);
  const save = (name: string, bytes: Uint8Array): void => {
    saveMapFile(join(dir, name), bytes);
    say(`${join(dir, name)}: ${(bytes.length / 1e6).toFixed(2)} MB`);
  };
  mkdirSync(dir, { recursive: true });
  save(STREET_FILE_NAME, encodeStreetFile(buildStreets(positionals, say)));
  save(BASE_MAP_FILE_NAME, buildBaseMap(positionals, dir, say));
  save(POIS_FILE_NAME, encodePois(positionals));
}

try {
  main();
} catch (error) {
  const expected = error instanceof OsmFileError || (error instanceof Error && 'code' in error);
  console.error(expected ? (error as Error).message : error);
  process.exitCode = 1;
}
