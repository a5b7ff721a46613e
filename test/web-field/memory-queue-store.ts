import type { FieldCommand } from '@gocua/api/contract/dispatch';
import type { AnswerToRead } from '../../apps/web/src/field/command-queue.ts';
import type { OutboxStore, Stored } from '../../apps/web/src/field/outbox.ts';

/** A disk in memory: every call takes a turn of the event loop, and what is on it survives the queue that wrote it. */
export class MemoryOutboxStore<Command extends { id: string }, ToRead extends { id: string; accountId: string }>
  implements OutboxStore<Command, ToRead>
{
  #commands: Stored<Command>[] = [];
  #answers: ToRead[] = [];
  #received = new Map<string, string>();
  #order = 0;
  /** Ids of all that was ever made durable, in order. */
  readonly appended: string[] = [];
  failing = false;

  get madeCount(): number {
    return this.appended.length;
  }
  disk = (): Stored<Command>[] => [...this.#commands];
  answersOnDisk = (): ToRead[] => [...this.#answers];

  async append(accountId: string, command: Command): Promise<Stored<Command>> {
    if (this.failing) throw new Error('the disk is full');
    await Promise.resolve();
    const stored = { order: ++this.#order, accountId, command };
    this.#commands.push(stored);
    this.appended.push(command.id);
    await Promise.resolve();
    return stored;
  }
  async waiting(accountId: string): Promise<Stored<Command>[]> {
    await Promise.resolve();
    const found = this.#commands.filter((one) => one.accountId === accountId);
    await Promise.resolve();
    return found;
  }
  async settle(accountId: string, commandIds: readonly string[], toRead: readonly ToRead[], receivedAt: string): Promise<void> {
    await Promise.resolve();
    this.#commands = this.#commands.filter((one) => one.accountId !== accountId || !commandIds.includes(one.command.id));
    this.#answers = [...this.#answers, ...toRead];
    this.#received.set(accountId, receivedAt);
  }
  async toRead(accountId: string): Promise<ToRead[]> {
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

export class MemoryQueueStore extends MemoryOutboxStore<FieldCommand, AnswerToRead> {}
