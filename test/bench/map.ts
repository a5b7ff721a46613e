import { mkdtemp } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { openDatabase } from '../../apps/api/src/db/open-database.ts';
import { findBrowser } from '../../scripts/find-tools.mjs';
import { insertManyCases } from '../support/insert-many-cases.ts';
import { ServerProcess } from '../support/server-process.ts';

const DESK = { width: 1440, height: 900 };
/** The middle of the map beside the list. */
const MIDDLE = { x: 900, y: 450 };

/**
 * npm run bench -- map [cases = 100000]
 * The planner with so many cases in a real Chromium: seconds until the map shows them, and frames a second while the map is dragged
 * and zoomed, as the browser itself counts them. First with the demo's 320 cases, for comparison on the same machine and load.
 */
export async function bench([cases = '100000']: string[]): Promise<void> {
  const executablePath = findBrowser(process.env);
  if (!executablePath) throw new Error('No Chromium or Chrome was found; set CHROMIUM_PATH.');
  const env = { DATA_DIR: await mkdtemp(join(tmpdir(), 'go-cua-bench-')), REQUESTS_PER_MINUTE: '1000000' };
  const server = await ServerProcess.launch(env);
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  const measure = async (title: string): Promise<void> => {
    const context = await browser.newContext({ viewport: DESK, locale: 'vi-VN', baseURL: server.url });
    // tsx names inner functions by a helper that the page does not have
    await context.addInitScript('globalThis.__name = (named) => named');
    await context.addInitScript(countFrames);
    const page = await context.newPage();
    await page.request.post('/api/session', { data: { login: 'dieuphoi', password: 'gocua' } });
    const began = performance.now();
    await page.goto('/dieu-phoi/truong-hop');
    await page.locator('.cluster-mark').first().waitFor({ timeout: 120_000 });
    const openMs = performance.now() - began;
    const total = await page.locator('.panel-count').textContent();
    await page.locator('.leaflet-basemap-pane canvas.leaflet-tile-loaded').first().waitFor({ timeout: 120_000 });
    await page.waitForTimeout(4_000);
    console.log(`${title}: ${total}; opened after ${(openMs / 1000).toFixed(1)} s`);
    console.log(`  longest task while opening ${Math.round(await page.evaluate(() => longest()))} ms`);
    console.log(`  drag  ${await framesOf(page, drag)}`);
    console.log(`  zoom  ${await framesOf(page, zoom)}`);
    console.log(`  marks in the page: ${await page.locator('.leaflet-marker-icon').count()}`);
    await context.close();
  };
  try {
    await measure('demo');
    await server.kill();
    const db = await openDatabase({ dataDir: join(env.DATA_DIR, 'database') });
    await insertManyCases(db, Number(cases));
    await db.close();
    await server.startAgain();
    await measure(`${cases} more cases`);
  } finally {
    await browser.close();
    await server.remove();
  }
  console.log(
    `load of the machine over the last minutes: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
}

async function drag(page: Page): Promise<void> {
  for (const [dx, dy] of [
    [-500, 0],
    [500, 200],
    [-300, -350],
    [400, 150],
  ] as const) {
    await page.mouse.move(MIDDLE.x, MIDDLE.y);
    await page.mouse.down();
    await page.mouse.move(MIDDLE.x + dx / 2, MIDDLE.y + dy / 2, { steps: 30 });
    await page.mouse.move(MIDDLE.x + dx, MIDDLE.y + dy, { steps: 30 });
    await page.mouse.up();
  }
}

async function zoom(page: Page): Promise<void> {
  await page.mouse.move(MIDDLE.x, MIDDLE.y);
  for (const direction of [-1, -1, -1, -1, 1, 1, 1, 1, 1, -1]) {
    await page.mouse.wheel(0, direction * 120);
    await page.waitForTimeout(450);
  }
}

async function framesOf(page: Page, act: (page: Page) => Promise<void>): Promise<string> {
  await page.evaluate(() => frames(true));
  await act(page);
  const gaps = (await page.evaluate(() => frames(false))).sort((a, b) => a - b);
  const at = (share: number) => 1000 / gaps[Math.floor((gaps.length - 1) * share)]!;
  return `median ${at(0.5).toFixed(0)} frames/s, 5th percentile ${at(0.95).toFixed(0)}, longest gap ${gaps.at(-1)!.toFixed(0)} ms (${gaps.length} frames)`;
}

declare function frames(begin: boolean): number[];
declare function longest(): number;

/** Runs in the page: `frames(true)` begins to note the gaps between frames, `frames(false)` ends and answers them. */
function countFrames(): void {
  const page = globalThis as unknown as { frames: typeof frames; longest: typeof longest };
  let gaps: number[] = [];
  let isCounting = false;
  page.frames = (begin) => {
    isCounting = begin;
    if (!begin) return gaps;
    gaps = [];
    let last = performance.now();
    const tick = (now: number) => {
      if (!isCounting) return;
      if (now > last) gaps.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    return [];
  };
  let longestMs = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestMs = Math.max(longestMs, duration);
  }).observe({ type: 'longtask', buffered: true });
  page.longest = () => longestMs;
}
