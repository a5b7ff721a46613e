import { gzipSync } from 'node:zlib';
import { PbfWriter } from 'pbf';
import { zxyToTileId } from 'pmtiles';
import { BASE_MAP_ZOOMS, type Tile } from './cut-tiles.ts';

const HEADER_BYTES = 127;
/** The first read of a client; header and root directory must fit in it. */
const FIRST_READ_BYTES = 16_384;
const LEAF_ENTRIES = 2048;
const GZIP = 2;
const MVT = 1;

interface Entry {
  readonly tileId: number;
  readonly offset: number;
  readonly length: number;
  /** 1 for a tile, 0 for a leaf directory. */
  readonly run: number;
}

/** One file of tiles that a browser reads by byte ranges: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md */
export function encodePmtiles(
  tiles: readonly Tile[],
  bbox: readonly [number, number, number, number],
  attribution: string,
): Uint8Array {
  const sorted = tiles
    .map((tile) => ({ id: zxyToTileId(tile.z, tile.x, tile.y), bytes: gzipSync(tile.bytes, { level: 9 }) }))
    .sort((a, b) => a.id - b.id);
  let offset = 0;
  const entries = sorted.map(({ id, bytes }): Entry => {
    const entry = { tileId: id, offset, length: bytes.length, run: 1 };
    offset += bytes.length;
    return entry;
  });
  let root = encodeDirectory(entries);
  const leaves: Uint8Array[] = [];
  if (root.length > FIRST_READ_BYTES - HEADER_BYTES) {
    const rootEntries: Entry[] = [];
    let leafOffset = 0;
    for (let i = 0; i < entries.length; i += LEAF_ENTRIES) {
      const leaf = encodeDirectory(entries.slice(i, i + LEAF_ENTRIES));
      rootEntries.push({ tileId: entries[i]!.tileId, offset: leafOffset, length: leaf.length, run: 0 });
      leaves.push(leaf);
      leafOffset += leaf.length;
    }
    root = encodeDirectory(rootEntries);
  }
  const leafBytes = leaves.reduce((sum, leaf) => sum + leaf.length, 0);
  const metadata = gzipSync(JSON.stringify({ name: 'Gõ Cửa base map', attribution, type: 'baselayer' }));

  const header = new DataView(new ArrayBuffer(HEADER_BYTES));
  new Uint8Array(header.buffer).set(new TextEncoder().encode('PMTiles'));
  header.setUint8(7, 3);
  const longs = [
    HEADER_BYTES,
    root.length,
    HEADER_BYTES + root.length,
    metadata.length,
    HEADER_BYTES + root.length + metadata.length,
    leafBytes,
  ];
  longs.push(HEADER_BYTES + root.length + metadata.length + leafBytes, offset, entries.length, entries.length, entries.length);
  longs.forEach((value, i) => {
    header.setBigUint64(8 + 8 * i, BigInt(value), true);
  });
  header.setUint8(96, 1);
  header.setUint8(97, GZIP);
  header.setUint8(98, GZIP);
  header.setUint8(99, MVT);
  header.setUint8(100, BASE_MAP_ZOOMS.least);
  header.setUint8(101, BASE_MAP_ZOOMS.most);
  bbox.forEach((degrees, i) => {
    header.setInt32(102 + 4 * i, Math.round(degrees * 1e7), true);
  });
  header.setUint8(118, 12);
  header.setInt32(119, Math.round(((bbox[0] + bbox[2]) / 2) * 1e7), true);
  header.setInt32(123, Math.round(((bbox[1] + bbox[3]) / 2) * 1e7), true);
  return Buffer.concat([new Uint8Array(header.buffer), root, metadata, ...leaves, ...sorted.map(({ bytes }) => bytes)]);
}

function encodeDirectory(entries: readonly Entry[]): Uint8Array {
  const pbf = new PbfWriter();
  pbf.writeVarint(entries.length);
  entries.forEach((entry, i) => {
    pbf.writeVarint(entry.tileId - (entries[i - 1]?.tileId ?? 0));
  });
  for (const entry of entries) pbf.writeVarint(entry.run);
  for (const entry of entries) pbf.writeVarint(entry.length);
  // 0 means "right after the one before", anything else is the offset plus 1
  entries.forEach((entry, i) => {
    const before = entries[i - 1];
    pbf.writeVarint(before && before.offset + before.length === entry.offset ? 0 : entry.offset + 1);
  });
  return gzipSync(pbf.finish());
}
