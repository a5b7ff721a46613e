import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { hashToken } from '../../apps/api/src/auth/session-token.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { describeWithBrowser, launchBrowser, openContext } from '../support/browser.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { openTestDatabase } from '../support/database.ts';
import { findViolations } from '../support/find-violations.ts';
import { giveVisits } from './evening-of-team.ts';
import { TINY_PHOTO } from './tiny-photo.ts';

const NOW = '2026-11-23T18:50+07:00';
const FAMILY_TOKEN = 'A'.repeat(43);

describeWithBrowser('an evening of a team, from the kit to the way home', () => {
  let server: TestApp;
  let url: string;
  let context: BrowserContext;
  let page: Page;
  let teamId: string;
  const db = () => server.deps.db.client;

  beforeAll(async () => {
    server = await openTestApp(await openTestDatabase(), NOW);
    url = await server.app.listen({ port: 0, host: '127.0.0.1' });
    context = closeAfterwards(
      await openContext(await launchBrowser(), 'phone', { permissions: ['geolocation'], viewport: { width: 360, height: 740 } }),
    );
    teamId = (await db().account.findUniqueOrThrow({ where: { login: 'to1' } })).teamId!;
    await giveVisits(server.deps, teamId, [{ id: 'visit-1', startsMin: 30 }]);
    const first = await db().assignment.findUniqueOrThrow({ where: { id: 'visit-1' }, include: { case: true } });
    // Her husband lives there too: one home, one stop, two people.
    const { id: _, ...wife } = first.case;
    await db().case.create({
      data: {
        ...wife,
        id: 'husband',
        fullName: 'Đỗ Văn Chồng',
        nameFolded: 'do van chong',
        state: 'waiting',
        windows: [],
        importId: null,
      },
    });
    await giveVisits(server.deps, teamId, [{ id: 'visit-2', startsMin: 55, caseId: 'husband' }]);
    await db().request.create({
      data: {
        ...{
          id: 'request-1',
          unitId: wife.unitId,
          state: 'accepted',
          caseId: first.caseId,
          relation: 'child',
          phone: '+84900111222',
        },
        tokenHash: hashToken(FAMILY_TOKEN),
        ...{ requesterName: 'Con Gái', fullName: wife.fullName, birthYear: wife.birthYear, sex: wife.sex, address: 'Số 1' },
        ...{ mobility: wife.mobility, needs: wife.needs, windows: [], createdAt: new Date(NOW) },
      },
    });
    page = closeAfterwards(await context.newPage());
    page.setDefaultTimeout(60_000);
    await page.clock.install({ time: new Date(NOW) });
    await page.goto(`${url}/to`);
    await page.getByLabel('Tên đăng nhập').fill('to1');
    await page.getByLabel('Mật khẩu').fill('gocua');
    await press('Đăng nhập');
    await page.waitForURL(/\/to$/);
    await page.reload();
    await page.getByText('Việc 1/2').waitFor();
  }, 240_000);

  const press = (name: string | RegExp) => page.getByRole('button', { name, disabled: false }).first().click();
  const choose = (words: string) => page.locator('label', { hasText: words }).first().click();
  const tab = (name: string) => page.getByRole('link', { name, exact: true }).click();
  const isClean = async () => expect(await findViolations(page)).toEqual([]);
  const eventually = (read: () => Promise<unknown>) => expect.poll(read, { timeout: 15_000 });

  it('checks the kit, begins the shift, shares its place only then, and is seen to have seen', async () => {
    await eventually(async () => (await db().assignment.findUniqueOrThrow({ where: { id: 'visit-1' } })).seenAt).not.toBeNull();
    await press('Đã nhận 2 việc');
    await page.getByRole('link', { name: 'Kiểm tra' }).click();
    await isClean();
    await press('Xong, bắt đầu ca');
    await page.getByText('Hãy chọn mức pin và tình trạng máy.').waitFor();
    for (const item of ['Máy thu nhận', 'Sạc và pin dự phòng', 'Dây nối', 'Máy ảnh', 'Mẫu giấy']) await choose(item);
    await page.getByText('Còn thiếu: nước sát khuẩn, khăn lau.').waitFor();
    await choose('20%');
    await page.getByText('Pin dưới 40%').waitFor();
    await choose('Chạy tốt');
    await press('Xong, bắt đầu ca');
    await page.waitForURL(/\/to$/);
    await eventually(async () =>
      (await db().eveningEvent.findMany({ where: { teamId } })).map(({ kind }) => kind).sort(),
    ).toEqual(expect.arrayContaining(['kit-checked', 'shift-began']));
    expect(await page.getByText('Trước khi đi: kiểm tra bộ máy').count()).toBe(0);

    const home = await db().assignment.findUniqueOrThrow({
      where: { id: 'visit-1' },
      include: { case: { include: { household: true } } },
    });
    const { lat, lon } = home.case.household;
    await context.setGeolocation({ latitude: lat!, longitude: lon!, accuracy: 15 });
    expect(await page.getByText('Đang chia sẻ vị trí').count()).toBe(0);
    await tab('Thêm');
    await isClean();
    await choose('Chia sẻ vị trí khi đang trong ca');
    await page.getByText('Đang chia sẻ vị trí').waitFor();
    await eventually(() => db().teamPosition.count({ where: { teamId } })).toBe(1);
  }, 300_000);

  it('proves itself both ways, records an outcome for each person of the home with what it asks, keeps a door’s photo', async () => {
    await tab('Việc tới');
    await press('Đang đến');
    await page.getByText(/Hình như đã đến nhà này/).waitFor();
    await page.getByText('Nhà này có 2 người trong danh sách').waitFor();
    const ours = (await page.locator('.our-code-digits').textContent())!;
    expect(ours).toMatch(/^\d{4}$/);
    const family = await server.as();
    const told = await family<{ codes: { team: string; family: string } | null }>('GET', '/api/requests/mine', undefined, {
      'x-request-token': FAMILY_TOKEN,
    });
    expect(told.body.codes!.team).toBe(ours);
    // The family sees about how many minutes, and no dot on a map.
    const theirs = closeAfterwards(await openContext(page.context().browser()!, 'phone'));
    const familyPage = closeAfterwards(await theirs.newPage());
    await familyPage.clock.install({ time: new Date(NOW) });
    await familyPage.goto(`${url}/gia-dinh/theo-doi#${FAMILY_TOKEN}`);
    await familyPage.getByText(/đang trên đường, khoảng \d+ phút nữa đến nhà/).waitFor({ timeout: 60_000 });
    expect(await familyPage.locator('.leaflet-container').count()).toBe(0);
    expect(await findViolations(familyPage)).toEqual([]);
    const wrong = String((Number(told.body.codes!.family) + 1) % 10_000).padStart(4, '0');
    await page.getByLabel('Mã gia đình đọc cho tổ').fill(wrong);
    await press('So mã');
    await page.getByText('Chưa đúng. Còn 4 lần.').waitFor();
    await isClean();
    await page.getByLabel('Mã gia đình đọc cho tổ').fill(told.body.codes!.family);
    await press('So mã');
    await page.getByText(/Đúng mã, lúc/).waitFor();
    await press('Đã đến');
    // One stop: the other person of the home is reached with the first.
    await eventually(async () => (await db().assignment.findUniqueOrThrow({ where: { id: 'visit-2' } })).state).toBe('arrived');
    await page.getByText(/Ở nhà này .* dự kiến 25 phút/).waitFor();

    await press('Kết quả');
    await choose('Không lấy được vân tay');
    await press('Lưu kết quả');
    await page.getByText('Hãy đánh dấu đã được đồng ý.').waitFor();
    await choose('Đã hỏi và được đồng ý');
    await press('Lưu kết quả');
    await page.getByText('Hãy ghi đủ số lần thử vân tay.').waitFor();
    for (let tries = 0; tries < 4; tries++) await press('Thêm một: Đã thử vân tay mấy lần?');
    await press('Lưu kết quả');
    await page.getByText('Hãy ghi số ngón thiếu').waitFor();
    await press('Thêm một: Mấy ngón thiếu');
    await page.getByText('buổi khác, với bộ máy có quét mống mắt').waitFor();
    await isClean();
    await press('Lưu kết quả');

    // The other person is next, without going back.
    await page.getByRole('heading', { name: 'Kết quả ở nhà Đỗ Văn Chồng' }).waitFor();
    await choose('Hôm nay chưa làm được');
    await page.getByText('Không bao giờ chụp giấy tờ, khuôn mặt hay vân tay.').waitFor();
    await page.locator('input[type=file]').setInputFiles({ name: 'cua.jpg', mimeType: 'image/jpeg', buffer: TINY_PHOTO });
    await page.getByText('1 ảnh đã lưu trên máy').waitFor();
    await page.getByLabel('Ghi chú (cần có)').fill('Đi viện');
    await press('Lưu kết quả');
    await page.waitForURL(/\/to$/);
    await eventually(async () => (await db().assignment.findUniqueOrThrow({ where: { id: 'visit-2' } })).state).toBe('finished');
    await eventually(() => db().photo.count({ where: { assignmentId: 'visit-2' } })).toBe(1);
    const [photo] = await db().photo.findMany();
    const kept = Buffer.from(photo!.jpeg);
    expect(TINY_PHOTO.includes('Exif')).toBe(true);
    expect(kept.subarray(0, 2).toString('hex')).toBe('ffd8');
    expect(kept.includes('Exif')).toBe(false);
    const ended = await db().visitEvent.findMany({ where: { kind: 'finish' }, orderBy: { assignmentId: 'asc' } });
    expect(ended.map(({ outcome, applied, detail }) => [outcome, applied, detail])).toEqual([
      ['unreadable_prints', true, { consent: true, attempts: 4, fingersMissing: 1, manualEntry: null, photoIds: [] }],
      ['not_possible_today', true, expect.objectContaining({ photoIds: [photo!.id] })],
    ]);
    const { needs } = await db().case.findUniqueOrThrow({
      where: { id: (await db().assignment.findUniqueOrThrow({ where: { id: 'visit-1' } })).caseId },
    });
    expect(needs).toContain('id_card_iris');
  }, 300_000);

  it('adds somebody found at the home, answers the office, calls for help without a signal, and says that everybody is back', async () => {
    await page.goto(`${url}/to/viec/visit-1`);
    await page.getByRole('link', { name: 'Ở đây còn người khác cần làm' }).click();
    await press('Lưu người này');
    await page.getByText('Hãy ghi họ và tên.').first().waitFor();
    await isClean();
    await page.getByLabel('Họ và tên').fill('Đỗ Thị Em Gái');
    await page.getByLabel('Năm sinh').fill('1941');
    await choose('Nữ');
    await choose('Cần người đỡ');
    await choose('Làm thẻ căn cước');
    await press('Lưu người này');
    await page.waitForURL(/visit-1$/);
    await eventually(async () => (await db().case.findFirst({ where: { fullName: 'Đỗ Thị Em Gái' } }))?.foundAtId).toBe(
      'visit-1',
    );

    const office = await server.as('dieuphoi');
    const sent = await office<{ id: string }>('POST', `/api/teams/${teamId}/messages`, { code: 'call_office', text: '' });
    expect(sent.status).toBe(201);
    await page.getByText('Điều phối viên: Hãy gọi về văn phòng.').waitFor();
    await page.getByRole('link', { name: 'Trả lời' }).click();
    await eventually(
      async () => (await db().teamMessage.findUniqueOrThrow({ where: { id: sent.body.id } })).readAt,
    ).not.toBeNull();
    await press('Máy có trục trặc');
    await page.getByText(/Máy chủ đã nhận$/).waitFor();
    await isClean();

    // In a stairwell: kept, sent again, and the phone offers to call.
    await context.setOffline(true);
    await tab('An toàn');
    await press('Giữ 2 giây để báo động');
    expect(await page.getByText('Báo động còn trên máy').count()).toBe(0);
    await press('Chạm lần nữa để gửi báo động');
    await page.getByText(/Báo động còn trên máy, đang gửi lại/).waitFor();
    await isClean();
    expect(await page.getByRole('link', { name: /^Gọi 113/ }).getAttribute('href')).toBe('tel:113');
    await context.setOffline(false);
    await page.getByText(/Máy chủ đã nhận báo động/).waitFor({ timeout: 20_000 });
    const alarms = await db().alarm.findMany({ where: { kind: 'panic' } });
    expect(alarms.map(({ teamId: of, facts }) => [of, facts])).toEqual([
      [teamId, expect.objectContaining({ lat: expect.any(Number) })],
    ]);
    await press('Đã an toàn, bỏ báo động');
    await eventually(async () => (await db().alarm.findFirst({ where: { kind: 'panic' } }))?.closedBecause).toBe('team');

    await press('Mọi người đã về đến nơi');
    await page.getByText(/Đã báo về đến nơi lúc/).waitFor();
    await eventually(() => db().eveningEvent.count({ where: { kind: 'home-reached' } })).toBe(1);
    // Home: nobody asks the phone where it is any more.
    expect(await page.getByText('Đang chia sẻ vị trí').count()).toBe(0);
  }, 300_000);
});
