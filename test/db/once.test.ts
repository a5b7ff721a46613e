import { expect, it } from 'vitest';
import { forgetCommands, runOnce } from '../../apps/api/src/db/once.ts';
import { describeOnDatabases, describeOnServer } from '../support/database.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const command = { commandId: '7b1c', accountId: 'dispatcher', kind: 'cases.open', bodyHash: 'abc', now: NOW };

describeOnDatabases('a command that is sent twice', (open) => {
  it('happens once and is answered the same', async () => {
    const db = await open();
    let runs = 0;
    const send = () => db.transaction((tx) => runOnce(tx, command, async () => ({ run: ++runs, at: NOW, nothing: undefined })));
    const first = await send();
    expect(first).toEqual({ run: 1, at: NOW.toISOString() });
    expect(await send()).toEqual(first);
    expect(runs).toBe(1);
  });

  it('may answer nothing', async () => {
    const db = await open();
    const send = () => db.transaction((tx) => runOnce(tx, command, async () => undefined));
    expect([await send(), await send()]).toEqual([null, null]);
  });

  it.each([
    ['another body', { bodyHash: 'other' }],
    ['another use case', { kind: 'cases.close' }],
    ['another account, which must not see the answer', { accountId: 'somebody else' }],
    ['nobody signed in', { accountId: null }],
  ])('is refused when the id comes with %s', async (_, change) => {
    const db = await open();
    await db.transaction((tx) => runOnce(tx, command, async () => 'private'));
    const again = db.transaction((tx) => runOnce(tx, { ...command, ...change }, async () => 'never'));
    await expect(again).rejects.toMatchObject({ code: 'command-id-reused' });
  });

  it('may be tried again when it failed', async () => {
    const db = await open();
    const failing = db.transaction((tx) =>
      runOnce(tx, command, async () => {
        throw new Error('not now');
      }),
    );
    await expect(failing).rejects.toThrow('not now');
    expect(await db.transaction((tx) => runOnce(tx, command, async () => 'done'))).toBe('done');
  });

  it('is forgotten when it is old', async () => {
    const db = await open();
    await db.transaction((tx) => runOnce(tx, command, async () => 1));
    expect(await db.transaction((tx) => forgetCommands(tx, NOW))).toBe(0);
    expect(await db.transaction((tx) => forgetCommands(tx, new Date(NOW.getTime() + 1)))).toBe(1);
  });
});

describeOnServer('a command that arrives ten times at once', (open) => {
  it('happens once; the others wait and get its answer', async () => {
    const db = await open();
    let runs = 0;
    const send = () =>
      db.transaction((tx) =>
        runOnce(tx, command, async () => {
          await tx.$queryRaw`SELECT pg_sleep(0.05)::text`;
          return ++runs;
        }),
      );
    expect(await Promise.all(Array.from({ length: 10 }, send))).toEqual(Array(10).fill(1));
    expect(runs).toBe(1);
  });
});
