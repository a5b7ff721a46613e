// A browser for the tests where there is none: Debian's package as root, else Playwright's download.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findBrowser } from './find-tools.mjs';
import { ROOT } from './prepare.mjs';
import { runQuietly } from './run-quietly.mjs';
import { step } from './say.mjs';

const LIMIT_MS = 300_000;

/** Path of the browser to use, or null with the reasons in `problems`. */
export async function ensureBrowser(env, problems) {
  const found = findBrowser(env) ?? (await playwrightsBrowser());
  if (found) return found;
  step('installing a browser for the tests');
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const options = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, timeoutMs: LIMIT_MS };
    await runQuietly('apt-get', ['update'], options);
    const installed = await runQuietly(
      'apt-get',
      ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-core'],
      options,
    );
    const browser = findBrowser(env);
    if (browser) return browser;
    problems.push(`apt-get install chromium: ${lastLine(installed.output)}`);
  }
  const cli = join(dirname(createRequire(join(ROOT, 'package.json')).resolve('playwright-core/package.json')), 'cli.js');
  const downloaded = await runQuietly(process.execPath, [cli, 'install', 'chromium-headless-shell', 'chromium'], {
    env,
    timeoutMs: LIMIT_MS,
  });
  const browser = await playwrightsBrowser();
  if (!browser) problems.push(`playwright-core install: ${lastLine(downloaded.output)}`);
  return browser;
}

async function playwrightsBrowser() {
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : null;
}

/** The last line that is not part of a stack trace. */
const lastLine = (text) =>
  text
    .split('\n')
    .filter((line) => /^\S/.test(line))
    .at(-1) ?? text;
