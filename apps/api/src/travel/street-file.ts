import type { ProfileHierarchy, StreetFileMeta, StreetGraph, Streets } from './street-graph.ts';

/**
 * One file holds the streets and all hierarchies: 16 bytes of head (magic, version, byte order mark, length of the table), a JSON
 * table of sections, then the sections as raw little-endian typed arrays, each at a multiple of 8 bytes. Reading is one read
 * and some views, so a server starts in milliseconds and all threads share one copy.
 */
const MAGIC = 0x52545347; // "GSTR"
export const STREET_FILE_VERSION = 5;
const BYTE_ORDER_MARK = 0x01020304;
const HEAD_BYTES = 16;

export const STREET_FILE_NAME = 'streets.bin';

/** A street file that cannot be used; the message says why and what to do. */
export class StreetFileError extends Error {
  override readonly name = 'StreetFileError';
}

type SectionArray = Int32Array | Uint8Array;
interface Section {
  readonly name: string;
  readonly type: 'i32' | 'u8';
  readonly offset: number;
  readonly length: number;
}
interface FileTable {
  readonly meta: StreetFileMeta;
  readonly vertexCount: number;
  readonly edgeCount: number;
  readonly rankCounts: readonly number[];
  readonly sections: readonly Section[];
}

const STREET_SECTIONS = [
  'edgeFrom',
  'edgeTo',
  'edgeLengthDm',
  'edgeName',
  'edgeClass',
  'edgeRound',
  'edgeRaised',
  'edgePointStart',
  'pointLonE7',
  'pointLatE7',
  'nameStart',
  'nameBytes',
  'addressStreet',
  'addressNumber',
  'addressLonE7',
  'addressLatE7',
] as const satisfies readonly (keyof Streets)[];

const HIERARCHY_SECTIONS = [
  'forwardDs',
  'backwardDs',
  'headRank',
  'entryStart',
  'entryRank',
  'entryDs',
  'entryHeadRank',
  'upStart',
  'upTo',
  'upDs',
  'upDm',
  'upVia',
  'downStart',
  'downFrom',
  'downDs',
  'downDm',
  'downVia',
] as const satisfies readonly (keyof ProfileHierarchy)[];

const aligned = (bytes: number): number => (bytes + 7) & ~7;

/** The bytes of a street file. The same graph gives the same bytes. */
export function encodeStreetFile(graph: StreetGraph): Uint8Array {
  assertLittleEndian();
  const arrays: SectionArray[] = [];
  const sections: Section[] = [];
  let offset = 0;
  const add = (name: string, array: SectionArray): void => {
    sections.push({ name, type: array instanceof Uint8Array ? 'u8' : 'i32', offset, length: array.length });
    arrays.push(array);
    offset = aligned(offset + array.byteLength);
  };
  for (const name of STREET_SECTIONS) add(name, graph.streets[name]);
  for (const hierarchy of graph.hierarchies) {
    for (const name of HIERARCHY_SECTIONS) add(`${hierarchy.profileId}.${name}`, hierarchy[name]);
  }
  const table: FileTable = {
    meta: graph.meta,
    vertexCount: graph.streets.vertexCount,
    edgeCount: graph.streets.edgeCount,
    rankCounts: graph.hierarchies.map((hierarchy) => hierarchy.rankCount),
    sections,
  };
  const tableBytes = new TextEncoder().encode(JSON.stringify(table));
  const dataStart = aligned(HEAD_BYTES + tableBytes.length);
  const file = new Uint8Array(dataStart + offset);
  new Int32Array(file.buffer, 0, 4).set([MAGIC, STREET_FILE_VERSION, BYTE_ORDER_MARK, tableBytes.length]);
  file.set(tableBytes, HEAD_BYTES);
  sections.forEach((section, i) => {
    const array = arrays[i]!;
    file.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), dataStart + section.offset);
  });
  return file;
}

/** Views over the bytes of a street file (nothing is copied). Throws StreetFileError when they are not one. */
export function decodeStreetFile(buffer: ArrayBufferLike, where: string): StreetGraph {
  assertLittleEndian();
  if (buffer.byteLength < HEAD_BYTES)
    throw new StreetFileError(`${where} is not a street file: it is too short. Build it again.`);
  const head = new Int32Array(buffer, 0, 4);
  if (head[0] !== MAGIC || head[2] !== BYTE_ORDER_MARK)
    throw new StreetFileError(`${where} is not a street file. Build it with "npm run roads".`);
  if (head[1] !== STREET_FILE_VERSION)
    throw new StreetFileError(
      `${where} has version ${head[1]}, this program reads version ${STREET_FILE_VERSION}. Build it again with "npm run roads".`,
    );
  const tableLength = head[3]!;
  if (tableLength <= 0 || HEAD_BYTES + tableLength > buffer.byteLength)
    throw new StreetFileError(`${where} is cut short. Build it again.`);
  // TextDecoder refuses shared memory, so this small part is copied
  const table = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, HEAD_BYTES, tableLength).slice())) as FileTable;
  const dataStart = aligned(HEAD_BYTES + tableLength);
  const byName = new Map<string, SectionArray>();
  for (const { name, type, offset, length } of table.sections) {
    const byteLength = type === 'u8' ? length : length * 4;
    if (dataStart + offset + byteLength > buffer.byteLength) throw new StreetFileError(`${where} is cut short. Build it again.`);
    byName.set(
      name,
      type === 'u8' ? new Uint8Array(buffer, dataStart + offset, length) : new Int32Array(buffer, dataStart + offset, length),
    );
  }
  const take = <Name extends string>(names: readonly Name[], prefix: string): Record<Name, SectionArray> => {
    const result = {} as Record<Name, SectionArray>;
    for (const name of names) {
      const array = byName.get(prefix + name);
      if (array === undefined) throw new StreetFileError(`${where} has no section ${prefix + name}. Build it again.`);
      result[name] = array;
    }
    return result;
  };
  const streets = { vertexCount: table.vertexCount, edgeCount: table.edgeCount, ...take(STREET_SECTIONS, '') } as Streets;
  const hierarchies = table.meta.profiles.map(
    (profile, i) =>
      ({
        profileId: profile.id,
        rankCount: table.rankCounts[i] ?? 0,
        ...take(HIERARCHY_SECTIONS, `${profile.id}.`),
      }) as ProfileHierarchy,
  );
  return { meta: table.meta, streets, hierarchies };
}

function assertLittleEndian(): void {
  if (new Uint8Array(Int32Array.of(BYTE_ORDER_MARK).buffer)[0] !== 0x04)
    throw new StreetFileError('Street files are little-endian; this machine is not. It is not supported.');
}
