import type { Browser, BrowserContext, Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { StraightLineProvider } from '../../apps/api/src/travel/straight-line-provider.ts';
import { planAndWait } from '../planning/plan-and-wait.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { describeWithBrowser, launchBrowser, openContext } from '../support/browser.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { openTestDatabase } from '../support/database.ts';
import { findViolations } from '../support/find-violations.ts';

describeWithBrowser('the map’s own work', () => {
  let server: TestApp;
  let url: string;
  let browser: Browser;
  /** Of one dispatcher in all tests: the app's code is read once. */
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    server = await openTestApp(await openTestDatabase(), '2026-11-23T09:00+07:00');
    url = await server.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await launchBrowser();
    context = await signedIn('dieuphoi', 'desktop');
  }, 150_000);

  beforeEach(async () => {
    page = closeAfterwards(await context.newPage());
  });

  async function signedIn(login: string, device: 'desktop' | 'phone'): Promise<BrowserContext> {
    const made = closeAfterwards(await openContext(browser, device, { baseURL: url }));
    made.setDefaultTimeout(40_000);
    await made.request.post('/api/session', { data: { login, password: 'gocua' } });
    return made;
  }

  /** Homes stand where they stand: marks may lie closer than 24 px; the list beside holds the same. */
  const faults = async () =>
    (await findViolations(page)).filter((fault) => !(fault.startsWith('target-size') && fault.includes('leaflet-marker-icon')));

  it('units are coloured by what remains in both structures; a district opens by the keyboard; a ward leads to its cases', async () => {
    await page.goto('/dieu-phoi/truong-hop/don-vi');
    const table = page.getByRole('table', { name: /Số trường hợp theo đơn vị/ });
    await table.waitFor();
    const total = async () => Number(await table.locator('tfoot td').first().textContent());
    expect(await total()).toBe(320);
    await page.locator('.area-shape').first().waitFor({ state: 'attached' });
    expect(await faults()).toEqual([]);

    await page.getByText('Trước 1-7-2025').click();
    const district = table.getByRole('button', { name: 'Quận Đống Đa' });
    await district.waitFor();
    expect(await total()).toBe(320);
    const inDistrict = Number(
      await table
        .getByRole('row', { name: /Quận Đống Đa/ })
        .getByRole('cell')
        .first()
        .textContent(),
    );
    await district.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Đang xem' }).getByText('Quận Đống Đa').waitFor();
    await expect.poll(total).toBe(inDistrict);
    const ward = table.getByRole('link').first();
    await ward.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL((to) => to.pathname === '/dieu-phoi/truong-hop' && to.searchParams.has('pv'));
  }, 120_000);

  it('a doubtful pin is put right by the keyboard, says at each step whether it is in its ward, and leaves the queue', async () => {
    await page.goto('/dieu-phoi/truong-hop/vi-tri');
    const queue = page.getByRole('listbox', { name: 'Những người có vị trí chưa chắc' });
    await queue.getByRole('option').first().waitFor();
    const count = Number((await page.getByText(/^Còn \d+ vị trí$/).textContent())!.match(/\d+/)![0]);
    const row = queue.getByRole('option').filter({ hasText: 'Mới đúng phố' }).first();
    const name = (await row.locator('.case-row-name').textContent())!;
    await row.click();
    // Until the row that was chosen is shown, the form is that of the first one.
    const form = page.getByRole('form', { name: `Đặt vị trí cho ${name}` });
    await form.waitFor();
    const pin = page.getByRole('button', { name: new RegExp(`^Ghim của ${name}`) });
    await pin.focus();
    const place = form.getByLabel('Vĩ độ, kinh độ');
    const before = await place.inputValue();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => place.inputValue()).not.toBe(before);
    await form.getByText(/cách chỗ cũ 2[56] m/).waitFor();
    // Far outside: said at once, and where it is.
    await place.fill('21.0358, 105.8342');
    await page.keyboard.press('Enter');
    await form.getByText(/^Ngoài /).waitFor();
    expect(await faults()).toEqual([]);
    await place.fill(before);
    await page.keyboard.press('Enter');
    await form.getByText(/^Nằm trong /).waitFor();
    await form.getByRole('button', { name: 'Lưu và sang người tiếp' }).click();
    await page.getByText(`Còn ${count - 1} vị trí`).waitFor();
  }, 120_000);

  it('an address is found as one types; what tells places of one name apart is part of what is read aloud', async () => {
    await page.goto('/dieu-phoi/truong-hop');
    const box = page.getByRole('combobox', { name: 'Tìm địa chỉ trên bản đồ' });
    await box.fill('khâm thiên');
    await page.getByRole('option', { name: /^Phố Khâm Thiên phố · Phường .*Quận Đống Đa$/ }).waitFor();
    const old = page.getByRole('option', { name: /^Phường Khâm Thiên phường, xã trước 1-7-2025 .* nay thuộc Phường / });
    await old.waitFor();
    // While the list is open the component library hides the page around it from screen readers; whoever leaves the box closes it first.
    expect((await faults()).filter((fault) => !fault.startsWith('aria-hidden-focus'))).toEqual([]);
    await page.keyboard.press('Tab');
    await old.waitFor({ state: 'detached' });
    expect(await page.locator('.skip-link').getAttribute('aria-hidden')).toBeNull();
    expect(await page.evaluate(() => document.activeElement!.closest('[aria-hidden=true]'))).toBeNull();

    await box.fill('cho kham thien');
    // what was found before stays until the new is there
    await expect.poll(() => page.locator('.place-hit').first().textContent()).toMatch(/^Ngõ Chợ Khâm Thiên/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.found-name', { hasText: 'Ngõ Chợ Khâm Thiên' }).waitFor();
  }, 120_000);

  it('files are offered by role: a dispatcher may ask for names, a chief may not', async () => {
    await page.goto('/dieu-phoi/truong-hop');
    await page.getByRole('button', { name: 'Lọc', exact: true }).click();
    const take = async (on: Page, name: string) => {
      const href = await on.getByRole('link', { name, exact: true }).getAttribute('href');
      const answer = await on.request.get(href!);
      return { status: answer.status(), text: await answer.text() };
    };
    const plain = await take(page, 'Trường hợp, không tên');
    expect([plain.status, JSON.parse(plain.text).features.length]).toEqual([200, 320]);
    expect(plain.text).not.toContain('fullName');
    const named = await take(page, 'Trường hợp, kèm tên và địa chỉ');
    expect(named.text).toContain('fullName');
    expect(await faults()).toEqual([]);

    const chief = await (await signedIn('truongdonvi', 'desktop')).newPage();
    await chief.goto('/dieu-phoi/truong-hop');
    await chief.getByRole('button', { name: 'Lọc', exact: true }).click();
    expect((await take(chief, 'Trường hợp, không tên')).status).toBe(200);
    expect(await chief.getByRole('link', { name: /kèm tên/ }).count()).toBe(0);
    await chief.goto('/dieu-phoi/truong-hop/don-vi');
    expect((await take(chief, 'Đơn vị và số còn lại (GeoJSON)')).status).toBe(200);
  }, 120_000);

  it('a home opens in other maps by its place alone', async () => {
    await page.goto('/dieu-phoi/truong-hop');
    await page.getByRole('option').first().click();
    const links = page.getByRole('complementary').locator('.place-links a');
    await links.first().waitFor();
    const hrefs = await links.evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
    expect(hrefs.map((href) => new URL(href).host)).toEqual(['www.google.com', 'maps.apple.com', 'osmand.net']);
    const name = (await page.getByRole('complementary').getByRole('heading').first().textContent())!;
    expect(hrefs.some((href) => decodeURIComponent(href).includes(name))).toBe(false);
    expect(await links.first().getAttribute('rel')).toBe('noreferrer');
  }, 120_000);

  it('the table of speeds is read, changed and refused by words, in a dialog that fits the screen', async () => {
    await page.goto('/dieu-phoi/ke-hoach');
    await page.getByRole('button', { name: 'Tốc độ theo giờ' }).click();
    const dialog = page.getByRole('dialog', { name: 'Tốc độ đường phố theo giờ' });
    const rush = dialog.getByRole('textbox', { name: 'Đường lớn, T2, T3, T4, T5, T6 17:00–19:30, phần trăm' });
    await rush.waitFor();
    const box = (await dialog.boundingBox())!;
    expect(box.y >= 0 && box.y + box.height <= 900).toBe(true);
    expect(await faults()).toEqual([]);
    const save = dialog.getByRole('button', { name: 'Lưu bảng' });
    await rush.fill('7');
    await dialog.getByText('Ghi số từ 20 đến 300').waitFor();
    expect(await save.isDisabled()).toBe(true);
    await rush.fill('55');
    await save.click();
    await page.getByText('Đã lưu bảng tốc độ').waitFor();
    await page.getByRole('button', { name: 'Tốc độ theo giờ' }).click();
    await expect.poll(() => rush.inputValue()).toBe('55');
  }, 120_000);

  it('whom a team reaches in so many minutes is a count, a list, and an outline on the map', async () => {
    await page.goto('/dieu-phoi/truong-hop');
    await page.getByRole('button', { name: 'Lọc', exact: true }).click();
    await page.getByRole('button', { name: /Trong tầm của tổ/ }).click();
    await page.locator('[role=option][data-key=to-3]').click();
    const found = page.getByText(/\d+ người trong tầm, \d+ người ngoài tầm/);
    await found.waitFor();
    const [within = '0', beyond = '0'] = (await found.textContent())!.match(/\d+/g)!;
    expect(Number(within)).toBeGreaterThan(0);
    expect(Number(within) + Number(beyond)).toBe(320);
    await expect.poll(() => page.locator('.panel-count').textContent()).toBe(`${within} trên 320`);
    await page.locator('path.reach-area').waitFor({ state: 'attached' });
    expect(await faults()).toEqual([]);
  }, 120_000);

  it('a plan on straight lines says so beside its figures, before it is published, on the board of the evening and on the team’s phone', async () => {
    const { travel } = server.deps;
    Object.assign(server.deps, { travel: new StraightLineProvider() });
    try {
      const dispatcher = await server.as('dieuphoi');
      const { planId } = await planAndWait(dispatcher, { dayCount: 1, limitSec: 2, seed: 1 });
      await page.goto('/dieu-phoi/ke-hoach');
      const mark = 'Thời gian đi là ước lượng theo đường chim bay vì chưa có dữ liệu đường.';
      await page.getByText(mark, { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Công bố…' }).click();
      await page.getByRole('dialog').getByText(mark, { exact: true }).waitFor();
      expect(await faults()).toEqual([]);

      await dispatcher('POST', `/api/plans/${planId}/publish`, { baseRevision: 0 });
      await page.goto('/dieu-phoi/toi-nay');
      await page.getByText(mark, { exact: true }).waitFor();
      const team = await (await signedIn('to1', 'phone')).newPage();
      await team.goto('/to/danh-sach');
      const guessed = team.getByText('Giờ đến là ước đoán theo đường chim bay vì chưa có dữ liệu đường.', { exact: true });
      await guessed.waitFor();
      expect(await findViolations(team)).toEqual([]);
      for (const [tab, path] of [
        ['Việc tới', '/to'],
        ['Bản đồ', '/to/ban-do'],
      ] as const) {
        await team.getByRole('link', { name: tab, exact: true }).click();
        await team.waitForURL((to) => to.pathname === path);
        await guessed.waitFor();
      }
    } finally {
      Object.assign(server.deps, { travel });
    }
  }, 240_000);
});
