import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, it, vi } from 'vitest';
import type { Board, Place, Repairs, VisitPlaced } from '../../apps/api/src/contract/board.ts';
import { fold } from '../../apps/api/src/contract/fold.ts';
import { watchEvenings } from '../../apps/api/src/dispatch/alarms/watch.ts';
import { type Caller, openTestApp, type TestApp } from '../support/app.ts';
import { describeWithBrowser, launchBrowser, openContext } from '../support/browser.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { openTestDatabase } from '../support/database.ts';
import { findViolations } from '../support/find-violations.ts';
import { casesForSeveralTeams, giveVisits } from '../web-field/evening-of-team.ts';

/** A whole evening, a server and a browser: on a busy machine that takes its time. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 240_000 });

/** With a folder in it the pictures of the board are kept there, to be looked at. */
const { PICTURES_DIR } = process.env;

const date = '2026-11-23';

describeWithBrowser('the board of the evening in a real browser', () => {
  let server: TestApp;
  let url: string;
  let browser: Browser;
  let dispatcher: Caller;

  beforeAll(async () => {
    server = await openTestApp(await openTestDatabase(), '2026-11-23T18:35+07:00');
    dispatcher = await server.as('dieuphoi');
    url = await server.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await launchBrowser();
    await evening();
  }, 600_000);

  const board = async () => (await dispatcher<Board>('GET', `/api/board?from=${date}&to=${date}`)).body;

  const caseOf = async (id: string) => (await server.deps.db.client.assignment.findUniqueOrThrow({ where: { id } })).caseId;

  /** 20:10: one team is on its second home, one lost a visit to another while offline, one is in trouble, the rest are late. */
  async function evening(): Promise<void> {
    const steps = async (team: number, commands: [string, string, string | null][]) => {
      const caller = await server.as(`to${team}`);
      const deviceAt = server.clock.now().toISOString();
      await caller('POST', '/api/field/commands', {
        commands: commands.map(([assignmentId, action, outcome]) => ({
          id: randomUUID(),
          assignmentId,
          action,
          outcome,
          deviceAt,
        })),
      });
    };
    const report = async (team: number, ...reports: object[]) =>
      (await server.as(`to${team}`))('POST', '/api/field/reports', {
        reports: reports.map((one) => ({ id: randomUUID(), deviceAt: server.clock.now().toISOString(), ...one })),
      });
    const of = (all: Board, team: number) =>
      all.assignments.filter(({ teamId }) => teamId === `to-${team}`).sort((a, b) => a.position - b.position);
    const [given, late] = await casesForSeveralTeams(server.deps, dispatcher, 2);
    await giveVisits(server.deps, 'to-2', [{ id: 't2-given', startsMin: 120, caseId: given! }]);
    // Team 3 has not been to its first home yet: the second will not be reached by 20:45.
    await giveVisits(server.deps, 'to-3', [{ id: 't3-late', startsMin: 90, caseId: late! }]);
    await giveVisits(server.deps, 'to-3', [{ id: 't3-first', startsMin: 60 }]);
    await giveVisits(server.deps, 'to-1', [
      { id: 't1-first', startsMin: 15 },
      { id: 't1-second', startsMin: 80 },
      { id: 't1-third', startsMin: 130 },
    ]);
    await server.deps.db.client.household.updateMany({
      where: { cases: { some: { id: await caseOf('t1-first') } } },
      data: { alley: 'foot', floor: 4, lift: false, dog: true },
    });
    const before = await board();
    const [first, second] = of(before, 1);
    await report(
      1,
      { kind: 'shift-began', date },
      { kind: 'kit-checked', date, kitState: 'ready', batteryPercent: 82, itemsPresent: [] },
    );
    await steps(
      1,
      of(before, 1).map(({ id }) => [id, 'acknowledge', null]),
    );
    await steps(1, [[first!.id, 'travel', null]]);
    server.clock.set('2026-11-23T18:50+07:00');
    await steps(1, [[first!.id, 'arrive', null]]);
    server.clock.set('2026-11-23T19:40+07:00');
    await steps(1, [[first!.id, 'finish', 'served']]);
    if (second) await steps(1, [[second.id, 'travel', null]]);
    await (await server.as('to1'))('POST', '/api/field/positions', {
      positions: [{ lat: 21.0105, lon: 105.829, accuracyMetres: 40, at: server.clock.now().toISOString() }],
    });
    // A visit goes from team 2 to another team, which team 2 did not hear, and did it.
    const handed = of(await board(), 2).find(({ id }) => id === 't2-given')!;
    const { body } = await dispatcher<{ places: Place[] }>('GET', `/api/board/places?caseId=${handed.caseId}&date=${date}`);
    const place = body.places.find(({ teamId }) => teamId !== 'to-2');
    if (!place) throw new Error('No other team of the demo can take this visit.');
    const { teamId, afterAssignmentId } = place;
    const move = { version: handed.version, teamId, date, afterAssignmentId };
    expect((await dispatcher<VisitPlaced>('POST', `/api/assignments/${handed.id}/move`, move)).status).toBe(200);
    await steps(2, [
      [handed.id, 'arrive', null],
      [handed.id, 'finish', 'served'],
    ]);
    await report(3, { kind: 'message', code: 'running_late', text: 'Ngõ ngập, đi vòng' });
    server.clock.set('2026-11-23T20:10+07:00');
    await watchEvenings(server.deps);
    await (await server.as('to1'))('POST', '/api/field/positions', {
      positions: [{ lat: 21.0105, lon: 105.829, accuracyMetres: 40, at: server.clock.now().toISOString() }],
    });
    await report(4, { kind: 'panic', place: { lat: 21.002, lon: 105.812 } });
  }

  /** Somebody who waits and whom a team could still reach tonight. */
  async function urgent() {
    const waiting = await server.deps.db.client.case.findMany({
      where: { state: 'waiting', household: { lat: { not: null } } },
      include: { household: true },
      orderBy: { id: 'asc' },
      take: 20,
    });
    for (const one of waiting) {
      const { body } = await dispatcher<{ places: Place[] }>('GET', `/api/board/places?caseId=${one.id}&date=${date}`);
      if (body.places.length > 0) return one;
    }
    throw new Error('Nobody of twenty could be reached.');
  }

  async function open(device: 'desktop' | 'phone', options = {}): Promise<Page> {
    const context = closeAfterwards(await openContext(browser, device, options));
    context.setDefaultTimeout(60_000);
    const page = closeAfterwards(await context.newPage());
    await page.goto(`${url}/dieu-phoi/toi-nay?ngay=${date}`);
    await page.getByLabel('Tên đăng nhập').fill('dieuphoi');
    await page.getByLabel('Mật khẩu').fill('gocua');
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.waitForURL((to) => to.pathname === '/dieu-phoi/toi-nay');
    await page.getByText('Tổ cần giúp khẩn cấp').waitFor();
    return page;
  }

  async function picture(page: Page, name: string): Promise<void> {
    if (!PICTURES_DIR) return;
    await page.waitForTimeout(2500);
    await page.screenshot({ path: `${PICTURES_DIR}/${name}.png` });
  }

  /** Homes stand where they stand: marks may lie closer than 24 px; the list beside the map holds the same (WCAG 2.5.8). */
  const faultsOf = async (page: Page) =>
    (await findViolations(page)).filter((fault) => !(fault.startsWith('target-size') && fault.includes('leaflet-marker-icon')));

  it('shows alarms first, what each phone truly has, and how a promise in danger can be saved', async () => {
    const page = await open('desktop');
    const first = page.locator('.alarm').first();
    expect(await first.textContent()).toContain('Tổ cần giúp khẩn cấp');
    expect(await first.getByRole('link').first().getAttribute('href')).toMatch(/^tel:/);
    await page.locator('.team-dot').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'board');

    await first.getByRole('button', { name: 'Tôi xử lý' }).click();
    await page
      .getByText(/đang xử lý từ/)
      .first()
      .waitFor();
    expect((await board()).alarms[0]).toMatchObject({ kind: 'panic', takenBy: expect.any(String) });

    const late = (await board()).alarms.find((one) => one.kind === 'window_in_danger' && one.assignmentId === 't3-late')!;
    const { repairs } = (await dispatcher<Repairs>('GET', `/api/alarms/${late.id}/repairs`)).body;
    expect(repairs.length).toBeGreaterThan(0);
    const { fullName } = await server.deps.db.client.case.findUniqueOrThrow({ where: { id: late.caseId! } });
    const alarm = page.locator('.alarm', { hasText: fullName });
    await alarm.getByRole('button', { name: 'Tìm cách cứu hẹn' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^Hẹn đến 20:45. Hiện dự kiến /).waitFor();
    expect(await dialog.getByRole('button', { name: /^Làm theo cách này/ }).count()).toBe(repairs.length);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'board-repairs');
    await dialog
      .getByRole('button', { name: /^Làm theo cách này/ })
      .first()
      .click();
    await page.getByText(/^Đã giao cho Tổ/).waitFor();
    const [best] = repairs;
    const moved = await server.deps.db.client.assignment.findFirstOrThrow({
      where: { caseId: best!.caseId, state: { not: 'withdrawn' } },
    });
    expect(moved.teamId).toBe(best!.teamId);
    // Told, not yet sent: no phone of the new team is connected, and the board does not say otherwise.
    await page.getByText('Tổ đã biết đến đâu').waitFor();
    const chain = page.locator('.told-chain li');
    expect(await chain.nth(0).textContent()).toMatch(/Đã giao\d\d:\d\d/);
    expect(await chain.nth(1).textContent()).toBe('Đã gửi tới máychưa');
    expect(await chain.nth(4).textContent()).toBe('Đã nhậnchưa');
    await picture(page, 'board-visit');
  });

  it('puts who cannot wait into the evening, with how one gets there', async () => {
    const page = await open('desktop');
    const before = (await board()).assignments.length;
    const who = await urgent();
    await page.getByRole('button', { name: 'Thêm lượt gấp…' }).click();
    const dialog = page.getByRole('dialog');
    const add = dialog.getByRole('button', { name: /^Thêm vào tối nay/ });
    await add.first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'board-urgent');
    await dialog.getByLabel('Tìm theo tên hoặc địa chỉ').fill(`${fold(who.fullName)} ${fold(who.household.address)}`);
    await expect.poll(() => add.count()).toBe(1);
    await add.click();
    await dialog.getByRole('button', { name: 'Giao cho tổ này' }).first().click();
    await page.getByText(/^Đã giao cho Tổ/).waitFor();
    expect((await board()).assignments.length).toBe(before + 1);
    await page.goto(`${url}/dieu-phoi/toi-nay?ngay=${date}&th=${await caseOf('t1-first')}`);
    await page.getByText('Chỉ đi bộ vào được, để xe ngoài ngõ').waitFor();
    await page.getByText('Tầng 4, không có thang máy').waitFor();
    await page.getByText('Nhà có chó: gọi trước khi vào').waitFor();
    await picture(page, 'board-access');
  });

  it('a message goes out with its receipt, evidence is decided on, and the evening can be looked at again, all by keyboard', async () => {
    const page = await open('desktop', { colorScheme: 'dark' });
    // What the team said stands beside it until the office answers.
    await page.getByText('“Chúng tôi đến muộn – Ngõ ngập, đi vòng”').waitFor();
    await page.getByRole('button', { name: 'Nhắn tổ' }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Gia đình đang chờ', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('dialog')
      .getByText(/chưa tới máy/)
      .waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'board-message-dark');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    expect((await board()).openEvidenceCount).toBe(1);
    await page.getByRole('tab', { name: 'Các tổ' }).focus();
    for (const _ of [1, 2]) await page.keyboard.press('ArrowRight');
    const accept = page.getByRole('button', { name: 'Nhận là đã làm' });
    await accept.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await accept.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Cần xét (0)' }).waitFor();
    expect((await board()).openEvidenceCount).toBe(0);

    await page.getByRole('tab', { name: 'Cần xét (0)' }).focus();
    await page.keyboard.press('ArrowRight');
    const slider = page.getByRole('slider', { name: 'Thời điểm xem lại' });
    await slider.waitFor();
    await slider.focus();
    await page.keyboard.press('Home');
    await page.getByText(/Đang xem lại lúc/).waitFor();
    const begins = await slider.getAttribute('aria-valuetext');
    for (let count = 0; count < 30; count++) await page.keyboard.press('ArrowRight');
    expect(await slider.getAttribute('aria-valuetext')).not.toBe(begins);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'board-replay-dark');
    // Alarms are of now: while one looks back they are not shown.
    expect(await page.locator('.alarm').count()).toBe(0);
    await page.getByRole('button', { name: 'Về hiện tại' }).first().click();
    await page.getByText('Tổ cần giúp khẩn cấp', { exact: true }).waitFor();
  });

  it('works on a phone, too: the call for help is seen without scrolling', async () => {
    const page = await open('phone');
    expect((await page.locator('.alarm').first().boundingBox())!.y).toBeLessThan(500);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'board-phone');
  });
});
