import { appendLiveMessages } from '../db/live-messages.ts';
import type { Deps } from '../deps.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import { PUSH_NOTIFICATIONS } from './queue-push.ts';
import { sendPush } from './send-push.ts';
import {
  deleteSubscriptions,
  endPushJob,
  findUnitPathOfTeam,
  type PushJobRow,
  postponePushJob,
  readSubscriptions,
  takePushJobs,
} from './store.ts';
import { readVapidKeys } from './vapid-keys.ts';

type PushDeps = Pick<Deps, 'db' | 'clock' | 'log'>;

const JOBS_AT_ONCE = 20;
/** Longer than a round can take: a job whose process died is taken by another after this. */
const TAKEN_MS = 2 * 60_000;
const MOST_ATTEMPTS = 5;
/** After the first failure; doubled each time. */
const RETRY_MS = 15_000;
const LOOK_EVERY_MS = 15_000;

/** Sends what is due, once over all processes. Answers how many jobs it looked at. */
export async function sendDuePushes(deps: PushDeps): Promise<number> {
  const { db, clock } = deps;
  const now = clock.now();
  const jobs = await db.transaction((tx) => takePushJobs(tx, now, new Date(now.getTime() + TAKEN_MS), JOBS_AT_ONCE));
  if (jobs.length === 0) return 0;
  const keys = await readVapidKeys(deps);
  for (const job of jobs) {
    const outcomes = await Promise.all(
      (await readSubscriptions(db.client, job.teamId)).map(async (subscription) => {
        const outcome = await sendPush(subscription, job.payload, keys);
        if (outcome === 'gone') await deleteSubscriptions(db.client, { endpoint: subscription.endpoint });
        return outcome;
      }),
    );
    await settle(deps, job, outcomes);
  }
  return jobs.length;
}

async function settle({ db, clock, log }: PushDeps, job: PushJobRow & { attempt: number }, outcomes: string[]): Promise<void> {
  const sentCount = outcomes.filter((outcome) => outcome === 'sent').length;
  log.info({ job: job.id, outcomes }, 'push');
  const now = clock.now();
  const triesAgain = sentCount === 0 && outcomes.includes('failed') && job.attempt < MOST_ATTEMPTS;
  await db.transaction(async (tx) => {
    if (triesAgain) {
      await postponePushJob(tx, job.id, new Date(now.getTime() + RETRY_MS * 2 ** (job.attempt - 1)));
      return;
    }
    await endPushJob(tx, job.id, sentCount, now);
    if (sentCount === 0 || job.alarmId === null) return;
    // Boards show that the team was reminded, and only now that it was.
    const channels = liveUnitChannels(await findUnitPathOfTeam(tx, job.teamId));
    const news = channels.map((channel) => ({ channel, type: 'unit.alarm', payload: { alarmId: job.alarmId } }));
    await appendLiveMessages(tx, news, now);
  });
}

/** Sends when something is decided, and looks now and then: a wake-up may be lost, a try may have failed. */
export async function startPushWorker(
  deps: PushDeps,
  after: (ms: number, run: () => void) => () => void,
): Promise<{ stop(): Promise<void> }> {
  let isStopped = false;
  let isAsked = false;
  let cancel: () => void = () => {};
  let round: Promise<void> | null = null;
  const look = () => {
    if (isStopped) return;
    isAsked = true;
    round ??= (async () => {
      while (isAsked && !isStopped) {
        isAsked = false;
        if ((await sendDuePushes(deps)) === JOBS_AT_ONCE) isAsked = true;
      }
    })()
      .catch((error: unknown) => deps.log.error({ err: error }, 'pushes not sent'))
      .finally(() => {
        round = null;
      });
  };
  const tick = () => {
    cancel = after(LOOK_EVERY_MS, () => {
      look();
      if (!isStopped) tick();
    });
  };
  tick();
  const unlisten = await deps.db.listen(PUSH_NOTIFICATIONS, look);
  return {
    async stop() {
      isStopped = true;
      cancel();
      void unlisten().catch(() => {});
      await round;
    },
  };
}
