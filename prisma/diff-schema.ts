import pg from 'pg';
import { startEmbeddedServer } from '../apps/api/src/db/embedded/embedded-server.ts';
import { type Migration, readMigrations } from '../apps/api/src/db/migrate.ts';
import { openSchemaEngine } from './schema-engine.ts';

/**
 * What is missing between a database that has all migrations and a schema, as SQL; null when nothing is. Applies the
 * migrations to an empty database in memory (or takes the dump of one that has them) and lets Prisma's schema engine, as
 * WebAssembly, compare: no server, no download.
 */
export async function diffSchema(schema: string, migrated?: Uint8Array): Promise<string | null> {
  const server = await startEmbeddedServer({
    dataDir: null,
    template: migrated,
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
    if (!migrated) for (const { sql } of readMigrationsOrNone()) await pool.query(sql);
    const schemaEngine = await openSchemaEngine(pool, schema);
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
