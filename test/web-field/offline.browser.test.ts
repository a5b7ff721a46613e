import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { buildApp } from '../../apps/api/src/app.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { describeWithBrowser, launchBrowser, openContext } from '../support/browser.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { openTestDatabase } from '../support/database.ts';
import { findViolations } from '../support/find-violations.ts';
import { giveVisits } from './evening-of-team.ts';

const NOW = '2026-11-23T18:50+07:00';

describeWithBrowser('a shift without a signal', () => {
  let server: TestApp;
  let url: string;
  let context: BrowserContext;

  beforeAll(async () => {
    server = await openTestApp(await openTestDatabase(), NOW);
    url = await server.app.listen({ port: 0, host: '127.0.0.1' });
    context = closeAfterwards(await openContext(await launchBrowser(), 'phone'));
    const { teamId } = await server.deps.db.client.account.findUniqueOrThrow({ where: { login: 'to1' } });
    await giveVisits(server.deps, teamId!, [
      { id: 'visit-1', startsMin: 30 },
      { id: 'visit-2', startsMin: 70 },
      { id: 'visit-3', startsMin: 110 },
    ]);
  }, 60_000);

  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, disabled: false }).click();
  const eventsOf = async (assignmentId: string) =>
    (await server.deps.db.client.visitEvent.findMany({ where: { assignmentId }, orderBy: { deviceAt: 'asc' } })).map(
      ({ kind, outcome, applied }) => [kind, outcome, applied],
    );

  /** `minutes`: how far the evening is. */
  async function open(minutes: number, path = '/to'): Promise<Page> {
    const page = closeAfterwards(await context.newPage());
    await page.clock.install({ time: Date.parse(NOW) + minutes * 60_000 });
    await page.goto(`${url}${path}`);
    return page;
  }

  it('opens without a network, keeps what is done through closing the tab, and everything counts once', async () => {
    let page = await open(0);
    await page.getByLabel('Tên đăng nhập').fill('to1');
    await page.getByLabel('Mật khẩu').fill('gocua');
    await press(page, 'Đăng nhập');
    await page.getByText('Việc 1/3').waitFor();
    await press(page, 'Đã nhận 3 việc');
    await page.getByText(/Máy chủ đã nhận lúc/).waitFor();
    // The app is on the phone when its worker is active.
    await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');

    // The signal goes in the middle of the shift, and the server with it: nothing can be answered by anybody.
    await context.setOffline(true);
    const port = Number(new URL(url).port);
    await server.app.close();
    await press(page, 'Đang đến');
    await page.getByText('Đã lưu trên máy · 1 việc chưa gửi').waitFor();
    await page.close();

    page = await open(20);
    await page.getByText('Đã lưu trên máy · 1 việc chưa gửi').waitFor();
    await page.getByText('Việc 1/3').waitFor();
    await press(page, 'Đã đến');
    await press(page, 'Kết quả');
    await page.getByRole('heading', { name: /^Kết quả ở nhà/ }).waitFor();
    await page.getByText('Không có người mở cửa').click();
    await press(page, 'Lưu kết quả');
    await page.getByText('Việc 2/3').waitFor();
    await page.getByText('Đã lưu trên máy · 3 việc chưa gửi').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.close();

    // Any page of the phone opens, not only the one that was open before.
    page = await open(40, '/to/danh-sach');
    await page.getByText('1/3 việc xong').waitFor();
    await page.close();

    const again = closeAfterwards(await buildApp(server.deps));
    await again.listen({ port, host: '127.0.0.1' });
    page = await open(45);
    await page.getByText('Đã lưu trên máy · 3 việc chưa gửi').waitFor();
    await context.setOffline(false);
    await page.getByText(/Máy chủ đã nhận lúc/).waitFor({ timeout: 20_000 });
    await page.reload();
    await page.getByText('Việc 2/3').waitFor();
    expect(await eventsOf('visit-1')).toEqual([
      ['acknowledge', null, true],
      ['travel', null, true],
      ['arrive', null, true],
      ['finish', 'no_answer', true],
    ]);
    expect(await eventsOf('visit-2')).toEqual([['acknowledge', null, true]]);
  }, 120_000);
});
