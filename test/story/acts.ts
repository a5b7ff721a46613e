import type { Locator, Page } from 'playwright-core';

/** The acts of the story, each as a person does it on the screen: by words and roles, never by class names. */

/** Somebody nobody else in the demo is called, in the words of a list. */
export const LISTED = { name: 'Tạ Thị Truyện Kể', given: 'Kể' };
/** Somebody a family asks for. */
export const ASKED = { name: 'Âu Dương Thị Cổng Làng', given: 'Làng' };

export const LIST = [
  'Họ tên,Năm sinh,Giới tính,Điện thoại,Địa chỉ,Phường,Đi lại,Nhu cầu,Giờ có người nhà',
  `${LISTED.name},1924,nữ,0900 111 222,"Số 5, ngõ 12 phố Đặng Văn Ngữ",Kim Liên,nằm liệt giường,căn cước,`,
  '',
].join('\r\n');

/** Waits until it is on the screen. */
export async function see(what: Locator): Promise<void> {
  await what.first().waitFor();
}

export async function signIn(page: Page, login: string): Promise<void> {
  await page.goto('/dang-nhap');
  await page.getByLabel('Tên đăng nhập').fill(login);
  await page.getByLabel('Mật khẩu').fill('gocua');
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/dang-nhap'));
}

/** Uploads a list, reads the dry run, takes it; then the person is in the list beside the map. */
export async function importList(page: Page): Promise<void> {
  await page.goto('/dieu-phoi/truong-hop');
  await page.getByRole('button', { name: 'Nhập danh sách' }).click();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'danh-sach.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${LIST}`) });
  await page.getByRole('button', { name: 'Nhập 1 trường hợp' }).click();
  await see(page.getByText('Đã nhập 1 trường hợp.'));
  await findCase(page, 'ta thi truyen ke', LISTED.name);
}

/** Accents do not matter. */
export async function findCase(page: Page, typed: string, name: string): Promise<void> {
  await page.getByPlaceholder('Tìm tên, địa chỉ, điện thoại').fill(typed);
  await see(page.getByText(name));
}

/** A daughter asks for her mother; answers the family's own link, its secret behind '#'. */
export async function askForVisit(page: Page): Promise<string> {
  const next = () => page.getByRole('button', { name: 'Tiếp tục' }).click();
  await page.goto('/gia-dinh');
  await page
    .getByRole('button', { name: 'Bắt đầu' })
    .or(page.getByRole('link', { name: 'Bắt đầu' }))
    .click();
  await page.getByText('Tôi là con, dâu hoặc rể').click();
  await page.getByLabel('Họ và tên của ông/bà').fill('Âu Dương Thị Con Gái');
  await next();
  await page.getByLabel('Họ và tên', { exact: true }).fill(ASKED.name);
  await page.getByLabel('Năm sinh').fill('1923');
  await page.getByText('Nữ', { exact: true }).click();
  await next();
  await page.getByLabel('Số nhà, ngõ, đường').fill('Số 7, ngõ 4 Phương Mai');
  await page.getByLabel('Phường hoặc xã').fill('kim lien');
  await page.getByText('Phường Kim Liên').first().click();
  await next();
  await page.getByRole('heading', { name: 'Chỉ nhà trên bản đồ?' }).waitFor();
  await page
    .getByRole('button', { name: /Bỏ qua câu này|Tiếp tục/ })
    .first()
    .click();
  await page.getByText('Nằm tại giường').click();
  await next();
  await page.getByText('Làm thẻ căn cước', { exact: true }).click();
  await next();
  await page.getByText('Lúc nào cũng có người').click();
  await next();
  await page.getByLabel('Số điện thoại').fill('0900 333 444');
  await next();
  await page.getByRole('button', { name: 'Gửi yêu cầu' }).click();
  await page.waitForURL(/theo-doi#/);
  await see(page.getByText('Chúng tôi đã nhận được yêu cầu.'));
  return page.url();
}

export async function acceptRequest(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Nhận thành trường hợp' }).click();
  await see(page.getByText('Đã nhận. Trường hợp đang chờ xếp lịch.'));
}

/** Plans seven days; answers the milliseconds from the click to the first full plan's figures on the screen. */
export async function planWeek(page: Page): Promise<number> {
  await page.goto('/dieu-phoi/ke-hoach');
  const clickedAt = performance.now();
  await page.getByRole('button', { name: 'Lập kế hoạch 7 ngày tới' }).click();
  const stop = page.getByRole('button', { name: 'Dừng, giữ phương án tốt nhất' });
  await stop.waitFor();
  // The button may be pressed once there is a plan to keep.
  await page.locator('button:enabled', { hasText: 'Dừng, giữ phương án tốt nhất' }).waitFor({ timeout: 120_000 });
  const firstPlanMs = performance.now() - clickedAt;
  await stop.click();
  await page.getByRole('button', { name: 'Công bố…' }).waitFor({ timeout: 120_000 });
  return firstPlanMs;
}

export async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Công bố…' }).click();
  await page.getByRole('button', { name: /^Công bố cho \d+ tổ$/ }).click();
  await see(page.getByText(/Đã công bố\./));
}

const STEPS = ['Đã nhận', 'Đang đến', 'Đã đến'] as const;
const DONE_WORDS = ['Đã ghi: nhận việc', 'Đã ghi: đang đến', 'Đã ghi: đã đến'] as const;

/** The three steps to the door, on the phone; each is said to be recorded. */
export async function goToDoor(
  page: Page,
  assignmentId: string,
  afterEach: (step: number) => Promise<void> = async () => {},
): Promise<void> {
  await page.goto(`/to/viec/${assignmentId}`);
  for (const [index, words] of STEPS.entries()) {
    await page.getByRole('button', { name: new RegExp(`^${words}( việc| \\d+ việc)?$`) }).click();
    await page.getByText(DONE_WORDS[index]!).waitFor({ state: 'attached' });
    await afterEach(index);
  }
}

/** Chooses "served" and saves it; `onSave` is called at the press of the button. */
export async function recordServed(page: Page, onSave: () => void = () => {}): Promise<void> {
  await page.getByRole('button', { name: 'Kết quả' }).click();
  await page.locator('label', { hasText: 'Đã làm xong' }).first().click();
  await page.getByText('Đã hỏi và được đồng ý').click();
  const save = page.getByRole('button', { name: 'Lưu kết quả' });
  await save.waitFor();
  onSave();
  await save.click();
  await page.waitForURL(/\/to$/);
}
