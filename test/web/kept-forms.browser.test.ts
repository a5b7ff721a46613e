import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, it, vi } from 'vitest';
import type { PolicyView } from '../../apps/api/src/contract/people.ts';
import type { PlanPolicy } from '../../apps/api/src/contract/plan-policy.ts';
import { type Caller, openTestApp, type TestApp } from '../support/app.ts';
import { describeWithBrowser, launchBrowser, openContext } from '../support/browser.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { openTestDatabase } from '../support/database.ts';
import { findViolations } from '../support/find-violations.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

describeWithBrowser('what is typed while somebody else saves', () => {
  let test: TestApp;
  let chief: Caller;
  let url: string;
  let browser: Browser;

  beforeAll(async () => {
    test = await openTestApp(await openTestDatabase(), '2026-11-23T09:00+07:00');
    chief = await test.as('truongdonvi');
    url = await test.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await launchBrowser();
  });

  async function open(path: string): Promise<Page> {
    const context = closeAfterwards(await openContext(browser, 'desktop', { reducedMotion: 'reduce' }));
    context.setDefaultTimeout(60_000);
    const page = closeAfterwards(await context.newPage());
    await page.request.post(`${url}/api/session`, { data: { login: 'dieuphoi', password: 'gocua' } });
    await page.goto(`${url}${path}`);
    return page;
  }

  it('stays in the form of the working-time rules, and becomes the version after theirs', async () => {
    const page = await open('/dieu-phoi/nhan-su?phan=rules');
    const day = page.getByLabel('Giờ bình thường một ngày (h)');
    await day.fill('7');
    const rules = async () => (await chief<PolicyView>('GET', '/api/working-time-policy')).body;
    const { policy, history } = await rules();
    const theirs = { version: history[0]?.version ?? 0, rules: { ...policy.rules, ordinaryHoursAWeek: 41 }, note: 'của trưởng' };
    expect((await chief('PUT', '/api/working-time-policy', theirs)).status).toBe(200);
    // The news of it reaches the page by itself.
    await page.getByText(/vừa lưu bản \d+/).waitFor();
    expect(await day.inputValue()).toBe('7');
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Lưu thành bản mới' }).click();
    await expect.poll(async () => (await rules()).policy.version, { timeout: 60_000 }).toBe(theirs.version + 2);
    expect((await rules()).policy.rules).toMatchObject({ ordinaryHoursADay: 7 });
    await page.getByText(/vừa lưu bản \d+/).waitFor({ state: 'detached' });

    // Who has typed nothing sees the newer version at once.
    const last = (await rules()).policy;
    const next = { version: last.version, rules: { ...last.rules, ordinaryHoursADay: 6 }, note: '' };
    expect((await chief('PUT', '/api/working-time-policy', next)).status).toBe(200);
    await expect.poll(() => day.inputValue(), { timeout: 60_000 }).toBe('6');
  });

  it('stays in the dialog of what plans weigh: refused once, it says that there is something newer, and can be saved over it', async () => {
    const page = await open('/dieu-phoi/ke-hoach');
    await page.getByRole('button', { name: 'Điều cân nhắc' }).click();
    const dialog = page.getByRole('dialog', { name: 'Điều cân nhắc khi lập kế hoạch' });
    const most = dialog.getByLabel('Lịch hẹn được đổi, nhiều nhất');
    await most.fill('3');
    const read = async () => (await chief<PlanPolicy>('GET', '/api/plan-policy')).body;
    const { terms } = await read();
    const { unitId } = await test.deps.db.client.account.findFirstOrThrow({ where: { login: 'dieuphoi' } });
    const other = await test.as('dieuphoi');
    const body = { unitId, baseVersion: 0, terms: { ...terms, noticeHours: 9 } };
    expect((await other('PUT', '/api/plan-policy', body)).status).toBe(200);
    await dialog.getByRole('button', { name: 'Lưu', exact: true }).click();
    await dialog.getByText('Người khác vừa lưu mức mới').waitFor();
    expect(await most.inputValue()).toBe('3');
    expect(await findViolations(page)).toEqual([]);
    // Theirs can be looked at, and then there is nothing newer any more.
    await dialog.getByRole('button', { name: 'Xem mức mới' }).click();
    await expect.poll(() => most.inputValue()).toBe(String(terms.mostChanged));
    expect(await dialog.getByLabel('Báo trước ít nhất (giờ)').inputValue()).toBe('9');
    await most.fill('4');
    await dialog.getByRole('button', { name: 'Lưu', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await read()).terms).toMatchObject({ mostChanged: 4, noticeHours: 9 });
  });
});
