import { beforeAll, describe, expect, it } from 'vitest';
import { SESSION_SEC } from '../../apps/api/src/auth/sign-in.ts';
import type { Me } from '../../apps/api/src/contract/session.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';

describe('signing in', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await openTestApp(await openTestDatabase());
  });

  it('tells who one is, until signing out', async () => {
    const call = await test.as('to3');
    expect((await call<Me>('GET', '/api/me')).body).toMatchObject({
      role: 'team',
      teamId: 'to-3',
      teamName: 'Tổ 3 – Bạch Mai',
      zone: 'Asia/Ho_Chi_Minh',
    });
    expect((await call('DELETE', '/api/session')).status).toBe(204);
    expect(await call('GET', '/api/me')).toMatchObject({ status: 401, body: { code: 'sign-in-required' } });
  });

  it('does not say whether the login or the password was wrong', async () => {
    const call = await test.as();
    const wrongPassword = await call('POST', '/api/session', { login: 'dieuphoi', password: 'x' });
    const wrongLogin = await call('POST', '/api/session', { login: 'nobody', password: 'x' });
    expect(wrongPassword.status).toBe(401);
    expect(wrongLogin.body).toEqual(wrongPassword.body);
  });

  it('is over after its time', async () => {
    const call = await test.as('dieuphoi');
    test.clock.advance(SESSION_SEC + 1);
    expect((await call('GET', '/api/me')).status).toBe(401);
  });

  it('is slowed down after too many attempts', async () => {
    const slow = await openTestApp(test.deps.db, '2026-11-23T09:00+07:00', { SIGN_INS_PER_MINUTE: '3' });
    const call = await slow.as();
    const statuses = [];
    for (let attempt = 0; attempt < 4; attempt++)
      statuses.push((await call('POST', '/api/session', { login: 'a', password: 'b' })).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
  });
});
