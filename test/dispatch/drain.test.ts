import { expect, test } from 'vitest';
import type { z } from 'zod';
import { systemClock } from '../../apps/api/src/clock.ts';
import type { FieldResults } from '../../apps/api/src/contract/dispatch.ts';
import { appendLiveMessages } from '../../apps/api/src/db/live-messages.ts';
import { openDatabase } from '../../apps/api/src/db/open-database.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { createServerDatabase, describeOnServer } from '../support/database.ts';
import { ServerProcess } from '../support/server-process.ts';
import { LiveSocket } from './live-socket.ts';
import { giveOneVisitEach, seatTeams } from './many-teams.ts';
import { command, fillWorld } from './world.ts';

const TEAMS = 12;
/** Long enough to look at the server while it stops, also on a busy machine; it ends sooner, when everybody has moved. */
const DRAIN_MS = '60000';

describeOnServer('a deploy: one of two real processes is stopped', () => {
  test('L28 it says so at /readyz, tells every phone to move, still takes what they report, and ends; at the other nobody misses anything', {
    timeout: 300_000,
  }, async () => {
    const { url, drop } = await createServerDatabase();
    closeAfterwards({ close: drop });
    const db = closeAfterwards(await openDatabase({ url, onProblem: () => {} }));
    await fillWorld(db);
    const seats = await seatTeams(db, TEAMS, systemClock.now());
    await giveOneVisitEach(db, seats);
    const launch = async () => {
      const server = await ServerProcess.launch({ DEMO: '0', DATABASE_URL: url, DRAIN_MS });
      closeAfterwards({ close: () => server.remove() });
      return server;
    };
    const [leaving, staying] = await Promise.all([launch(), launch()]);
    const tellAll = () =>
      db.transaction((tx) =>
        appendLiveMessages(
          tx,
          seats.map(({ teamId, channel }) => ({
            channel,
            type: 'team.assignment',
            payload: { assignmentId: `visit-${teamId}` },
          })),
          systemClock.now(),
        ),
      );
    const phones = await Promise.all(
      seats.map(({ channel, cookie, teamId }) => LiveSocket.hello(leaving.url, cookie, { [channel]: 0 }, `phone-${teamId}`)),
    );
    await tellAll();
    for (const phone of phones) expect((await phone.next('message')).seq).toBe(1);

    const ended = leaving.terminate();
    const moves = await Promise.all(phones.map((phone) => phone.next('move')));
    // Each at another moment, over the first two thirds of the time.
    const afterMs = moves.map((move) => move.afterMs).sort((a, b) => a - b);
    expect(new Set(afterMs).size).toBe(TEAMS);
    expect(afterMs.at(-1)).toBeLessThan((Number(DRAIN_MS) * 2) / 3);
    const ready = await fetch(`${leaving.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ code: 'server-stopping' });
    expect((await fetch(`${leaving.url}/livez`)).status).toBe(200);
    expect((await fetch(`${staying.url}/readyz`)).status).toBe(200);
    const [first] = seats;
    await expect(LiveSocket.open(leaving.url, first!.cookie)).rejects.toThrow('503');
    // Whoever was just reporting something is not turned away.
    const reported = await fetch(`${leaving.url}/api/field/commands`, {
      method: 'POST',
      headers: { cookie: first!.cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ commands: [command(`visit-${first!.teamId}`, 'acknowledge')] }),
    });
    expect(((await reported.json()) as z.infer<typeof FieldResults>).results).toMatchObject([{ status: 'accepted' }]);

    // They go where they are told to, and hear there what was said meanwhile; the first one also of what it did itself.
    await tellAll();
    for (const [index, phone] of phones.entries()) {
      const { channel, cookie, teamId } = seats[index]!;
      phone.socket.close(1000);
      const again = await LiveSocket.hello(staying.url, cookie, { [channel]: 1 }, `phone-${teamId}`);
      expect((await again.next('welcome')).channels[0]).toMatchObject({ mode: 'resume' });
      expect((await again.next('message')).seq).toBe(2);
    }
    // Nobody is left, so it does not wait for the rest of its time.
    expect(await ended).toBe(0);
  });
});
