import type { Outcome } from './codes.ts';

/**
 * What each outcome asks of the team before it may be recorded, and what follows from it by rule. One person is one visit
 * (a household of three has three), so these are per person. No dependency: phone and server run the same rule.
 */

/** What a report can carry besides its outcome. */
export interface OutcomeFacts {
  note: string;
  /** The person, or who speaks for them, agreed to the intake. */
  consent: boolean | null;
  /** How often fingerprints were tried. */
  attempts: number | null;
  /** Fingers that are missing or cannot be read, 0 … 10. */
  fingersMissing: number | null;
  /** Why data was typed by hand; empty when it was read from a document. */
  manualEntry: string | null;
  photoIds: readonly string[];
}
export type OutcomeFact = 'note' | 'consent' | 'attempts' | 'fingersMissing';

export const OUTCOME_NEEDS: Record<Outcome, readonly OutcomeFact[]> = {
  served: ['consent'],
  partly_served: ['consent', 'note'],
  no_answer: [],
  refused: ['note'],
  not_possible_today: ['note'],
  unreadable_prints: ['consent', 'attempts', 'fingersMissing'],
  exempt: ['note'],
  moved_away: ['note'],
  deceased: [],
};

/** Prints count as unreadable only after they were tried this often. */
export const LEAST_ATTEMPTS = 3;

/** The facts an outcome still lacks, in the order they are asked; empty when it may be recorded. */
export function missingFacts(outcome: Outcome, facts: OutcomeFacts): OutcomeFact[] {
  const isMissing: Record<OutcomeFact, boolean> = {
    note: facts.note.trim() === '',
    consent: facts.consent !== true,
    attempts: (facts.attempts ?? 0) < LEAST_ATTEMPTS,
    fingersMissing: facts.fingersMissing === null,
  };
  return OUTCOME_NEEDS[outcome].filter((fact) => isMissing[fact]);
}

/** What happens next with the case, by rule; null when nothing does. The dispatcher may decide otherwise. */
export const FOLLOW_UP_KINDS = ['another_evening', 'kit_with_iris', 'finish_rest', 'desk'] as const;
export type FollowUpKind = (typeof FOLLOW_UP_KINDS)[number];
export const FOLLOW_UPS: Record<Outcome, FollowUpKind | null> = {
  served: null,
  partly_served: 'finish_rest',
  no_answer: 'another_evening',
  refused: null,
  not_possible_today: 'another_evening',
  unreadable_prints: 'kit_with_iris',
  exempt: null,
  moved_away: 'desk',
  deceased: null,
};
