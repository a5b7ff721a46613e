import type { Actor } from '../auth/actor.ts';
import type { DeclineReason } from '../contract/codes.ts';
import type { RequestView } from '../contract/requests.ts';
import type { Deps } from '../deps.ts';
import { decideOnce } from './decide-request.ts';
import { decideRequest } from './store.ts';
import { tellRequest } from './tell-request.ts';

/** Says no, with the reason the family will read. */
export function declineRequest(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  input: { commandId: string; requestId: string; reason: DeclineReason },
): Promise<RequestView> {
  const { commandId, requestId, reason } = input;
  return decideOnce(
    deps,
    actor,
    { commandId, requestId, kind: 'decline-request', body: { reason } },
    async (tx, request, now) => {
      await decideRequest(tx, requestId, {
        state: 'declined',
        decidedAt: now,
        decidedById: actor.accountId,
        declineReason: reason,
      });
      await tellRequest(tx, request, [], now);
    },
  );
}
