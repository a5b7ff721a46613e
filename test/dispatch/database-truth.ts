import { randomUUID } from 'node:crypto';
import type { Actor } from '../../apps/api/src/auth/actor.ts';
import { systemIds } from '../../apps/api/src/clock.ts';
import { readConfig } from '../../apps/api/src/config.ts';
import type { FieldCommand, FieldResult } from '../../apps/api/src/contract/dispatch.ts';
import { appendLiveMessages } from '../../apps/api/src/db/live-messages.ts';
import type { Database, Transaction } from '../../apps/api/src/db/open-database.ts';
import { applyFieldCommands } from '../../apps/api/src/dispatch/apply-field-command.ts';
import { decideEvidence } from '../../apps/api/src/dispatch/evidence/decide-evidence.ts';
import type { HubStore } from '../../apps/api/src/dispatch/hub-store.ts';
import { liveStore } from '../../apps/api/src/dispatch/live-store.ts';
import { ProblemError } from '../../apps/api/src/problem.ts';
import { ManualClock } from '../support/clock.ts';
import type { Count, Truth, Visit } from './hub-scenario.ts';
import type { Random } from './random.ts';
import { assignmentRow, at, EVENING } from './world.ts';

const DISPATCHER: Actor = {
  accountId: 'city',
  displayName: 'city',
  role: 'dispatcher',
  unitId: '01',
  unitPath: '01/',
  zone: 'Asia/Ho_Chi_Minh',
  teamId: null,
};
const teamActor = (teamId: string): Actor => ({ ...DISPATCHER, accountId: teamId, displayName: teamId, role: 'team', teamId });

/** A scenario on a real database, through the real store. The world of world.ts must be in it; its visits are taken away. */
export class DatabaseTruth implements Truth {
  readonly teamIds = ['to1', 'to2'];
  readonly #db: Database;
  readonly #random: Random;
  #clock = new ManualClock(EVENING);
  #visitCount = 0;

  private constructor(db: Database, random: Random) {
    this.#db = db;
    this.#random = random;
  }

  static async begin(db: Database, random: Random): Promise<DatabaseTruth> {
    const { client } = db;
    await client.visitEvent.deleteMany();
    await client.eveningEvent.deleteMany();
    await client.alarm.deleteMany();
    await client.assignment.deleteMany();
    await client.case.deleteMany({ where: { id: { in: Array.from({ length: 200 }, (_, index) => `c-${index + 1}`) } } });
    await client.delivery.deleteMany();
    await client.liveMessage.deleteMany();
    await client.liveChannel.deleteMany();
    return new DatabaseTruth(db, random);
  }

  store(clock: ManualClock): HubStore {
    this.#clock = clock;
    return liveStore({ db: this.#db, clock, config: readConfig({}), streets: null });
  }

  async assign(teamId: string): Promise<string> {
    // Its own case, as every visit of a plan has.
    const caseId = `c-${this.#visitCount + 1}`;
    const like = await this.#db.client.case.findUniqueOrThrow({ where: { id: teamId === 'to1' ? 'c-a1' : 'c-b1' } });
    await this.#db.client.case.create({ data: { ...like, windows: [], id: caseId } });
    return this.#assignCase(teamId, caseId);
  }

  async move(teamId: string, visitId: string, toTeamId: string): Promise<string> {
    const { state, caseId } = await this.#db.client.assignment.findUniqueOrThrow({ where: { id: visitId } });
    if (state === 'arrived' || state === 'finished') return visitId;
    await this.withdraw(teamId, visitId);
    return this.#assignCase(toTeamId, caseId);
  }

  report(teamId: string, commands: FieldCommand[]): Promise<FieldResult[]> {
    return applyFieldCommands({ db: this.#db, clock: this.#clock, ids: systemIds }, teamActor(teamId), commands);
  }

  async decide(evidenceId: string): Promise<void> {
    const input = (decision: 'accepted' | 'dismissed') => ({ commandId: randomUUID(), evidenceId, decision });
    const deps = { db: this.#db, clock: this.#clock, ids: systemIds };
    try {
      await decideEvidence(deps, DISPATCHER, input('accepted'));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (error.code === 'already-served') await decideEvidence(deps, DISPATCHER, input('dismissed'));
    }
  }

  async count(): Promise<Count[]> {
    const visits = await this.#db.client.assignment.findMany({ include: { events: true } });
    const counts = new Map<string, Count>();
    for (const { caseId, state, outcome, events } of visits) {
      const count = counts.get(caseId) ?? { caseId, servedCount: 0, openEvidenceIds: [] };
      counts.set(caseId, count);
      if (state === 'finished' && outcome === 'served') count.servedCount += 1;
      for (const { id, problem, decision } of events) if (problem && !decision) count.openEvidenceIds.push(id);
    }
    return [...counts.values()];
  }

  async #assignCase(teamId: string, caseId: string): Promise<string> {
    const id = `v${++this.#visitCount}`;
    await this.#commit(teamId, 'team.published', { revision: 1, withdrawnIds: [] }, (tx) =>
      tx.assignment.create({ data: assignmentRow(id, caseId, teamId, this.#visitCount) }),
    );
    return id;
  }

  async withdraw(teamId: string, visitId: string): Promise<void> {
    const { state } = await this.#db.client.assignment.findUniqueOrThrow({ where: { id: visitId } });
    if (state === 'arrived' || state === 'finished') return;
    await this.#commit(teamId, 'team.published', { revision: 1, withdrawnIds: [visitId] }, (tx) =>
      tx.assignment.update({ where: { id: visitId }, data: { state: 'withdrawn', version: { increment: 1 } } }),
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
