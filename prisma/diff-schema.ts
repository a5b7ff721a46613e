import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type * as engine from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { startEmbeddedServer } from '../apps/api/src/db/embedded/embedded-server.ts';
import { type Migration, readMigrations } from '../apps/api/src/db/migrate.ts';

/**
 * What is missing between a database that has all migrations and a schema, as SQL; null when nothing is. Applies the
 * migrations to an empty database in memory and lets Prisma's schema engine, as WebAssembly, compare: no server, no download.
 */
export async function diffSchema(schema: string, migrations: Migration[] = readMigrationsOrNone()): Promise<string | null> {
  const server = await startEmbeddedServer({
    dataDir: null,
    onFailure: (error) => {
      throw error;
    },
  });
  const pool = new pg.Pool({
    stream: () => server.connect() as never,
    max: 1,
    idleTimeoutMillis: 0,
    user: 'postgres',
    database: 'postgres',
  });
  try {
    for (const { sql } of migrations) await pool.query(sql);
    const { SchemaEngine } = await loadEngine();
    const adapter = bindMigrationAwareSqlAdapterFactory(adapterFor(pool));
    const schemaEngine = await SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => {}, adapter);
    const files = [{ path: 'schema.prisma', content: schema }];
    const { stdout, exitCode } = await schemaEngine.diff({
      from: { tag: 'schemaDatasource', files, configDir: '' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return exitCode === 0 ? null : (stdout ?? '');
  } finally {
    await pool.end();
    await server.close();
  }
}

function readMigrationsOrNone(): Migration[] {
  try {
    return readMigrations();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** The package is made for bundlers that import .wasm files; here it is put together by hand. */
async function loadEngine(): Promise<typeof engine> {
  const require = createRequire(import.meta.url);
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const module = await WebAssembly.compile(
    readFileSync(require.resolve('@prisma/schema-engine-wasm').replace(/\.js$/, '_bg.wasm')),
  );
  const { exports } = await WebAssembly.instantiate(module, { './schema_engine_bg.js': bindings as never });
  (bindings as unknown as { __wbg_set_wasm(exports: unknown): void }).__wbg_set_wasm(exports);
  (exports as unknown as { __wbindgen_start(): void }).__wbindgen_start();
  return bindings as unknown as typeof engine;
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
