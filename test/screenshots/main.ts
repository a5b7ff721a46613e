/**
 * Pictures of a running demo, for the README and for looking at: `npm run screenshots -- http://localhost:3000 [folder] [part of a name]`.
 * The demo's evening must be under way, as it is after the first start. Desktop 1440 × 900 and phone 390 × 844, light and dark.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/find-tools.mjs';
import { LIVE_PICTURES } from './live-pictures.ts';

/** A third word takes only the pictures whose names hold it. */
const [url = 'http://localhost:3000', folder = 'docs/screenshots', only = ''] = process.argv.slice(2);
const PASSWORD = 'gocua';
const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
/** Tiles, fonts and the live stream have come by then. */
const SETTLE_MS = 3_500;

export interface Picture {
  name: string;
  login?: string;
  device: 'desk' | 'phone';
  path: string;
  theme?: 'light' | 'dark';
  act?: (page: Page) => Promise<void>;
}

/** The calendar and what stands behind it: looked at wide and narrow, light and dark. */
const PEOPLE_PAGES = [
  ['planner-calendar', '/dieu-phoi/lich'],
  ['planner-calendar-week', '/dieu-phoi/lich?xem=tuan'],
  ['planner-calendar-people', '/dieu-phoi/lich?xem=tuan&hang=nguoi'],
  ['planner-calendar-person', '/dieu-phoi/lich?hang=nguoi'],
  ['planner-people', '/dieu-phoi/nhan-su'],
  ['planner-crews', '/dieu-phoi/nhan-su?phan=crews'],
  ['planner-roster', '/dieu-phoi/nhan-su?phan=roster'],
  ['planner-absences', '/dieu-phoi/nhan-su?phan=absences'],
  ['planner-rules', '/dieu-phoi/nhan-su?phan=rules'],
  ['planner-equipment', '/dieu-phoi/nhan-su?phan=equipment'],
] as const;

const PICTURES: Picture[] = [
  { name: 'planner-cases', login: 'dieuphoi', device: 'desk', path: '/dieu-phoi/truong-hop' },
  { name: 'planner-cases-phone', login: 'dieuphoi', device: 'phone', path: '/dieu-phoi/truong-hop' },
  { name: 'planner-plan', login: 'dieuphoi', device: 'desk', path: '/dieu-phoi/ke-hoach' },
  { name: 'planner-plan-dark', login: 'dieuphoi', device: 'desk', path: '/dieu-phoi/ke-hoach', theme: 'dark' },
  { name: 'planner-plan-phone', login: 'dieuphoi', device: 'phone', path: '/dieu-phoi/ke-hoach' },
  { name: 'planner-teams', login: 'dieuphoi', device: 'desk', path: '/dieu-phoi/to-va-ca' },
  { name: 'planner-teams-phone', login: 'dieuphoi', device: 'phone', path: '/dieu-phoi/to-va-ca' },
  ...PEOPLE_PAGES.flatMap(([name, path]) =>
    (['desk', 'phone'] as const).flatMap((device) =>
      (['light', 'dark'] as const).map(
        (theme): Picture => ({
          ...{ name: [name, device === 'phone' ? 'phone' : '', theme === 'dark' ? 'dark' : ''].filter(Boolean).join('-') },
          ...{ login: 'dieuphoi', device, path, theme },
        }),
      ),
    ),
  ),
  { name: 'planner-live', login: 'dieuphoi', device: 'desk', path: '/dieu-phoi/toi-nay' },
  { name: 'planner-live-phone', login: 'dieuphoi', device: 'phone', path: '/dieu-phoi/toi-nay' },
  { name: 'planner-requests', login: 'dieuphoi', device: 'desk', path: '/dieu-phoi/yeu-cau' },
  { name: 'planner-requests-phone', login: 'dieuphoi', device: 'phone', path: '/dieu-phoi/yeu-cau' },
  ...LIVE_PICTURES,
  { name: 'field', login: 'to1', device: 'phone', path: '/to', theme: 'dark' },
  { name: 'field-light', login: 'to1', device: 'phone', path: '/to', theme: 'light' },
  { name: 'field-list', login: 'to1', device: 'phone', path: '/to/danh-sach', theme: 'dark' },
  { name: 'field-map', login: 'to1', device: 'phone', path: '/to/ban-do', theme: 'dark' },
  { name: 'field-desk', login: 'to1', device: 'desk', path: '/to' },
  { name: 'family', device: 'phone', path: '/gia-dinh' },
  { name: 'family-desk', device: 'desk', path: '/gia-dinh' },
  { name: 'front', device: 'phone', path: '/' },
  { name: 'front-desk', device: 'desk', path: '/' },
  { name: 'sign-in', device: 'phone', path: '/dang-nhap' },
];

async function main(): Promise<void> {
  const executablePath = findBrowser(process.env);
  if (!executablePath) throw new Error('No Chromium or Chrome was found; set CHROMIUM_PATH.');
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  const wanted = PICTURES.filter(({ name }) => name.includes(only));
  for (const picture of wanted) {
    const options: BrowserContextOptions = {
      ...(picture.device === 'desk' ? DESK : PHONE),
      baseURL: url,
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      colorScheme: picture.theme ?? 'light',
      geolocation: { latitude: 21.0094, longitude: 105.8376 },
      permissions: ['geolocation'],
    };
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.on('pageerror', (error) => console.log(`${picture.name}: ${error.message}`));
    page.on('console', (message) => message.type() === 'error' && console.log(`${picture.name}: ${message.text()}`));
    if (picture.login) await page.request.post('/api/session', { data: { login: picture.login, password: PASSWORD } });
    await page.goto(picture.path);
    await page.waitForTimeout(SETTLE_MS);
    await picture.act?.(page);
    await page.screenshot({ path: join(folder, `${picture.name}.png`) });
    await context.close();
  }
  await browser.close();
  console.log(`${wanted.length} pictures in ${folder}`);
}

await main();
