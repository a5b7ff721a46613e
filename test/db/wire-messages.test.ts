import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStartup, queryMessage, WireMessages } from '../../apps/api/src/db/embedded/wire-messages.ts';

/** A message as a client writes it: letter, length including itself, body. */
function message(letter: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(body.length + 5);
  bytes[0] = letter.charCodeAt(0);
  new DataView(bytes.buffer).setInt32(1, body.length + 4);
  bytes.set(body, 5);
  return bytes;
}

const startup = new Uint8Array([0, 0, 0, 8, 0, 3, 0, 0]);
const joined = (parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

describe('the messages of a database client', () => {
  it('come out whole and in order, however the bytes arrive, each batch ended by a message that is answered', () => {
    const body = fc.uint8Array({ maxLength: 30 });
    // A query in the extended protocol: parse, bind, describe, execute in any number, then Sync.
    const extended = fc.tuple(
      fc.array(fc.tuple(fc.constantFrom('P', 'B', 'D', 'E', 'C'), body), { maxLength: 5 }),
      fc.constant('S'),
    );
    const simple = fc.tuple(fc.constant([] as [string, Uint8Array][]), fc.constant('Q'));
    fc.assert(
      fc.property(
        fc.array(fc.oneof(extended, simple), { maxLength: 6 }),
        fc.array(fc.nat({ max: 40 }), { maxLength: 200 }),
        (queries, cuts) => {
          const expected = [
            startup,
            ...queries.map(([parts, end]) =>
              joined([...parts.map(([letter, bytes]) => message(letter, bytes)), message(end, new Uint8Array())]),
            ),
          ];
          const bytes = joined(expected);
          const messages = new WireMessages();
          const batches: Uint8Array[] = [];
          let offset = 0;
          for (const cut of [...cuts, bytes.length]) {
            batches.push(...messages.push(bytes.slice(offset, offset + cut)));
            offset += cut;
          }
          expect(batches).toEqual(expected);
        },
      ),
      { seed: 20261123, numRuns: 300 },
    );
  });

  it('tell the packet that opens a connection from all others', () => {
    expect(isStartup(startup)).toBe(true);
    expect(isStartup(queryMessage('ROLLBACK'))).toBe(false);
  });
});
