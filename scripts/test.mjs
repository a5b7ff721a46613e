// npm test: everything that can fail, in one command. Prepares as `npm start` does, finds a browser and PostgreSQL, checks
// types and style, runs all tests (those in a browser that failed a second time), says what was skipped and why, and ends with one line of numbers.
//   npm test -- test/db        only these files (types and style are then left out)
//   REQUIRE_ALL=1 npm test     a skipped test is a failure
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgresql } from './find-tools.mjs';
import { ensureBrowser } from './install-browser.mjs';
import { prepare, ROOT } from './prepare.mjs';
import { runQuietly } from './run-quietly.mjs';
import { Refusal, runMain, step } from './say.mjs';
import { filesForSecondChance, mergeReports } from './second-chance.mjs';
import { summarise } from './summarise-tests.mjs';

/** A test that never ends must not hold a machine for ever. */
const LIMIT_MINUTES = 40;

const args = process.argv.slice(2);
const isRequiringAll = process.env.REQUIRE_ALL === '1';

await runMain(async () => {
  try {
    await prepare('test');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(`\n${error.message}\n`);
    console.log('tests: 0 passed, 1 failed, 0 skipped');
    return 1;
  }
  const missing = [];
  const browserProblems = [];
  const browser = await ensureBrowser(process.env, browserProblems);
  if (!browser) missing.push(`a browser: set CHROMIUM_PATH, or install chromium (${browserProblems.join('; ')})`);
  const postgresql = findPostgresql(process.env);
  if (!postgresql) missing.push("PostgreSQL: set PG_BIN to the folder of initdb, or install Debian's package postgresql");

  const failedChecks = args.length === 0 || isRequiringAll ? await runChecks() : [];
  const env = {
    ...process.env,
    ...(browser ? { CHROMIUM_PATH: browser } : {}),
    ...(postgresql ? { PG_BIN: postgresql } : {}),
  };
  const first = await runTests(env, args);
  const secondChance = filesForSecondChance(first);
  if (secondChance.length > 0) step(`running once more what failed in the browser: ${secondChance.join(', ')}`);
  const report = secondChance.length > 0 ? mergeReports(first, await runTests(env, secondChance)) : first;
  const { lines, exitCode } = summarise({ report, secondChance, failedChecks, missing, isRequiringAll });
  console.log(`\n${lines.join('\n')}`);
  return exitCode;
});

/** Types and style; returns the names of those that failed, after showing why. */
async function runChecks() {
  step('checking types and style');
  const bin = (name) => join(ROOT, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name);
  const shell = process.platform === 'win32';
  const failed = [];
  for (const project of ['apps/optimizer', 'apps/api', 'apps/web', 'apps/web/src/field/worker', '.']) {
    const { ok, output } = await runQuietly(bin('tsc'), ['-p', project], { cwd: ROOT, shell });
    if (!ok) failed.push({ name: `types of ${project}`, output });
  }
  const { ok, output } = await runQuietly(bin('biome'), ['check', '--colors=off', '.'], { cwd: ROOT, shell });
  if (!ok) failed.push({ name: 'style', output });
  for (const check of failed) console.error(`\n${check.name}:\n${check.output}`);
  return failed.map(({ name }) => name);
}

/** Runs vitest once, on all tests or those the arguments name; returns its JSON report with its exit code. */
async function runTests(env, named) {
  const folder = mkdtempSync(join(tmpdir(), 'gocua-test-report-'));
  const file = join(folder, 'report.json');
  try {
    const exitCode = await new Promise((resolve) => {
      const vitest = spawn(
        process.execPath,
        [
          join(ROOT, 'node_modules/vitest/vitest.mjs'),
          'run',
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${file}`,
          ...named,
        ],
        { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] },
      );
      for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => vitest.kill(signal));
      const limit = setTimeout(() => {
        console.error(`\nThe tests were ended after ${LIMIT_MINUTES} minutes.`);
        vitest.kill('SIGKILL');
      }, LIMIT_MINUTES * 60_000);
      vitest.on('exit', (code) => {
        clearTimeout(limit);
        resolve(code ?? 1);
      });
    });
    return { exitCode, ...(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { testResults: [] }) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
