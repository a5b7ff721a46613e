import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import { describe, inject } from 'vitest';
import { closeAfterwards } from './close-afterwards.ts';

/**
 * Tests in a real Chromium; skipped, and said so, where none was found. A busy machine may make a page late once: `npm test` runs a
 * file that failed once more from a fresh state, and says so; what fails twice is a fault.
 */
export function describeWithBrowser(name: string, tests: () => void): void {
  const isThere = inject('browserPath') !== null;
  describe.skipIf(!isThere)(isThere ? name : `${name} [needs a browser]`, tests);
}

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Starts Chromium; closed by itself after the test that started it, or after the file when a hook did. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = inject('browserPath');
  if (executablePath === null) throw new Error('There is no browser in this run; use describeWithBrowser.');
  const isRoot = process.getuid?.() === 0;
  return closeAfterwards(await chromium.launch({ executablePath, args: isRoot ? [...FLAGS, '--no-sandbox'] : FLAGS }));
}

const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** A browser of a person in Vietnam, at a desk or with a phone; its own cookies and storage. */
export function openContext(
  browser: Browser,
  device: 'desktop' | 'phone',
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const phone = { viewport: PHONE, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
  return browser.newContext({
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    ...(device === 'phone' ? phone : { viewport: DESKTOP }),
    ...options,
  });
}
