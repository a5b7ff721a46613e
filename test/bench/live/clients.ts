import { WebSocket } from 'ws';
import type { ServerMessage } from '../../../apps/api/src/contract/live.ts';
import { HEARTBEAT_MS, LIVE_SUBPROTOCOL, LIVE_VERSION } from '../../../apps/api/src/contract/live-codes.ts';
import { answerOrders, nowMs } from './orders.ts';

/** Thousands of phones in a process of their own, so that only the server is measured in the server's process. */
export type ClientOrder =
  /** Each phone begins at one of the servers, in turn. Answers when all have their snapshot. */
  | { kind: 'connect'; urls: string[]; phones: { channel: string; cookie: string }[] }
  /** All lines break at once; after so long a network is there again, and every phone comes back as real ones do (L22). Answers at once. */
  | { kind: 'break'; awayMs: number }
  /** Answers when all phones of these channels have heard this number, with when each did. */
  | { kind: 'await'; seq: number; channels: string[] }
  /** Closes everything for good. */
  | { kind: 'end' };
export interface ClientReport {
  atMs: number[];
  lostCount: number;
  /** Upgrades that failed since the last order. */
  failedCount: number;
}

interface Phone {
  channel: string;
  cookie: string;
  seq: number | null;
  lostCount: number;
  socket: WebSocket | null;
  /** Tries since it was last welcomed. */
  tries: number;
  at: number;
  /** When each number was heard. */
  heardAtMs: Map<number, number>;
}

/** L22. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 20_000;

let phones: Phone[] = [];
let urls: string[] = [];
let isOver = false;
/** No network before. */
let awayUntilMs = 0;
let failedCount = 0;
let check: () => void = () => {};

function connect(phone: Phone): void {
  if (isOver) return;
  const url = urls[phone.at % urls.length]!;
  const socket = new WebSocket(`${url.replace('http', 'ws')}/live`, [LIVE_SUBPROTOCOL], {
    headers: { cookie: phone.cookie },
    perMessageDeflate: false,
  });
  phone.socket = socket;
  let heartbeat: NodeJS.Timeout | undefined;
  socket.on('open', () => {
    // L19: a phone that says nothing would be given up in the middle of a measurement.
    heartbeat = setInterval(() => socket.send(JSON.stringify({ type: 'ping', at: nowMs() })), HEARTBEAT_MS);
    const channels = [{ channel: phone.channel, after: phone.seq }];
    socket.send(JSON.stringify({ type: 'hello', version: LIVE_VERSION, deviceId: 'bench-device', channels }));
  });
  socket.on('error', () => {
    failedCount += 1;
  });
  socket.on('close', () => {
    clearInterval(heartbeat);
    comeBack(phone);
  });
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as ServerMessage;
    if (message.type === 'welcome') phone.tries = 0;
    if (message.type !== 'snapshot' && message.type !== 'message') return;
    if (message.type === 'message' && message.seq !== phone.seq! + 1) phone.lostCount += 1;
    phone.seq = message.seq;
    phone.heardAtMs.set(message.seq, nowMs());
    socket.send(JSON.stringify({ type: 'ack', channel: phone.channel, seq: message.seq }));
    check();
  });
}

function comeBack(phone: Phone): void {
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** phone.tries, LONGEST_PAUSE_MS) * (1 - Math.random() / 2);
  phone.tries += 1;
  phone.at += 1;
  setTimeout(() => connect(phone), pauseMs + Math.max(0, awayUntilMs - nowMs()));
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

answerOrders<ClientOrder, ClientReport>(async (order) => {
  if (order.kind === 'connect') {
    urls = order.urls;
    phones = order.phones.map((phone, index) => ({
      ...phone,
      ...{ seq: null, lostCount: 0, socket: null, tries: 0, at: index, heardAtMs: new Map() },
    }));
    for (const phone of phones) connect(phone);
    await whenAll(({ socket, seq }) => socket?.readyState === WebSocket.OPEN && seq !== null);
    return report([nowMs()]);
  }
  if (order.kind === 'break' || order.kind === 'end') {
    isOver = order.kind === 'end';
    awayUntilMs = nowMs() + (order.kind === 'break' ? order.awayMs : 0);
    for (const { socket } of phones) socket?.terminate();
    return report([nowMs()]);
  }
  const awaited = new Set(order.channels);
  await whenAll(({ channel, seq }) => !awaited.has(channel) || (seq !== null && seq >= order.seq));
  return report(phones.flatMap(({ channel, heardAtMs }) => (awaited.has(channel) ? [heardAtMs.get(order.seq) ?? 0] : [])));
});

function report(atMs: number[]): ClientReport {
  const answer = { atMs, lostCount: phones.reduce((sum, phone) => sum + phone.lostCount, 0), failedCount };
  failedCount = 0;
  return answer;
}
