import { timingSafeEqual } from 'node:crypto';
import { hashToken } from '../auth/session-token.ts';
import { codeStep, codeValidUntil, readCodeKey, visitCode } from '../auth/visit-code.ts';
import type { Outcome } from '../contract/codes.ts';
import type { FamilyView } from '../contract/requests.ts';
import type { Queryable } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { familyStep, givenNameOf } from './family-step.ts';
import { findRequest, type RequestRow, readCaseProgress } from './store.ts';

/** What the family's link shows. Throws `not-found` for a secret nobody has. */
export async function readFamilyView(deps: Pick<Deps, 'db' | 'clock'>, token: string): Promise<FamilyView> {
  const request = await requireRequest(deps.db.client, token);
  const view = await toFamilyView(deps.db.client, request);
  if (request.caseId === null || (view.step !== 'on_the_way' && view.step !== 'at_home')) return view;
  const { visits } = await readCaseProgress(deps.db.client, request.caseId);
  const visit = visits.find(({ state }) => state === 'travelling' || state === 'arrived');
  return visit ? { ...view, codes: await readCodes(deps, visit.id) } : view;
}

/** The codes of now: the family compares the one and says the other. */
async function readCodes(deps: Pick<Deps, 'db' | 'clock'>, assignmentId: string): Promise<FamilyView['codes']> {
  const key = await readCodeKey(deps);
  const now = deps.clock.now();
  const step = codeStep(now);
  const team = visitCode(key, assignmentId, 'team', step);
  return { team, family: visitCode(key, assignmentId, 'family', step), validUntil: codeValidUntil(now).toISOString() };
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
    eta:
      isComing && openVisit?.etaAt && openVisit.state !== 'arrived'
        ? { at: openVisit.etaAt.toISOString(), spreadSec: openVisit.etaSpreadSec ?? 0 }
        : null,
    codes: null,
    outcome: isComing ? null : ((ended?.outcome ?? null) as Outcome | null),
    finishedAt: isComing ? null : (ended?.finishedAt?.toISOString() ?? null),
    declineReason: row.declineReason,
  };
}
