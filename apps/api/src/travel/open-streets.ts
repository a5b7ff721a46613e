import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildStreets } from './build/build-streets.ts';
import { type LoadedGraph, loadGraph } from './load-graph.ts';
import { TRAVEL_PROFILES } from './profiles.ts';
import { decodeStreetFile, encodeStreetFile, STREET_FILE_NAME, StreetFileError } from './street-file.ts';
import type { StreetFileMeta } from './street-graph.ts';

const EXTRACT = /\.osm\.pbf$/;

/**
 * The streets of a map folder. Where the folder holds extracts (`*.osm.pbf`), they are the truth: the street file is built from
 * them when it is missing, or was built from other extracts, with other speeds or by another version (about two seconds for inner
 * Hanoi). Where it holds none, the street file is used as it is. Throws StreetFileError or OsmFileError when neither is usable.
 */
export function openStreets(dir: string, say: (sentence: string) => void): LoadedGraph {
  const extracts = readdirSync(dir)
    .filter((name) => EXTRACT.test(name))
    .sort();
  let reason: string;
  try {
    const loaded = loadGraph(dir);
    if (extracts.length === 0 || isUpToDate(loaded.graph.meta, dir, extracts)) return loaded;
    reason = 'the extract or the assumed speeds have changed';
  } catch (error) {
    if (!(error instanceof StreetFileError) || extracts.length === 0) throw error;
    reason = error.message;
  }
  say(`building the streets from ${extracts.join(', ')}: ${reason}`);
  const paths = extracts.map((name) => join(dir, name));
  const bytes = encodeStreetFile(buildStreets(paths, say));
  const buffer = new SharedArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  const path = join(dir, STREET_FILE_NAME);
  try {
    saveMapFile(path, bytes);
  } catch (error) {
    // a read-only installation: build again at the next start
    say(`${path} could not be written (${(error as NodeJS.ErrnoException).code}); the streets stay in memory`);
  }
  return { graph: decodeStreetFile(buffer, path), buffer };
}

/** Writes beside the old file and renames, so nobody ever reads half a file; two processes may do it at once. */
export function saveMapFile(path: string, bytes: Uint8Array): void {
  const fresh = `${path}.new${process.pid}`;
  writeFileSync(fresh, bytes);
  renameSync(fresh, path);
}

function isUpToDate(meta: StreetFileMeta, dir: string, extracts: readonly string[]): boolean {
  if (JSON.stringify(meta.profiles) !== JSON.stringify(TRAVEL_PROFILES) || meta.sources.length !== extracts.length) return false;
  return extracts.every((name, i) => {
    const sha256 = createHash('sha256')
      .update(readFileSync(join(dir, name)))
      .digest('hex');
    return meta.sources[i]?.name === name && meta.sources[i].sha256 === sha256;
  });
}
