import { type Actor, requireRole, requireWithin } from '../auth/actor.ts';
import type { RequestView } from '../contract/requests.ts';
import { runOnce } from '../db/once.ts';
import type { Transaction } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError } from '../problem.ts';
import { toRequestViews } from './list-requests.ts';
import { findRequest, lockRequest, type RequestRow } from './store.ts';

export interface DecisionCommand {
  commandId: string;
  requestId: string;
  kind: 'accept-request' | 'decline-request';
  /** What is decided, besides the kind. */
  body: unknown;
}

/** The frame of a decision: once per command id, by a dispatcher of the request's unit, while the request still waits. */
export async function decideOnce(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  { commandId, requestId, kind, body }: DecisionCommand,
  decide: (tx: Transaction, request: RequestRow, now: Date) => Promise<void>,
): Promise<RequestView> {
  requireRole(actor, ['dispatcher']);
  return deps.db.transaction(async (tx) => {
    const now = deps.clock.now();
    const request = await lockRequest(tx, requestId);
    if (!request) throw new ProblemError('not-found');
    requireWithin(actor, request.unit.path);
    const command = { commandId, accountId: actor.accountId, kind, bodyHash: hashBody({ requestId, body }), now };
    await runOnce(tx, command, async () => {
      if (request.state !== 'received') throw new ProblemError('request-decided', { params: { state: request.state } });
      await decide(tx, request, now);
      return null;
    });
    const [view] = await toRequestViews(tx, actor, [(await findRequest(tx, { id: requestId }))!]);
    return view!;
  });
}
