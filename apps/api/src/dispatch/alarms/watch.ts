import type { FastifyBaseLogger } from 'fastify';
import type { Deps } from '../../deps.ts';
import { queuePush } from '../../notify/queue-push.ts';
import type { HubTimers } from '../hub.ts';
import { lockEvening } from '../store.ts';
import { followEvening, judgeEvening, unacknowledgedKey } from '../visits/follow-evening.ts';
import { readTeamDays } from '../visits/store.ts';
import { raiseAlarm } from './raise-alarm.ts';
import { readNotHome, readOpenKeys, readUnacknowledged } from './store.ts';

/** A team is expected to look at its visits this long before its shift, not days before. */
const LOOK_BEFORE_SHIFT_MS = 2 * 3600_000;
/** A shift that ended longer ago is not asked about. */
const HOME_ASKED_MS = 12 * 3600_000;
const DAY_MS = 24 * 3600_000;

type WatchDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'config'>;

/**
 * What changes because nothing happens: a team that does not acknowledge, an arrival that does not come, a team that is not home.
 * May run in several processes: an alarm is open once, whoever raises it.
 */
export async function watchEvenings(deps: WatchDeps): Promise<void> {
  await watchAcknowledgements(deps);
  await watchArrivals(deps);
  await watchHome(deps);
}

/** Not acknowledged in time: an alarm and a push at once, the call list when that did not help either. */
async function watchAcknowledgements(deps: WatchDeps): Promise<void> {
  const { db, clock, config } = deps;
  const now = clock.now();
  const silent = await readUnacknowledged(db.client, {
    toldBefore: new Date(now.getTime() - config.field.acknowledgeWithinSec * 1000),
    shiftOpensBefore: new Date(now.getTime() + LOOK_BEFORE_SHIFT_MS),
    now,
  });
  for (const { teamId, date, count } of silent) {
    const openKey = unacknowledgedKey({ teamId, date });
    if ((await readOpenKeys(db.client, teamId)).has(openKey)) continue;
    await db.transaction(async (tx) => {
      const alarmId = await raiseAlarm(tx, deps, {
        ...{ teamId, date, openKey, facts: { count } },
        kind: 'not_acknowledged',
        callDueAt: new Date(now.getTime() + config.callAfterSec * 1000),
      });
      if (alarmId) await queuePush(tx, deps, { teamId, payload: { kind: 'assignments', count }, alarmId });
    });
  }
}

async function watchArrivals(deps: WatchDeps): Promise<void> {
  const { db, clock } = deps;
  const now = clock.now();
  const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  // A day more on either side: the date of a shift is local.
  const days = await readTeamDays(db.client, { from: dateOf(now.getTime() - DAY_MS), to: dateOf(now.getTime() + DAY_MS) });
  for (const day of days) {
    const isOn = day.shiftOpensAt <= now && now.getTime() < day.shiftClosesAt.getTime() + HOME_ASKED_MS;
    if (!isOn) continue;
    const { etas, late, recovered, overrunSec, isWithinShift } = judgeEvening(day, now);
    const open = await readOpenKeys(db.client, day.teamId);
    const hasNews =
      etas.length > 0 ||
      late.some(({ visit }) => !open.has(`window:${visit.id}`)) ||
      recovered.some((id) => open.has(`window:${id}`)) ||
      (open.has(`overrun:${day.teamId}:${day.date}`) ? isWithinShift : overrunSec !== null);
    if (!hasNews) continue;
    await db.transaction(async (tx) => {
      await lockEvening(tx, [day.teamId]);
      await followEvening(tx, deps, { teamId: day.teamId, date: day.date });
    });
  }
}

async function watchHome(deps: WatchDeps): Promise<void> {
  const { db, clock, config } = deps;
  const nowMs = clock.now().getTime();
  const missing = await readNotHome(db.client, {
    after: new Date(nowMs - HOME_ASKED_MS),
    before: new Date(nowMs - config.field.homeWithinSec * 1000),
  });
  for (const { teamId, date } of missing) {
    const openKey = `home:${teamId}:${date}`;
    await db.transaction((tx) => raiseAlarm(tx, deps, { teamId, date, kind: 'not_home', openKey, facts: {} }));
  }
}

/** Watches until stopped; a round that fails is reported, and the next one comes. */
export function startWatch(
  deps: WatchDeps & { log: Pick<FastifyBaseLogger, 'error'> },
  timers: Pick<HubTimers, 'after'>,
): { stop(): Promise<void> } {
  let isStopped = false;
  let cancel: () => void = () => {};
  let round: Promise<void> = Promise.resolve();
  const next = () => {
    cancel = timers.after(deps.config.watchEverySec * 1000, () => {
      round = watchEvenings(deps)
        .catch((error: unknown) => deps.log.error({ err: error }, 'evenings not looked at'))
        .then(() => {
          if (!isStopped) next();
        });
    });
  };
  next();
  return {
    stop() {
      isStopped = true;
      cancel();
      return round;
    },
  };
}
