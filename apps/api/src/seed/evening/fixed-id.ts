import { createHash } from 'node:crypto';

/** An id that is the same whenever it is asked for: what the demo does once is done once, also after a new start. */
export function fixedId(...words: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(words.join(' ')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
