import { createHash } from 'node:crypto';
import type { Ids } from '../../apps/api/src/clock.ts';

/** Ids that look like any others and are the same in every run. For one database only: a second source of the same name repeats them. */
export function sameIds(name: string): Ids {
  let count = 0;
  const next = () => createHash('sha256').update(`${name} ${count++}`).digest();
  return {
    newId: () => {
      const bytes = next().subarray(0, 16);
      bytes[6] = (bytes[6]! & 0x0f) | 0x40;
      bytes[8] = (bytes[8]! & 0x3f) | 0x80;
      return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
    newSeed: () => next().readUInt32BE() >>> 1,
  };
}
