import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { CaseDetail, CaseSearchResult } from '../../apps/api/src/contract/cases.ts';
import type { TeamSnapshot } from '../../apps/api/src/contract/dispatch.ts';
import { openTestApp } from '../support/app.ts';
import { describeOnDatabases } from '../support/database.ts';
import { assignmentRow } from './world.ts';

/** Whole servers with the demo in them: on a busy machine that takes its time. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const LIST = [
  'Họ tên,Năm sinh,Giới tính,Địa chỉ,Phường/Xã,Đi lại,Nhu cầu,Vĩ độ,Kinh độ,Ngõ vào,Tầng,Thang máy,Chó,Giường,Nghe',
  'Tạ Thị Lối Vào,1930,nữ,Số 5 ngõ 12 phố Đặng Văn Ngữ,Kim Liên,nằm liệt giường,căn cước,21.0105,105.8302,xe máy,tầng 3,không,có,chật,nặng tai',
  'Tạ Văn Lối Vào,1928,nam,Số 5 ngõ 12 phố Đặng Văn Ngữ,Kim Liên,đi lại được,căn cước,21.0105,105.8302,,,,,,điếc',
].join('\r\n');

describeOnDatabases('how one gets to a person', (open) => {
  test('comes in with a list, is on the team’s phone, and what a dispatcher adds is heard by every team that goes to that home', async () => {
    const db = await open();
    const { as } = await openTestApp(db);
    const dispatcher = await as('dieuphoi');
    const imported = await dispatcher('POST', '/api/imports', Buffer.from(LIST));
    expect(imported).toMatchObject({ status: 201 });
    const { body: found } = await dispatcher<CaseSearchResult>('POST', '/api/cases/search', { text: 'loi vao' });
    const [her, him] = ['Tạ Thị Lối Vào', 'Tạ Văn Lối Vào'].map(
      (name) => found.cases.find(({ fullName }) => fullName === name)!.id,
    );
    const home = { alley: 'motorbike', floor: 3, lift: false, dog: true };
    const read = async (id: string) => (await dispatcher<CaseDetail>('GET', `/api/cases/${id}`)).body;
    expect((await read(her!)).access).toEqual({ ...home, bed: 'tight', hearing: 'hard' });
    // The home is theirs together, the rest is each one's own.
    expect((await read(him!)).access).toEqual({ ...home, bed: null, hearing: 'deaf' });

    // Both are published to teams, not to the same one.
    await db.client.assignment.createMany({
      data: [assignmentRow('v-her', her!, 'to-1', 1), assignmentRow('v-him', him!, 'to-2', 1)],
    });
    const [team, other] = [await as('to1'), await as('to2')];
    const onPhone = async (phone: typeof team) => (await phone<TeamSnapshot>('GET', '/api/field')).body.assignments;
    expect((await onPhone(team)).find(({ id }) => id === 'v-her')!.access).toEqual({ ...home, bed: 'tight', hearing: 'hard' });

    const change = {
      access: { ...home, floor: 4, lift: true, bed: 'mat', hearing: 'good' },
      accessNote: 'Bấm chuông hai lần',
      version: (await read(her!)).version,
    };
    const id = randomUUID();
    const put = () => dispatcher<CaseDetail>('PUT', `/api/cases/${her}/access`, change, { 'idempotency-key': id });
    expect((await put()).body).toMatchObject({ access: change.access, accessNote: change.accessNote });
    expect((await put()).status).toBe(200);
    for (const [phone, visitId, teamId] of [
      [team, 'v-her', 'to-1'],
      [other, 'v-him', 'to-2'],
    ] as const) {
      const visit = (await onPhone(phone)).find((one) => one.id === visitId)!;
      expect(visit).toMatchObject({ accessNote: 'Bấm chuông hai lần', access: { floor: 4, lift: true } });
      const told = await db.client.liveMessage.findMany({ where: { channel: `team:${teamId}`, type: 'team.assignment' } });
      expect(told.map(({ payload }) => payload)).toEqual([{ assignmentId: visitId }]);
    }
    expect((await read(him!)).access.hearing).toBe('deaf');

    // Somebody else saw an older version; a team and a chief do not write.
    expect((await dispatcher('PUT', `/api/cases/${her}/access`, change)).body).toMatchObject({ code: 'changed-meanwhile' });
    for (const who of [team, await as('truongdonvi')])
      expect((await who('PUT', `/api/cases/${her}/access`, change)).body).toMatchObject({ code: 'not-allowed' });
    const wrong = { ...change, access: { ...change.access, floor: 61, alley: 'tank' } };
    expect((await dispatcher('PUT', `/api/cases/${her}/access`, wrong)).body).toMatchObject({ code: 'invalid-input' });
  });
});
