import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Plan, PlanList } from '../../apps/api/src/contract/planning.ts';
import { repairPath } from '../../apps/web/src/planner/repair/address.ts';
import { planAndWait } from '../planning/plan-and-wait.ts';
import { type Caller, openTestApp, type TestApp } from '../support/app.ts';
import { describeWithBrowser, launchBrowser, openContext } from '../support/browser.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { openTestDatabase } from '../support/database.ts';
import { findViolations } from '../support/find-violations.ts';

/** A published evening, searches of some seconds and a browser: on a busy machine that takes its time. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
const WAIT_MS = 60_000;

/** With a folder in it the pictures are kept there, to be looked at. */
const { PICTURES_DIR } = process.env;

const PLAN = '/dieu-phoi/ke-hoach';

/** Runs in the page: a note that can be undone stays for minutes, for on a busy machine it would be gone before the test has seen it. */
function keepNotes(): void {
  const later = globalThis.setTimeout;
  const slow = (run: () => void, afterMs?: number) => later(run, afterMs === 12_000 ? 300_000 : afterMs);
  globalThis.setTimeout = slow as typeof later;
}

describeWithBrowser('a published evening in a real browser', () => {
  let test: TestApp;
  let dispatcher: Caller;
  let url: string;
  let browser: Browser;
  let plan: Plan;

  beforeAll(async () => {
    test = await openTestApp(await openTestDatabase(), '2026-11-23T09:00+07:00');
    dispatcher = await test.as('dieuphoi');
    const run = await planAndWait(dispatcher, { fromDate: '2026-11-23', dayCount: 1, limitSec: 1, seed: 1 });
    const { body: draft } = await dispatcher<Plan>('GET', `/api/plans/${run.planId}`);
    await dispatcher('POST', `/api/plans/${draft.id}/publish`, { baseRevision: draft.baseRevision });
    plan = (await dispatcher<Plan>('GET', `/api/plans/${draft.id}`)).body;
    url = await test.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await launchBrowser();
  });

  async function open(device: 'desktop' | 'phone', path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = closeAfterwards(await openContext(browser, device, { reducedMotion: 'reduce', ...options }));
    context.setDefaultTimeout(WAIT_MS);
    const page = closeAfterwards(await context.newPage());
    await page.addInitScript(keepNotes);
    await page.request.post(`${url}/api/session`, { data: { login: 'dieuphoi', password: 'gocua' } });
    await page.goto(`${url}${path}`);
    return page;
  }
  /** Homes stand where they stand: marks may lie closer than 24 px. The list beside holds the same, which WCAG 2.5.8 accepts. */
  const faultsOf = async (page: Page) =>
    (await findViolations(page)).filter((fault) => !(fault.startsWith('target-size') && fault.includes('leaflet-marker-icon')));
  const picture = async (page: Page, name: string) => {
    if (PICTURES_DIR) await page.screenshot({ path: join(PICTURES_DIR, `${name}.png`) });
  };
  const fitsAcross = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  const drafts = async () =>
    (await dispatcher<PlanList>('GET', '/api/plans')).body.plans.filter(({ state }) => state === 'draft');
  const press = async (thing: Locator, key = 'Enter') => {
    await thing.focus();
    await thing.press(key);
  };
  /** Somebody's list of choices, by keyboard. */
  const choose = async (page: Page, label: string, words: string | RegExp) => {
    await press(page.getByRole('button', { name: new RegExp(`${label}$`) }));
    await press(page.getByRole('listbox').getByRole('option', { name: words }));
    await page.getByRole('listbox').waitFor({ state: 'detached' });
  };
  const caseIdsOf = ({ routes }: Plan) => routes.flatMap(({ stops }) => stops.flatMap(({ caseId }) => caseId ?? []));

  // Each test begins without drafts, whatever became of the one before.
  beforeEach(async () => {
    for (const { id } of await drafts()) await dispatcher('POST', `/api/plans/${id}/discard`);
  });

  it('is repaired by keyboard: what happened, ways beside each other, one makes a draft, one press takes it back', async () => {
    const page = await open('desktop', PLAN);
    const opens = page.getByRole('button', { name: 'Sửa một buổi', exact: true });
    await press(opens);
    const dialog = page.getByRole('dialog', { name: 'Sửa một buổi đã công bố' });
    await dialog.waitFor();
    expect(await dialog.getByRole('radio', { name: 'Một tổ không đi được' }).isChecked()).toBe(true);
    const find = dialog.getByRole('button', { name: 'Tìm cách đi tiếp' });
    // Nothing to look for as long as nobody has said which team.
    expect(await find.isDisabled()).toBe(true);
    const { teamId } = plan.routes.find(({ stops }) => stops.length > 3)!;
    const { name } = (await test.deps.db.client.team.findUniqueOrThrow({ where: { id: teamId } }))!;
    await choose(page, 'Tổ', name);
    expect(await faultsOf(page)).toEqual([]);
    await press(find);
    const ways = dialog.getByRole('article');
    await ways.first().waitFor();
    expect(await ways.first().getByRole('heading').textContent()).toBe('Ít xáo trộn nhất');
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'repair');
    await press(ways.first().getByRole('button', { name: 'Dùng cách này' }));
    await dialog.waitFor({ state: 'detached' });
    const undo = page.getByRole('region', { name: 'Thông báo' }).getByRole('button', { name: 'Bỏ bản nháp' });
    await press(undo);
    await expect.poll(drafts, { timeout: WAIT_MS }).toEqual([]);
    // The evening as it was published is what is shown again.
    await page.getByText(/^Bản 1, công bố lúc/).waitFor();
    await press(opens);
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('is repaired on a phone from a link that says what happened; the draft says nothing of the lost team', async () => {
    const { teamId } = plan.routes.find(({ stops }) => stops.length > 3)!;
    const page = await open('phone', repairPath({ kind: 'teamLost', teamId }), { colorScheme: 'dark' });
    const dialog = page.getByRole('dialog', { name: 'Sửa một buổi đã công bố' });
    // Nothing is pressed: the link has said it.
    await dialog.getByRole('article').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await fitsAcross(page)).toBe(true);
    await picture(page, 'repair-phone-dark');
    await dialog.getByRole('button', { name: 'Dùng cách này' }).first().click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(async () => (await drafts()).length, { timeout: WAIT_MS }).toBe(1);
    const [draft] = await drafts();
    const { body } = await dispatcher<Plan>('GET', `/api/plans/${draft!.id}`);
    expect(body.routes.filter((route) => route.teamId === teamId).flatMap(({ stops }) => stops)).toEqual([]);
    await page.getByRole('button', { name: 'Bỏ bản nháp' }).first().click();
    await expect.poll(drafts, { timeout: WAIT_MS }).toEqual([]);
  });

  it('says on a phone why somebody is left out, and what would serve them becomes a plan that does', async () => {
    const [caseId = ''] = await moveNextDoor(1);
    const page = await open('phone', `${PLAN}?kh=${plan.id}&th=${caseId}`);
    await page.getByRole('button', { name: 'Tìm cách xếp người này' }).click();
    await page.getByRole('heading', { name: 'Những cách đã thử và xếp được' }).waitFor();
    const perShift = page.getByText(/^Vì sao từng ca không nhận/);
    await press(perShift);
    await page
      .getByRole('listitem')
      .filter({ hasText: /: đã kín/ })
      .first()
      .waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await fitsAcross(page)).toBe(true);
    await perShift.scrollIntoViewIfNeeded();
    await picture(page, 'advice-phone');
    const ways = page.getByRole('button', { name: /^Thử: / });
    await press(ways.first());
    await expect.poll(async () => (await drafts()).length, { timeout: WAIT_MS }).toBe(1);
    const [draft] = await drafts();
    const { body: proposal } = await dispatcher<Plan>('GET', `/api/plans/${draft!.id}`);
    expect(caseIdsOf(proposal)).toContain(caseId);
    expect(caseIdsOf(plan).filter((id) => !caseIdsOf(proposal).includes(id))).toEqual([]);
    await dispatcher('POST', `/api/plans/${draft!.id}/discard`);
  });

  it('shows what calling families back would buy; a line of it is what the next plan may change', async () => {
    await moveNextDoor(8, { priority: 95 });
    const page = await open('desktop', PLAN);
    await press(page.getByRole('button', { name: 'Lập mới' }));
    await choose(page, 'Cho mấy ngày', '1 ngày tới');
    await press(page.getByRole('button', { name: 'Gọi lại vài nhà thì được gì?' }));
    const lines = page.getByRole('button', { name: /^Gọi lại \d+ nhà/ });
    await lines.nth(1).waitFor();
    expect(await lines.nth(0).textContent()).toBe('Gọi lại 0 nhàgiữ mọi lịch hẹn');
    const last = lines.last();
    const count = Number(/^Gọi lại (\d+) nhà/.exec((await last.textContent())!)![1]);
    expect(count).toBeGreaterThan(0);
    await press(last);
    await expect.poll(() => last.getAttribute('aria-pressed')).toBe('true');
    // The line is taken over into the choice above it.
    await page.getByRole('button', { name: new RegExp(`^${count} lịch hẹn .*nhiều nhất$`) }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await faultsOf(page)).toEqual([]);
      await picture(page, `frontier-${colorScheme}`);
    }
    const { client } = test.deps.db;
    // The clock stands still: what is newer cannot be told by its time.
    const before = (await client.run.findMany({ select: { id: true } })).map(({ id }) => id);
    const newRun = () => client.run.findFirst({ where: { id: { notIn: before } } });
    await press(page.getByRole('button', { name: 'Lập kế hoạch 1 ngày tới' }));
    await expect.poll(async () => (await newRun())?.rules, { timeout: WAIT_MS }).toMatchObject({ mostChanged: count });
    await expect.poll(async () => (await newRun())?.finishedAt ?? null, { timeout: 2 * WAIT_MS }).not.toBeNull();
  });

  it('the curve can be read on a phone, light and dark', async () => {
    const page = await open('phone', PLAN);
    await page.getByRole('button', { name: 'Lập mới' }).click();
    await choose(page, 'Cho mấy ngày', '1 ngày tới');
    await page.getByRole('button', { name: 'Gọi lại vài nhà thì được gì?' }).click();
    const lines = page.getByRole('button', { name: /^Gọi lại \d+ nhà/ });
    await lines.nth(1).waitFor();
    await lines.nth(0).scrollIntoViewIfNeeded();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await faultsOf(page)).toEqual([]);
      expect(await fitsAcross(page)).toBe(true);
      await picture(page, `frontier-phone-${colorScheme}`);
    }
  });

  /**
   * People who wait move to the doors of some who were told a time, and are at home all evening: a team that stays a little longer serves one, and
   * so does calling back the neighbour of one who is more urgent. So it does not matter how far a search gets.
   */
  async function moveNextDoor(count: number, data: { priority?: number } = {}): Promise<string[]> {
    const { client } = test.deps.db;
    const orderBy = { id: 'asc' } as const;
    const told = await client.case.findMany({
      where: { id: { in: caseIdsOf(plan) } },
      include: { household: true },
      orderBy,
      take: count,
    });
    const left = plan.unassigned.filter(({ reason }) => reason === 'no_room_left').map(({ caseId }) => caseId);
    // Nobody who was told a time moves with them.
    const household = { cases: { none: { id: { in: caseIdsOf(plan) } } } };
    const waiting = await client.case.findMany({ where: { id: { in: left }, bond: null, household }, orderBy, take: count });
    const windows = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '17:00', to: '23:00' }];
    for (const [i, { id, householdId }] of waiting.entries()) {
      const { lat, lon } = told[i]!.household;
      await client.household.update({ where: { id: householdId }, data: { lat, lon } });
      await client.case.update({ where: { id }, data: { windows, ...data } });
    }
    return waiting.map(({ id }) => id);
  }
});
