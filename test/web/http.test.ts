import { expect, test } from 'vitest';
import { Http, ProblemError } from '../../apps/web/src/api/http.ts';
import { problemText } from '../../apps/web/src/words/problems.ts';

const answering = (response: () => Response | Promise<Response>) => {
  const calls: [string, RequestInit][] = [];
  return {
    calls,
    http: new Http(async (input, init) => {
      calls.push([input, init]);
      return response();
    }),
  };
};
const caught = async (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as ProblemError,
  );

test('a command carries its id and its body; undefined query values are left out', async () => {
  const { calls, http } = answering(() => Response.json({ ok: true }));
  expect(await http.post('/api/runs', { body: { dayCount: 7 }, commandId: 'c1', query: { a: 1, b: undefined } })).toEqual({
    ok: true,
  });
  const [path, init] = calls[0]!;
  expect(path).toBe('/api/runs?a=1');
  expect(init).toMatchObject({ method: 'POST', body: '{"dayCount":7}', headers: { 'idempotency-key': 'c1' } });
});

test('a problem keeps its code, items and numbers, and has words', async () => {
  const { http } = answering(() =>
    Response.json(
      { type: '/problems/plan-stale', title: '…', status: 409, code: 'plan-stale', params: { current: 4 } },
      { status: 409, headers: { 'content-type': 'application/problem+json' } },
    ),
  );
  const error = await caught(http.post('/api/plans/p/publish'));
  expect(error).toBeInstanceOf(ProblemError);
  expect(error).toMatchObject({ code: 'plan-stale', status: 409, params: { current: 4 } });
  expect(problemText(error)).toMatch(/vừa công bố/);
});

test('no answer at all is "no network"; a stranger’s error page is told by its status', async () => {
  const dead = new Http(() => Promise.reject(new TypeError('failed')));
  expect(await caught(dead.get('/api/me'))).toMatchObject({ code: 'no-network' });
  const { http } = answering(() => new Response('<html>502</html>', { status: 502 }));
  expect(await caught(http.get('/api/me'))).toMatchObject({ code: 'server-starting', status: 502 });
});

test('an empty answer is nothing, not an error', async () => {
  const { http } = answering(() => new Response(null, { status: 204 }));
  expect(await http.delete('/api/session')).toBeUndefined();
});
