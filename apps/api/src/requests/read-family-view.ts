import { timingSafeEqual } from 'node:crypto';
import { hashToken } from '../auth/session-token.ts';
import type { Outcome } from '../contract/codes.ts';
import type { FamilyView } from '../contract/requests.ts';
import type { Queryable } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { familyStep, givenNameOf } from './family-step.ts';
import { findRequest, type RequestRow, readCaseProgress } from './store.ts';

/** What the family's link shows. Throws `not-found` for a secret nobody has. */
export async function readFamilyView(deps: Pick<Deps, 'db'>, token: string): Promise<FamilyView> {
  return toFamilyView(deps.db.client, await requireRequest(deps.db.client, token));
}

/** The request behind a family's secret. */
export async function requireRequest(db: Queryable, token: string): Promise<RequestRow> {
  const tokenHash = hashToken(token);
  const row = await findRequest(db, { tokenHash });
  // The index was asked for a hash, so its timing tells nothing of the secret; this comparison does not depend on an index at all.
  if (!row || !timingSafeEqual(Buffer.from(row.tokenHash), Buffer.from(tokenHash))) throw new ProblemError('not-found');
  return row;
}

export async function toFamilyView(db: Queryable, row: RequestRow): Promise<FamilyView> {
  const progress = row.caseId === null ? null : await readCaseProgress(db, row.caseId);
  const openVisit = progress?.visits.find(({ state }) => state !== 'finished');
  const ended = progress?.visits.find(({ state }) => state === 'finished');
  const step = familyStep(row.state, progress?.state ?? null, openVisit?.state ?? null, ended !== undefined);
  const isComing = step === 'scheduled' || step === 'on_the_way' || step === 'at_home';
  const promise = isComing ? progress?.promise : null;
  return {
    step,
    givenName: givenNameOf(row.fullName),
    zone: row.unit.zone,
    unitName: row.unit.name,
    createdAt: row.createdAt.toISOString(),
    promise: promise
      ? { opensAt: promise.opensAt.toISOString(), closesAt: promise.closesAt.toISOString(), toldAt: promise.toldAt.toISOString() }
      : null,
    teamName: (isComing ? openVisit : ended)?.teamName ?? null,
    outcome: isComing ? null : ((ended?.outcome ?? null) as Outcome | null),
    finishedAt: isComing ? null : (ended?.finishedAt?.toISOString() ?? null),
    declineReason: row.declineReason,
  };
}
