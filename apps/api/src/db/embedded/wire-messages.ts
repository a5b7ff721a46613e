/**
 * Cuts the byte stream of a PostgreSQL client into batches that can be given to a database that answers synchronously.
 * A batch is everything up to a message after which the server answers and waits: Sync, Query, Flush, Terminate, the
 * copy messages; or the startup packet, which alone has no type byte.
 */
export class WireMessages {
  #pending: Uint8Array = new Uint8Array(0);
  #started = false;

  /** Adds bytes as they arrived; returns the batches that are now complete, in order. */
  push(bytes: Uint8Array): Uint8Array[] {
    this.#pending = this.#pending.length === 0 ? bytes : concat(this.#pending, bytes);
    const batches: Uint8Array[] = [];
    let batchStart = 0;
    let offset = 0;
    for (;;) {
      const headerBytes = this.#started ? 5 : 4;
      if (this.#pending.length - offset < headerBytes) break;
      const length = readInt32(this.#pending, offset + headerBytes - 4) + (this.#started ? 1 : 0);
      if (this.#pending.length - offset < length) break;
      const isAnswered = !this.#started || ANSWERED.has(this.#pending[offset] ?? 0);
      this.#started = true;
      offset += length;
      if (isAnswered) {
        batches.push(this.#pending.slice(batchStart, offset));
        batchStart = offset;
      }
    }
    this.#pending = this.#pending.slice(batchStart);
    return batches;
  }
}

const ANSWERED = new Set([...'SQHXcdfF'].map((letter) => letter.charCodeAt(0)));

/** Whether a batch is the packet that opens a connection: it begins with its length, so with a zero byte. */
export function isStartup(batch: Uint8Array): boolean {
  return batch[0] === 0;
}

/** A simple query as a client writes it. */
export function queryMessage(sql: string): Uint8Array {
  const text = new TextEncoder().encode(sql);
  const message = new Uint8Array(text.length + 6);
  message[0] = 'Q'.charCodeAt(0);
  new DataView(message.buffer).setInt32(1, text.length + 5);
  message.set(text, 5);
  return message;
}

function readInt32(bytes: Uint8Array, offset: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getInt32(offset);
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
