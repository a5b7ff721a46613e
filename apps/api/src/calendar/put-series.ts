import type { Actor } from '../auth/actor.ts';
import type { SeriesInput, SeriesSaved } from '../contract/teams.ts';
import { runOnce } from '../db/once.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import type { ChangeGuard } from './change-guard.ts';
import { dateOfStates } from './date-of-states.ts';
import { saveStates } from './save-states.ts';

/**
 * Creates (version 0) or changes a series; refuses one that can never become shifts, overlaps another of its team, or breaks a
 * working-time rule for its people.
 */
export async function putSeries(
  deps: Deps,
  guard: ChangeGuard,
  actor: Actor,
  input: { commandId: string; series: SeriesInput },
): Promise<SeriesSaved> {
  const { commandId } = input;
  const { overrideReason, ...series } = input.series;
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'calendar.put-series', bodyHash: hashBody(input.series), now };
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      const facts = { aboutDate: dateOfStates([series]), overrideReason };
      const { result, breaches } = await guard(tx, actor, facts, () =>
        saveStates(tx, actor, { put: [series], remove: [], heirs: [] }, now),
      );
      return { ...result.series[0]!, breaches };
    }),
  );
}
