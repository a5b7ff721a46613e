import { DEMO_TEAMS, DEMO_UNIT_ID, DEMO_ZONE } from '../../../../../prisma/demo/teams.ts';
import { editSeries } from '../../calendar/edit-series.ts';
import { shiftsBetween } from '../../calendar/list-shifts.ts';
import { putSeries } from '../../calendar/put-series.ts';
import { listSeries } from '../../calendar/store.ts';
import { dateAt, startOfDate, timeAt } from '../../calendar/zoned-time.ts';
import type { Deps } from '../../deps.ts';
import { CurrentRun } from '../../planning/current-run.ts';
import { publishPlan } from '../../planning/publish-plan.ts';
import { requestRun } from '../../planning/request-run.ts';
import { claimRun, findRun } from '../../planning/store/runs.ts';
import { demoDispatcher } from './demo-actors.ts';
import { fixedId } from './fixed-id.ts';
import { unjudged } from './unjudged.ts';

const MINUTE_MS = 60_000;
/** The evening is so far along when the demo opens. */
const UNDER_WAY_MS = 95 * MINUTE_MS;
const SHIFT_SEC = 3 * 3600;
/** Planned and told so long before it begins. */
const TOLD_BEFORE_MS = 60 * MINUTE_MS;
const STEP_MS = 5 * MINUTE_MS;
/** By this seed the demo knows its own plans again. */
export const EVENING_SEED = 20_251_126;
const SEARCH_SEC = 1;

export interface ArrangedEvening {
  date: string;
  opensAt: Date;
  /** When the teams were told. */
  toldAt: Date;
}

/**
 * Makes today's shifts of the demo's teams begin a while ago, whatever time of day it is, plans them and publishes the plan as of
 * then: through the same calendar, optimizer and publication as anybody's. Null when no plan came of it.
 */
export async function arrangeEvening(deps: Deps, baseRevision: number): Promise<ArrangedEvening | null> {
  const now = deps.clock.now();
  const date = dateAt(now, DEMO_ZONE);
  const midnightMs = startOfDate(date, DEMO_ZONE).getTime();
  const opensMs = Math.max(midnightMs, Math.floor((now.getTime() - UNDER_WAY_MS) / STEP_MS) * STEP_MS);
  const toldAt = new Date(Math.max(midnightMs, opensMs - TOLD_BEFORE_MS));
  const opensAt = new Date(opensMs);
  await moveShifts(deps, date, opensAt);
  const then = { ...deps, clock: { now: () => toldAt } };
  const planId = await plan(then, date, fixedId('evening', opensMs, 'run'));
  if (planId === null) return null;
  const commandId = fixedId('evening', opensMs, 'publish');
  await publishPlan(then, demoDispatcher(), { commandId, planId, baseRevision });
  return { date, opensAt, toldAt };
}

/** A team with a shift today has it now; one without gets a single one. */
async function moveShifts(deps: Deps, date: string, opensAt: Date): Promise<void> {
  const dispatcher = demoDispatcher();
  const { client } = deps.db;
  const startsLocal = `${date}T${timeAt(opensAt, DEMO_ZONE)}`;
  const shifts = await shiftsBetween(client, dispatcher.unitPath, { from: date, to: date });
  for (const { id: teamId } of DEMO_TEAMS) {
    const [shift, ...more] = shifts.filter((one) => one.teamId === teamId);
    const versionOf = async (id: string) =>
      (await listSeries(client, dispatcher.unitPath)).find(({ series }) => series.id === id)!.series.version;
    for (const { seriesId: id, originalDate } of more) {
      const edit = { scope: 'one' as const, version: await versionOf(id), date: originalDate, change: null };
      await editSeries(deps, unjudged, dispatcher, { commandId: fixedId('evening', startsLocal, id, 'less'), id, edit });
    }
    if (shift) {
      const { seriesId: id, originalDate } = shift;
      const change = { startsLocal, durationSec: SHIFT_SEC, teamId, rest: null, note: 'Buổi chạy thử' };
      const edit = { scope: 'one' as const, version: await versionOf(id), date: originalDate, change };
      await editSeries(deps, unjudged, dispatcher, { commandId: fixedId('evening', startsLocal, id), id, edit });
      continue;
    }
    const only = { rule: '', exceptDates: [], extraStarts: [], overrides: [], skipHolidays: false, rest: null, version: 0 };
    const series = { id: `ca-${teamId}-${date}`, teamId, startsLocal, zone: DEMO_ZONE, durationSec: SHIFT_SEC, ...only };
    await putSeries(deps, unjudged, dispatcher, { commandId: fixedId('evening', startsLocal, teamId), series });
  }
}

async function plan(deps: Deps, date: string, commandId: string): Promise<string | null> {
  const input = { unitId: DEMO_UNIT_ID, fromDate: date, dayCount: 1, limitSec: SEARCH_SEC, seed: EVENING_SEED };
  const asked = await requestRun(deps, demoDispatcher(), { commandId, input });
  const never = new AbortController().signal;
  for (;;) {
    const now = deps.clock.now();
    const run = await deps.db.transaction((tx) => claimRun(tx, now, now));
    if (!run) break;
    await new CurrentRun(deps, run).carryOut(never);
    if (run.id === asked.id) break;
  }
  return (await findRun(deps.db.client, asked.id))?.run.planId ?? null;
}
