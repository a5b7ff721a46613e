import { randomUUID } from 'node:crypto';
import type { PolicyView } from '../../apps/api/src/contract/people.ts';
import type { Caller } from '../support/app.ts';

/** Working-time rules without a limit, for tests of the calendar that are not about them. */
export async function limitNothing(dispatcher: Caller): Promise<void> {
  const { policy } = (await dispatcher<PolicyView>('GET', '/api/working-time-policy')).body;
  const limits = Object.fromEntries(Object.keys(policy.rules.limits).map((rule) => [rule, { limit: null, warnAt: null }]));
  const body = { version: policy.version, rules: { ...policy.rules, limits }, note: 'test' };
  const { status } = await dispatcher('PUT', '/api/working-time-policy', body, { 'idempotency-key': randomUUID() });
  if (status !== 200) throw new Error(`The rules could not be written: ${status}.`);
}
