import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { LIVE_CLOSE } from '../../apps/api/src/contract/live-codes.ts';
import { describeLiveProtocol } from '../../apps/api/src/dispatch/async-api.ts';

const require = createRequire(import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(require.resolve(path), 'utf8')) as object;

interface Described {
  components: { messages: Record<string, { name: string; payload: object }> };
}
const described = describeLiveProtocol() as unknown as Described;
const payload = (name: string) =>
  new Ajv({ strict: false, validateFormats: false }).compile(described.components.messages[name]!.payload);

describe('the description of the live protocol', () => {
  test('is an AsyncAPI 3.0 document, by its own schema', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
    const isValid = ajv.compile(read('@asyncapi/specs/schemas/3.0.0-without-$id.json'));
    expect(isValid(described) ? [] : isValid.errors).toEqual([]);
    const { channels: _, ...lacking } = described as unknown as Record<string, unknown>;
    expect(isValid({ ...lacking, operations: { one: { action: 'sing' } } })).toBe(false);
  });

  test('knows every message of either side, and refuses what is none', () => {
    expect(Object.keys(described.components.messages).sort()).toEqual([
      'client_ack',
      'client_hello',
      'client_ping',
      'client_seen',
      'server_message',
      'server_move',
      'server_pong',
      'server_snapshot',
      'server_transient',
      'server_welcome',
    ]);
    const isHello = payload('client_hello');
    const hello = { type: 'hello', version: 1, deviceId: 'device-0001', channels: [{ channel: 'team:to1', after: null }] };
    expect(isHello(hello)).toBe(true);
    expect(isHello({ ...hello, channels: [] })).toBe(false);
    expect(isHello({ ...hello, channels: [{ channel: 'street:1', after: 0 }] })).toBe(false);
    expect(payload('client_seen')({ type: 'seen', channel: 'unit:01', seq: -1 })).toBe(false);
    const event = { type: 'unit.cases', caseIds: ['c1'] };
    const isMessage = payload('server_message');
    expect(isMessage({ type: 'message', channel: 'unit:01', seq: 4, at: '2026-11-23T12:00:00Z', event })).toBe(true);
    expect(
      isMessage({ type: 'message', channel: 'unit:01', seq: 4, at: '2026-11-23T12:00:00Z', event: { type: 'unit.secret' } }),
    ).toBe(false);
  });

  test('names every close code, and the rules stand in PROTOCOL.md with a test of each number', () => {
    const text = JSON.stringify(described);
    for (const [code, { name }] of Object.entries(LIVE_CLOSE)) expect(text).toContain(`${code} ${name}`);
    const protocol = readFileSync(new URL('../../apps/api/src/dispatch/PROTOCOL.md', import.meta.url), 'utf8');
    const rules = [...protocol.matchAll(/\*\*(L\d+)\*\*/g)].map(([, rule]) => rule!);
    const tests = ['protocol', 'live-faults']
      .map((name) => readFileSync(new URL(`./${name}.test.ts`, import.meta.url), 'utf8'))
      .join('\n');
    expect(rules.length).toBeGreaterThan(28);
    expect(rules.filter((rule) => !new RegExp(`test\\('[^']*\\b${rule}\\b`).test(tests))).toEqual([]);
  });
});
