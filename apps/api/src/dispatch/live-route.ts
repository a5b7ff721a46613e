import websocket from '@fastify/websocket';
import type { RawData, WebSocket } from 'ws';
import { actorOf, SESSION_COOKIE } from '../auth/authenticate.ts';
import { hashToken } from '../auth/session-token.ts';
import { LIVE_PATH, LIVE_SUBPROTOCOL } from '../contract/live-codes.ts';
import { LIVE_NOTIFICATIONS } from '../db/live-messages.ts';
import type { App, Deps } from '../deps.ts';
import { runProgressOf } from '../planning/progress-listener.ts';
import { ProblemError } from '../problem.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import { Hub } from './hub.ts';
import { liveStore } from './live-store.ts';
import { systemTimers } from './system-timers.ts';
import { parseTransientNews, TRANSIENT_NOTIFICATIONS } from './transient-news.ts';

/** A frame above this is refused by its header, before it is read (L23). */
const MAX_FRAME_BYTES = 64 * 1024;

/** GET /live: the upgrade (L1 to L3), and the hub of this process behind it. */
export async function liveRoute(app: App, deps: Deps): Promise<void> {
  const hub = new Hub({ store: liveStore(deps), clock: deps.clock, timers: systemTimers, log: deps.log });
  const unlistens = [
    await deps.db.listen(LIVE_NOTIFICATIONS, (channel) => hub.wake(channel)),
    await deps.db.listen(TRANSIENT_NOTIFICATIONS, (payload) => {
      const news = parseTransientNews(payload);
      if (news) hub.tell(news);
    }),
  ];

  const endProgress = runProgressOf(deps).subscribe(({ runId, unitPath, progress }) => {
    for (const channel of liveUnitChannels(unitPath)) hub.say(channel, { type: 'run.progress', runId, progress });
  });

  await app.register(websocket, {
    options: {
      maxPayload: MAX_FRAME_BYTES,
      perMessageDeflate: false,
      clientTracking: true,
      handleProtocols: () => LIVE_SUBPROTOCOL,
    },
    // A socket that breaks off is ordinary on a phone; 'close' follows and the hub forgets it.
    errorHandler: (_error, socket) => socket.terminate(),
    // The hub closes its connections itself, with a code.
    preClose: (done) => done(),
  });
  let isStopping = false;
  app.addHook('preClose', async () => {
    isStopping = true;
    endProgress();
    // Not waited for: with the database away this would hold up the stop, and a drained hub sleeps through every wake-up.
    for (const unlisten of unlistens) void unlisten().catch(() => {});
    await hub.drain(deps.config.drainMs);
    app.websocketServer.close();
  });

  // Node hands an upgraded connection over for good: one that was answered like any request would otherwise stay open.
  app.addHook('onResponse', async (request) => {
    if (request.headers.upgrade !== undefined) request.raw.socket.destroySoon();
  });

  app.get(
    LIVE_PATH,
    {
      websocket: true,
      preValidation: async (request) => {
        // L28: a page that comes now would only have to move again.
        if (isStopping) throw new ProblemError('server-stopping');
        actorOf(request);
        const offered = request.headers['sec-websocket-protocol']?.split(',').map((name) => name.trim());
        if (!offered?.includes(LIVE_SUBPROTOCOL)) {
          throw new ProblemError('invalid-input', { detail: `Offer the WebSocket subprotocol ${LIVE_SUBPROTOCOL}.` });
        }
      },
    },
    (socket: WebSocket, request) => {
      const client = hub.connect(socket, actorOf(request), hashToken(request.cookies[SESSION_COOKIE] ?? ''));
      if (!client) return;
      socket.on('message', (data: RawData, isBinary: boolean) => hub.receive(client, isBinary ? null : data.toString()));
      socket.on('close', () => hub.disconnected(client));
    },
  );
}
