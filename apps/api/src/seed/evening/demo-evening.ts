import { DEMO_UNIT_ID } from '../../../../../prisma/demo/teams.ts';
import type { Deps } from '../../deps.ts';
import { watchEvenings } from '../../dispatch/alarms/watch.ts';
import { arrangeEvening } from './arrange-evening.ts';
import { demoDispatcher } from './demo-actors.ts';
import { EveningPlayer } from './evening-player.ts';
import { isDemos, readPublished } from './store.ts';

const MINUTE_MS = 60_000;
/** In the past the demo's time goes in steps of this, now in real time. */
const PAST_STEP_MS = 2 * MINUTE_MS;
const WATCH_EVERY_STEPS = 5;
const LIVE_STEP_MS = 15_000;

/**
 * The demo's live evening: teams under way when somebody opens the board, at any time of day, and going on while they look. Arranged
 * once; anew at a later start when that evening is over and nobody has published a plan since.
 */
export async function startDemoEvening(deps: Deps): Promise<{ stop(): Promise<void> }> {
  if (!(await isDemos(deps.db.client, demoDispatcher().accountId))) return { stop: async () => undefined };
  const player = new EveningPlayer(deps);
  const startedMs = deps.clock.now().getTime();
  const published = await readPublished(deps.db.client, DEMO_UNIT_ID);
  const isOver = (published?.lastShiftClosesAt?.getTime() ?? 0) < startedMs;
  if (published === null || (published.isDemos && isOver)) {
    try {
      const evening = await arrangeEvening(deps, published?.revision ?? 0);
      if (evening) await playUntilNow(deps, player, evening.toldAt);
      const tookMs = deps.clock.now().getTime() - startedMs;
      deps.log.info({ isArranged: evening !== null, tookMs }, "the demo's evening");
    } catch (error) {
      // A server without an evening to show is better than none.
      deps.log.error({ err: error }, "the demo's evening could not be arranged");
    }
  }
  return goOn(deps, player);
}

async function playUntilNow(deps: Deps, player: EveningPlayer, from: Date): Promise<void> {
  let steps = 0;
  const nowMs = deps.clock.now().getTime();
  for (let ms = from.getTime(); ms < nowMs; ms += PAST_STEP_MS) {
    const at = new Date(ms);
    await player.play(at);
    steps += 1;
    if (steps % WATCH_EVERY_STEPS === 0) await watchEvenings({ ...deps, clock: { now: () => at } });
  }
  await player.play(deps.clock.now());
  await player.sendPositions();
}

/** A moment that fails is reported, and the next one comes. */
function goOn(deps: Deps, player: EveningPlayer): { stop(): Promise<void> } {
  let moment: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    moment = moment
      .then(() => player.play(deps.clock.now()))
      .then(() => player.sendPositions())
      .catch((error: unknown) => deps.log.error({ err: error }, "the demo's evening does not go on"));
  }, LIVE_STEP_MS);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      return moment;
    },
  };
}
