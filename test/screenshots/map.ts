/**
 * The base map at zooms 10 to 17, light and dark, on a desk and on a phone: `node --import tsx test/screenshots/map.ts
 * http://localhost:3000 folder [desk|phone] [light|dark] [lat,lon] [zooms]`. For looking at; one picture a zoom.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../scripts/find-tools.mjs';

const [url = 'http://localhost:3000', folder = 'map-pictures', devices = 'desk,phone', themes = 'light,dark', at, zooms] =
  process.argv.slice(2);
const [lat = 21.0085, lon = 105.836] = (at ?? '').split(',').filter(Boolean).map(Number);
const ZOOMS = (zooms ?? '10,11,12,13,14,15,16,17').split(',').map(Number);
const DEVICES = {
  desk: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
};
/** The last tiles and names have been painted by then. */
const SETTLE_MS = 1_800;

async function main(): Promise<void> {
  const executablePath = findBrowser(process.env);
  if (!executablePath) throw new Error('No Chromium or Chrome was found; set CHROMIUM_PATH.');
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  for (const device of devices.split(',') as (keyof typeof DEVICES)[]) {
    for (const theme of themes.split(',') as ('light' | 'dark')[]) {
      const context = await browser.newContext({ ...DEVICES[device], baseURL: url, locale: 'vi-VN', colorScheme: theme });
      const page = await context.newPage();
      page.on('console', (message) => message.type() === 'error' && console.log(message.text()));
      await page.request.post('/api/session', { data: { login: 'dieuphoi', password: 'gocua' } });
      await page.goto('/dieu-phoi/truong-hop');
      for (const zoom of ZOOMS) {
        await page.evaluate((view) => sessionStorage.setItem('map-view', JSON.stringify(view)), { lat, lon, zoom });
        await page.reload();
        await page.locator('.leaflet-tile-loaded, canvas').first().waitFor();
        await page.waitForTimeout(SETTLE_MS);
        await page.screenshot({ path: join(folder, `${device}-${theme}-${zoom}.png`) });
      }
      await context.close();
    }
  }
  await browser.close();
}

await main();
