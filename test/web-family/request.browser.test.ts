import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { describeWithBrowser, launchBrowser, openContext } from '../support/browser.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { openTestDatabase } from '../support/database.ts';
import { findViolations } from '../support/find-violations.ts';
import { giveVisits } from '../web-field/evening-of-team.ts';

const NAME = 'Âu Thị Tuyết';

describeWithBrowser('a family asks, in a real browser', () => {
  let server: TestApp;
  let url: string;
  let browser: Browser;

  beforeAll(async () => {
    server = await openTestApp(await openTestDatabase(), '2026-11-23T09:00+07:00');
    url = await server.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await launchBrowser();
  }, 60_000);

  async function openPhone(): Promise<Page> {
    const context = closeAfterwards(await openContext(browser, 'phone'));
    return closeAfterwards(await context.newPage());
  }
  const title = (page: Page, words: string) => page.getByRole('heading', { level: 1, name: words }).waitFor();
  const next = (page: Page) => page.getByRole('button', { name: /^(Tiếp tục|Bỏ qua câu này)$/ }).click();

  async function answerAll(page: Page, look: () => Promise<void> = async () => {}): Promise<void> {
    await page.goto(`${url}/gia-dinh`);
    await title(page, 'Mời công an đến nhà làm căn cước');
    await look();
    await page.getByRole('link', { name: 'Bắt đầu' }).click();
    await title(page, 'Ông/bà là ai với người cần gặp?');
    await next(page);
    await page.getByText('Hãy chọn một dòng.').waitFor();
    await look();
    await page.getByText('Tôi là con, dâu hoặc rể').click();
    await page.getByLabel('Họ và tên của ông/bà').fill('Âu Văn Bình');
    await next(page);
    await title(page, 'Tổ công tác cần gặp ai?');
    await page.getByLabel('Họ và tên', { exact: true }).fill(NAME);
    await page.getByLabel('Năm sinh').fill('1925');
    await page.getByText('Nữ', { exact: true }).click();
    await look();
    await next(page);
    await title(page, 'Người ấy đang ở đâu?');
    await page.getByLabel('Số nhà, ngõ, đường').fill('Số 7, ngõ 4 Phương Mai');
    await page.getByLabel('Phường hoặc xã').fill('kim lien');
    await page.getByText('Phường Kim Liên', { exact: true }).click();
    await page.getByText('Đã chọn: Phường Kim Liên').waitFor();
    await look();
    await next(page);
    await title(page, 'Chỉ nhà trên bản đồ?');
    await look();
    await next(page);
    await title(page, 'Người ấy đi lại thế nào?');
    await page.getByText('Nằm tại giường').click();
    await look();
    await next(page);
    await title(page, 'Cần làm việc gì?');
    await page.getByText('Làm thẻ căn cước', { exact: true }).click();
    await look();
    await next(page);
    await title(page, 'Khi nào có người ở nhà?');
    await page.getByText('Buổi tối, thứ Hai đến thứ Sáu').click();
    await page.getByText('thứ Tư', { exact: true }).click();
    await look();
    await next(page);
    await title(page, 'Gọi cho ông/bà số nào?');
    await page.getByLabel('Số điện thoại').fill('0912 345 678');
    await look();
    await next(page);
    await title(page, 'Xem lại rồi gửi');
    await look();
  }

  it('one question a page; back and reload lose nothing; a lost answer stores once; the link follows the request', async () => {
    const page = await openPhone();
    const urls: string[] = [];
    page.on('request', (request) => void urls.push(request.url()));
    await answerAll(page, async () => expect(await findViolations(page)).toEqual([]));

    // A1: back through the pages, a reload, and a typed address.
    await page.goBack();
    await expect(page.getByLabel('Số điện thoại').inputValue()).resolves.toBe('0912 345 678');
    await page.goBack();
    await page.reload();
    await expect(page.getByRole('checkbox', { name: /^thứ Tư/ }).isChecked()).resolves.toBe(false);
    await page.goto(`${url}/gia-dinh/kiem-tra`);
    await page.getByText('Buổi tối thứ Hai, thứ Ba, thứ Năm, thứ Sáu, từ 18:00 đến 21:00').waitFor();
    await page.getByRole('link', { name: 'Đổi: Người cần gặp' }).click();
    await page.getByLabel('Năm sinh').fill('1926');
    await next(page);
    await page.getByText(`${NAME}, Nữ, sinh năm 1926`).waitFor();

    // A4: the first answer is lost after the server stored it.
    let tries = 0;
    await page.route('**/api/requests', async (route) => {
      if (tries++ > 0) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.getByRole('button', { name: 'Gửi yêu cầu' }).click();
    await page.getByText('Chưa gửi được vì mất kết nối.', { exact: false }).waitFor();
    await title(page, 'Chúng tôi đã nhận được yêu cầu.');
    await page.getByText('Đã gửi. Máy chủ đã nhận yêu cầu.').waitFor();
    expect(await findViolations(page)).toEqual([]);
    const stored = await server.deps.db.client.request.findMany({ where: { fullName: NAME } });
    expect(stored).toMatchObject([{ birthYear: 1926, windows: [{ days: [1, 2, 4, 5], from: '18:00', to: '21:00' }] }]);

    // A3: the secret was in no address that went over the wire, and no answer stays behind on the phone.
    const token = /#(.{43})$/.exec(page.url())![1]!;
    expect(urls.filter((address) => address.includes(token))).toEqual([]);
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('0912');

    // The dispatcher accepts; the page says so by itself when it is looked at again.
    const dispatcher = await server.as('dieuphoi');
    expect((await dispatcher('POST', `/api/requests/${stored[0]!.id}/accept`)).status).toBe(200);
    await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
    await title(page, 'Yêu cầu đã được chấp nhận.');

    // Planned and promised: the sentence says who comes and when.
    const { caseId } = await server.deps.db.client.request.findUniqueOrThrow({ where: { id: stored[0]!.id } });
    const { teamId } = await server.deps.db.client.account.findUniqueOrThrow({ where: { login: 'to1' } });
    await giveVisits(server.deps, teamId!, [{ id: 'visit-of-family', startsMin: 60, caseId: caseId! }]);
    await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
    await page
      .getByRole('heading', { level: 1, name: /^Tổ 1.* sẽ đến tối thứ Hai 23\/11, trong khoảng 19:15–20:15\.$/ })
      .waitFor();
    expect(await findViolations(page)).toEqual([]);
    // Back does not send again.
    await page.goBack();
    await page.goForward();
    await page.getByRole('button', { name: 'Rút yêu cầu' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rút yêu cầu' }).click();
    await title(page, 'Gia đình đã rút yêu cầu này.');
    const visit = await server.deps.db.client.assignment.findUniqueOrThrow({ where: { id: 'visit-of-family' } });
    expect(visit.state).toBe('withdrawn');
    expect(await server.deps.db.client.request.count({ where: { fullName: NAME } })).toBe(1);
  }, 120_000);

  it('A5 a typed address leads to the first question that is not answered', async () => {
    const page = await openPhone();
    await page.goto(`${url}/gia-dinh/dien-thoai`);
    await title(page, 'Ông/bà là ai với người cần gặp?');
    await page.goto(`${url}/gia-dinh/kiem-tra`);
    await title(page, 'Ông/bà là ai với người cần gặp?');
  });

  it('says plainly when a link is broken or unknown', async () => {
    const page = await openPhone();
    await page.goto(`${url}/gia-dinh/theo-doi#abc`);
    await title(page, 'Không tìm thấy yêu cầu của đường liên kết này.');
    await page.goto(`${url}/gia-dinh/theo-doi#${'A'.repeat(43)}`);
    await title(page, 'Không tìm thấy yêu cầu của đường liên kết này.');
    expect(await findViolations(page)).toEqual([]);
  });

  it('speaks English throughout', async () => {
    const page = await openPhone();
    await page.goto(`${url}/gia-dinh`);
    await page.getByRole('button', { name: 'English' }).click();
    await title(page, 'Ask the police to come home for an identity card');
    await page.getByRole('link', { name: 'Start' }).click();
    await title(page, 'Who are you to the person?');
    expect(await page.locator('main').innerText()).not.toMatch(/[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]/);
  });
});
