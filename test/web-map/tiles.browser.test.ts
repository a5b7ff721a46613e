import type { Browser, Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import { describeWithBrowser, launchBrowser, openContext } from '../support/browser.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { openTestDatabase } from '../support/database.ts';
import { findViolations } from '../support/find-violations.ts';
import { TileServer } from './serve-tiles.ts';

const DEEPEST = 15;
const AWAY = 'Máy chủ bản đồ nền không trả lời; đang dùng bản đồ có sẵn.';

describeWithBrowser('a tile server of the operator', () => {
  let tiles: TileServer;
  let url: string;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    tiles = await TileServer.start();
    const server = await openTestApp(await openTestDatabase(), '2026-11-23T09:00+07:00', {
      TILES_URL: tiles.url,
      TILES_ATTRIBUTION: '© Bản đồ <thử>, © OpenStreetMap contributors',
      TILES_MAX_ZOOM: String(DEEPEST),
    });
    url = await server.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await launchBrowser();
  }, 150_000);

  beforeEach(async () => {
    tiles.manner = 'works';
    const context = closeAfterwards(await openContext(browser, 'desktop', { baseURL: url }));
    context.setDefaultTimeout(40_000);
    page = await context.newPage();
    await page.request.post('/api/session', { data: { login: 'dieuphoi', password: 'gocua' } });
    tiles.asked.length = 0;
  });

  const pictures = () => page.locator('.raster-tile img.leaflet-tile-loaded');
  const builtIn = () => page.locator('.leaflet-basemap-pane canvas.leaflet-tile-loaded');

  it('is the map: its words are shown as text, it is asked as its policy wants, and no deeper than it goes', async () => {
    await page.goto('/dieu-phoi/truong-hop');
    await pictures().first().waitFor();
    const words = page.locator('.leaflet-control-attribution');
    expect(await words.textContent()).toBe('© Bản đồ <thử>, © OpenStreetMap contributors');
    expect(await words.getByRole('link').getAttribute('href')).toBe('https://www.openstreetmap.org/copyright');
    expect(await builtIn().count()).toBe(0);

    // Only what is looked at, each picture once, with the page's origin and nothing else that says who asks.
    await expect.poll(() => page.locator('.raster-tile img:not(.leaflet-tile-loaded)').count()).toBe(0);
    const names = tiles.asked.map(({ z, x, y }) => `${z}/${x}/${y}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeLessThanOrEqual(2 * 7 * 5);
    expect(new Set(tiles.asked.map(({ referrer }) => referrer))).toEqual(new Set([`${url}/`]));
    expect(tiles.asked.every(({ cookie }) => cookie === undefined)).toBe(true);

    const closer = page.locator('.leaflet-control-zoom-in');
    while ((await closer.getAttribute('aria-disabled')) !== 'true') {
      await closer.click();
      await page.waitForFunction(() => !document.querySelector('.leaflet-zoom-anim'));
    }
    await pictures().first().waitFor();
    expect(Math.max(...tiles.asked.map(({ z }) => z))).toBe(DEEPEST);
  }, 120_000);

  it('that has faults is replaced by the built-in map with a calm word, and comes back when it is asked again', async () => {
    tiles.manner = 'faulty';
    await page.goto('/dieu-phoi/truong-hop');
    await page.getByText(AWAY).waitFor();
    await builtIn().first().waitFor();
    expect(await pictures().count()).toBe(0);
    expect(await page.locator('.leaflet-control-attribution').textContent()).toBe('© OpenStreetMap contributors');
    expect((await findViolations(page)).filter((fault) => !fault.includes('leaflet-marker-icon'))).toEqual([]);

    // Asked in vain: nothing changes. Then it works again.
    const again = page.getByRole('button', { name: 'Thử lại' });
    const before = tiles.asked.length;
    await again.click();
    await expect.poll(() => tiles.asked.length).toBeGreaterThan(before);
    expect(await page.getByText(AWAY).count()).toBe(1);
    tiles.manner = 'works';
    await again.focus();
    await page.keyboard.press('Enter');
    await pictures().first().waitFor();
    expect(await page.getByText(AWAY).count()).toBe(0);
    await expect.poll(() => builtIn().count()).toBe(0);
  }, 120_000);

  it('that does not answer at all is not waited for', async () => {
    tiles.manner = 'silent';
    await page.goto('/dieu-phoi/truong-hop');
    await builtIn().first().waitFor();
    await page.getByText(AWAY).waitFor();
  }, 120_000);
});
