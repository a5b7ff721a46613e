import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { decodeStreetFile, STREET_FILE_NAME, StreetFileError } from './street-file.ts';
import type { StreetGraph } from './street-graph.ts';

/** A graph in shared memory: post `buffer` to a worker thread and decode it there, nothing is copied. */
export interface LoadedGraph {
  readonly graph: StreetGraph;
  readonly buffer: SharedArrayBuffer;
}

/** Reads `<dir>/streets.bin`. Throws StreetFileError with a sentence that says what to do. */
export function loadGraph(dir: string): LoadedGraph {
  const path = join(dir, STREET_FILE_NAME);
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    throw new StreetFileError(`There is no street file at ${path}. Build one: npm run roads -- <file.osm.pbf> --output ${dir}`);
  }
  try {
    const byteCount = fstatSync(file).size;
    const buffer = new SharedArrayBuffer(byteCount);
    const bytes = new Uint8Array(buffer);
    let done = 0;
    while (done < byteCount) {
      const count = readSync(file, bytes, done, byteCount - done, done);
      if (count === 0) throw new StreetFileError(`${path} changed while it was read.`);
      done += count;
    }
    return { graph: decodeStreetFile(buffer, path), buffer };
  } finally {
    closeSync(file);
  }
}
