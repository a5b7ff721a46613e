import type { Page } from 'playwright-core';
import type { Picture } from './main.ts';

/** The live day: the dispatcher's board in its states, and a team's phone from the card to the safety page. */

const BOARD = '/dieu-phoi/toi-nay';
const pressFirst = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const openTab = (name: string | RegExp) => (page: Page) => page.getByRole('tab', { name }).click();

async function lookBack(page: Page): Promise<void> {
  await openTab('Xem lại')(page);
  const slider = page.getByRole('slider');
  await slider.focus();
  await page.keyboard.press('Home');
  for (let minutes = 0; minutes < 100; minutes++) await page.keyboard.press('ArrowRight');
}

async function repair(page: Page): Promise<void> {
  await pressFirst(page, 'Tìm cách cứu hẹn');
  await page
    .getByText(/thêm \d+ phút đường|Không cách nào/)
    .first()
    .waitFor();
}

async function loseSignal(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.getByText(/Mất kết nối|Đã lưu trên máy/).waitFor({ timeout: 60_000 });
}

const board = (name: string, more: Partial<Picture>): Picture => ({
  ...{ name: `board-${name}`, login: 'dieuphoi', device: 'desk', path: BOARD },
  ...more,
});
const phone = (name: string, path: string, more: Partial<Picture> = {}): Picture => ({
  ...{ name: `field-${name}`, login: 'to1', device: 'phone', path, theme: 'dark' },
  ...more,
});

export const LIVE_PICTURES: readonly Picture[] = [
  board('dark', { theme: 'dark' }),
  board('repair', { act: repair }),
  board('message', { act: (page) => pressFirst(page, 'Nhắn tổ') }),
  board('evidence', { act: openTab(/^Cần xét/) }),
  board('feed', { act: openTab('Diễn biến') }),
  board('replay', { act: lookBack }),
  board('phone-dark', { device: 'phone', theme: 'dark' }),
  phone('kit', '/to/kiem-tra'),
  phone('outcome', '/to', { act: (page) => pressFirst(page, 'Kết quả') }),
  phone('safety', '/to/an-toan'),
  phone('safety-light', '/to/an-toan', { theme: 'light' }),
  phone('messages', '/to/tin-nhan'),
  phone('more', '/to/them'),
  phone('offline', '/to', { act: loseSignal }),
  phone('late', '/to', { login: 'to2' }),
];
