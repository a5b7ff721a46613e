import type { Browser, BrowserContext, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { buildApp } from '../../apps/api/src/app.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { describeWithBrowser, launchBrowser, openContext } from '../support/browser.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { openTestDatabase } from '../support/database.ts';
import { findViolations } from '../support/find-violations.ts';
import { giveVisits } from './evening-of-team.ts';

const NOW = '2026-11-23T18:50+07:00';

describeWithBrowser('a team’s phone in a real browser', () => {
  let server: TestApp;
  let url: string;
  let browser: Browser;
  let teamId: string;

  beforeAll(async () => {
    server = await openTestApp(await openTestDatabase(), NOW);
    url = await server.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await launchBrowser();
    const account = await server.deps.db.client.account.findUniqueOrThrow({ where: { login: 'to1' } });
    teamId = account.teamId!;
    await giveVisits(server.deps, teamId, [
      { id: 'visit-1', startsMin: 30 },
      { id: 'visit-2', startsMin: 70 },
      { id: 'visit-3', startsMin: 110 },
    ]);
  }, 60_000);

  const stateOf = async (id: string) => (await server.deps.db.client.assignment.findUniqueOrThrow({ where: { id } })).state;
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
  const reaches = (id: string, state: string) => expect.poll(() => stateOf(id), { timeout: 10_000 }).toBe(state);

  async function signIn(context: BrowserContext): Promise<Page> {
    const page = closeAfterwards(await context.newPage());
    await page.clock.install({ time: new Date(NOW) });
    await page.goto(`${url}/to`);
    await page.getByLabel('Tên đăng nhập').fill('to1');
    await page.getByLabel('Mật khẩu').fill('gocua');
    await press(page, 'Đăng nhập');
    await page.waitForURL(/\/to$/);
    await page.getByText('Việc 1/3').waitFor();
    return page;
  }

  it('walks an evening: nothing is lost without the server, each step counts once, a changed plan is told', async () => {
    const context = closeAfterwards(await openContext(browser, 'phone'));
    const page = await signIn(context);
    await expect(page.locator('html').getAttribute('data-theme')).resolves.toBe('dark');
    expect(await findViolations(page)).toEqual([]);

    await press(page, 'Đã nhận 3 việc');
    await reaches('visit-3', 'acknowledged');
    await page.getByText(/Máy chủ đã nhận lúc 18:5\d/).waitFor();

    // The server takes no commands: what was done stays on the phone, also through a reload.
    await context.route('**/api/field/commands', (route) => route.abort());
    await press(page, 'Đang đến');
    await page.getByRole('button', { name: 'Đã đến', disabled: false }).click();
    await page.getByText('Đã lưu trên máy · 2 việc chưa gửi').waitFor();
    await page.reload();
    await page.getByText('Đã lưu trên máy · 2 việc chưa gửi').waitFor();
    await page.getByRole('button', { name: 'Kết quả' }).waitFor();
    expect(await stateOf('visit-1')).toBe('acknowledged');

    // The plan changes meanwhile: told without reloading, the withdrawal before anything else.
    await giveVisits(server.deps, teamId, [{ id: 'visit-4', startsMin: 140 }], ['visit-3']);
    await page.getByText('Kế hoạch vừa đổi: 1 việc mới, 1 việc rút').waitFor();
    await page.getByText('Việc này đã rút. Đừng đến nữa.').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await press(page, 'Đã hiểu');
    await press(page, 'Đã xem');

    // The answer to the first request is lost after the server took it: sent again, counted once.
    await context.unroute('**/api/field/commands');
    let lostCount = 0;
    await context.route('**/api/field/commands', async (route) => {
      if (lostCount++ > 0) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await press(page, 'Kết quả');
    await page.getByRole('heading', { name: /^Kết quả ở nhà/ }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await press(page, 'Lưu kết quả');
    await page.getByText('Hãy chọn một kết quả.').waitFor();
    await page.getByText('Làm được một phần').click();
    await press(page, 'Lưu kết quả');
    await page.getByText('Hãy đánh dấu đã được đồng ý.').waitFor();
    await page.getByText('Đã hỏi và được đồng ý').click();
    await page.getByLabel('Ghi chú (cần có)').fill('Thiếu giấy khai sinh');
    expect(await findViolations(page)).toEqual([]);
    await press(page, 'Lưu kết quả');
    await reaches('visit-1', 'finished');
    await page.getByText(/Máy chủ đã nhận/).waitFor({ timeout: 15_000 });
    const events = await server.deps.db.client.visitEvent.findMany({
      where: { assignmentId: 'visit-1' },
      orderBy: { deviceAt: 'asc' },
    });
    expect(events.map((event) => [event.kind, event.outcome, event.applied])).toEqual([
      ['acknowledge', null, true],
      ['travel', null, true],
      ['arrive', null, true],
      ['finish', 'partly_served', true],
    ]);

    for (const tab of ['Cả buổi', 'Bản đồ', 'An toàn', 'Thêm']) {
      await page.getByRole('link', { name: tab, exact: true }).click();
      await page.waitForTimeout(300);
      expect(await findViolations(page)).toEqual([]);
    }
  }, 120_000);

  it('comes back by itself after the server was away', async () => {
    const context = closeAfterwards(await openContext(browser, 'phone'));
    const page = closeAfterwards(await context.newPage());
    await page.goto(`${url}/dang-nhap`);
    await page.getByLabel('Tên đăng nhập').fill('to2');
    await page.getByLabel('Mật khẩu').fill('gocua');
    await press(page, 'Đăng nhập');
    await page.getByText('Chưa có việc nào được giao').waitFor();
    await page.getByText('Đã nối máy chủ').waitFor();

    await server.app.close();
    await page.getByText(/Mất kết nối/).waitFor();
    const { teamId: second } = await server.deps.db.client.account.findUniqueOrThrow({ where: { login: 'to2' } });
    await giveVisits(server.deps, second!, [{ id: 'visit-5', startsMin: 40 }]);
    const again = closeAfterwards(await buildApp(server.deps));
    await again.listen({ port: Number(new URL(url).port), host: '127.0.0.1' });
    await page.getByText('Việc 1/1').waitFor({ timeout: 20_000 });
    await press(page, 'Đã nhận việc');
    await reaches('visit-5', 'acknowledged');
  }, 120_000);
});
