import { readConfig } from '../../apps/api/src/config.ts';
import { appendLiveMessages } from '../../apps/api/src/db/live-messages.ts';
import type { Database, Transaction } from '../../apps/api/src/db/open-database.ts';
import type { HubStore } from '../../apps/api/src/dispatch/hub-store.ts';
import { liveStore } from '../../apps/api/src/dispatch/live-store.ts';
import type { ManualClock } from '../support/clock.ts';
import type { Truth, Visit } from './hub-scenario.ts';
import type { Random } from './random.ts';
import { assignmentRow, at } from './world.ts';

/** A scenario on a real database, through the real store. The world of world.ts must be in it; its visits are taken away. */
export class DatabaseTruth implements Truth {
  readonly teamIds = ['to1', 'to2'];
  readonly #db: Database;
  readonly #random: Random;
  #visitCount = 0;

  private constructor(db: Database, random: Random) {
    this.#db = db;
    this.#random = random;
  }

  static async begin(db: Database, random: Random): Promise<DatabaseTruth> {
    const { client } = db;
    await client.assignment.deleteMany();
    await client.delivery.deleteMany();
    await client.liveMessage.deleteMany();
    await client.liveChannel.deleteMany();
    return new DatabaseTruth(db, random);
  }

  store(clock: ManualClock): HubStore {
    return liveStore({ db: this.#db, clock, config: readConfig({}) });
  }

  async assign(teamId: string): Promise<string> {
    const id = `v${++this.#visitCount}`;
    const caseId = teamId === 'to1' ? 'c-a1' : 'c-b1';
    await this.#commit(teamId, 'team.published', { revision: 1, withdrawnIds: [] }, (tx) =>
      tx.assignment.create({ data: assignmentRow(id, caseId, teamId, this.#visitCount) }),
    );
    return id;
  }

  async withdraw(teamId: string, visitId: string): Promise<void> {
    await this.#commit(teamId, 'team.published', { revision: 1, withdrawnIds: [visitId] }, (tx) =>
      tx.assignment.update({ where: { id: visitId }, data: { state: 'withdrawn', version: { increment: 1 } } }),
    );
  }

  async touch(teamId: string, visitId: string): Promise<void> {
    const state = this.#random.pick(['acknowledged', 'travelling', 'arrived', 'finished']);
    await this.#commit(teamId, 'team.assignment', { assignmentId: visitId }, (tx) =>
      tx.assignment.update({ where: { id: visitId }, data: { state, version: { increment: 1 } } }),
    );
  }

  async prune(channel: string): Promise<void> {
    const head = await this.head(channel);
    await this.#db.client.liveMessage.deleteMany({ where: { channel, seq: { lte: this.#random.below(head + 1) } } });
  }

  async shown(teamId: string): Promise<Visit[]> {
    return this.#db.client.assignment.findMany({
      where: { teamId, state: { not: 'withdrawn' } },
      select: { id: true, state: true, version: true },
    });
  }

  async head(channel: string): Promise<number> {
    return (await this.#db.client.liveChannel.findUnique({ where: { channel } }))?.lastSeq ?? 0;
  }

  async delivered(channel: string, deviceId: string): Promise<number> {
    const row = await this.#db.client.delivery.findUnique({ where: { channel_deviceId: { channel, deviceId } } });
    return row?.deliveredSeq ?? 0;
  }

  async #commit(teamId: string, type: string, payload: unknown, change: (tx: Transaction) => Promise<unknown>): Promise<void> {
    await this.#db.transaction(async (tx) => {
      await change(tx);
      const messages = [
        { channel: `team:${teamId}`, type, payload },
        { channel: 'unit:01', type: 'unit.teams', payload: {} },
      ];
      await appendLiveMessages(tx, messages, at(0));
    });
  }
}
