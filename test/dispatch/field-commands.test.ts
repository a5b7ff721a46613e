import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Actor } from '../../apps/api/src/auth/actor.ts';
import { systemIds } from '../../apps/api/src/clock.ts';
import type { FieldCommand } from '../../apps/api/src/contract/dispatch.ts';
import type { Database } from '../../apps/api/src/db/open-database.ts';
import { applyFieldCommands } from '../../apps/api/src/dispatch/apply-field-command.ts';
import { ManualClock } from '../support/clock.ts';
import { describeOnDatabases, describeOnServer } from '../support/database.ts';
import { at, command, EVENING, fillWorld, withdraw } from './world.ts';

const TEAM_1: Actor = {
  accountId: 'to1',
  displayName: 'to1',
  role: 'team',
  unitId: 'q006',
  unitPath: '01/q006/',
  zone: 'Asia/Ho_Chi_Minh',
  teamId: 'to1',
};

async function field(db: Database) {
  await fillWorld(db);
  const clock = new ManualClock(EVENING);
  clock.advance(3600);
  return {
    clock,
    report: (commands: FieldCommand[], actor = TEAM_1) => applyFieldCommands({ db, clock, ids: systemIds }, actor, commands),
    assignment: (id: string) => db.client.assignment.findUniqueOrThrow({ where: { id } }),
    visitCase: (id: string) => db.client.case.findUniqueOrThrow({ where: { id } }),
    messages: (channel: string) => db.client.liveMessage.findMany({ where: { channel }, orderBy: { seq: 'asc' } }),
  };
}

describeOnDatabases('field commands', (open) => {
  test('device time and server time are both kept', async () => {
    const db = await open();
    const { report, assignment, clock } = await field(db);
    const [result] = await report([command('a1', 'acknowledge', { deviceAt: at(20).toISOString() })]);
    expect(result).toMatchObject({ status: 'accepted', problem: null, assignment: { state: 'acknowledged', version: 2 } });
    expect((await assignment('a1')).acknowledgedAt).toEqual(at(20));
    const [event] = await db.client.visitEvent.findMany();
    expect(event).toMatchObject({ deviceAt: at(20), receivedAt: clock.now(), applied: true, accountId: 'to1' });
  });

  test('sent again, it counts once', async () => {
    const db = await open();
    const { report, assignment, messages } = await field(db);
    const commands = [command('a1', 'arrive'), command('a1', 'finish', { outcome: 'no_answer' })];
    await report(commands);
    const before = await assignment('a1');
    const again = await report(commands);
    expect(again.map(({ status }) => status)).toEqual(['repeated', 'repeated']);
    expect(again[1]!.assignment).toMatchObject({ state: 'finished', outcome: 'no_answer' });
    expect(await assignment('a1')).toEqual(before);
    // Of the visit itself; that the others are expected later now is told, too.
    const ofVisit = (await messages('team:to1')).filter(({ payload }) => JSON.stringify(payload).includes('"a1"'));
    expect(ofVisit).toHaveLength(2);
    expect(await db.client.visitEvent.count()).toBe(2);
  });

  test('one that is refused does not hold up those behind it', async () => {
    const { report } = await field(await open());
    const results = await report([
      command('a1', 'finish', { outcome: 'served' }),
      command('a1', 'arrive'),
      command('a1', 'finish'),
      command('nowhere', 'arrive'),
      command('a1', 'finish', { outcome: 'served' }),
    ]);
    expect(results.map(({ status, problem }) => [status, problem])).toEqual([
      ['refused', 'illegal-step'],
      ['accepted', null],
      ['refused', 'outcome-required'],
      ['refused', 'not-found'],
      ['accepted', null],
    ]);
  });

  test("another team's visit is no different from none", async () => {
    const { report, assignment } = await field(await open());
    const [result] = await report([command('b1', 'acknowledge')]);
    expect(result).toMatchObject({ status: 'refused', problem: 'not-found', assignment: null });
    expect((await assignment('b1')).state).toBe('assigned');
  });

  test('only teams report', async () => {
    const { report } = await field(await open());
    await expect(report([command('a1', 'arrive')], { ...TEAM_1, role: 'dispatcher', teamId: null })).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });

  test('an id that was used for something else is refused', async () => {
    const { report } = await field(await open());
    const id = randomUUID();
    const results = await report([
      command('a1', 'acknowledge', { id }),
      command('a2', 'acknowledge', { id }),
      command('a1', 'arrive', { id }),
    ]);
    expect(results.map(({ status, problem }) => [status, problem])).toEqual([
      ['accepted', null],
      ['refused', 'command-id-reused'],
      ['refused', 'command-id-reused'],
    ]);
  });

  test('what was done at a home that was given away is kept as evidence', async () => {
    const db = await open();
    const { report, visitCase, messages } = await field(db);
    await withdraw(db, 'to1', ['a1'], 2);
    const results = await report([
      command('a1', 'acknowledge'),
      command('a1', 'arrive'),
      command('a1', 'finish', { outcome: 'served', note: 'Đã lấy vân tay' }),
    ]);
    expect(results.map(({ status, problem }) => [status, problem])).toEqual([
      ['refused', 'assignment-withdrawn'],
      ['kept', 'assignment-withdrawn'],
      ['kept', 'assignment-withdrawn'],
    ]);
    const events = await db.client.visitEvent.findMany({ orderBy: { kind: 'asc' } });
    expect(events.map(({ kind, outcome, applied }) => [kind, outcome, applied])).toEqual([
      ['arrive', null, false],
      ['finish', 'served', false],
    ]);
    expect((await visitCase('c-a1')).state).toBe('scheduled');
    expect((await messages('unit:01')).map(({ type }) => type)).toEqual(['unit.cases', 'unit.cases', 'unit.evidence']);
  });

  test('a finished visit settles its case and ends the promise, and nothing else', async () => {
    const db = await open();
    const { report, visitCase } = await field(db);
    await report([command('a1', 'arrive'), command('a1', 'finish', { outcome: 'unreadable_prints' })]);
    expect(await visitCase('c-a1')).toMatchObject({ state: 'waiting', needs: ['id_card', 'id_card_iris'], version: 2 });
    expect(await visitCase('c-a2')).toMatchObject({ state: 'scheduled', version: 1 });
    const open1 = await db.client.visitPromise.findMany({ where: { endedAt: null }, orderBy: { id: 'asc' } });
    expect(open1.map(({ id }) => id)).toEqual(['p-a2', 'p-a3', 'p-b1']);
  });

  test('messages hold ids, never names', async () => {
    const db = await open();
    const { report } = await field(db);
    await report([command('a1', 'arrive'), command('a1', 'finish', { outcome: 'served', note: 'Bà Nguyễn Thị A1' })]);
    expect(JSON.stringify(await db.client.liveMessage.findMany())).not.toMatch(/Nguy|Láng|9123/);
  });
});

describeOnServer('field commands at the same time', (open) => {
  test('the same commands sent ten times at once count once', async () => {
    const db = await open();
    const { report, messages } = await field(db);
    const commands = [command('a1', 'travel'), command('a1', 'arrive'), command('a1', 'finish', { outcome: 'served' })];
    const all = await Promise.all(Array.from({ length: 10 }, () => report(commands)));
    for (const [index] of commands.entries()) {
      const statuses = all.map((results) => results[index]!.status);
      expect(statuses.filter((status) => status === 'accepted')).toHaveLength(1);
      expect(statuses.filter((status) => status === 'repeated')).toHaveLength(9);
    }
    const told = await messages('team:to1');
    expect(told.map(({ seq }) => seq)).toEqual(told.map((_, index) => index + 1));
    expect(await db.client.visitEvent.count()).toBe(3);
  });

  test('two phones of a team end a visit differently at once: one counts, the other is kept', async () => {
    const db = await open();
    const { report, assignment } = await field(db);
    await report([command('a1', 'arrive')]);
    const [one, other] = await Promise.all([
      report([command('a1', 'finish', { outcome: 'served' })]),
      report([command('a1', 'finish', { outcome: 'no_answer' })]),
    ]);
    expect([one[0]!.status, other[0]!.status].sort()).toEqual(['accepted', 'kept']);
    const counted = one[0]!.status === 'accepted' ? 'served' : 'no_answer';
    expect((await assignment('a1')).outcome).toBe(counted);
  });
});
