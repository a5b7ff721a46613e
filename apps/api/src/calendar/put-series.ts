import type { Actor } from '../auth/actor.ts';
import type { ShiftSeries } from '../contract/teams.ts';
import { runOnce } from '../db/once.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { saveStates } from './save-states.ts';

/** Creates (version 0) or changes a series; refuses one that can never become shifts or overlaps another of its team. */
export async function putSeries(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; series: ShiftSeries },
): Promise<ShiftSeries> {
  const { commandId, series } = input;
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'calendar.put-series', bodyHash: hashBody(series), now };
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      const { series: saved } = await saveStates(tx, actor, { put: [series], remove: [], heirs: [] }, now);
      return saved[0]!;
    }),
  );
}
