import type { Browser, BrowserContext, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { ShiftList, ShiftSeries } from '../../apps/api/src/contract/teams.ts';
import { type Caller, openTestApp } from '../support/app.ts';
import { describeWithBrowser, launchBrowser, openContext } from '../support/browser.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { openTestDatabase } from '../support/database.ts';
import { findViolations } from '../support/find-violations.ts';

/** Monday 23 November 2026; team 1 goes out Monday to Friday 18:30–21:30. */
describeWithBrowser('the calendar in a real browser', () => {
  let url: string;
  let browser: Browser;
  let api: Caller;

  beforeAll(async () => {
    const server = await openTestApp(await openTestDatabase(), '2026-11-23T09:00+07:00');
    url = await server.app.listen({ port: 0, host: '127.0.0.1' });
    api = await server.as('dieuphoi');
    browser = await launchBrowser();
  }, 300_000);

  async function open(context: BrowserContext, path: string): Promise<Page> {
    context.setDefaultTimeout(60_000);
    const page = closeAfterwards(await context.newPage());
    await page.goto(`${url}/dieu-phoi/lich`);
    await page.getByLabel('Tên đăng nhập').fill('dieuphoi');
    await page.getByLabel('Mật khẩu').fill('gocua');
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.waitForURL((to) => to.pathname === '/dieu-phoi/lich');
    await page.goto(`${url}${path}`);
    return page;
  }
  const desktop = async (path: string) => open(closeAfterwards(await openContext(browser, 'desktop')), path);
  /** The component library's announcer of a pending button stays in the page for some seconds, after its button is gone. */
  const faultsOf = async (page: Page) => (await findViolations(page)).filter((fault) => !fault.startsWith('role-img-alt'));
  const dayOf = (page: Page, date: string) => page.locator(`[data-date="${date}"]`);
  const chip = (page: Page, name: RegExp) => page.getByRole('button', { name });
  async function setTime(page: Page, label: string, time: string) {
    await page.getByRole('group', { name: label, exact: true }).getByRole('spinbutton').first().focus();
    await page.keyboard.type(time.replace(':', ''));
  }
  const hoursOf = async (from: string, to: string) =>
    (await api<ShiftList>('GET', `/api/shifts?from=${from}&to=${to}`)).body.shifts
      .filter(({ teamId }) => teamId === 'to-1')
      .map(({ date, opensAt }) => `${date} ${opensAt.slice(11, 16)}`);

  it('shows the day of the server, not that of the machine it is looked at on', async () => {
    const context = closeAfterwards(await openContext(browser, 'desktop'));
    // This machine believes it to be the summer of 2031; without the live stream only the session tells what day it is.
    await context.clock.install({ time: new Date('2031-07-10T09:00:00+07:00') });
    await context.routeWebSocket(/./, (socket) => socket.close());
    const page = await open(context, '/dieu-phoi/lich');
    await page.getByRole('heading', { name: 'thứ Hai 23/11' }).waitFor();
    expect(await page.locator('[aria-current="date"]').getAttribute('data-date')).toBe('2026-11-23');
  });

  it('is walked through and edited with the keyboard alone: only this one, and back', async () => {
    const page = await desktop('/dieu-phoi/lich?ngay=2026-11-26');
    await dayOf(page, '2026-11-26').focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: 'thứ Sáu 27/11' }).waitFor();
    await expect.poll(() => dayOf(page, '2026-11-27').evaluate((day) => day === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('heading', { name: 'thứ Năm 26/11' }).waitFor();
    await chip(page, /^Tổ 1 – Kim Liên, 18:30–21:30/).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Ca của Tổ 1 – Kim Liên' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await setTime(page, 'Từ', '19:00');
    await page.getByRole('button', { name: 'Lưu' }).focus();
    await page.keyboard.press('Enter');
    await chip(page, /^Tổ 1 – Kim Liên, 19:00–21:30, đã đổi, thứ Năm 26\/11$/).waitFor();
    expect(await hoursOf('2026-11-25', '2026-11-27')).toEqual(['2026-11-25 11:30', '2026-11-26 12:00', '2026-11-27 11:30']);
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await chip(page, /^Tổ 1 – Kim Liên, 18:30–21:30/).waitFor();
    expect(await hoursOf('2026-11-26', '2026-11-26')).toEqual(['2026-11-26 11:30']);
  });

  it('says which rule of working time an edit breaks, for whom, with the numbers; a reason lets it be', async () => {
    const page = await desktop('/dieu-phoi/lich?ngay=2026-12-17');
    await chip(page, /^Tổ 1 – Kim Liên, 18:30–21:30/).click();
    await setTime(page, 'Từ', '19:30');
    await setTime(page, 'Đến', '22:30');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Trái quy định giờ làm việc').waitFor();
    await page.getByText('Trần Quang Khải: thứ Năm 17/12: ca kết thúc 22:30, muộn nhất 22:00').waitFor();
    expect(await hoursOf('2026-12-17', '2026-12-17')).toEqual(['2026-12-17 11:30']);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'Lý do làm ngoại lệ' }).fill('Nhà xa, chỉ tối nay');
    await page.getByRole('button', { name: 'Vẫn lưu, ghi là ngoại lệ' }).click();
    await chip(page, /^Tổ 1 – Kim Liên, 19:30–22:30, đã đổi, thứ Năm 17\/12$/).waitFor();
    await page.goto(`${url}/dieu-phoi/nhan-su?phan=rules`);
    await page.getByText('Nhà xa, chỉ tối nay').first().waitFor();
  });

  it('shows the week of people: their shifts, who is away, hours and what remains', async () => {
    const page = await desktop('/dieu-phoi/lich?xem=tuan');
    await page.getByRole('button', { name: 'Người', exact: true }).click();
    const row = page.getByRole('row', { name: /^[^ ]* ?Trịnh Thị Quỳnh/ });
    // On leave from Tuesday to Friday; 13:30–17:30 on Monday (4 h), Monday's evening (3 h) and Saturday 6.5 h: 13.5 h of 72.
    await row.getByText('Vắng: nghỉ phép').first().waitFor();
    await row.getByText('13,5 h').waitFor();
    await row.getByText('còn 58,5 h').waitFor();
    expect(await row.getByRole('button').count()).toBe(2);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Tháng', exact: true }).click();
    await page.getByRole('button', { name: 'Tháng', exact: true, pressed: true }).waitFor();
    await page.getByRole('grid').waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it('has no serious fault of access on the pages of people, crews, rosters, rules and equipment', async () => {
    const page = await desktop('/dieu-phoi/nhan-su');
    for (const part of ['people', 'crews', 'roster', 'absences', 'rules', 'equipment']) {
      await page.goto(`${url}/dieu-phoi/nhan-su?phan=${part}`);
      await page.getByRole('tabpanel').waitFor();
      await page.locator('.skeleton').waitFor({ state: 'detached' });
      expect(await faultsOf(page), part).toEqual([]);
    }
  });

  // Before the next one, which takes the evenings of this depot's team away.
  it('closes a depot, shows holidays, gives a link, and has no serious fault of access on a desk and on a phone', async () => {
    const page = await desktop('/dieu-phoi/lich?ngay=2027-02-02');
    await page.getByRole('button', { name: /thứ Bảy 6\/2: không có ca\. Nghỉ lễ/ }).waitFor();
    await page.getByRole('button', { name: 'Đóng trụ sở' }).click();
    await page.getByLabel('Lý do').fill('quét vôi');
    await page.getByRole('button', { name: 'Đóng những ngày này' }).click();
    await page.getByText(/Đã ghi: .* đóng cửa/).waitFor();
    await page
      .getByText(/^trụ sở đóng$/)
      .first()
      .waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Lịch điện thoại, nhập, xuất' }).click();
    await page.getByRole('button', { name: 'Tạo đường dẫn' }).click();
    const link = await page.getByRole('textbox', { name: 'Đường dẫn theo dõi' }).inputValue();
    expect(await (await fetch(link)).text()).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(await faultsOf(page)).toEqual([]);
    for (const colorScheme of ['light', 'dark'] as const) {
      const phone = await open(
        closeAfterwards(await openContext(browser, 'phone', { colorScheme })),
        '/dieu-phoi/lich?ngay=2026-11-23',
      );
      await phone.getByRole('heading', { name: 'thứ Hai 23/11' }).waitFor();
      expect(await faultsOf(phone), colorScheme).toEqual([]);
    }
  });

  it('edits this and the following, then all', async () => {
    const page = await desktop('/dieu-phoi/lich?xem=tuan&ngay=2026-12-08');
    await chip(page, /^Tổ 1 – Kim Liên, 18:30–21:30, thứ Ba 8\/12/).click();
    await page.getByText('Ca này và các ca sau').click();
    await setTime(page, 'Từ', '18:00');
    await page.locator('label').filter({ hasText: 'thứ Tư' }).click();
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã sửa từ ca thứ Ba 8/12.').waitFor();
    expect(await hoursOf('2026-12-07', '2026-12-10')).toEqual(['2026-12-07 11:30', '2026-12-08 11:00', '2026-12-10 11:00']);
    await chip(page, /^Tổ 1 – Kim Liên, 18:30–21:30, thứ Hai 7\/12/).click();
    await page.getByText('Cả chuỗi ca', { exact: true }).click();
    await setTime(page, 'Từ', '19:30');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã sửa cả chuỗi ca.').waitFor();
    expect(await hoursOf('2026-11-30', '2026-12-01')).toEqual(['2026-11-30 12:30', '2026-12-01 12:30']);
    // The later part is a series of its own by now.
    expect(await hoursOf('2026-12-08', '2026-12-08')).toEqual(['2026-12-08 11:00']);
    await chip(page, /^Tổ 1 – Kim Liên, 18:00–21:30, thứ Năm 10\/12/).click();
    await page.getByText('Cả chuỗi ca', { exact: true }).click();
    await page.getByRole('button', { name: 'Bỏ cả chuỗi ca' }).click();
    await page.getByText('Đã bỏ cả chuỗi ca.').waitFor();
    expect(await hoursOf('2026-12-08', '2026-12-11')).toEqual([]);
  });

  it('tells who comes second what changed meanwhile', async () => {
    const page = await desktop('/dieu-phoi/lich?xem=tuan&ngay=2026-11-24');
    await chip(page, /^Tổ 2 – Đống Đa, 18:30–21:30, thứ Tư/).click();
    await page.getByRole('dialog').waitFor();
    const series = (await api<{ series: ShiftSeries[] }>('GET', '/api/shift-series')).body.series.find(
      ({ id }) => id === 'ca-2-toi',
    )!;
    const change = { time: '18:45', durationSec: 9000, teamId: 'to-2', rule: series.rule, skipHolidays: true, rest: null };
    const body = { scope: 'all', version: series.version, date: '2026-11-25', change };
    expect((await api('POST', '/api/shift-series/ca-2-toi/edit', body)).status).toBe(200);
    await setTime(page, 'Từ', '19:00');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Người khác vừa sửa chuỗi ca này:').waitFor();
    await page.getByText('Bắt đầu: trước là “2026-10-12T18:30”, nay là “2026-10-12T18:45”.').waitFor();
    await page.getByRole('button', { name: 'Lấy bản mới' }).click();
    await chip(page, /^Tổ 2 – Đống Đa, 18:45–21:15, thứ Tư/).waitFor();
  });
});
