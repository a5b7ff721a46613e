import { findActors } from '../auth/store.ts';
import type { LiveEvent, TransientEvent } from '../contract/live.ts';
import type { RunProgress } from '../contract/planning.ts';
import type { Deps } from '../deps.ts';
import { lastMetres } from '../travel/last-metres.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import { mayHear, parseChannel } from './channel-access.ts';
import { readDeliveries, stampReached, upsertDeliveries } from './delivery-store.ts';
import { FRESH_POSITION_MS, readLastPositions } from './evening/store.ts';
import type { ChannelAccess, HubStore, TransientNews } from './hub-store.ts';
import { readTeamSnapshots } from './read-team-snapshot.ts';
import { renderEvents } from './render-events.ts';
import { readChannelPaths, readLastSeqs, readLiveNews, readRunStates, readTeamUnitPaths } from './store.ts';
import { TRANSIENT_NOTIFICATIONS } from './transient-news.ts';

/** What the hub asks, answered from the database. */
export function liveStore({ db, clock, config, streets }: Pick<Deps, 'db' | 'clock' | 'config' | 'streets'>): HubStore {
  const { client } = db;
  const walkTo = lastMetres(streets);
  return {
    async authorise(actor, channels) {
      const parsed = channels.map(parseChannel);
      const idsOf = (kind: 'team' | 'unit') => parsed.filter((channel) => channel.kind === kind).map(({ id }) => id);
      // A team hears itself only, and its account says who it is: when thousands come back at once nothing is looked up.
      const isTeam = actor.role === 'team';
      const paths = isTeam ? null : await readChannelPaths(client, idsOf('unit'), idsOf('team'));
      const access: ChannelAccess[] = [];
      for (const [index, channel] of channels.entries()) {
        const { kind, id } = parsed[index]!;
        const path = paths ? paths.get(channel) : actor.unitPath;
        if (path === undefined || !mayHear(actor, { kind, id }, path)) return null;
        access.push({ channel, deliversFor: isTeam ? id : null });
      }
      return access;
    },
    readAfter: (cursors, limit) => readLiveNews(client, cursors, limit),
    async readSnapshots(channels) {
      // The numbers first: what is read after them includes at least everything they count.
      const seqs = await readLastSeqs(client, channels);
      const teamIds = channels.map(parseChannel).filter(({ kind }) => kind === 'team');
      const ids = teamIds.map(({ id }) => id);
      const teams = await readTeamSnapshots(client, ids, clock.now(), config.field, walkTo);
      return new Map(
        channels.map((channel) => [channel, { seq: seqs.get(channel)!, team: teams.get(parseChannel(channel).id) ?? null }]),
      );
    },
    render: (messages): Promise<LiveEvent[]> => renderEvents(client, messages, walkTo),
    renderTransients: (news) => renderTransients({ db, clock }, news),
    async saveDeliveries(deliveries) {
      const told = [...new Set(deliveries.filter(({ worthTelling }) => worthTelling).map(({ teamId }) => teamId))];
      await db.transaction(async (tx) => {
        await upsertDeliveries(tx, deliveries);
        const further = deliveries.filter(({ worthTelling }) => worthTelling);
        if (further.length > 0) await stampReached(tx, further);
        if (told.length > 0) await db.notify(tx, TRANSIENT_NOTIFICATIONS, ...told.map((teamId) => `team.delivery ${teamId}`));
      });
    },
    findActors: (sessionKeys) => findActors(client, clock, sessionKeys),
  };
}

async function renderTransients(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  news: TransientNews[],
): Promise<{ channel: string; event: TransientEvent }[]> {
  const idsOf = (wanted: string) => news.filter(({ kind }) => kind === wanted).map(({ id }) => id);
  const told: { channel: string; event: TransientEvent }[] = [];
  const teamIds = idsOf('team.delivery');
  if (teamIds.length > 0) {
    const paths = await readTeamUnitPaths(db.client, teamIds);
    for (const delivery of await readDeliveries(db.client, { teamIds }, clock.now())) {
      const channels = liveUnitChannels(paths.get(delivery.teamId) ?? '');
      told.push(...channels.map((channel) => ({ channel, event: { type: 'team.delivery' as const, delivery } })));
    }
  }
  const movedIds = idsOf('team.position');
  if (movedIds.length > 0) {
    const paths = await readTeamUnitPaths(db.client, movedIds);
    const since = new Date(clock.now().getTime() - FRESH_POSITION_MS);
    for (const position of await readLastPositions(db.client, { teamIds: movedIds }, since)) {
      const channels = liveUnitChannels(paths.get(position.teamId) ?? '');
      told.push(...channels.map((channel) => ({ channel, event: { type: 'team.position' as const, position } })));
    }
  }
  const runIds = idsOf('run.progress');
  if (runIds.length > 0) {
    const runs = await readRunStates(db.client, runIds);
    const paths = await readChannelPaths(db.client, [...new Set(runs.map(({ unitId }) => unitId))], []);
    for (const { id: runId, unitId, progress } of runs) {
      const event = { type: 'run.progress' as const, runId, progress: progress as RunProgress };
      told.push(...liveUnitChannels(paths.get(`unit:${unitId}`) ?? '').map((channel) => ({ channel, event })));
    }
  }
  return told;
}
