import { defineConfig } from 'prisma/config';

// The CLI wants to download an engine before it does anything. It is not needed: `generate` and `validate` run without it and
// migrations are written by prisma/write-migration.ts and applied by apps/api/src/db/migrate.ts. Any existing file stops the
// download; node itself is chosen so that a command that does need the engine fails loudly. The variables can still be set
// from outside by somebody who has the real engine.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;
process.env.CHECKPOINT_DISABLE ??= '1';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
});
