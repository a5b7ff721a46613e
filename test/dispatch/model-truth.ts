import type { TeamAssignment, TeamSnapshot } from '../../apps/api/src/contract/dispatch.ts';
import type { LiveEvent } from '../../apps/api/src/contract/live.ts';
import type { HubStore, LogMessage } from '../../apps/api/src/dispatch/hub-store.ts';
import type { Truth, Visit } from './hub-scenario.ts';
import type { Random } from './random.ts';
import { at } from './world.ts';

interface ModelVisit extends Visit {
  teamId: string;
}

/** The database as a scenario needs it, in memory: a log, visits, deliveries. What is read together is of one moment, no more. */
export class ModelTruth implements Truth {
  readonly teamIds = ['to1', 'to2'];
  readonly #random: Random;
  readonly #visits = new Map<string, ModelVisit>();
  readonly #log = new Map<string, LogMessage[]>();
  readonly #heads = new Map<string, number>();
  readonly #delivered = new Map<string, number>();
  #visitCount = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  store(): HubStore {
    return {
      authorise: async (actor, channels) =>
        channels.map((channel) => ({ channel, deliversFor: channel === `team:${actor.teamId}` ? actor.teamId : null })),
      readAfter: async (cursors, limit) =>
        cursors.map(({ channel, after }) => ({
          channel,
          after,
          lastSeq: this.#heads.get(channel) ?? 0,
          messages: (this.#log.get(channel) ?? []).filter(({ seq }) => seq > after).slice(0, limit),
        })),
      readSnapshots: async (channels) => {
        const seqs = channels.map((channel) => this.#heads.get(channel) ?? 0);
        await this.#random.pause();
        return new Map(
          channels.map((channel, index) => {
            const teamId = channel.startsWith('team:') ? channel.slice(5) : null;
            return [channel, { seq: seqs[index]!, team: teamId ? this.#snapshot(teamId) : null }];
          }),
        );
      },
      render: async (messages) => messages.map((message) => this.#render(message)),
      renderTransients: async () => [],
      saveDeliveries: async (deliveries) => {
        for (const { channel, deviceId, deliveredSeq } of deliveries) {
          const key = `${channel} ${deviceId}`;
          this.#delivered.set(key, Math.max(deliveredSeq, this.#delivered.get(key) ?? 0));
        }
      },
      findActors: async () => new Map(),
    };
  }

  async assign(teamId: string): Promise<string> {
    const id = `v${++this.#visitCount}`;
    this.#visits.set(id, { id, teamId, state: 'assigned', version: 1 });
    this.#append(teamId, 'team.published', { withdrawnIds: [] });
    return id;
  }

  async withdraw(teamId: string, visitId: string): Promise<void> {
    this.#change(visitId, 'withdrawn');
    this.#append(teamId, 'team.published', { withdrawnIds: [visitId] });
  }

  async touch(teamId: string, visitId: string): Promise<void> {
    this.#change(visitId, this.#random.pick(['acknowledged', 'travelling', 'arrived', 'finished']));
    this.#append(teamId, 'team.assignment', { assignmentId: visitId });
  }

  async prune(channel: string): Promise<void> {
    const kept = this.#log.get(channel) ?? [];
    this.#log.set(channel, kept.slice(this.#random.below(kept.length + 1)));
  }

  async shown(teamId: string): Promise<Visit[]> {
    return this.#shown(teamId).map(({ id, state, version }) => ({ id, state, version }));
  }

  async head(channel: string): Promise<number> {
    return this.#heads.get(channel) ?? 0;
  }

  async delivered(channel: string, deviceId: string): Promise<number> {
    return this.#delivered.get(`${channel} ${deviceId}`) ?? 0;
  }

  #shown(teamId: string): ModelVisit[] {
    return [...this.#visits.values()].filter((visit) => visit.teamId === teamId && visit.state !== 'withdrawn');
  }

  #change(visitId: string, state: string): void {
    const visit = this.#visits.get(visitId)!;
    this.#visits.set(visitId, { ...visit, state, version: visit.version + 1 });
  }

  #append(teamId: string, type: string, payload: unknown): void {
    for (const channel of [`team:${teamId}`, 'unit:01']) {
      const seq = (this.#heads.get(channel) ?? 0) + 1;
      this.#heads.set(channel, seq);
      this.#log.set(channel, [...(this.#log.get(channel) ?? []), { channel, seq, type, payload, createdAt: at(0) }]);
    }
  }

  #snapshot(teamId: string): TeamSnapshot {
    return { team: { id: teamId }, assignments: this.#shown(teamId) } as unknown as TeamSnapshot;
  }

  #render({ channel, type, payload }: LogMessage): LiveEvent {
    if (channel === 'unit:01') return { type: 'unit.teams' };
    const { withdrawnIds = [], assignmentId } = payload as { withdrawnIds?: string[]; assignmentId?: string };
    if (type === 'team.published') {
      const open = this.#shown(channel.slice(5)).filter(({ state }) => state !== 'finished');
      return { type, revision: 1, withdrawnIds, assignments: open as unknown as TeamAssignment[] };
    }
    return { type: 'team.assignment', assignment: this.#visits.get(assignmentId!) as unknown as TeamAssignment };
  }
}
