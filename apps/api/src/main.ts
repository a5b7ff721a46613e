import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { buildApp } from './app.ts';
import { systemClock, systemIds } from './clock.ts';
import { readConfig } from './config.ts';
import { startHousekeeping } from './db/housekeeping.ts';
import { migrate } from './db/migrate.ts';
import { openDatabase } from './db/open-database.ts';
import { startDemoEvening } from './seed/evening/demo-evening.ts';
import { seedDemo } from './seed/seed-demo.ts';
import { stopWithParent } from './stop-with-parent.ts';
import { databaseTiles } from './travel/cache/store.ts';
import { openMap } from './travel/open-map.ts';
import { installUnits } from './units/install-units.ts';

/** Starts one server: settings, database, map, demo (once), listen. Everything else is in `buildApp`. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel, base: null });
  await mkdir(config.dataDir, { recursive: true });
  const db = await openDatabase({
    url: config.databaseUrl,
    dataDir: join(config.dataDir, 'database'),
    onProblem: (error, severity) => {
      log.error({ err: error, severity }, 'database');
      if (severity === 'fatal') process.exit(1);
    },
  });
  await migrate(db);
  const housekeeping = startHousekeeping(db, systemClock, config.field, (error) => log.error({ err: error }, 'housekeeping'));
  const travelCache = { tiles: databaseTiles(db, systemClock, systemIds), clock: systemClock };
  const map = await openMap(config.mapDir, (sentence) => log.info(sentence), config.travel, travelCache);
  const deps = {
    config,
    log,
    db,
    clock: systemClock,
    ids: systemIds,
    travel: map.travel,
    streets: map.streets,
    places: map.places,
  };
  if (config.demo) await seedDemo(deps, map.units, config.demoCases);
  else await db.transaction((tx) => installUnits(tx, map.units, config));
  const evening = config.demoEvening ? await startDemoEvening(deps) : null;
  const app = await buildApp(deps);
  const address = await app.listen({ port: config.port, host: config.host });
  log.info({ address, database: db.kind }, 'serving');
  // makes the search's index before somebody waits for it
  setImmediate(() => map.places.search({ text: '', limit: 1 }));

  let stopping = false;
  const stop = async (reason: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, 'stopping');
    await evening?.stop();
    await app.close();
    await housekeeping.stop();
    await map.close();
    await db.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(signal));
  stopWithParent(config.stopWithStdin, () => void stop('the starter is gone'));
}

main().catch((error: unknown) => {
  // The log may not exist yet: one sentence for the operator.
  console.error(error instanceof Error ? `Gõ Cửa could not start: ${error.message}` : error);
  process.exit(1);
});
