import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../apps/api/src/db/migrate.ts';
import { openDatabase } from '../../apps/api/src/db/open-database.ts';
import { findBrowser, findPostgresql } from '../../scripts/find-tools.mjs';
import { ensureEmbeddedTemplate } from './embedded-template.ts';
import { serverUrl, TEMPLATE_DATABASE } from './postgresql-urls.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Null: no browser was found. */
    browserPath: string | null;
    /** Ask here for the PostgreSQL server of this run (it is started at the first question); null: no PostgreSQL was found. */
    postgresqlDoor: number | null;
  }
}

/** Once per run, in the main process: the template of the embedded database, and a PostgreSQL server when a test asks for it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  mkdirSync(fileURLToPath(new URL('../../.cache', import.meta.url)), { recursive: true });
  await ensureEmbeddedTemplate();
  project.provide('browserPath', findBrowser(process.env));

  const programs = findPostgresql(process.env);
  if (!programs) {
    project.provide('postgresqlDoor', null);
    return async () => {};
  }
  let keeper: ChildProcess | undefined;
  let starting: Promise<number> | undefined;
  const start = async () => {
    keeper = spawn(process.execPath, [fileURLToPath(new URL('postgres-keeper.mjs', import.meta.url)), programs], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const port = await readPort(keeper);
    await makeTemplate(port);
    return port;
  };
  const door = createServer((socket) => {
    starting ??= start();
    starting.then(
      (port) => socket.end(JSON.stringify({ port })),
      (error: Error) => socket.end(JSON.stringify({ error: error.message })),
    );
    socket.on('error', () => {});
  });
  project.provide('postgresqlDoor', await listen(door));

  return async () => {
    door.close();
    if (!keeper || keeper.exitCode !== null) return;
    const ended = new Promise((resolve) => keeper?.once('exit', resolve));
    keeper.stdin?.end();
    await ended;
  };
}

function readPort(keeper: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = '';
    keeper.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) resolve((JSON.parse(text) as { port: number }).port);
    });
    keeper.once('exit', (code) => reject(new Error(`PostgreSQL for the tests did not start (${code})`)));
  });
}

/** A migrated database that the others are copied from. */
async function makeTemplate(port: number): Promise<void> {
  const admin = await openDatabase({ url: serverUrl(port, 'postgres') });
  await admin.withConnection((connection) => connection.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`));
  await admin.close();
  const template = await openDatabase({ url: serverUrl(port, TEMPLATE_DATABASE) });
  await migrate(template);
  await template.close();
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      server.unref();
      resolve((server.address() as { port: number }).port);
    });
  });
}
