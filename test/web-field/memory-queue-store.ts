import type { FieldCommand } from '@gocua/api/contract/dispatch';
import type { AnswerToRead, QueueStore, StoredCommand } from '../../apps/web/src/field/command-queue.ts';

/** A disk in memory: every call takes a turn of the event loop, and what is on it survives the queue that wrote it. */
export class MemoryQueueStore implements QueueStore {
  #commands: StoredCommand[] = [];
  #answers: AnswerToRead[] = [];
  #received = new Map<string, string>();
  #order = 0;
  /** Ids of all that was ever made durable, in order. */
  readonly appended: string[] = [];
  failing = false;

  get madeCount(): number {
    return this.appended.length;
  }
  disk = (): StoredCommand[] => [...this.#commands];
  answersOnDisk = (): AnswerToRead[] => [...this.#answers];

  async append(accountId: string, command: FieldCommand): Promise<StoredCommand> {
    if (this.failing) throw new Error('the disk is full');
    await Promise.resolve();
    const stored = { order: ++this.#order, accountId, command };
    this.#commands.push(stored);
    this.appended.push(command.id);
    await Promise.resolve();
    return stored;
  }
  async waiting(accountId: string): Promise<StoredCommand[]> {
    await Promise.resolve();
    const found = this.#commands.filter((one) => one.accountId === accountId);
    await Promise.resolve();
    return found;
  }
  async settle(
    accountId: string,
    commandIds: readonly string[],
    toRead: readonly AnswerToRead[],
    receivedAt: string,
  ): Promise<void> {
    await Promise.resolve();
    this.#commands = this.#commands.filter((one) => one.accountId !== accountId || !commandIds.includes(one.command.id));
    this.#answers = [...this.#answers, ...toRead];
    this.#received.set(accountId, receivedAt);
  }
  async toRead(accountId: string): Promise<AnswerToRead[]> {
    await Promise.resolve();
    return this.#answers.filter((answer) => answer.accountId === accountId);
  }
  async markRead(id: string): Promise<void> {
    this.#answers = this.#answers.filter((answer) => answer.id !== id);
  }
  async receivedAt(accountId: string): Promise<string | null> {
    return this.#received.get(accountId) ?? null;
  }
}
