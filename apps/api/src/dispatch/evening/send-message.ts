import { type Actor, requireRole } from '../../auth/actor.ts';
import { dateAt } from '../../calendar/zoned-time.ts';
import type { TeamMessage } from '../../contract/field.ts';
import type { OfficeMessage } from '../../contract/field-codes.ts';
import { appendLiveMessages } from '../../db/live-messages.ts';
import { runOnce } from '../../db/once.ts';
import type { Queryable } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { queuePush } from '../../notify/queue-push.ts';
import { ProblemError } from '../../problem.ts';
import { readTeamUnitIds, readTeamUnitPaths } from '../store.ts';
import { newsForUnits } from '../tell-units.ts';
import { insertEveningEvent, insertMessage, noteMessageTold, readLastMessages, readMessages, readTeamMessages } from './store.ts';

/** An evening ends past midnight, and is looked at the morning after. */
const LAST_MESSAGES_MS = 18 * 3600_000;

/** The messages of a team, oldest first: for the dispatchers above it. */
export async function listTeamMessages(deps: Pick<Deps, 'db'>, actor: Actor, teamId: string): Promise<TeamMessage[]> {
  await requireTeam(deps.db.client, actor, teamId);
  return readTeamMessages(deps.db.client, [teamId]);
}

/** Who has the last word with each team since the day before: what a board shows beside the team. For dispatchers. */
export async function listLastMessages(deps: Pick<Deps, 'db' | 'clock'>, actor: Actor): Promise<TeamMessage[]> {
  requireRole(actor, ['dispatcher']);
  return readLastMessages(deps.db.client, actor.unitPath, new Date(deps.clock.now().getTime() - LAST_MESSAGES_MS));
}

/** From the office to a team's phones: on the live channel and by push. Its receipt comes from the phone. */
export async function sendMessage(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; teamId: string; code: OfficeMessage | null; text: string },
): Promise<TeamMessage> {
  const { commandId, teamId, code, text } = input;
  const now = deps.clock.now();
  const { accountId } = actor;
  const command = { commandId, accountId, kind: 'dispatch.message', bodyHash: hashBody({ teamId, code, text }), now };
  return deps.db.transaction(async (tx) => {
    await requireTeam(tx, actor, teamId);
    return runOnce(tx, command, async () => {
      const unitId = (await readTeamUnitIds(tx, [teamId])).get(teamId)!;
      const id = commandId;
      await insertMessage(tx, { id, unitId, teamId, fromTeam: false, accountId, author: actor.displayName, code, text, at: now });
      const date = dateAt(now, actor.zone);
      const kind = 'message-out' as const;
      await insertEveningEvent(tx, { id: deps.ids.newId(), unitId, teamId, date, kind, accountId, at: now, receivedAt: now });
      const forUnits = await newsForUnits(tx, { teamIds: [teamId] }, [
        { type: 'unit.message', payload: { messageId: id, teamId } },
      ]);
      const channel = `team:${teamId}`;
      const numbers = await appendLiveMessages(
        tx,
        [{ channel, type: 'team.message', payload: { messageId: id } }, ...forUnits],
        now,
      );
      await noteMessageTold(tx, id, numbers.get(channel)!);
      await queuePush(tx, deps, { teamId, payload: { kind: 'message', count: 1 }, alarmId: null });
      return (await readMessages(tx, [id]))[0]!;
    });
  });
}

async function requireTeam(db: Queryable, actor: Actor, teamId: string): Promise<void> {
  requireRole(actor, ['dispatcher']);
  const path = (await readTeamUnitPaths(db, [teamId])).get(teamId);
  if (path === undefined) throw new ProblemError('not-found');
  if (!path.startsWith(actor.unitPath)) throw new ProblemError('outside-your-unit');
}
