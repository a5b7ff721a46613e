import type { Me } from '@gocua/api/contract/session';
import { type DBSchema, openDB } from 'idb';
import type { AnswerToRead, QueueStore, StoredCommand } from './command-queue.ts';
import type { TeamState } from './team-state.ts';

interface FieldSchema extends DBSchema {
  commands: { key: number; value: StoredCommand; indexes: { accountId: string } };
  answers: { key: string; value: AnswerToRead; indexes: { accountId: string } };
  /** When the server last answered, by account. */
  received: { key: string; value: string };
  /** The last known evening, by account, so that the page opens before the server answers. */
  teams: { key: string; value: TeamState };
  /** Who used this phone last (one row), so that the page opens while the server is away. */
  member: { key: 'last'; value: Me };
}

export interface FieldStore extends QueueStore {
  readTeam(accountId: string): Promise<TeamState | undefined>;
  writeTeam(accountId: string, state: TeamState): Promise<void>;
  readMember(): Promise<Me | undefined>;
  writeMember(me: Me): Promise<void>;
  /** Signing out takes names and addresses off the phone; commands that wait stay until they are sent. */
  forgetTeam(accountId: string): Promise<void>;
}

/** The phone's own disk (IndexedDB). Several tabs may hold it; every write is one transaction. */
export async function openFieldStore(name = 'gocua-field'): Promise<FieldStore> {
  const db = await openDB<FieldSchema>(name, 1, {
    upgrade(created) {
      created.createObjectStore('commands', { keyPath: 'order', autoIncrement: true }).createIndex('accountId', 'accountId');
      created.createObjectStore('answers', { keyPath: 'id' }).createIndex('accountId', 'accountId');
      created.createObjectStore('received');
      created.createObjectStore('teams');
      created.createObjectStore('member');
    },
  });
  return {
    async append(accountId, command) {
      // Strict: the promise resolves when the bytes are on the disk, not in a buffer that a dying battery takes along.
      const write = db.transaction('commands', 'readwrite', { durability: 'strict' });
      const order = await write.store.add({ accountId, command } as StoredCommand);
      await write.done;
      return { order, accountId, command };
    },
    waiting: (accountId) => db.getAllFromIndex('commands', 'accountId', accountId),
    async settle(accountId, commandIds, toRead, receivedAt) {
      const settled = new Set(commandIds);
      const write = db.transaction(['commands', 'answers', 'received'], 'readwrite');
      const own = await write.objectStore('commands').index('accountId').getAll(accountId);
      await Promise.all([
        ...own.filter(({ command }) => settled.has(command.id)).map(({ order }) => write.objectStore('commands').delete(order)),
        ...toRead.map((answer) => write.objectStore('answers').put(answer)),
        write.objectStore('received').put(receivedAt, accountId),
        write.done,
      ]);
    },
    toRead: (accountId) => db.getAllFromIndex('answers', 'accountId', accountId),
    markRead: (id) => db.delete('answers', id),
    receivedAt: async (accountId) => (await db.get('received', accountId)) ?? null,
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
