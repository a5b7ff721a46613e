import type { RosterView } from '../../contract/rosters.ts';
import type { Work } from '../load-work.ts';
import type { RosterRow } from '../store/rosters.ts';
import { breachesOf, measureRoster } from './measure-roster.ts';

/** A roster with what it does: hours, fairness and rules. Once accepted it is measured against what it is part of. */
export function rosterView(work: Work, roster: RosterRow): RosterView {
  const { id, state, version, fromDate, toDate, seed, demand, entries, unformed } = roster;
  return {
    ...{ id, state, version, fromDate, toDate, seed, demand, entries, unformed },
    ...measureRoster(work, demand, entries),
    breaches: state === 'proposed' ? breachesOf(work, entries) : [],
    createdAt: roster.createdAt.toISOString(),
    acceptedAt: roster.acceptedAt?.toISOString() ?? null,
  };
}
