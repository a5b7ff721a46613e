import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { CaseDetail, CaseSearchResult, ImportReport } from '../../apps/api/src/contract/cases.ts';
import type { Plan, Run } from '../../apps/api/src/contract/planning.ts';
import type { FamilyView, RequestView } from '../../apps/api/src/contract/requests.ts';
import { ApiClient } from '../support/api-client.ts';
import { describeWithBrowser, launchBrowser, openContext } from '../support/browser.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { startServer } from '../support/start-server.ts';
import { goToDoor, LIST, LISTED, recordServed, see, signIn } from './acts.ts';
import { findVisit } from './find-visit.ts';

/** Rows of the list whose import is cut off in the middle. */
const LONG_LIST = 800;

/**
 * The story again, and after each thing that the server acknowledged it is killed as by a power cut and started again:
 * what was acknowledged is there. The team's page stays open through all of it and resumes by itself.
 */
describeWithBrowser('a server that is killed at every moment of the story', () => {
  let server: ServerProcess;
  let phone: Page;
  let desk: ApiClient;

  beforeAll(async () => {
    // Few enough cases that the one whom the story follows has room in any plan.
    server = await startServer({ DEMO_CASES: '60' });
    const context = await openContext(await launchBrowser(), 'phone', { baseURL: server.url });
    context.setDefaultTimeout(90_000);
    phone = await context.newPage();
    desk = await ApiClient.signIn(server.url, 'dieuphoi');
  }, 300_000);

  async function powerCut(): Promise<void> {
    await server.kill();
    await server.startAgain();
  }
  const search = async () => (await desk.post<CaseSearchResult>('/api/cases/search', { text: LISTED.name })).body.cases;

  it('has everything it acknowledged', { timeout: 600_000 }, async () => {
    // Signing in survives, and so does an import; in the middle of one, none of it happened or all of it did.
    const body = Buffer.from(LIST);
    expect((await desk.post<ImportReport>('/api/imports', body)).status).toBe(201);
    await powerCut();
    const [listed] = await search();
    expect(listed).toMatchObject({ fullName: LISTED.name, state: 'waiting' });
    // Should all of them be there in the end, they come after the one whom the story follows.
    const youngerRow = LIST.split('\r\n')[1]!.replace('1924', '1956').replace('nằm liệt giường', 'khó đi lại');
    const many = [
      LIST.split('\r\n')[0],
      ...Array.from({ length: LONG_LIST }, (_, i) => youngerRow.replace(LISTED.name, `Người Thứ ${i} A`)),
      '',
    ];
    const before = (await desk.post<CaseSearchResult>('/api/cases/search', {})).body.totalCount;
    const cut = desk.post('/api/imports', Buffer.from(many.join('\n'))).catch(() => null);
    await sleep(400);
    await powerCut();
    await cut;
    const after = (await desk.post<CaseSearchResult>('/api/cases/search', {})).body.totalCount;
    expect([before, before + LONG_LIST]).toContain(after);

    // A family's request, and its acceptance.
    const token = randomBytes(32).toString('base64url');
    const id = randomUUID();
    const request = {
      ...{
        id,
        token,
        requesterName: 'Con Gái',
        relation: 'child',
        phone: '0900 333 444',
        fullName: 'Âu Thị Bền',
        birthYear: 1923,
      },
      ...{
        sex: 'female',
        address: 'Số 7, ngõ 4 Phương Mai',
        unitId: listed!.unitId,
        mobility: 'bedbound',
        needs: ['id_card'],
        windows: [],
      },
    };
    const asked = await desk.post('/api/requests', request, { 'idempotency-key': id });
    expect(asked.status).toBeLessThan(300);
    await powerCut();
    const follow = async () =>
      (await desk.call<FamilyView>('GET', '/api/requests/mine', undefined, { 'x-request-token': token })).body;
    expect((await follow()).step).toBe('received');
    // The phone never got the answer and sends it again: there is still one request.
    await desk.post('/api/requests', request, { 'idempotency-key': id });
    const inbox = (await desk.get<{ requests: RequestView[] }>('/api/requests')).body.requests;
    expect(inbox.filter((one) => one.id === id)).toHaveLength(1);
    expect((await desk.post(`/api/requests/${id}/accept`)).status).toBeLessThan(300);
    await powerCut();
    expect((await follow()).step).toBe('accepted');

    // A run that was asked for is carried out, though the process that began it is gone.
    const { body: run } = await desk.post<Run>('/api/runs', { dayCount: 7, limitSec: 4 });
    await sleep(2_500);
    await powerCut();
    const planId = await waitForPlan(run.id);

    // Published is published; the team signs in and its page stays open from here on.
    const { body: draft } = await desk.get<Plan>(`/api/plans/${planId}`);
    expect((await desk.post(`/api/plans/${planId}/publish`, { baseRevision: draft.baseRevision })).status).toBe(200);
    await powerCut();
    expect((await desk.get<Plan>(`/api/plans/${planId}`)).body).toMatchObject({ state: 'published', revision: 1 });
    expect((await search())[0]?.state).toBe('scheduled');
    const { assignmentId, teamLogin } = await findVisit(server.url, LISTED.name);
    await signIn(phone, teamLogin);

    // Each step at the phone, a power cut after each; nobody touches the phone meanwhile.
    await goToDoor(phone, assignmentId, async () => {
      await waitUntilStored();
      await powerCut();
    });
    await recordServed(phone);
    await waitUntilStored();
    await powerCut();
    const { body: detail } = await desk.get<CaseDetail>(`/api/cases/${listed!.id}`);
    expect(detail.state).toBe('served');
    expect(detail.history.map((entry) => entry.kind)).toEqual(
      expect.arrayContaining(['acknowledge', 'travel', 'arrive', 'finish']),
    );
    expect(detail.history.filter((entry) => entry.kind === 'finish')).toHaveLength(1);

    // The page that was open all the time is live again without a reload.
    await see(phone.getByText(/Đã nối với máy chủ|Máy chủ đã nhận lúc/));
  });

  async function waitForPlan(runId: string): Promise<string> {
    for (let attempt = 0; attempt < 900; attempt++) {
      const { body } = await desk.get<Run>(`/api/runs/${runId}`);
      if (body.planId) return body.planId;
      if (body.state === 'failed' || body.state === 'cancelled')
        throw new Error(`the run ${body.state}: ${JSON.stringify(body.failure)}`);
      await sleep(200);
    }
    throw new Error('the run did not end');
  }

  /** The phone says in words that nothing waits on it. */
  async function waitUntilStored(): Promise<void> {
    await see(phone.getByText(/Máy chủ đã nhận lúc/));
  }
});
