import { WebSocket } from 'ws';
import type { ServerMessage } from '../../../apps/api/src/contract/live.ts';
import { LIVE_SUBPROTOCOL, LIVE_VERSION } from '../../../apps/api/src/contract/live-codes.ts';

/** Thousands of phones in a process of their own, so that only the server is measured in the server's process. */
export type Order =
  | { kind: 'connect'; url: string; phones: { channel: string; cookie: string }[]; spreadMs: number }
  | { kind: 'break' }
  | { kind: 'await'; seq: number; channels: string[] };
/** Milliseconds since the epoch, of a clock that both processes share. */
export type Report = { kind: 'done'; atMs: number[]; lostCount: number };

interface Phone {
  channel: string;
  cookie: string;
  seq: number | null;
  lostCount: number;
  socket: WebSocket | null;
  /** When each number was heard. */
  heardAtMs: Map<number, number>;
}

let phones: Phone[] = [];
let check: () => void = () => {};
const nowMs = () => performance.timeOrigin + performance.now();

function connect(phone: Phone, url: string): void {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/live`, [LIVE_SUBPROTOCOL], { headers: { cookie: phone.cookie } });
  phone.socket = socket;
  socket.on('open', () => {
    const channels = [{ channel: phone.channel, after: phone.seq }];
    socket.send(JSON.stringify({ type: 'hello', version: LIVE_VERSION, deviceId: 'bench-device', channels }));
  });
  socket.on('error', () => setTimeout(() => connect(phone, url), 200));
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as ServerMessage;
    if (message.type !== 'snapshot' && message.type !== 'message') return;
    if (message.type === 'message' && message.seq !== phone.seq! + 1) phone.lostCount += 1;
    phone.seq = message.seq;
    phone.heardAtMs.set(message.seq, nowMs());
    socket.send(JSON.stringify({ type: 'ack', channel: phone.channel, seq: message.seq }));
    check();
  });
}

function whenAll(hasIt: (phone: Phone) => boolean): Promise<void> {
  return new Promise((resolve) => {
    let isChecking = false;
    check = () => {
      if (isChecking) return;
      isChecking = true;
      setTimeout(() => {
        isChecking = false;
        if (phones.every(hasIt)) resolve();
      }, 5);
    };
    check();
  });
}

process.on('message', (order: Order) => void obey(order));

async function obey(order: Order): Promise<void> {
  if (order.kind === 'break') {
    for (const { socket } of phones) socket?.terminate();
    return report([]);
  }
  if (order.kind === 'connect') {
    if (phones.length === 0) {
      phones = order.phones.map((phone) => ({ ...phone, seq: null, lostCount: 0, socket: null, heardAtMs: new Map() }));
    }
    for (const [index, phone] of phones.entries()) {
      setTimeout(() => connect(phone, order.url), (index / phones.length) * order.spreadMs);
    }
    await whenAll(({ socket, seq }) => socket?.readyState === WebSocket.OPEN && seq !== null);
    return report([nowMs()]);
  }
  const awaited = new Set(order.channels);
  await whenAll(({ channel, seq }) => !awaited.has(channel) || (seq !== null && seq >= order.seq));
  report(phones.flatMap(({ channel, heardAtMs }) => (awaited.has(channel) ? [heardAtMs.get(order.seq) ?? 0] : [])));
}

function report(atMs: number[]): void {
  const lostCount = phones.reduce((sum, phone) => sum + phone.lostCount, 0);
  process.send!({ kind: 'done', atMs, lostCount } satisfies Report);
}
