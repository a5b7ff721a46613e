// A process that writes with several writers until it is killed, and says what was acknowledged. Arguments: folder, template, round.
import { readFileSync, writeSync } from 'node:fs';
import { openDatabase } from '../../apps/api/src/db/open-database.ts';

const [, , dataDir, template = '', round] = process.argv;
const db = await openDatabase({ dataDir, template: readFileSync(template) });
writeSync(1, 'open\n');

const createdAt = new Date('2026-11-23T12:00:00Z');
async function write(writer: number): Promise<never> {
  for (let n = 0; ; n++) {
    const id = `${round}-${writer}-${n}`;
    await db.transaction(async (tx) => {
      await tx.command.create({ data: { id, kind: 'test', bodyHash: 'x'.repeat(200), result: { n }, createdAt } });
      // Second half of the transaction, in another table: both or neither.
      await tx.liveChannel.create({ data: { channel: id } });
    });
    // Synchronously: what is said is out before anything else happens.
    writeSync(1, `${id}\n`);
  }
}
await Promise.all([0, 1, 2, 3].map(write));
