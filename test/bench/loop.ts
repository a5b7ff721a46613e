import { loadavg } from 'node:os';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { ImportReport } from '../../apps/api/src/contract/cases.ts';
import { findBrowser } from '../../scripts/find-tools.mjs';
import { goToDoor, LIST, planWeek, recordServed, see, signIn } from '../story/acts.ts';
import { ApiClient } from '../support/api-client.ts';
import { ServerProcess } from '../support/server-process.ts';

const IMPORT_ROWS = 5000;

/**
 * npm run bench -- loop [rounds = 3]
 * The whole loop on a fresh demo each round, with a real browser: seconds to an open door, an import of 5,000 rows, the first full plan on the
 * screen, the longest time the page could not answer while planning, publishing until a phone shows it, and a step at the phone
 * until the dispatcher sees it.
 */
export async function bench([rounds = '3']: string[]): Promise<void> {
  const executablePath = findBrowser(process.env);
  if (!executablePath) throw new Error('No Chromium or Chrome was found; set CHROMIUM_PATH.');
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  const figures = new Map<string, number[]>();
  for (let round = 0; round < Number(rounds); round++) {
    for (const [name, value] of Object.entries(await oneRound(browser))) figures.set(name, [...(figures.get(name) ?? []), value]);
  }
  await browser.close();
  for (const [name, values] of figures) {
    const sorted = values.map(Math.round).sort((a, b) => a - b);
    console.log(`${name.padEnd(58)} ${sorted[sorted.length >> 1]} ms  (${sorted.join(', ')})`);
  }
  console.log(
    `load of the machine over the last minutes: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
}

async function oneRound(browser: Browser): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  let began = performance.now();
  const lap = (name: string) => {
    figures[name] = performance.now() - began;
  };
  const server = await ServerProcess.launch();
  lap('first start: migrated, demo filled, ready');
  const open = async (options: BrowserContextOptions): Promise<Page> => {
    const context = await browser.newContext({
      baseURL: server.url,
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      ...options,
    });
    await context.addInitScript(watchLongTasks);
    return context.newPage();
  };
  try {
    const desk = await open({ viewport: { width: 1440, height: 900 } });
    await signIn(desk, 'dieuphoi');
    figures['click to the first full plan on the screen (320 visits)'] = await planWeek(desk);
    figures['longest time the page could not answer while planning'] = await desk.evaluate(
      () => (globalThis as unknown as LongTasks).longestTaskMs,
    );

    const api = await ApiClient.signIn(server.url, 'dieuphoi');
    const phone = await open({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    await signIn(phone, 'to1');
    await phone.goto('/to');
    await desk.getByRole('button', { name: 'Công bố…' }).click();
    const confirm = desk.getByRole('button', { name: /^Công bố cho \d+ tổ$/ });
    await confirm.waitFor();
    began = performance.now();
    await confirm.click();
    await see(phone.getByText(/Đã nhận \d+ việc|Đã nhận việc/));
    lap('publishing: click to the visit on a phone');

    const { assignmentId, date } = await firstVisitOfTeam(api);
    await desk.goto(`/dieu-phoi/toi-nay?ngay=${date}`);
    await desk.getByRole('tab', { name: 'Diễn biến' }).click();
    await goToDoor(phone, assignmentId);
    const seen = see(desk.getByText('Đã làm xong'));
    await recordServed(phone, () => {
      began = performance.now();
    });
    await seen;
    lap('outcome: press on the phone to the dispatcher’s screen');

    const [header, row = ''] = LIST.split('\r\n');
    const rows = Array.from({ length: IMPORT_ROWS }, (_, index) => row.replace(/^[^,]+/, `Người Thứ ${index} Trong Sổ`));
    began = performance.now();
    const { body } = await api.post<ImportReport>('/api/imports', Buffer.from([header, ...rows].join('\n')));
    if (body.caseCount !== IMPORT_ROWS) throw new Error(`imported ${body.caseCount}`);
    lap('import of 5,000 rows, addresses looked up, one transaction');
  } finally {
    await server.remove();
  }
  return figures;
}

async function firstVisitOfTeam(api: ApiClient): Promise<{ assignmentId: string; date: string }> {
  const now = Date.now();
  const day = (offset: number) => new Date(now + (offset * 24 + 7) * 3_600_000).toISOString().slice(0, 10);
  const { body } = await api.get<{ assignments: { id: string; teamId: string; date: string }[] }>(
    `/api/board?from=${day(0)}&to=${day(8)}`,
  );
  const visit = body.assignments.find(({ teamId }) => teamId === 'to-1');
  if (!visit) throw new Error('team 1 has no visit');
  return { assignmentId: visit.id, date: visit.date };
}

interface LongTasks {
  longestTaskMs: number;
}

/** Runs in the page: remembers the longest task that kept it from answering. */
function watchLongTasks(): void {
  const page = globalThis as unknown as LongTasks;
  page.longestTaskMs = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) page.longestTaskMs = Math.max(page.longestTaskMs, entry.duration);
  }).observe({ type: 'longtask' });
}
