/** Constants of the live protocol; apps/api/src/dispatch/PROTOCOL.md numbers its rules. No dependency: the web imports these as values. */
export const LIVE_PATH = '/live';
export const LIVE_SUBPROTOCOL = 'gocua.live.v1';
export const LIVE_VERSION = 1;
/** The client pings this often; either side gives the other up after two silent intervals and a half. */
export const HEARTBEAT_MS = 15_000;
export const SILENCE_MS = 37_500;
/** How long a new connection may take to say hello. */
export const HELLO_MS = 10_000;
/** Largest message from a client. */
export const MAX_CLIENT_BYTES = 16 * 1024;
/** Messages a client may send at once, and a second in the long run. An acknowledgement of something new does not count. */
export const CLIENT_BURST = 60;
export const CLIENT_PER_SEC = 10;
/** Nothing more is sent behind this many unsent bytes; a client that stays behind them for SLOW_MS is dropped and resumes. */
export const MAX_BUFFERED_BYTES = 1024 * 1024;
export const SLOW_MS = 15_000;
export const MAX_CHANNELS = 16;
/** Open connections of one account to one process. */
export const MAX_CONNECTIONS = 32;
/** Who is further behind than this gets a snapshot instead of the messages. */
export const MAX_REPLAY = 500;

/** Close codes (RFC 6455 private range). `retry` says whether the client should come back by itself. */
export const LIVE_CLOSE = {
  4400: { name: 'bad-message', retry: false },
  4401: { name: 'sign-in-required', retry: false },
  4403: { name: 'not-allowed', retry: false },
  4406: { name: 'wrong-version', retry: false },
  4408: { name: 'silent', retry: true },
  4413: { name: 'message-too-large', retry: false },
  4429: { name: 'too-fast', retry: true },
  4490: { name: 'too-slow', retry: true },
  4503: { name: 'draining', retry: true },
} as const;
export type LiveCloseCode = keyof typeof LIVE_CLOSE;
