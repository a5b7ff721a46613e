import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { saveStreetFile } from '../open-streets.ts';
import { encodeStreetFile, STREET_FILE_NAME } from '../street-file.ts';
import { buildStreets } from './build-streets.ts';
import { OsmFileError } from './read-osm-pbf.ts';

const USAGE = 'npm run roads -- <file.osm.pbf> [more.osm.pbf …] --output <dir>';

/** Builds `<dir>/streets.bin` from OpenStreetMap extracts. */
function main(): void {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { output: { type: 'string' } } });
  if (positionals.length === 0 || values.output === undefined) {
    console.error(`Usage: ${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const started = performance.now();
  const say = (sentence: string): void => console.log(`${((performance.now() - started) / 1000).toFixed(1)} s  ${sentence}`);
  const graph = buildStreets(positionals, say);
  mkdirSync(values.output, { recursive: true });
  const path = join(values.output, STREET_FILE_NAME);
  const bytes = encodeStreetFile(graph);
  saveStreetFile(path, bytes);
  say(`${path}: ${(bytes.length / 1e6).toFixed(1)} MB`);
}

try {
  main();
} catch (error) {
  const expected = error instanceof OsmFileError || (error instanceof Error && 'code' in error);
  console.error(expected ? (error as Error).message : error);
  process.exitCode = 1;
}
