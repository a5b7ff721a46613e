import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Plan, Run } from '../../apps/api/src/contract/planning.ts';
import { ApiClient } from '../support/api-client.ts';
import { ServerProcess } from '../support/server-process.ts';

it('a run outlives kill -9 of its server: the next one takes it again and finishes it', async () => {
  const server = await ServerProcess.start();
  let dispatcher = await ApiClient.signIn(server.url, 'dieuphoi');
  const asked = await dispatcher.post<Run>('/api/runs', { dayCount: 7, limitSec: 4, seed: 5 });
  expect(asked.status).toBe(201);
  const read = async (): Promise<Run> => (await dispatcher.get<Run>(`/api/runs/${asked.body.id}`)).body;
  while ((await read()).progress.phase !== 'searching') await sleep(50);
  await server.kill();

  await server.startAgain();
  dispatcher = await ApiClient.signIn(server.url, 'dieuphoi');
  let run = await read();
  expect(run.planId).toBeNull();
  while (run.finishedAt === null) {
    await sleep(100);
    run = await read();
  }
  expect(run).toMatchObject({ state: 'done', seed: 5, failure: null });
  const { body: plan } = await dispatcher.get<Plan>(`/api/plans/${run.planId}`);
  expect(plan.servedCount).toBeGreaterThan(50);
}, 180_000);
