import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Plan, Run } from '../../apps/api/src/contract/planning.ts';
import { compileProblem } from '../../apps/api/src/planning/compile-problem.ts';
import { loadInput } from '../../apps/api/src/planning/load-input.ts';
import { measureForUnit } from '../../apps/api/src/planning/measure-for-unit.ts';
import type { Problem } from '../../apps/optimizer/src/index.ts';
import { solveInThreads } from '../../apps/optimizer/src/threads/solve-in-threads.ts';
import { type SearchScripts, searchScripts } from '../../apps/optimizer/src/threads/start-thread.ts';
import { type Caller, openTestApp, type TestApp } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';
import { waitForRun } from './plan-and-wait.ts';

const PATIENCE_MS = 120_000;

/** At the same speed at every hour it is a classical problem. */
const plain = (problem: Problem): Problem => ({
  ...problem,
  matrices: problem.matrices.map(({ bands: _bands, ...matrix }) => matrix),
});

describe('a run that may use two threads', () => {
  let test: TestApp;
  let dispatcher: Caller;
  beforeAll(async () => {
    test = await openTestApp(await openTestDatabase(), undefined, { PLANNING_THREADS: '2' });
    dispatcher = await test.as('dieuphoi');
  }, PATIENCE_MS);

  const start = async (): Promise<string> =>
    (await dispatcher<Run>('POST', '/api/runs', { dayCount: 7, limitSec: 60, seed: 1 })).body.id;
  const untilShown = async (runId: string): Promise<void> => {
    while ((await dispatcher('GET', `/api/runs/${runId}/preview`)).status === 404) await sleep(50);
  };

  it('shows its best plan meanwhile, stops when asked and keeps a plan that the second opinion accepts', {
    timeout: PATIENCE_MS,
  }, async () => {
    const runId = await start();
    await untilShown(runId);
    const { body: shown } = await dispatcher<Plan>('GET', `/api/runs/${runId}/preview`);
    expect(shown.routes.length).toBeGreaterThan(10);
    await dispatcher('POST', `/api/runs/${runId}/stop`);
    const run = await waitForRun(dispatcher, runId);
    expect(run).toMatchObject({ state: 'done', failure: null });
    const { body: plan } = await dispatcher<Plan>('GET', `/api/plans/${run.planId}`);
    expect(plan.servedCount).toBeGreaterThanOrEqual(shown.servedCount);
  });

  it('leaves no thread at work when it is cancelled', { timeout: PATIENCE_MS }, async () => {
    const runId = await start();
    await untilShown(runId);
    await dispatcher('POST', `/api/runs/${runId}/cancel`);
    expect(await waitForRun(dispatcher, runId)).toMatchObject({ state: 'cancelled' });
    await sleep(200);
    const [beganMs, before] = [performance.now(), process.cpuUsage()];
    await sleep(1000);
    const { user, system } = process.cpuUsage(before);
    // Two threads that went on would take the time of a core even beside much other work.
    expect((user + system) / 1000).toBeLessThan(0.4 * (performance.now() - beganMs));
  });

  it('searches with as many threads as it is told, by either engine', { timeout: PATIENCE_MS }, async () => {
    const { deps } = test;
    const { id: unitId } = await deps.db.client.unit.findFirstOrThrow({ where: { parentId: null } });
    const horizon = { unitId, fromDate: '2026-11-23', dayCount: 7, now: deps.clock.now(), rules: null };
    const input = await loadInput(deps.db, horizon);
    const { problem } = compileProblem(input, await measureForUnit(deps, input, new AbortController().signal));
    const folder = mkdtempSync(join(tmpdir(), 'go-cua-threads-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const roll = join(folder, 'roll');
    writeFileSync(roll, '');
    const answering = (script: string, name: string) =>
      `require('node:fs').appendFileSync(${JSON.stringify(roll)}, ${JSON.stringify(`${name} `)});${script}`;
    const { classical, rich } = await searchScripts();
    const scripts: SearchScripts = { classical: answering(classical, 'classical'), rich: answering(rich, 'rich') };
    const { evaluation } = await solveInThreads(problem, 2, { seed: 1, seconds: 2, scripts });
    expect(evaluation.violations).toEqual([]);
    await solveInThreads(plain(problem), 2, { seed: 1, seconds: 1.5, scripts });
    // A search of the classical engine takes the calling thread as one of the two.
    expect(readFileSync(roll, 'utf8').trim().split(' ')).toEqual(['classical', 'rich', 'rich', 'classical']);
  });
});
