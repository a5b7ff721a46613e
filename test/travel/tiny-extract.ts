import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { PbfWriter } from 'pbf';

export interface TinyNode {
  id: number;
  lon: number;
  lat: number;
  tags?: Record<string, string>;
}
export interface TinyWay {
  id: number;
  nodes: number[];
  tags: Record<string, string>;
}

export interface TinyRelation {
  id: number;
  tags: Record<string, string>;
  members: { kind: 'node' | 'way'; id: number; role: string }[];
}

/** Writes a small extract in OpenStreetMap's own format (dense nodes, zlib), for tests that need streets of their own. */
export function writeTinyExtract(
  nodes: readonly TinyNode[],
  ways: readonly TinyWay[],
  features: readonly string[] = [],
  relations: readonly TinyRelation[] = [],
): string {
  const texts = [...nodes, ...ways, ...relations].flatMap(({ tags = {} }) => Object.entries(tags).flat());
  const strings = ['', ...new Set([...texts, ...relations.flatMap(({ members }) => members.map(({ role }) => role))])];
  const at = (text: string): number => strings.indexOf(text);
  const deltas = (values: readonly number[]): number[] => values.map((value, i) => value - (values[i - 1] ?? 0));
  const block = new PbfWriter();
  block.writeMessage(
    1,
    (_: null, pbf) =>
      strings.forEach((text) => {
        pbf.writeBytesField(1, new TextEncoder().encode(text));
      }),
    null,
  );
  block.writeMessage(
    2,
    (_: null, pbf) => {
      pbf.writeMessage(
        2,
        (__: null, dense) => {
          dense.writePackedSVarint(1, deltas(nodes.map((node) => node.id)));
          dense.writePackedSVarint(8, deltas(nodes.map((node) => Math.round(node.lat * 1e7))));
          dense.writePackedSVarint(9, deltas(nodes.map((node) => Math.round(node.lon * 1e7))));
          dense.writePackedVarint(
            10,
            nodes.flatMap(({ tags = {} }) => [...Object.entries(tags).flatMap(([key, value]) => [at(key), at(value)]), 0]),
          );
        },
        null,
      );
      for (const way of ways) {
        pbf.writeMessage(
          3,
          (__: null, inner) => {
            inner.writeVarintField(1, way.id);
            inner.writePackedVarint(2, Object.keys(way.tags).map(at));
            inner.writePackedVarint(3, Object.values(way.tags).map(at));
            inner.writePackedSVarint(8, deltas(way.nodes));
          },
          null,
        );
      }
      for (const relation of relations) {
        pbf.writeMessage(
          4,
          (__: null, inner) => {
            inner.writeVarintField(1, relation.id);
            inner.writePackedVarint(2, Object.keys(relation.tags).map(at));
            inner.writePackedVarint(3, Object.values(relation.tags).map(at));
            inner.writePackedVarint(
              8,
              relation.members.map(({ role }) => at(role)),
            );
            inner.writePackedSVarint(9, deltas(relation.members.map(({ id }) => id)));
            inner.writePackedVarint(
              10,
              relation.members.map(({ kind }) => (kind === 'node' ? 0 : 1)),
            );
          },
          null,
        );
      }
    },
    null,
  );
  const header = new PbfWriter();
  for (const feature of ['OsmSchema-V0.6', 'DenseNodes', ...features]) header.writeStringField(4, feature);
  const path = join(mkdtempSync(join(tmpdir(), 'gocua-extract-')), 'tiny.osm.pbf');
  writeFileSync(path, Buffer.concat([blob('OSMHeader', header.finish()), blob('OSMData', block.finish())]));
  return path;
}

function blob(type: string, data: Uint8Array): Buffer {
  const body = new PbfWriter();
  body.writeVarintField(2, data.length);
  body.writeBytesField(3, deflateSync(data));
  const bodyBytes = body.finish();
  const head = new PbfWriter();
  head.writeStringField(1, type);
  head.writeVarintField(3, bodyBytes.length);
  const headBytes = head.finish();
  const length = Buffer.alloc(4);
  length.writeUInt32BE(headBytes.length);
  return Buffer.concat([length, headBytes, bodyBytes]);
}
