import type { Position, TeamReport } from '../../contract/field.ts';
import type { Deps } from '../../deps.ts';
import { applyFieldCommands } from '../../dispatch/apply-field-command.ts';
import { stampReached, upsertDeliveries } from '../../dispatch/delivery-store.ts';
import { applyTeamReports } from '../../dispatch/evening/apply-team-reports.ts';
import { recordPositions } from '../../dispatch/evening/record-positions.ts';
import { asidesUntil } from './asides.ts';
import { demoTeamActor } from './demo-actors.ts';
import { fixedId } from './fixed-id.ts';
import { nextStep, type PlayedStep, type PlayedVisit } from './next-step.ts';
import type { PlayedTeam } from './played-team.ts';
import { type EveningRow, readDepots, readHeads, readSignedIn, readUnreadIds, readVisitsAround } from './store.ts';
import { temperOf } from './team-temper.ts';
import { WayFinder } from './way-finder.ts';

const MINUTE_MS = 60_000;
/** Teams look at their phones and check their machines so long before the shift. */
const BEFORE_MS = 60 * MINUTE_MS;
const AFTER_MS = 60 * MINUTE_MS;
/** A team with more to catch up than this in one moment is left for the next one. */
const MOST_STEPS = 40;

/**
 * Plays the demo's teams: at each moment every team does what is due, through the same commands that a phone sends. It keeps nothing
 * that the database does not have, so it goes on after a new start; a team whose account somebody uses is left to that person.
 */
export class EveningPlayer {
  readonly #deps: Deps;
  readonly #ways: WayFinder;
  readonly #done = new Set<string>();
  readonly #heard = new Map<string, number>();
  #depots: ReadonlyMap<string, readonly [number, number]> | null = null;
  #positions = new Map<string, Position[]>();

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#ways = new WayFinder(deps.streets);
  }

  /** What is due at an instant. Positions are gathered until `sendPositions`. */
  async play(at: Date): Promise<void> {
    const deps = { ...this.#deps, clock: { now: () => at } };
    const { client } = deps.db;
    const rows = await readVisitsAround(client, new Date(at.getTime() - AFTER_MS), new Date(at.getTime() + BEFORE_MS));
    if (rows.length === 0) return;
    const signedIn = await readSignedIn(client, this.#deps.clock.now());
    const teams = this.#teamsOf(rows, at).filter(({ teamId }) => !signedIn.has(demoTeamActor(teamId)?.accountId ?? ''));
    for (const aside of asidesUntil(teams, at)) {
      if (this.#done.has(aside.key)) continue;
      this.#done.add(aside.key);
      await aside.perform(deps, aside.at);
    }
    const unread = await readUnreadIds(client);
    for (const team of teams) if (team.hasSignal) await this.#playTeam(deps, team, unread.get(team.teamId) ?? [], at);
    await this.#hear(deps, teams, at);
    await this.#locate(client, teams, at);
  }

  async sendPositions(): Promise<void> {
    for (const [teamId, positions] of this.#positions) {
      const actor = demoTeamActor(teamId);
      // Outside its shift a team's place is nobody's business: the rule refuses, and that is right.
      if (actor) await recordPositions(this.#deps, actor, positions).catch(() => undefined);
    }
    this.#positions = new Map();
  }

  #teamsOf(rows: readonly EveningRow[], at: Date): PlayedTeam[] {
    const teams = new Map<string, PlayedTeam>();
    for (const row of rows) {
      const { teamId, date } = row;
      if (!demoTeamActor(teamId)) continue;
      const opensMs = row.shiftOpensAt.getTime();
      const key = `${teamId} ${date} ${opensMs}`;
      const gap = temperOf(teamId).noSignalMin;
      const minute = (at.getTime() - opensMs) / MINUTE_MS;
      const hasSignal = gap === null || minute < gap[0] || minute >= gap[1];
      const team = teams.get(key) ?? { teamId, date, opensMs, visits: [], hasSignal };
      team.visits.push(row);
      teams.set(key, team);
    }
    return [...teams.values()];
  }

  async #playTeam(deps: Deps, team: PlayedTeam, unread: readonly string[], at: Date): Promise<void> {
    const actor = demoTeamActor(team.teamId)!;
    const temper = temperOf(team.teamId);
    const report = async (kind: string, dueMs: number, facts: object) => {
      const key = fixedId(team.teamId, team.opensMs, kind);
      if (at.getTime() < dueMs || this.#done.has(key)) return;
      this.#done.add(key);
      const about = { id: key, deviceAt: new Date(dueMs).toISOString(), date: team.date, kind, ...facts };
      await applyTeamReports(deps, actor, [about as TeamReport]);
    };
    await report('shift-began', team.opensMs - 20 * MINUTE_MS, {});
    const { state: kitState, batteryPercent } = temper.kit;
    const itemsPresent = ['machine', 'charger', 'cables', 'camera', 'forms', 'disinfectant'];
    await report('kit-checked', team.opensMs - 15 * MINUTE_MS, { kitState, batteryPercent, itemsPresent, note: '' });

    const visits = team.visits.map(playedVisitOf);
    for (let count = 0; count < MOST_STEPS; count++) {
      const step = nextStep(visits, { opensMs: team.opensMs, temper });
      if (!step || step.atMs > at.getTime()) break;
      const [result] = await applyFieldCommands(deps, actor, [commandOf(step)]);
      const index = visits.findIndex(({ id }) => id === step.visitId);
      // Somebody changed the evening at this moment: the next one sees how it stands.
      if (result?.status !== 'accepted' && result?.status !== 'repeated') break;
      visits[index] = afterStep(visits[index]!, step);
    }
    team.visits = team.visits.map((row, index) => ({ ...row, ...stateOf(visits[index]!) }));

    const last = Math.max(...visits.map(({ finishedMs }) => finishedMs ?? 0));
    if (visits.every(({ state }) => state === 'finished')) await report('home-reached', last + 25 * MINUTE_MS, {});
    if (unread.length === 0) return;
    const id = fixedId('read', ...unread);
    await applyTeamReports(deps, actor, [{ kind: 'messages-read', id, deviceAt: at.toISOString(), messageIds: [...unread] }]);
  }

  /** The phones with a signal have everything, and it was on a screen. */
  async #hear(deps: Deps, teams: readonly PlayedTeam[], at: Date): Promise<void> {
    const heads = await readHeads(
      deps.db.client,
      teams.map(({ teamId }) => teamId),
    );
    const deliveries = teams.flatMap(({ teamId, hasSignal }) => {
      const seq = heads.get(teamId) ?? 0;
      const isLive = this.#deps.clock.now().getTime() - at.getTime() < MINUTE_MS;
      // A phone that is connected says so again and again; in the past only what it reached counts.
      if (!hasSignal || seq === 0 || (!isLive && this.#heard.get(teamId) === seq)) return [];
      this.#heard.set(teamId, seq);
      const reached = { sentSeq: seq, sentAt: at, deliveredSeq: seq, deliveredAt: at, seenSeq: seq, seenAt: at, heardAt: at };
      const { accountId } = demoTeamActor(teamId)!;
      return [{ channel: `team:${teamId}`, deviceId: `demo-${teamId}`, accountId, teamId, ...reached, worthTelling: true }];
    });
    if (deliveries.length === 0) return;
    await deps.db.transaction(async (tx) => {
      await upsertDeliveries(tx, deliveries);
      await stampReached(tx, deliveries);
    });
  }

  async #locate(client: Deps['db']['client'], teams: readonly PlayedTeam[], at: Date): Promise<void> {
    this.#depots ??= await readDepots(client);
    for (const { teamId, visits, hasSignal } of teams) {
      const depot = this.#depots.get(teamId);
      if (!hasSignal || !temperOf(teamId).sharesPosition || !depot) continue;
      const [lon, lat] = this.#ways.placeAt(visits, depot, at, temperOf(teamId).pace);
      const position = { lat, lon, at: at.toISOString(), accuracyMetres: 18 };
      this.#positions.set(teamId, [...(this.#positions.get(teamId) ?? []), position]);
    }
  }
}

function playedVisitOf(row: EveningRow): PlayedVisit {
  const { id, state, travelSec, plannedStartAt, plannedEndAt, plannedArriveAt, toldAt } = row;
  return {
    ...{ id, state },
    plannedArriveMs: plannedArriveAt.getTime(),
    serviceMs: plannedEndAt.getTime() - plannedStartAt.getTime(),
    travelMs: travelSec * 1000,
    toldMs: toldAt?.getTime() ?? 0,
    travellingMs: row.travellingAt?.getTime() ?? null,
    arrivedMs: row.arrivedAt?.getTime() ?? null,
    finishedMs: row.finishedAt?.getTime() ?? null,
  };
}

function commandOf({ visitId: assignmentId, action, atMs, end }: PlayedStep) {
  const id = fixedId(assignmentId, action);
  const { outcome = null, note = '', detail = null } = end ?? {};
  return { id, assignmentId, action, outcome, note, detail, deviceAt: new Date(atMs).toISOString() };
}

const STATES = { acknowledge: 'acknowledged', travel: 'travelling', arrive: 'arrived', finish: 'finished' } as const;

function afterStep(visit: PlayedVisit, { action, atMs }: PlayedStep): PlayedVisit {
  const at = {
    acknowledge: {},
    travel: { travellingMs: atMs },
    arrive: { arrivedMs: atMs },
    finish: { finishedMs: atMs },
  }[action];
  return { ...visit, ...at, state: STATES[action] };
}

function stateOf({ state, travellingMs, arrivedMs, finishedMs }: PlayedVisit) {
  const instant = (ms: number | null) => (ms === null ? null : new Date(ms));
  return {
    state,
    travellingAt: instant(travellingMs),
    arrivedAt: instant(arrivedMs),
    finishedAt: instant(finishedMs),
  };
}
