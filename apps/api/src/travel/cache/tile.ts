import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import type { LonLat } from '../lon-lat.ts';

/** Travel from some places to others as an engine answered it; places are known by their keys. */
export interface Tile {
  readonly originKeys: readonly string[];
  readonly destinationKeys: readonly string[];
  /** Row by row. */
  readonly durationsSec: Int32Array;
  readonly distancesMetres: Int32Array;
  /** At each destination; −1 where no street is near, or unknown. */
  readonly walkMetres: Int32Array;
}

/** A tile as it is stored. */
export interface StoredTile {
  readonly originKeys: Uint8Array<ArrayBuffer>;
  readonly destinationKeys: Uint8Array<ArrayBuffer>;
  readonly figures: Uint8Array<ArrayBuffer>;
  readonly checksum: string;
}

const KEY_BYTES = 8;
const KEY_DIGITS = 2 * KEY_BYTES;
/** Coordinates are told apart to a tenth of a metre: nearer than that an engine snaps them alike. */
const PLACE_SCALE = 1e6;
/** Fast rather than small: figures of neighbouring places resemble each other, so this halves them anyway. */
const COMPRESSION = { level: 1 };

/** A hash that gives no coordinate away. Two of 10,000 places have the same one in one of 10^11 sets. */
export function placeKey([lon, lat]: LonLat): string {
  const text = `${Math.round(lon * PLACE_SCALE)} ${Math.round(lat * PLACE_SCALE)}`;
  return createHash('sha256').update(text).digest('hex').slice(0, KEY_DIGITS);
}

export function packTile(tile: Tile): StoredTile {
  const { durationsSec, distancesMetres, walkMetres } = tile;
  const numbers = new Int32Array(durationsSec.length + distancesMetres.length + walkMetres.length);
  numbers.set(durationsSec);
  numbers.set(distancesMetres, durationsSec.length);
  numbers.set(walkMetres, durationsSec.length + distancesMetres.length);
  const originKeys = packKeys(tile.originKeys);
  const destinationKeys = packKeys(tile.destinationKeys);
  const figures = Uint8Array.from(deflateSync(new Uint8Array(numbers.buffer), COMPRESSION));
  return { originKeys, destinationKeys, figures, checksum: checksumOf(originKeys, destinationKeys, figures) };
}

/** Null when the bytes are not what was stored. */
export function unpackTile(stored: StoredTile): Tile | null {
  if (checksumOf(stored.originKeys, stored.destinationKeys, stored.figures) !== stored.checksum) return null;
  const originKeys = unpackKeys(stored.originKeys);
  const destinationKeys = unpackKeys(stored.destinationKeys);
  const pairs = originKeys.length * destinationKeys.length;
  let bytes: Uint8Array;
  try {
    bytes = inflateSync(stored.figures);
  } catch {
    return null;
  }
  if (bytes.length !== 4 * (2 * pairs + destinationKeys.length)) return null;
  const numbers = new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  return {
    originKeys,
    destinationKeys,
    durationsSec: numbers.subarray(0, pairs),
    distancesMetres: numbers.subarray(pairs, 2 * pairs),
    walkMetres: numbers.subarray(2 * pairs),
  };
}

export const unpackKeys = (bytes: Uint8Array): string[] => {
  const digits = Buffer.from(bytes).toString('hex');
  return Array.from({ length: Math.floor(bytes.length / KEY_BYTES) }, (_, i) =>
    digits.slice(i * KEY_DIGITS, (i + 1) * KEY_DIGITS),
  );
};
const packKeys = (keys: readonly string[]): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(keys.join(''), 'hex'));

function checksumOf(...parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length} `).update(part);
  return hash.digest('hex');
}
