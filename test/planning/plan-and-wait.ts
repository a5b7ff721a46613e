import { setTimeout as sleep } from 'node:timers/promises';
import type { Run, RunInput } from '../../apps/api/src/contract/planning.ts';
import type { Caller } from '../support/app.ts';

/** Asks for a run and waits until it has ended. */
export async function planAndWait(caller: Caller, input: RunInput): Promise<Run> {
  const { status, body } = await caller<Run>('POST', '/api/runs', input);
  if (status !== 201) throw new Error(`POST /api/runs answered ${status} ${JSON.stringify(body)}`);
  return waitForRun(caller, body.id);
}

export async function waitForRun(caller: Caller, runId: string): Promise<Run> {
  for (;;) {
    const { body } = await caller<Run>('GET', `/api/runs/${runId}`);
    if (body.finishedAt !== null) return body;
    await sleep(50);
  }
}
