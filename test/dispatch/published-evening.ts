import { planAndWait } from '../planning/plan-and-wait.ts';
import type { Caller } from '../support/app.ts';

/** Plans and publishes a day from the first run's date on; answers that date. The unit has no published plan before. */
export async function planAndPublish(dispatcher: Caller): Promise<string> {
  const run = await planAndWait(dispatcher, { dayCount: 1, limitSec: 1, seed: 1 });
  const { status } = await dispatcher('POST', `/api/plans/${run.planId}/publish`, { baseRevision: 0 });
  if (status !== 200) throw new Error(`publishing answered ${status}`);
  return run.fromDate;
}
