import { WebSocket } from 'ws';
import type { ServerMessage } from '../../apps/api/src/contract/live.ts';
import { LIVE_SUBPROTOCOL, LIVE_VERSION } from '../../apps/api/src/contract/live-codes.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';

type Of<Type extends ServerMessage['type']> = Extract<ServerMessage, { type: Type }>;

/** A phone's end of the live connection, over a real socket. Keeps everything it heard, in order. */
export class LiveSocket {
  readonly socket: WebSocket;
  readonly heard: ServerMessage[] = [];
  closeCode: number | null = null;
  #read = 0;
  #changed: () => void = () => {};

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      this.heard.push(JSON.parse(String(data)) as ServerMessage);
      this.#changed();
    });
    socket.on('close', (code) => {
      this.closeCode = code;
      this.#changed();
    });
    socket.on('error', () => {});
  }

  /** Opens; rejects with "<status>" when the upgrade is refused. */
  static async open(
    url: string,
    cookie: string,
    headers: Record<string, string> = {},
    protocols = [LIVE_SUBPROTOCOL],
  ): Promise<LiveSocket> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/live`, protocols, { headers: { cookie, ...headers } });
    const live = new LiveSocket(socket);
    closeAfterwards({ close: async () => socket.terminate() });
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('unexpected-response', (_request, response) => {
        response.resume();
        reject(new Error(String(response.statusCode)));
      });
      socket.once('error', reject);
    });
    return live;
  }

  /** Opens and says hello; `after` by channel. */
  static async hello(
    url: string,
    cookie: string,
    after: Record<string, number | null>,
    deviceId = 'device-0001',
  ): Promise<LiveSocket> {
    const live = await LiveSocket.open(url, cookie);
    live.hello(after, deviceId);
    return live;
  }

  hello(after: Record<string, number | null>, deviceId = 'device-0001'): void {
    const channels = Object.entries(after).map(([channel, seq]) => ({ channel, after: seq }));
    this.say({ type: 'hello', version: LIVE_VERSION, deviceId, channels });
  }

  say(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The next message of a type that was not taken yet, skipping others. */
  async next<Type extends ServerMessage['type']>(type: Type): Promise<Of<Type>> {
    for (;;) {
      while (this.#read < this.heard.length) {
        const message = this.heard[this.#read++]!;
        if (message.type === type) return message as Of<Type>;
      }
      if (this.closeCode !== null) throw new Error(`closed with ${this.closeCode} while waiting for ${type}`);
      await this.#change(type);
    }
  }

  /** The code it was closed with. */
  async closed(): Promise<number> {
    while (this.closeCode === null) await this.#change('close');
    return this.closeCode;
  }

  async #change(what: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`nothing came: ${what}`)), 5000);
      this.#changed = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
