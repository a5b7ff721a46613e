import type { FieldAction, Outcome } from '@gocua/api/contract/codes';
import type { FieldCommand, FieldResult } from '@gocua/api/contract/dispatch';
import type { OutcomeDetail } from '@gocua/api/contract/field';
import { Outbox, type OutboxParts, type OutboxState, type OutboxStore } from './outbox.ts';

/** An answer a team has to read: the server refused the command, or kept it as evidence (Q7). */
export interface AnswerToRead {
  id: string;
  accountId: string;
  assignmentId: string;
  action: FieldAction;
  status: 'kept' | 'refused';
  problem: string | null;
}
export type QueueStore = OutboxStore<FieldCommand, AnswerToRead>;
export type QueueState = OutboxState<FieldCommand, AnswerToRead>;

/** What happened at a door, besides the step itself. */
export interface StepFacts {
  outcome?: Outcome | null;
  note?: string;
  detail?: OutcomeDetail | null;
}

type Given = 'accountId' | 'store' | 'send' | 'now' | 'timer' | 'onResults';
export type QueueParts = Pick<OutboxParts<FieldCommand, FieldResult, AnswerToRead>, Given> & { newId: () => string };

/** The steps of visits, in the order they were taken. */
export class CommandQueue extends Outbox<FieldCommand, FieldResult, AnswerToRead> {
  readonly #made: Pick<QueueParts, 'newId' | 'now'>;

  constructor({ newId, ...parts }: QueueParts) {
    super({
      ...parts,
      refusal: ({ id }, problem) => ({ id, status: 'refused', problem, assignment: null }),
      toRead: ({ assignmentId, action }, { id, status, problem }) =>
        // Kept without a problem: the server knew already. Nobody has to read that.
        status === 'refused' || (status === 'kept' && problem !== null)
          ? { id, accountId: parts.accountId, assignmentId, action, status, problem }
          : null,
    });
    this.#made = { newId, now: parts.now };
  }

  add(assignmentId: string, action: FieldAction, { outcome = null, note = '', detail = null }: StepFacts = {}): Promise<void> {
    const { newId, now } = this.#made;
    return this.put({ id: newId(), assignmentId, action, outcome, note, detail, deviceAt: now().toISOString() });
  }
}
