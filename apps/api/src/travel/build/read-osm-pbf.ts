import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { PbfReader } from 'pbf';

/** Tags of one element. A missing key reads as undefined. */
export type OsmTags = Readonly<Record<string, string | undefined>>;

export interface OsmMember {
  readonly kind: 'node' | 'way' | 'relation';
  readonly id: number;
  readonly role: string;
}

/** What the caller wants to hear of a file. Kinds without a handler are not decoded. Ids fit a double exactly (below 2^53). */
export interface OsmVisitor {
  readonly node?: (id: number, lon: number, lat: number, tags: OsmTags) => void;
  readonly way?: (id: number, tags: OsmTags, nodeIds: readonly number[]) => void;
  readonly relation?: (id: number, tags: OsmTags, members: readonly OsmMember[]) => void;
}

/** A file that cannot be read as an OpenStreetMap extract; the message says what is wrong and what to do. */
export class OsmFileError extends Error {
  override readonly name = 'OsmFileError';
}

const MAX_BLOB_HEADER_BYTES = 64 * 1024;
const MAX_BLOB_BYTES = 32 * 1024 * 1024;
const KNOWN_FEATURES = new Set(['OsmSchema-V0.6', 'DenseNodes']);
const NO_TAGS: OsmTags = {};

/**
 * Walks an `.osm.pbf` file once, in file order, one blob in memory at a time, so a country fits as well as a district.
 * Format: https://wiki.openstreetmap.org/wiki/PBF_Format. Throws OsmFileError when the file is not what it should be.
 */
export function readOsmPbf(path: string, visitor: OsmVisitor): void {
  const file = openSync(path, 'r');
  try {
    const totalBytes = fstatSync(file).size;
    if (totalBytes === 0) throw new OsmFileError(`${path} is empty.`);
    let position = 0;
    let blobCount = 0;
    const take = (byteCount: number): Uint8Array => {
      const bytes = new Uint8Array(byteCount);
      if (readSync(file, bytes, 0, byteCount, position) < byteCount)
        throw new OsmFileError(`${path} ends in the middle of a block (byte ${position} of ${totalBytes}); download it again.`);
      position += byteCount;
      return bytes;
    };
    while (position < totalBytes) {
      const start = position;
      const headerBytes = new DataView(take(4).buffer).getUint32(0);
      if (headerBytes === 0 || headerBytes > MAX_BLOB_HEADER_BYTES)
        throw new OsmFileError(`${path} is not an .osm.pbf file: no block header at byte ${start}.`);
      const header = new PbfReader(take(headerBytes)).readFields(readBlobHeader, { type: '', dataBytes: 0 });
      if (blobCount === 0 && header.type !== 'OSMHeader')
        throw new OsmFileError(`${path} is not an .osm.pbf file: its first block is not "OSMHeader".`);
      if (header.dataBytes > MAX_BLOB_BYTES)
        throw new OsmFileError(
          `${path}: the block at byte ${start} claims ${header.dataBytes} bytes; the format allows ${MAX_BLOB_BYTES}.`,
        );
      const data = unpackBlob(take(header.dataBytes), `${path}, block at byte ${start}`);
      try {
        if (header.type === 'OSMHeader') checkFeatures(data, path);
        else if (header.type === 'OSMData') readBlock(data, visitor);
      } catch (error) {
        if (error instanceof OsmFileError || !(error instanceof RangeError)) throw error;
        throw new OsmFileError(`${path}: the block at byte ${start} is damaged (${error.message}).`);
      }
      blobCount++;
    }
  } finally {
    closeSync(file);
  }
}

function readBlobHeader(tag: number, header: { type: string; dataBytes: number }, pbf: PbfReader): void {
  if (tag === 1) header.type = pbf.readString();
  else if (tag === 3) header.dataBytes = pbf.readVarint();
}

function unpackBlob(bytes: Uint8Array, where: string): Uint8Array {
  const blob: { raw?: Uint8Array; zlib?: Uint8Array; other?: number } = {};
  new PbfReader(bytes).readFields((tag, result: typeof blob, pbf) => {
    if (tag === 1) result.raw = pbf.readBytes();
    else if (tag === 3) result.zlib = pbf.readBytes();
    else if (tag >= 4) result.other = tag;
  }, blob);
  if (blob.raw) return blob.raw;
  if (!blob.zlib) throw new OsmFileError(`${where} is compressed in a way that is not supported (only zlib is).`);
  try {
    return inflateSync(blob.zlib, { maxOutputLength: MAX_BLOB_BYTES });
  } catch {
    throw new OsmFileError(`${where} cannot be decompressed; the file is damaged, download it again.`);
  }
}

function checkFeatures(data: Uint8Array, path: string): void {
  const required: string[] = [];
  new PbfReader(data).readFields((tag, list: string[], pbf) => {
    if (tag === 4) list.push(pbf.readString());
  }, required);
  const unknown = required.filter((feature) => !KNOWN_FEATURES.has(feature));
  if (unknown.length > 0) throw new OsmFileError(`${path} needs features that are not supported: ${unknown.join(', ')}.`);
}

interface Block {
  readonly strings: string[];
  readonly groups: Uint8Array[];
  granularity: number;
  latOffset: number;
  lonOffset: number;
}

function readBlock(data: Uint8Array, visitor: OsmVisitor): void {
  const block: Block = { strings: [], groups: [], granularity: 100, latOffset: 0, lonOffset: 0 };
  new PbfReader(data).readFields((tag, result: Block, pbf) => {
    if (tag === 1) {
      pbf.readMessage((stringTag, strings: string[], inner) => {
        if (stringTag === 1) strings.push(inner.readString());
      }, result.strings);
    } else if (tag === 2) result.groups.push(pbf.readBytes());
    else if (tag === 17) result.granularity = pbf.readVarint();
    else if (tag === 19) result.latOffset = pbf.readVarint(true);
    else if (tag === 20) result.lonOffset = pbf.readVarint(true);
  }, block);
  for (const group of block.groups) {
    new PbfReader(group).readFields((tag, _result: undefined, pbf) => {
      if (tag === 1 && visitor.node) readPlainNode(pbf, block, visitor.node);
      else if (tag === 2 && visitor.node) readDenseNodes(pbf, block, visitor.node);
      else if (tag === 3 && visitor.way) readWay(pbf, block, visitor.way);
      else if (tag === 4 && visitor.relation) readRelation(pbf, block, visitor.relation);
    }, undefined);
  }
}

/** Degrees from the stored integer, in the format's 1e-9 degree units, rounded to OpenStreetMap's own 1e-7. */
const degrees = (offset: number, granularity: number, value: number): number =>
  Math.round((offset + granularity * value) / 100) / 1e7;

function readPlainNode(pbf: PbfReader, block: Block, visit: NonNullable<OsmVisitor['node']>): void {
  const node = { id: 0, lat: 0, lon: 0, keys: [] as number[], values: [] as number[] };
  pbf.readMessage((tag, result: typeof node, inner) => {
    if (tag === 1) result.id = inner.readSVarint();
    else if (tag === 2) inner.readPackedVarint(result.keys);
    else if (tag === 3) inner.readPackedVarint(result.values);
    else if (tag === 8) result.lat = inner.readSVarint();
    else if (tag === 9) result.lon = inner.readSVarint();
  }, node);
  visit(
    node.id,
    degrees(block.lonOffset, block.granularity, node.lon),
    degrees(block.latOffset, block.granularity, node.lat),
    tagsOf(block.strings, node.keys, node.values),
  );
}

function readDenseNodes(pbf: PbfReader, block: Block, visit: NonNullable<OsmVisitor['node']>): void {
  const dense = { ids: [] as number[], lats: [] as number[], lons: [] as number[], keysValues: [] as number[] };
  pbf.readMessage((tag, result: typeof dense, inner) => {
    if (tag === 1) inner.readPackedSVarint(result.ids);
    else if (tag === 8) inner.readPackedSVarint(result.lats);
    else if (tag === 9) inner.readPackedSVarint(result.lons);
    else if (tag === 10) inner.readPackedVarint(result.keysValues);
  }, dense);
  const { ids, lats, lons, keysValues } = dense;
  if (lats.length !== ids.length || lons.length !== ids.length) throw new RangeError('node lists of unequal length');
  const { granularity, latOffset, lonOffset, strings } = block;
  let id = 0;
  let lat = 0;
  let lon = 0;
  let cursor = 0;
  for (let i = 0; i < ids.length; i++) {
    id += ids[i]!;
    lat += lats[i]!;
    lon += lons[i]!;
    let tags = NO_TAGS;
    // key, value, key, value, …, 0 for each node; the whole list is absent when no node of the block has tags
    if (cursor < keysValues.length) {
      if (keysValues[cursor] !== 0) {
        const own: Record<string, string> = {};
        while (cursor < keysValues.length && keysValues[cursor] !== 0) {
          own[strings[keysValues[cursor]!] ?? ''] = strings[keysValues[cursor + 1]!] ?? '';
          cursor += 2;
        }
        tags = own;
      }
      cursor++;
    }
    visit(id, degrees(lonOffset, granularity, lon), degrees(latOffset, granularity, lat), tags);
  }
}

function readWay(pbf: PbfReader, block: Block, visit: NonNullable<OsmVisitor['way']>): void {
  const way = { id: 0, keys: [] as number[], values: [] as number[], refs: [] as number[] };
  pbf.readMessage((tag, result: typeof way, inner) => {
    if (tag === 1) result.id = inner.readVarint(true);
    else if (tag === 2) inner.readPackedVarint(result.keys);
    else if (tag === 3) inner.readPackedVarint(result.values);
    else if (tag === 8) inner.readPackedSVarint(result.refs);
  }, way);
  sumDeltas(way.refs);
  visit(way.id, tagsOf(block.strings, way.keys, way.values), way.refs);
}

const MEMBER_KINDS = ['node', 'way', 'relation'] as const;

function readRelation(pbf: PbfReader, block: Block, visit: NonNullable<OsmVisitor['relation']>): void {
  const relation = {
    id: 0,
    keys: [] as number[],
    values: [] as number[],
    roles: [] as number[],
    memberIds: [] as number[],
    kinds: [] as number[],
  };
  pbf.readMessage((tag, result: typeof relation, inner) => {
    if (tag === 1) result.id = inner.readVarint(true);
    else if (tag === 2) inner.readPackedVarint(result.keys);
    else if (tag === 3) inner.readPackedVarint(result.values);
    else if (tag === 8) inner.readPackedVarint(result.roles);
    else if (tag === 9) inner.readPackedSVarint(result.memberIds);
    else if (tag === 10) inner.readPackedVarint(result.kinds);
  }, relation);
  sumDeltas(relation.memberIds);
  const members = relation.memberIds.map((id, i) => ({
    id,
    kind: MEMBER_KINDS[relation.kinds[i] ?? 0] ?? 'node',
    role: block.strings[relation.roles[i] ?? 0] ?? '',
  }));
  visit(relation.id, tagsOf(block.strings, relation.keys, relation.values), members);
}

function sumDeltas(values: number[]): void {
  for (let i = 1; i < values.length; i++) values[i] = values[i]! + values[i - 1]!;
}

function tagsOf(strings: readonly string[], keys: readonly number[], values: readonly number[]): OsmTags {
  if (keys.length === 0) return NO_TAGS;
  const tags: Record<string, string> = {};
  for (let i = 0; i < keys.length; i++) tags[strings[keys[i]!] ?? ''] = strings[values[i] ?? 0] ?? '';
  return tags;
}
