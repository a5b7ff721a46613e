import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { MIGRATIONS_DIRECTORY, type Migration, migrate, readMigrations } from '../../apps/api/src/db/migrate.ts';
import { openDatabase } from '../../apps/api/src/db/open-database.ts';
import { diffSchema } from '../../prisma/diff-schema.ts';
import { openSchemaEngine } from '../../prisma/schema-engine.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { createServerDatabase, describeOnDatabases, describeOnServer } from '../support/database.ts';
import { embeddedTemplatePath } from '../support/embedded-template.ts';

const schema = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8');
/** The database the other tests begin from: all migrations, applied by `migrate`. */
const migrated = () => readFileSync(embeddedTemplatePath());
const migration = (name: string, sql: string): Migration => ({
  name,
  sql,
  checksum: createHash('sha256').update(sql).digest('hex'),
});

describe('the migrations', () => {
  it('agree with schema.prisma', async () => {
    expect(await diffSchema(schema, migrated())).toBeNull();
  });

  it('are found wanting when the schema has more', async () => {
    const changed = schema.replace('model LiveChannel {', 'model LiveChannel {\n  addedByTest String @default("x")');
    expect(await diffSchema(changed, migrated())).toContain('ALTER TABLE "LiveChannel" ADD COLUMN     "addedByTest"');
  });
});

describeOnDatabases('migrating', (open) => {
  it('does nothing when there is nothing to do', async () => {
    expect(await migrate(await open())).toEqual([]);
  });

  it('applies what is missing, in order, whole scripts with function bodies', async () => {
    const db = await open();
    const added = [
      ...readMigrations(),
      migration(
        '99990101000000_function',
        'CREATE FUNCTION twice(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN n := n * 2; RETURN n; END $$;',
      ),
      migration('99990102000000_use', 'CREATE TABLE "zz_test" (n int); INSERT INTO "zz_test" VALUES (twice(21));'),
    ];
    try {
      expect(await migrate(db, added)).toEqual(['99990101000000_function', '99990102000000_use']);
      expect(await migrate(db, added)).toEqual([]);
      expect(await db.client.$queryRaw`SELECT n FROM zz_test`).toEqual([{ n: 42 }]);
    } finally {
      await db.client.$executeRaw`DROP TABLE IF EXISTS zz_test`;
      await db.client.$executeRaw`DROP FUNCTION IF EXISTS twice`;
      await db.client.$executeRaw`DELETE FROM _prisma_migrations WHERE migration_name LIKE '9999%'`;
    }
  });

  it('keeps nothing of a migration that fails, and names it', async () => {
    const db = await open();
    const broken = migration('99990101000000_broken', 'CREATE TABLE zz_half (n int); INSERT INTO nowhere VALUES (1);');
    await expect(migrate(db, [...readMigrations(), broken])).rejects.toThrow(
      /99990101000000_broken could not be applied.*nowhere/,
    );
    expect(await db.client.$queryRaw`SELECT to_regclass('zz_half')::text AS half`).toEqual([{ half: null }]);
    expect(await migrate(db)).toEqual([]);
  });

  it('refuses a database that is newer than this version', async () => {
    const db = await open();
    await expect(migrate(db, readMigrations().slice(0, -1))).rejects.toThrow('belongs to a newer version');
  });

  it('refuses a migration that was changed after it was applied', async () => {
    const db = await open();
    const [first, ...others] = readMigrations();
    await expect(migrate(db, [{ ...first!, checksum: 'other' }, ...others])).rejects.toThrow(
      `${first!.name} was changed after it was applied`,
    );
  });
});

describeOnServer('migrating a server', () => {
  it('happens once when several processes start at the same time', async () => {
    const { url, drop } = await createServerDatabase();
    const databases = await Promise.all([1, 2, 3].map(async () => closeAfterwards(await openDatabase({ url, poolSize: 2 }))));
    const slow = [...readMigrations(), migration('99990101000000_slow', 'SELECT pg_sleep(0.3); CREATE TABLE zz_slow (n int);')];
    const applied = await Promise.all(databases.map((db) => migrate(db, slow)));
    expect(applied.flat()).toEqual(['99990101000000_slow']);
    await Promise.all(databases.map((db) => db.close()));
    await drop();
  });

  it("keeps the books as Prisma's own tool reads them", async () => {
    const { url, drop } = await createServerDatabase();
    const pool = new pg.Pool({ connectionString: url });
    const engine = await openSchemaEngine(pool, schema);
    const diagnosis = await engine.diagnoseMigrationHistory({
      migrationsList: {
        baseDir: MIGRATIONS_DIRECTORY,
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: readMigrations().map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      optInToShadowDatabase: false,
      filters: { externalTables: [], externalEnums: [] },
    });
    expect(diagnosis).toMatchObject({ hasMigrationsTable: true, editedMigrationNames: [], failedMigrationNames: [] });
    expect(diagnosis.history ?? null).toBeNull();
    await pool.end();
    await drop();
  });
});
