import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { z } from 'zod';
import { hashToken } from '../../apps/api/src/auth/session-token.ts';
import type { FamilyCodeChecked, TeamCode } from '../../apps/api/src/contract/field.ts';
import type { FamilyView } from '../../apps/api/src/contract/requests.ts';
import type { Database } from '../../apps/api/src/db/open-database.ts';
import { describeOnDatabases } from '../support/database.ts';
import { callerOf } from './call-as.ts';
import { startApp } from './start-app.ts';
import { at, command, fillWorld } from './world.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

type Checked = z.infer<typeof FamilyCodeChecked> & { code?: string };

/** Visit a1 came from a family's request, so both sides have codes; a2 did not. */
async function start(db: Database) {
  await fillWorld(db);
  const token = randomBytes(32).toString('base64url');
  await db.client.request.create({
    data: {
      ...{ id: randomUUID(), unitId: '00226', tokenHash: hashToken(token), state: 'accepted', caseId: 'c-a1' },
      ...{ requesterName: 'Trần Văn Nam', relation: 'child', phone: '+84912345678', fullName: 'Nguyễn Thị A1', birthYear: 1930 },
      ...{
        sex: 'female',
        address: '1 ngõ 12 Láng Hạ',
        mobility: 'bedbound',
        needs: ['id_card'],
        windows: [],
        createdAt: at(-600),
      },
    },
  });
  const { url, clock, deps } = await startApp(db);
  const call = callerOf(db, url);
  const family = async () =>
    (await call<FamilyView>(null, 'GET', '/api/requests/mine', undefined, { 'x-request-token': token })).body;
  const check = (code: string, who = 'to1', id = 'a1') =>
    call<Checked>(who, 'POST', `/api/field/assignments/${id}/family-code`, { code });
  const teamCode = (who = 'to1', id = 'a1') =>
    call<z.infer<typeof TeamCode> & { code: string }>(who, 'GET', `/api/field/assignments/${id}/code`);
  const travel = () => call('to1', 'POST', '/api/field/commands', { commands: [command('a1', 'travel')] });
  /** A code that is surely not the family's. */
  const wrong = (right: string) => String((Number(right) + 1) % 10_000).padStart(4, '0');
  return { clock, deps, call, family, check, teamCode, travel, wrong };
}

describeOnDatabases('codes at the door', (open) => {
  test('both sides see the other’s code only while the team is coming; both change together', async () => {
    const db = await open();
    const { clock, family, teamCode, travel } = await start(db);
    expect((await family()).codes).toBeNull();
    await travel();
    const { codes } = await family();
    const { body: own } = await teamCode();
    expect(codes).toMatchObject({ team: own.code, validUntil: own.validUntil });
    expect(codes!.team).toMatch(/^\d{4}$/);
    expect(codes!.family).toMatch(/^\d{4}$/);
    clock.advance(15 * 60);
    const later = await family();
    expect(later.codes!.team).toBe((await teamCode()).body.code);
    expect([later.codes!.team, later.codes!.family]).not.toEqual([codes!.team, codes!.family]);
    expect(later.codes!.validUntil > codes!.validUntil).toBe(true);
  });

  test('the family’s code is right, also the one of a quarter of an hour ago, but not an older one; the team’s own is not', async () => {
    const db = await open();
    const { clock, family, check, travel } = await start(db);
    await travel();
    const { codes } = await family();
    if (codes!.team !== codes!.family) expect((await check(codes!.team)).body.matches).toBe(false);
    clock.advance(30 * 60);
    if ((await family()).codes!.family !== codes!.family) expect((await check(codes!.family)).body.matches).toBe(false);
    clock.advance(-15 * 60);
    const { body } = await check(codes!.family);
    expect(body).toMatchObject({ matches: true, verifiedAt: clock.now().toISOString() });
    expect(await db.client.assignment.findUnique({ where: { id: 'a1' } })).toMatchObject({ verifiedAt: clock.now() });
    // In the log of the evening, once, without the code.
    await check(codes!.family);
    const events = await db.client.eveningEvent.findMany({ where: { kind: 'verified' } });
    expect(events).toMatchObject([{ assignmentId: 'a1', detail: {} }]);
  });

  test('after five wrong codes nothing is looked at any more, not even the right one, until the next quarter of an hour', async () => {
    const db = await open();
    const { clock, family, check, travel, wrong } = await start(db);
    await travel();
    const right = (await family()).codes!.family;
    for (const left of [4, 3, 2, 1, 0])
      expect((await check(wrong(right))).body).toMatchObject({ matches: false, attemptsLeft: left });
    expect(await check(right)).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect((await db.client.assignment.findUnique({ where: { id: 'a1' } }))!.verifiedAt).toBeNull();
    clock.advance(15 * 60);
    expect((await check((await family()).codes!.family)).body).toMatchObject({ matches: true, attemptsLeft: 5 });
  });

  test('twenty guesses at once are still five', async () => {
    const db = await open();
    const { family, check, travel } = await start(db);
    await travel();
    const right = (await family()).codes!.family;
    const guesses = Array.from({ length: 21 }, (_, index) => String((Number(right) + 1 + index) % 10_000).padStart(4, '0'));
    const answers = await Promise.all(guesses.map((guess) => check(guess)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(16);
  });

  test('codes are the team’s whose visit it is; others, dispatchers and a withdrawn visit have none', async () => {
    const db = await open();
    const { check, teamCode } = await start(db);
    for (const run of [teamCode, (who: string, id?: string) => check('0000', who, id)]) {
      expect((await run('to2')).body.code).toBe('not-found');
      expect((await run('north')).body.code).toBe('not-allowed');
      expect((await run('to1', 'a2')).body.code).toBe('no-family-code');
      expect((await run('to1', 'none')).body.code).toBe('not-found');
    }
    await db.client.assignment.update({ where: { id: 'a1' }, data: { state: 'withdrawn' } });
    expect((await teamCode()).body.code).toBe('not-found');
    // A stranger's try at another team's door does not use up the attempts.
    expect((await db.client.assignment.findUnique({ where: { id: 'a1' } }))!.wrongCodeCount).toBe(0);
  });

  test('what is no code is refused before it is compared', async () => {
    const { check } = await start(await open());
    for (const code of ['', '123', '12345', 'abcd', '1234\n']) expect((await check(code)).body.code).toBe('invalid-input');
  });
});
