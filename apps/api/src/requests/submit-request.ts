import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { hashToken } from '../auth/session-token.ts';
import type { FamilyView, RequestInput } from '../contract/requests.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { checkRequest } from './check-request.ts';
import { toFamilyView } from './read-family-view.ts';
import { findRequest, findUnitFacts, insertRequest, type RequestRow } from './store.ts';
import { tellRequest } from './tell-request.ts';

/**
 * Takes a family's request. Its id was made on the phone: sending it again answers the same and stores nothing; the same id, or
 * the same secret, with other words is refused with `command-id-reused`.
 */
export async function submitRequest(
  deps: Pick<Deps, 'db' | 'clock' | 'places'>,
  input: z.output<typeof RequestInput>,
): Promise<FamilyView> {
  const now = deps.clock.now();
  const ward = await findUnitFacts(deps.db.client, input.unitId);
  const facts = checkRequest(input, ward, deps.places, now);
  const tokenHash = hashToken(input.token);
  return deps.db.transaction(async (tx) => {
    const isNew = await insertRequest(tx, { ...facts, tokenHash, createdAt: now });
    const stored = await findRequest(tx, { id: facts.id });
    if (!stored || stored.tokenHash !== tokenHash || !saysTheSame(stored, facts)) throw new ProblemError('command-id-reused');
    if (isNew) await tellRequest(tx, stored, [], now);
    return toFamilyView(tx, stored);
  });
}

function saysTheSame(stored: RequestRow, facts: object): boolean {
  return Object.entries(facts).every(([name, value]) => isDeepStrictEqual(stored[name as keyof RequestRow], value));
}
