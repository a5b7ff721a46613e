import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DirectoryInUseError } from '../../apps/api/src/db/embedded/directory-lock.ts';
import { isEmbedded, openDatabase } from '../../apps/api/src/db/open-database.ts';
import { embeddedTemplatePath } from '../support/embedded-template.ts';

const ROUNDS = 3;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gocua-durability-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Begins from the migrated template: quicker than making a database. */
const open = (dataDir: string) => openDatabase({ dataDir, template: readFileSync(embeddedTemplatePath()) });

describe('the embedded database', () => {
  it('reaches the disk at every commit', async () => {
    const db = await open(join(folder, 'fsync'));
    if (!isEmbedded(db)) throw new Error('not embedded');
    const before = (await db.countFsyncs()) ?? 0;
    expect(before).toBeGreaterThan(0);
    for (let n = 0; n < 50; n++) await db.client.liveChannel.create({ data: { channel: String(n) } });
    expect((await db.countFsyncs())! - before).toBeGreaterThanOrEqual(50);
    expect(
      await db.client.$queryRaw`SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit`,
    ).toEqual([{ fsync: 'on', commit: 'on' }]);
    await db.close();
  });

  it(`loses nothing it acknowledged in ${ROUNDS} rounds of kill -9 with four writers`, { timeout: 120_000 }, async () => {
    const dataDir = join(folder, 'killed');
    const acknowledged = new Set<string>();
    for (let round = 1; round <= ROUNDS; round++) {
      const writer = startWriter(dataDir, round);
      // Killed at another point of the work each time.
      const lines = await linesUntilKilled(writer, 40 + 37 * round);
      for (const line of lines) acknowledged.add(line);
    }
    const db = await open(dataDir);
    const commands = (await db.client.command.findMany({ select: { id: true } })).map(({ id }) => id).sort();
    const channels = (await db.client.liveChannel.findMany()).map(({ channel }) => channel).sort();
    await db.close();
    expect(acknowledged.size).toBeGreaterThan(ROUNDS * 40);
    expect([...acknowledged].filter((id) => !commands.includes(id))).toEqual([]);
    // Each transaction whole or not at all; what was written but not yet acknowledged is at most one per writer and round.
    expect(channels).toEqual(commands);
    expect(commands.length - acknowledged.size).toBeLessThanOrEqual(4 * ROUNDS);
  });

  it('refuses a folder that another process has open, and names it; kill -9 of that process frees the folder', {
    timeout: 60_000,
  }, async () => {
    const dataDir = join(folder, 'shared');
    const other = startWriter(dataDir, 1);
    await firstLine(other);
    const link = join(folder, 'the-same-folder');
    symlinkSync(dataDir, link);
    for (const path of [dataDir, link]) {
      const refused = open(path);
      await expect(refused).rejects.toThrow(DirectoryInUseError);
      await expect(refused).rejects.toThrow(`is in use by process ${other.pid}. Stop that one first`);
    }
    await kill(other);
    const db = await open(dataDir);
    await expect(open(dataDir)).rejects.toThrow(`is in use by process ${process.pid}`);
    await db.close();
    await (await open(dataDir)).close();
  });

  it('makes a database again whose making was interrupted', async () => {
    const dataDir = join(folder, 'interrupted');
    mkdirSync(join(dataDir, 'pgdata'), { recursive: true });
    writeFileSync(join(dataDir, 'pgdata', 'PG_VERSION'), '18\n');
    writeFileSync(join(dataDir, 'pgdata.being-made'), '');
    const db = await open(dataDir);
    await db.client.liveChannel.create({ data: { channel: 'a' } });
    await db.close();
  });

  it('says so when the folder was made by another PostgreSQL', async () => {
    const dataDir = join(folder, 'older');
    mkdirSync(join(dataDir, 'pgdata'), { recursive: true });
    writeFileSync(join(dataDir, 'pgdata', 'PG_VERSION'), '17\n');
    await expect(open(dataDir)).rejects.toThrow('was made by PostgreSQL 17; this version embeds 18');
  });

  it('passes on failures of the disk folder as a sentence, and frees the lock', async () => {
    const dataDir = join(folder, 'broken');
    mkdirSync(join(dataDir, 'pgdata'), { recursive: true });
    writeFileSync(join(dataDir, 'pgdata', 'PG_VERSION'), '18\n');
    await expect(open(dataDir)).rejects.toThrow('The embedded database stopped');
    // Not "in use": the lock was given back.
    await expect(open(dataDir)).rejects.toThrow('The embedded database stopped');
  });
});

function startWriter(dataDir: string, round: number): ChildProcess {
  const script = join(import.meta.dirname, 'writer-process.ts');
  return spawn(process.execPath, ['--import', 'tsx', script, dataDir, embeddedTemplatePath(), String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Kills the process after so many acknowledgements; returns all that it made. */
function linesUntilKilled(child: ChildProcess, count: number): Promise<string[]> {
  return new Promise((resolve) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.split('\n').length > count + 1) child.kill('SIGKILL');
    });
    // The last line may be cut: then nobody heard the acknowledgement.
    child.on('close', () => resolve(text.split('\n').slice(1, -1)));
  });
}

function firstLine(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the writer ended with ${code}`)));
  });
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await ended;
}
