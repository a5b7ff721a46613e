import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import { describeWithBrowser, launchBrowser, openContext } from '../support/browser.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { openTestDatabase } from '../support/database.ts';
import { findViolations } from '../support/find-violations.ts';

describeWithBrowser('accounts in a real browser', () => {
  let url: string;
  let browser: Browser;

  beforeAll(async () => {
    const server = await openTestApp(await openTestDatabase());
    url = await server.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await launchBrowser();
  }, 60_000);

  async function signIn(login: string, password: string, path: string): Promise<Page> {
    const context = closeAfterwards(await openContext(browser, 'desktop'));
    context.setDefaultTimeout(30_000);
    const page = closeAfterwards(await context.newPage());
    await page.goto(`${url}${path}`);
    await page.getByLabel('Tên đăng nhập').fill(login);
    await page.getByLabel('Mật khẩu').fill(password);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    return page;
  }

  let attempts = 0;

  it('a chief opens an account; its person signs in, changes the password, and is out when the account is closed', async () => {
    const login = `lan.do.${++attempts}`;
    const name = `Đỗ Thị Lan ${attempts}`;
    const chief = await signIn('truongdonvi', 'gocua', '/dieu-phoi/truong-hop');
    await chief.getByRole('button', { name: 'Tài khoản và cách hiển thị' }).click();
    await chief.getByRole('menuitem', { name: 'Tài khoản' }).click();
    await chief.getByRole('row', { name: /dieuphoi/ }).waitFor();
    await chief.getByRole('button', { name: 'Thêm tài khoản' }).click();
    const dialog = chief.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await dialog.getByText('Mật khẩu cần ít nhất 10 ký tự.').waitFor();
    await dialog.getByLabel('Họ tên hoặc tên tổ').fill(name);
    await dialog.getByLabel('Tên đăng nhập').fill(login);
    await dialog.getByLabel('Mật khẩu').fill('một câu đủ dài');
    expect(await findViolations(chief)).toEqual([]);
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await chief.getByRole('row', { name: login }).waitFor();
    expect(await findViolations(chief)).toEqual([]);

    const lan = await signIn(login, 'một câu đủ dài', '/dieu-phoi/tai-khoan');
    await lan.getByText('Chỉ trưởng đơn vị mở và đóng tài khoản.').waitFor();
    await lan.getByRole('button', { name: 'Tài khoản và cách hiển thị' }).click();
    await lan.getByRole('menuitem', { name: 'Đổi mật khẩu' }).click();
    await lan.getByLabel('Mật khẩu hiện tại').fill('không phải câu này');
    await lan.getByLabel('Mật khẩu mới').fill('câu mới còn dài hơn');
    await lan.getByRole('button', { name: 'Lưu' }).click();
    await lan.getByText('Mật khẩu hiện tại không đúng.').waitFor();
    await lan.getByLabel('Mật khẩu hiện tại').fill('một câu đủ dài');
    await lan.getByRole('button', { name: 'Lưu' }).click();
    await lan.getByText('Đã đổi mật khẩu.').waitFor();

    await chief.reload();
    await chief.getByRole('button', { name: `Sửa ${name}` }).click();
    await chief.getByText('Được đăng nhập', { exact: true }).click();
    await chief.getByRole('button', { name: 'Lưu' }).click();
    await chief.getByRole('row', { name: new RegExp(`${login}.*Đã đóng`) }).waitFor();
    await lan.reload();
    await lan.getByRole('button', { name: 'Đăng nhập' }).waitFor();
  }, 120_000);
});
