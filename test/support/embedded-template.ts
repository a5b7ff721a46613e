import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate, readMigrations } from '../../apps/api/src/db/migrate.ts';
import { isEmbedded, openDatabase } from '../../apps/api/src/db/open-database.ts';

const CACHE = fileURLToPath(new URL('../../.cache/', import.meta.url));
const PREFIX = 'test-database-';

/** Path of the dump of a migrated empty database; its name changes with the migrations and with the embedded PostgreSQL. */
export function embeddedTemplatePath(): string {
  const apiPackage = readFileSync(new URL('../../apps/api/package.json', import.meta.url), 'utf8');
  const key = createHash('sha256').update(/"@electric-sql\/pglite": "[^"]+"/.exec(apiPackage)?.[0] ?? '');
  for (const { name, checksum } of readMigrations()) key.update(`${name} ${checksum}\n`);
  return join(CACHE, `${PREFIX}${key.digest('hex').slice(0, 16)}.tar`);
}

/** Makes the dump when it is missing (about 5 s) and forgets those of earlier migrations. */
export async function ensureEmbeddedTemplate(): Promise<void> {
  const path = embeddedTemplatePath();
  if (existsSync(path)) return;
  for (const name of readdirSync(CACHE)) if (name.startsWith(PREFIX)) rmSync(join(CACHE, name));
  const database = await openDatabase({});
  await migrate(database);
  if (!isEmbedded(database)) throw new Error('Without an address the database is embedded.');
  await database.withConnection((connection) => connection.query('VACUUM (ANALYZE)'));
  // Whole or not there: another run may be reading.
  writeFileSync(`${path}.${process.pid}`, await database.dump());
  renameSync(`${path}.${process.pid}`, path);
  await database.close();
}
