import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import type { Database } from './open-database.ts';

export interface Migration {
  /** Name of its folder: "20261123221500_first". The order of the names is the order of the migrations. */
  name: string;
  sql: string;
  checksum: string;
}

export const MIGRATIONS_DIRECTORY = resolve(dirname(fileURLToPath(import.meta.url)), '../../../../prisma/migrations');

/** The same number Prisma's own tool locks, so that the two never migrate at once either. */
const ADVISORY_LOCK = 72707369;

/**
 * Brings the database to the state of the migrations in the folder and returns the names of those it applied. Each one is
 * applied in one transaction. Keeps Prisma's own books (`_prisma_migrations`), so its command line may be used as well.
 * Several processes may call this at the same time: one migrates, the others wait and find nothing to do.
 */
export async function migrate(database: Database, migrations: Migration[] = readMigrations()): Promise<string[]> {
  return database.withConnection(async (connection) => {
    await connection.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    try {
      await connection.query(MIGRATIONS_TABLE);
      const missing = migrationsToApply(migrations, await readApplied(connection));
      for (const migration of missing) await apply(connection, migration);
      return missing.map(({ name }) => name);
    } finally {
      await connection.query('SELECT pg_advisory_unlock($1)', [ADVISORY_LOCK]);
    }
  });
}

export function readMigrations(directory = MIGRATIONS_DIRECTORY): Migration[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(directory, entry.name, 'migration.sql')))
    .map(({ name }) => ({ name, sql: readFileSync(join(directory, name, 'migration.sql'), 'utf8') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, sql }) => ({ name, sql, checksum: createHash('sha256').update(sql).digest('hex') }));
}

interface Applied {
  name: string;
  checksum: string;
  finished: boolean;
}

/** What is left to do; throws when the database knows something else than the folder. */
function migrationsToApply(migrations: Migration[], applied: Applied[]): Migration[] {
  const byName = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished } of applied) {
    const migration = byName.get(name);
    if (!finished)
      throw new Error(
        `Migration ${name} failed half-way in this database. Repair it by hand, then mark it in _prisma_migrations.`,
      );
    if (!migration)
      throw new Error(`The database has migration ${name}, which this version does not know: it belongs to a newer version.`);
    if (migration.checksum !== checksum)
      throw new Error(`Migration ${name} was changed after it was applied. Restore the file; write a new migration instead.`);
  }
  const done = new Set(applied.map(({ name }) => name));
  return migrations.filter(({ name }) => !done.has(name));
}

async function readApplied(connection: pg.PoolClient): Promise<Applied[]> {
  const { rows } = await connection.query<Applied>(
    'SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at',
  );
  return rows;
}

async function apply(connection: pg.PoolClient, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await connection.query('BEGIN');
    // A whole script as one simple query: function bodies with semicolons stay whole.
    await connection.query(sql);
    await connection.query(
      'INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES (gen_random_uuid()::text, $1, $2, now(), clock_timestamp(), 1)',
      [checksum, name],
    );
    await connection.query('COMMIT');
  } catch (error) {
    await connection.query('ROLLBACK');
    throw new Error(`Migration ${name} could not be applied; nothing of it was kept. ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** Prisma's table, as its own tool creates it. */
const MIGRATIONS_TABLE = `
CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;
