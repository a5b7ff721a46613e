import { Duplex } from 'node:stream';

/** The socket the pg driver believes it has: bytes written go to the database's thread, its answers are read here. */
export class WorkerStream extends Duplex {
  readonly #send: (bytes: Uint8Array) => void;
  readonly #opened: () => void;
  connecting = false;

  constructor(opened: () => void, send: (bytes: Uint8Array) => void) {
    super();
    this.#opened = opened;
    this.#send = send;
  }

  /** Called by the driver in place of net.Socket.connect. */
  connect(): this {
    this.#opened();
    queueMicrotask(() => this.emit('connect'));
    return this;
  }

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    this.#send(chunk);
    done();
  }

  /** The driver corks a whole extended query; it is sent as one message. */
  override _writev(chunks: { chunk: Uint8Array }[], done: () => void): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)));
    done();
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  override _read(): void {}

  // What a net.Socket has and the driver calls.
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}
