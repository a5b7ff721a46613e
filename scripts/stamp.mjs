// Things made from files are made again when the files changed, and only then. Times of files say nothing after a clone, so
// the contents are hashed; what a thing was made from is kept in .cache/made/.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Hash of files and of everything below folders; a path that is missing counts as missing. */
export function hashPaths(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesBelow(join(root, path)))
      hash
        .update(`${relative(root, file)}\0`)
        .update(readFileSync(file))
        .update('\0');
  }
  return hash.digest('hex');
}

/** Whether `product` exists and was made from exactly this. */
export function isFresh(root, name, hash, product) {
  const stamp = stampPath(root, name);
  return existsSync(join(root, product)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

export function writeStamp(root, name, hash) {
  mkdirSync(dirname(stampPath(root, name)), { recursive: true });
  writeFileSync(stampPath(root, name), hash);
}

const stampPath = (root, name) => join(root, '.cache', 'made', name);

function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}
