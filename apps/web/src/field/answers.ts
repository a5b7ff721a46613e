import { type FailureCode, ProblemError } from '../api/http.ts';
import type { SendOutcome } from './outbox.ts';

const UNREADABLE = new Set<FailureCode>([
  'invalid-input',
  'malformed-body',
  'body-too-large',
  'unsupported-media-type',
  'command-id-reused',
]);

/** What a failed request means for what waits: refused when it can never be read (Q5), tried again otherwise (Q4). */
export function unansweredBecause(error: unknown): Exclude<SendOutcome<never>, { kind: 'answered' }> {
  if (!(error instanceof ProblemError)) return { kind: 'unanswered', because: 'network' };
  if (error.code === 'no-network') return { kind: 'unanswered', because: 'network' };
  if (error.status === 401 || error.status === 403) return { kind: 'unanswered', because: 'signed-out' };
  if (UNREADABLE.has(error.code)) return { kind: 'unreadable', problem: error.code };
  return { kind: 'unanswered', because: 'server' };
}
