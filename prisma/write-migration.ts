import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MIGRATIONS_DIRECTORY } from '../apps/api/src/db/migrate.ts';
import { diffSchema } from './diff-schema.ts';

// npm run migration -- <name>     writes what is missing between the migrations and schema.prisma as a new migration
// npm run migration -- --check    exits with 1 when they differ, writes nothing

const { values, positionals } = parseArgs({ options: { check: { type: 'boolean', default: false } }, allowPositionals: true });
const schema = readFileSync(resolve(import.meta.dirname, 'schema.prisma'), 'utf8');
const sql = await diffSchema(schema);

if (values.check) {
  if (sql === null) {
    console.log('Schema and migrations agree.');
  } else {
    console.error(`The migrations lack this of schema.prisma (write it with: npm run migration -- <name>):\n\n${sql}`);
    process.exitCode = 1;
  }
} else if (sql === null) {
  console.log('Nothing to write: schema and migrations agree.');
} else {
  const [name] = positionals;
  if (!name || !/^[a-z][a-z0-9_]*$/.test(name))
    throw new Error('Give the migration a name in small letters: npm run migration -- add_something');
  const instant = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const directory = join(MIGRATIONS_DIRECTORY, `${instant}_${name}`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'migration.sql'), sql);
  writeFileSync(join(MIGRATIONS_DIRECTORY, 'migration_lock.toml'), 'provider = "postgresql"\n');
  console.log(`Wrote prisma/migrations/${instant}_${name}/migration.sql. Read it, then start or test.`);
}
