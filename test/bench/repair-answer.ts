import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportReport } from '../../apps/api/src/contract/cases.ts';
import type { Plan, Run } from '../../apps/api/src/contract/planning.ts';
import type { Repair, RepairEvent } from '../../apps/api/src/contract/repair.ts';
import { LIST } from '../story/acts.ts';
import { ApiClient } from '../support/api-client.ts';
import { ServerProcess } from '../support/server-process.ts';

/**
 * `npm run bench -- repair-answer [cases more = 0] [rounds = 7]`: what a dispatcher waits for ways to go on with an evening, from the request to the
 * whole answer: demand, travel, search (1.2 s of it) and second opinion, on a fresh demo of 320 cases and so many more.
 */
export async function bench([more = '0', rounds = '7']: string[]): Promise<void> {
  const server = await ServerProcess.launch();
  try {
    const api = await ApiClient.signIn(server.url, 'dieuphoi');
    if (Number(more) > 0) await importMore(api, Number(more));
    const plan = await publishTomorrow(api);
    const date = plan.fromDate;
    const [longest] = [...plan.routes].sort((a, b) => b.stops.length - a.stops.length);
    const caseId = longest!.stops.find((stop) => stop.caseId !== null)!.caseId!;
    const urgent = plan.unassigned.find(({ reason }) => reason === 'no_room_left');
    const events: RepairEvent[] = [
      { kind: 'teamLost', teamId: longest!.teamId, date },
      { kind: 'visitLate', caseId, minutes: 40, date },
      ...(urgent ? [{ kind: 'urgentCase', caseId: urgent.caseId, date } as const] : []),
    ];
    console.log(`${320 + Number(more)} cases, ${plan.routes.length} routes, ${plan.servedCount} visits`);
    for (const event of events) {
      const took: number[] = [];
      let found = 0;
      for (let round = 0; round < Number(rounds); round++) {
        const began = performance.now();
        const { status, body } = await api.post<Repair>('/api/planning/repair', event);
        took.push(Math.round(performance.now() - began));
        if (status !== 200) throw new Error(`${event.kind}: ${status} ${JSON.stringify(body)}`);
        found = body.alternatives.length;
      }
      const sorted = took.toSorted((a, b) => a - b);
      console.log(`${event.kind.padEnd(11)} ${sorted[sorted.length >> 1]} ms (${took.join(', ')}), ${found} ways`);
    }
    console.log(`load ${loadavg()[0]!.toFixed(1)}`);
  } finally {
    await server.remove();
  }
}

async function importMore(api: ApiClient, count: number): Promise<void> {
  const [header, row = ''] = LIST.split('\r\n');
  const rows = Array.from({ length: count }, (_, index) => row.replace(/^[^,]+/, `Người Thứ ${index} Trong Sổ`));
  const { body } = await api.post<ImportReport>('/api/imports', Buffer.from([header, ...rows].join('\n')));
  if (body.caseCount !== count) throw new Error(`imported ${body.caseCount}`);
}

async function publishTomorrow(api: ApiClient): Promise<Plan> {
  const fromDate = new Date(Date.now() + 31 * 3_600_000).toISOString().slice(0, 10);
  const { body: asked } = await api.post<Run>('/api/runs', { fromDate, dayCount: 1, limitSec: 10, seed: 1 });
  let run = asked;
  while (run.finishedAt === null) {
    await sleep(200);
    run = (await api.get<Run>(`/api/runs/${run.id}`)).body;
  }
  const { body: draft } = await api.get<Plan>(`/api/plans/${run.planId}`);
  await api.post(`/api/plans/${draft.id}/publish`, { baseRevision: draft.baseRevision });
  return draft;
}
