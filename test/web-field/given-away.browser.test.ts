import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, it, vi } from 'vitest';
import type { Place, VisitPlaced } from '../../apps/api/src/contract/board.ts';
import { type Caller, openTestApp, type TestApp } from '../support/app.ts';
import { describeWithBrowser, launchBrowser, openContext } from '../support/browser.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { openTestDatabase } from '../support/database.ts';
import { casesForSeveralTeams, giveVisits } from './evening-of-team.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 240_000 });

const NOW = '2026-11-23T18:50+07:00';
const DATE = '2026-11-23';

describeWithBrowser('visits given to another team while the phone had no signal', () => {
  let server: TestApp;
  let url: string;
  let browser: Browser;
  let dispatcher: Caller;

  beforeAll(async () => {
    server = await openTestApp(await openTestDatabase(), NOW);
    dispatcher = await server.as('dieuphoi');
    const [done, untouched] = await casesForSeveralTeams(server.deps, dispatcher, 2);
    await giveVisits(server.deps, 'to-1', [
      { id: 'done', startsMin: 30, caseId: done! },
      { id: 'untouched', startsMin: 75, caseId: untouched! },
      { id: 'kept', startsMin: 120 },
    ]);
    url = await server.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await launchBrowser();
  });

  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, disabled: false }).first().click();

  async function signIn(device: 'phone' | 'desktop', login: string, path: string) {
    const context = closeAfterwards(await openContext(browser, device));
    context.setDefaultTimeout(60_000);
    const page = closeAfterwards(await context.newPage());
    await page.clock.install({ time: Date.parse(NOW) });
    await page.goto(`${url}${path}`);
    await page.getByLabel('Tên đăng nhập').fill(login);
    await page.getByLabel('Mật khẩu').fill('gocua');
    await press(page, 'Đăng nhập');
    return { context, page };
  }

  /** To the first other team that can take it; where it fits may have changed with what was given before. */
  async function give(visitId: string): Promise<VisitPlaced> {
    const visit = await server.deps.db.client.assignment.findUniqueOrThrow({ where: { id: visitId } });
    const path = `/api/board/places?caseId=${visit.caseId}&date=${DATE}`;
    const { places } = (await dispatcher<{ places: Place[] }>('GET', path)).body;
    const place = places.find(({ teamId }) => teamId !== visit.teamId);
    if (!place) throw new Error('No other team of the demo can take this visit.');
    const { teamId, afterAssignmentId } = place;
    const body = { version: visit.version, teamId, date: DATE, afterAssignmentId };
    const answer = await dispatcher<VisitPlaced>('POST', `/api/assignments/${visitId}/move`, body);
    expect(answer.status).toBe(200);
    return answer.body;
  }

  it('are said before they can be done twice; what was done anyway is kept, decided on the board, and counts once', async () => {
    const { context, page } = await signIn('phone', 'to1', '/to');
    await page.getByText(/^Việc 1\//).waitFor();
    await press(page, /Đã nhận (\d+ )?việc/);
    await page.getByText(/Máy chủ đã nhận lúc/).waitFor();
    await page.getByRole('link', { name: 'Cả buổi', exact: true }).click();
    await page.locator('a[href="/to/viec/done"]').click();
    const board = (await signIn('desktop', 'dieuphoi', `/dieu-phoi/toi-nay?ngay=${DATE}`)).page;
    await board.getByRole('tab', { name: 'Cần xét (0)' }).waitFor();

    // In a stairwell: the whole visit, on the phone only.
    await context.setOffline(true);
    await press(page, 'Đang đến');
    await press(page, 'Đã đến');
    await press(page, 'Kết quả');
    await page.getByText('Đã chuyển đi').click();
    await page.getByLabel('Ghi chú (cần có)').fill('Về quê ở với con');
    await press(page, 'Lưu kết quả');
    await page.getByText('Đã lưu trên máy · 3 việc chưa gửi').waitFor();

    const given = await give('done');
    await give('untouched');

    // With the signal both are said: the one that must not be begun, and the one that was done.
    await context.setOffline(false);
    await page
      .getByText(/Máy chủ giữ lại để điều phối viên xem/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Việc tới', exact: true }).click();
    await page.getByText('Việc này đã rút. Đừng đến nữa.').first().waitFor();
    await page.goto(`${url}/to/viec/untouched`);
    await page.getByText('Việc này không còn của tổ').waitFor();
    expect(await page.getByRole('button', { name: 'Đang đến' }).count()).toBe(0);

    // Nobody loaded the board again: the report is on it, with both teams' names.
    await board.getByRole('tab', { name: 'Cần xét (1)' }).click();
    await board.getByText('Lượt này đã được giao cho tổ khác').waitFor();
    await board.getByRole('button', { name: 'Nhận là đã làm' }).click();
    await board.getByRole('tab', { name: 'Cần xét (0)' }).waitFor();

    const { client } = server.deps.db;
    const { caseId } = given.assignment;
    const finishes = await client.visitEvent.findMany({
      where: { kind: 'finish', assignment: { caseId } },
    });
    expect(finishes.map(({ outcome, decision }) => [outcome, decision])).toEqual([['moved_away', 'accepted']]);
    const other = await client.assignment.findUniqueOrThrow({ where: { id: given.assignment.id } });
    expect(other.state).toBe('withdrawn');
    expect(await client.assignment.count({ where: { caseId, state: 'finished' } })).toBe(1);
  });
});
