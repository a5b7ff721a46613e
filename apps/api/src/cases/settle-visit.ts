import type { CaseState, Need, Outcome } from '../contract/codes.ts';
import type { Transaction } from '../db/open-database.ts';
import { closeBound, readBound } from './bonds/store.ts';
import { endPromises, lockStateAndNeeds, updateStateAndNeeds } from './store.ts';

/** What an outcome makes of a case. */
const STATE_AFTER: Record<Outcome, CaseState> = {
  served: 'served',
  partly_served: 'waiting',
  no_answer: 'waiting',
  not_possible_today: 'waiting',
  unreadable_prints: 'waiting',
  refused: 'closed',
  exempt: 'closed',
  deceased: 'closed',
  moved_away: 'blocked',
};

/** How settled each state is. A visit never makes a case less settled than somebody else made it meanwhile. */
const RANK: Record<CaseState, number> = { waiting: 0, scheduled: 0, blocked: 1, closed: 2, served: 3 };

/** The state of a case after a visit, and its needs: prints that cannot be read ask for a kit with iris. */
export function caseAfterVisit(outcome: Outcome, state: CaseState, needs: readonly Need[]): { state: CaseState; needs: Need[] } {
  const after = STATE_AFTER[outcome];
  const isIrisMissing = outcome === 'unreadable_prints' && !needs.includes('id_card_iris');
  return {
    state: RANK[after] < RANK[state] ? state : after,
    needs: isIrisMissing ? [...needs, 'id_card_iris'] : [...needs],
  };
}

/** Takes the outcome of a finished visit into its case and ends the promise that was kept or broken. In the caller's transaction. */
export async function settleVisit(tx: Transaction, visit: { caseId: string; outcome: Outcome; now: Date }): Promise<void> {
  const { caseId, outcome, now } = visit;
  const before = await lockStateAndNeeds(tx, caseId);
  const after = caseAfterVisit(outcome, before.state, before.needs);
  await updateStateAndNeeds(tx, caseId, after, now);
  await endPromises(tx, caseId, now);
  // Who is not visited any more needs no second team and gets no card.
  if (after.state === 'closed' || after.state === 'blocked') {
    const bound = await readBound(tx, caseId);
    await closeBound(
      tx,
      bound.map(({ id }) => id),
      now,
    );
  }
}
