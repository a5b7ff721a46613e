import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import type { CaseDetail, CaseSearchResult, ImportReport } from '../../apps/api/src/contract/cases.ts';
import type { Problem } from '../../apps/api/src/contract/problems.ts';
import { type Caller, openTestApp, type TestApp } from '../support/app.ts';
import { describeOnDatabases } from '../support/database.ts';

const HEADER = 'Họ tên,Năm sinh,Giới tính,Điện thoại,Địa chỉ,Phường,Đi lại,Nhu cầu,Giờ có người nhà,Vĩ độ,Kinh độ';
const ROW =
  'Nguyễn Thị Thử Nghiệm,1931,nữ,0912 345 678,"Số 5, ngõ 12 phố Đặng Văn Ngữ",Kim Liên,nằm liệt giường,căn cước,T2-T6 18:00-20:30,,';
const csv = (...rows: string[]): Uint8Array => Buffer.from([HEADER, ...rows, ''].join('\r\n'));

describeOnDatabases('an import', (open) => {
  let test: TestApp;
  let dispatcher: Caller;
  beforeAll(async () => {
    test = await openTestApp(await open());
    dispatcher = await test.as('dieuphoi');
  });
  const countCases = () => test.deps.db.client.case.count();

  it('fills the demo from its own file, once', async () => {
    const file = readFileSync(new URL('../../prisma/demo/cases.csv', import.meta.url), 'utf8');
    expect(await countCases()).toBe(file.trim().split('\r\n').length - 1);
  });

  it('shows first what it would do and changes nothing; then takes it and can be repeated safely', async () => {
    const before = await countCases();
    const bytes = csv(ROW, ROW.replace('Thử Nghiệm', 'Chị Em'));
    const dry = await dispatcher<ImportReport>('POST', '/api/imports/check', bytes);
    expect(dry).toMatchObject({
      status: 200,
      body: { rowCount: 2, caseCount: 2, householdCount: 1, errorCount: 0, importId: null },
    });
    expect(await countCases()).toBe(before);

    const key = { 'idempotency-key': randomUUID(), 'x-file-name': encodeURIComponent('danh sách.csv') };
    const path = `/api/imports?contentHash=${dry.body.contentHash}`;
    const taken = await dispatcher<ImportReport>('POST', path, bytes, key);
    expect(taken).toMatchObject({ status: 201, body: { caseCount: 2, importId: expect.any(String) } });
    expect(await countCases()).toBe(before + 2);
    // The answer was lost on the way; the browser sends the same command again.
    expect((await dispatcher<ImportReport>('POST', path, bytes, key)).body).toEqual(taken.body);
    expect(await countCases()).toBe(before + 2);
    // A new upload of the same list finds that all are known.
    expect((await dispatcher<ImportReport>('POST', '/api/imports/check', bytes)).body).toMatchObject({
      caseCount: 0,
      skippedCount: 2,
    });

    const { body: found } = await dispatcher<CaseSearchResult>('POST', '/api/cases/search', { text: 'THU NGHIEM' });
    expect(found.cases).toHaveLength(1);
    const { body: detail } = await dispatcher<CaseDetail>('GET', `/api/cases/${found.cases[0]!.id}`);
    expect(detail).toMatchObject({
      fullName: 'Nguyễn Thị Thử Nghiệm',
      phone: '+84912345678',
      state: 'waiting',
      priority: 90,
      history: [{ kind: 'imported' }],
    });
    expect(detail.householdCaseIds).toHaveLength(1);
    expect(detail.lat).not.toBeNull();
  });

  it('with one bad row takes none, and names line, field and reason', async () => {
    const before = await countCases();
    const bytes = csv(ROW.replace('1931', '1932'), ROW.replace('nữ', 'x'), ROW.replace(',,', ',10.0,105.8').replace(/,$/, ''));
    const { status, body } = await dispatcher<Problem>('POST', '/api/imports', bytes);
    expect(status).toBe(422);
    expect(body.code).toBe('import-has-errors');
    expect(body.errors?.map((item) => [item.line, item.pointer, item.code])).toContainEqual([3, 'sex', 'unknown-sex']);
    expect(body.errors?.map((item) => item.line)).not.toContain(2);
    expect(await countCases()).toBe(before);
    // An error answer holds no personal data, and neither does the log.
    expect(JSON.stringify(body)).not.toContain('Thử Nghiệm');
    expect(test.log.join('\n')).not.toMatch(/Thử Nghiệm|Đặng Văn Ngữ|912345678|912 345 678/);
  });

  it('refuses a file that is not the one that was checked, and one in another encoding', async () => {
    expect(await dispatcher('POST', `/api/imports?contentHash=${'0'.repeat(64)}`, csv(ROW))).toMatchObject({
      status: 409,
      body: { code: 'import-changed' },
    });
    const latin = Buffer.concat([csv(), Buffer.from([0xca, 0xff, 0x41, 0x0a])]);
    expect(await dispatcher('POST', '/api/imports/check', latin)).toMatchObject({ status: 400, body: { code: 'file-encoding' } });
    expect(await dispatcher('POST', '/api/imports/check', { not: 'a file' })).toMatchObject({
      status: 415,
      body: { code: 'unsupported-media-type' },
    });
  });

  it('keeps to the unit: a dispatcher of one district takes no row of another, and sees none', async () => {
    const dongda = await test.as('dongda');
    const elsewhere = await dongda<ImportReport>('POST', '/api/imports/check', csv(ROW.replace('Kim Liên', 'Cầu Giấy')));
    expect(elsewhere.body.findings).toContainEqual(
      expect.objectContaining({ code: 'ward-outside-your-unit', field: 'ward', line: 2 }),
    );
    const all = await dispatcher<CaseSearchResult>('POST', '/api/cases/search', {});
    const own = await dongda<CaseSearchResult>('POST', '/api/cases/search', {});
    expect(own.body.totalCount).toBeGreaterThan(0);
    expect(own.body.totalCount).toBeLessThan(all.body.totalCount);
    const foreign = all.body.cases.find((visitCase) => !own.body.cases.some((one) => one.id === visitCase.id))!;
    expect(await dongda('GET', `/api/cases/${foreign.id}`)).toMatchObject({ status: 403, body: { code: 'outside-your-unit' } });
    expect(await dongda('POST', '/api/cases/search', { unitId: '01' })).toMatchObject({ status: 403 });
  });

  it('is for dispatchers: not for a team, not for somebody unknown, not from another site', async () => {
    const team = await test.as('to1');
    const nobody = await test.as();
    expect(await team('POST', '/api/imports/check', csv(ROW))).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
    expect(await team('POST', '/api/cases/search', {})).toMatchObject({ status: 403 });
    expect(await nobody('POST', '/api/imports/check', csv(ROW))).toMatchObject({
      status: 401,
      body: { code: 'sign-in-required' },
    });
    expect(await dispatcher('POST', '/api/imports', csv(ROW), { origin: 'http://elsewhere.example' })).toMatchObject({
      status: 403,
      body: { code: 'foreign-origin' },
    });
  });

  it('moves a pin once, tells who had an older picture, and refuses water', async () => {
    const { body: found } = await dispatcher<CaseSearchResult>('POST', '/api/cases/search', { text: 'chi em' });
    const visitCase = found.cases[0]!;
    const { body: detail } = await dispatcher<CaseDetail>('GET', `/api/cases/${visitCase.id}`);
    const pin = { lat: 21.0101, lon: 105.8302, version: detail.version };
    const moved = await dispatcher<CaseDetail>('PUT', `/api/cases/${visitCase.id}/pin`, pin);
    expect(moved).toMatchObject({
      status: 200,
      body: { lat: 21.0101, coordinateSource: 'pinned', confidence: 'exact', version: detail.version + 1 },
    });
    expect(await dispatcher('PUT', `/api/cases/${visitCase.id}/pin`, pin)).toMatchObject({
      status: 409,
      body: { code: 'changed-meanwhile' },
    });
    const lake = { lat: 21.06, lon: 105.815, version: detail.version + 1 };
    expect(await dispatcher('PUT', `/api/cases/${visitCase.id}/pin`, lake)).toMatchObject({
      status: 422,
      body: { code: 'place-in-water' },
    });
  });
});
