import type { FieldCommand } from '@gocua/api/contract/dispatch';
import type { TeamReport } from '@gocua/api/contract/field';
import type { Me } from '@gocua/api/contract/session';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { AnswerToRead, QueueStore } from './command-queue.ts';
import type { OutboxStore, Stored } from './outbox.ts';
import type { DoorPhoto, RefusedReport } from './reports.ts';
import type { TeamState } from './team-state.ts';

interface FieldSchema extends DBSchema {
  commands: { key: number; value: Stored<FieldCommand>; indexes: { accountId: string } };
  reports: { key: number; value: Stored<TeamReport>; indexes: { accountId: string } };
  photos: { key: number; value: Stored<DoorPhoto>; indexes: { accountId: string } };
  /** Refused reports and photos that were not read yet. */
  refusals: { key: string; value: RefusedReport; indexes: { accountId: string } };
  answers: { key: string; value: AnswerToRead; indexes: { accountId: string } };
  /** When the server last answered, by account. */
  received: { key: string; value: string };
  /** The last known evening, by account, so that the page opens before the server answers. */
  teams: { key: string; value: TeamState };
  /** Who used this phone last (one row), so that the page opens while the server is away. */
  member: { key: 'last'; value: Me };
}

export interface FieldStore extends QueueStore {
  readonly reports: OutboxStore<TeamReport, RefusedReport>;
  readonly photos: OutboxStore<DoorPhoto, RefusedReport>;
  readTeam(accountId: string): Promise<TeamState | undefined>;
  writeTeam(accountId: string, state: TeamState): Promise<void>;
  readMember(): Promise<Me | undefined>;
  writeMember(me: Me): Promise<void>;
  /** Signing out takes names and addresses off the phone; commands that wait stay until they are sent. */
  forgetTeam(accountId: string): Promise<void>;
}

/** The phone's own disk (IndexedDB). Several tabs may hold it; every write is one transaction. */
export async function openFieldStore(name = 'gocua-field'): Promise<FieldStore> {
  const db = await openDB<FieldSchema>(name, 2, {
    upgrade(created, from) {
      const outbox = { keyPath: 'order', autoIncrement: true };
      if (from < 1) {
        created.createObjectStore('commands', outbox).createIndex('accountId', 'accountId');
        created.createObjectStore('answers', { keyPath: 'id' }).createIndex('accountId', 'accountId');
        created.createObjectStore('received');
        created.createObjectStore('teams');
        created.createObjectStore('member');
      }
      if (from < 2) {
        created.createObjectStore('reports', outbox).createIndex('accountId', 'accountId');
        created.createObjectStore('photos', outbox).createIndex('accountId', 'accountId');
        created.createObjectStore('refusals', { keyPath: 'id' }).createIndex('accountId', 'accountId');
      }
    },
    // An older page in another tab must not keep the newer one from opening.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
  const plain = db as unknown as IDBPDatabase;
  return {
    ...outboxStore<FieldCommand, AnswerToRead>(plain, 'commands', 'answers'),
    reports: outboxStore<TeamReport, RefusedReport>(plain, 'reports', 'refusals'),
    photos: outboxStore<DoorPhoto, RefusedReport>(plain, 'photos', 'refusals'),
    readTeam: (accountId) => db.get('teams', accountId),
    async writeTeam(accountId, state) {
      await db.put('teams', state, accountId);
    },
    readMember: () => db.get('member', 'last'),
    async writeMember(me) {
      await db.put('member', me, 'last');
    },
    async forgetTeam(accountId) {
      await Promise.all([db.delete('teams', accountId), db.delete('member', 'last')]);
    },
  };
}

/** One outbox in two object stores of the same shape; when the server last answered is kept for all together. */
function outboxStore<Command extends { id: string }, ToRead>(
  db: IDBPDatabase,
  commands: string,
  answers: string,
): OutboxStore<Command, ToRead> {
  return {
    async append(accountId, command) {
      // Strict: the promise resolves when the bytes are on the disk, not in a buffer that a dying battery takes along.
      const write = db.transaction(commands, 'readwrite', { durability: 'strict' });
      const order = (await write.store.add({ accountId, command })) as number;
      await write.done;
      return { order, accountId, command };
    },
    waiting: (accountId) => db.getAllFromIndex(commands, 'accountId', accountId),
    async settle(accountId, commandIds, toRead, receivedAt) {
      const settled = new Set(commandIds);
      const write = db.transaction([commands, answers, 'received'], 'readwrite');
      const own: Stored<Command>[] = await write.objectStore(commands).index('accountId').getAll(accountId);
      await Promise.all([
        ...own.filter(({ command }) => settled.has(command.id)).map(({ order }) => write.objectStore(commands).delete(order)),
        ...toRead.map((answer) => write.objectStore(answers).put(answer)),
        write.objectStore('received').put(receivedAt, accountId),
        write.done,
      ]);
    },
    toRead: (accountId) => db.getAllFromIndex(answers, 'accountId', accountId),
    markRead: (id) => db.delete(answers, id),
    receivedAt: async (accountId) => (await db.get('received', accountId)) ?? null,
  };
}
