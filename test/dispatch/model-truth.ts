import type { AssignmentState, FieldAction, Outcome } from '../../apps/api/src/contract/codes.ts';
import type { FieldCommand, FieldResult, TeamAssignment, TeamSnapshot } from '../../apps/api/src/contract/dispatch.ts';
import type { LiveEvent } from '../../apps/api/src/contract/live.ts';
import { decideStep } from '../../apps/api/src/dispatch/field-steps.ts';
import type { HubStore, LogMessage } from '../../apps/api/src/dispatch/hub-store.ts';
import type { Count, Truth, Visit } from './hub-scenario.ts';
import type { Random } from './random.ts';
import { at } from './world.ts';

interface ModelVisit extends Visit {
  teamId: string;
  caseId: string;
  outcome: Outcome | null;
}

interface ModelEvent {
  visitId: string;
  action: FieldAction;
  outcome: Outcome | null;
  /** Waits for a decision. */
  isOpen: boolean;
}

/** The database as a scenario needs it, in memory: a log, visits, deliveries. What is read together is of one moment, no more. */
export class ModelTruth implements Truth {
  readonly teamIds = ['to1', 'to2'];
  readonly #random: Random;
  readonly #visits = new Map<string, ModelVisit>();
  readonly #log = new Map<string, LogMessage[]>();
  readonly #heads = new Map<string, number>();
  readonly #delivered = new Map<string, number>();
  readonly #events = new Map<string, ModelEvent>();
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

  async assign(teamId: string, caseId = `case-${this.#visitCount + 1}`): Promise<string> {
    const id = `v${++this.#visitCount}`;
    this.#visits.set(id, { id, teamId, caseId, state: 'assigned', outcome: null, version: 1 });
    this.#append(teamId, 'team.published', { withdrawnIds: [] });
    return id;
  }

  async move(teamId: string, visitId: string, toTeamId: string): Promise<string> {
    const { state, caseId } = this.#visits.get(visitId)!;
    // At the door, or done: the dispatcher is refused, and the visit stays.
    if (state === 'arrived' || state === 'finished') return visitId;
    await this.withdraw(teamId, visitId);
    return this.assign(toTeamId, caseId);
  }

  async report(teamId: string, commands: FieldCommand[]): Promise<FieldResult[]> {
    return commands.map((command) => this.#reportOne(teamId, command));
  }

  #reportOne(teamId: string, { id, assignmentId, action, outcome }: FieldCommand): FieldResult {
    const visit = this.#visits.get(assignmentId);
    const answer = (status: FieldResult['status'], problem: string | null) =>
      ({ id, status, problem, assignment: this.#visits.get(assignmentId) ?? null }) as unknown as FieldResult;
    if (!visit || visit.teamId !== teamId) return answer('refused', 'not-found');
    if (this.#events.has(id)) return answer('repeated', null);
    const decision = decideStep(visit.state as AssignmentState, visit.outcome, action, outcome);
    if (decision.kind === 'refused') return answer('refused', decision.problem);
    const isOpen = decision.kind === 'kept' && outcome !== null && decision.problem !== null;
    this.#events.set(id, { visitId: assignmentId, action, outcome, isOpen });
    if (decision.kind === 'kept') return answer('kept', decision.problem);
    this.#change(assignmentId, decision.to, outcome);
    this.#append(teamId, 'team.assignment', { assignmentId });
    return answer('accepted', null);
  }

  async decide(evidenceId: string): Promise<void> {
    const event = this.#events.get(evidenceId);
    if (!event?.isOpen) return;
    event.isOpen = false;
    const visit = this.#visits.get(event.visitId)!;
    const others = [...this.#visits.values()].filter(({ id, caseId }) => caseId === visit.caseId && id !== visit.id);
    const isServed = others.some(({ state, outcome }) => state === 'finished' && outcome === 'served');
    if (event.outcome === 'served' && isServed) return;
    this.#change(visit.id, 'finished', event.outcome);
    this.#append(visit.teamId, 'team.assignment', { assignmentId: visit.id });
    if (event.outcome !== 'served') return;
    for (const { id, teamId, state } of others) {
      if (state !== 'finished' && state !== 'withdrawn') await this.withdraw(teamId, id);
    }
  }

  async count(): Promise<Count[]> {
    const counts = new Map<string, Count>();
    for (const { caseId, state, outcome } of this.#visits.values()) {
      const count = counts.get(caseId) ?? { caseId, servedCount: 0, openEvidenceIds: [] };
      counts.set(caseId, count);
      if (state === 'finished' && outcome === 'served') count.servedCount += 1;
    }
    for (const [id, { visitId, isOpen }] of this.#events) {
      if (isOpen) counts.get(this.#visits.get(visitId)!.caseId)!.openEvidenceIds.push(id);
    }
    return [...counts.values()];
  }

  async withdraw(teamId: string, visitId: string): Promise<void> {
    const { state } = this.#visits.get(visitId)!;
    if (state === 'arrived' || state === 'finished') return;
    this.#change(visitId, 'withdrawn');
    this.#append(teamId, 'team.published', { withdrawnIds: [visitId] });
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

  #change(visitId: string, state: string, outcome: Outcome | null = null): void {
    const visit = this.#visits.get(visitId)!;
    this.#visits.set(visitId, { ...visit, state, outcome: outcome ?? visit.outcome, version: visit.version + 1 });
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
