import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type * as engine from '@prisma/schema-engine-wasm';
import type pg from 'pg';

/** Prisma's schema engine as WebAssembly, looking at the database of a pool. No download, no server of its own. */
export async function openSchemaEngine(pool: pg.Pool, schema: string): Promise<engine.SchemaEngine> {
  const { SchemaEngine } = await loadEngine();
  const adapter = bindMigrationAwareSqlAdapterFactory(adapterFor(pool));
  return SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => {}, adapter);
}

let loaded: Promise<typeof engine> | undefined;

/** The package is made for bundlers that import .wasm files; here it is put together by hand. */
function loadEngine(): Promise<typeof engine> {
  loaded ??= (async () => {
    const require = createRequire(import.meta.url);
    const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
    const file = require.resolve('@prisma/schema-engine-wasm').replace(/\.js$/, '_bg.wasm');
    const module = await WebAssembly.compile(readFileSync(file));
    const { exports } = await WebAssembly.instantiate(module, { './schema_engine_bg.js': bindings as never });
    (bindings as unknown as { __wbg_set_wasm(exports: unknown): void }).__wbg_set_wasm(exports);
    (exports as unknown as { __wbindgen_start(): void }).__wbindgen_start();
    return bindings as unknown as typeof engine;
  })();
  return loaded;
}

/** PostgreSQL's internal one-letter type, in catalogue tables only: the adapter refuses it and the engine reads it. */
const CHAR_OID = 18;
const TEXT_OID = 25;

function adapterFor(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  // The adapter is shown text; which columns are really of that type is remembered for the engine. Queries come one by one.
  let charColumns: boolean[] = [];
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>;
  pool.query = (async (...args: unknown[]) => {
    const result = await query(...args);
    charColumns = result.fields?.map(({ dataTypeID }) => dataTypeID === CHAR_OID) ?? [];
    for (const field of result.fields ?? []) if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID;
    return result;
  }) as unknown as pg.Pool['query'];

  const factory = new PrismaPg(pool);
  const connect = async () => {
    const adapter = await factory.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (sqlQuery) => {
      const result = await queryRaw(sqlQuery);
      const columnTypes = result.columnTypes.map((type, index) => (charColumns[index] ? ColumnTypeEnum.Character : type));
      return { ...result, columnTypes };
    };
    return adapter;
  };
  return { provider: 'postgres', adapterName: factory.adapterName, connect, connectToShadowDb: connect };
}
