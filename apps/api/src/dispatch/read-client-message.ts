import { ClientMessage } from '../contract/live.ts';
import { LIVE_VERSION, MAX_CLIENT_BYTES } from '../contract/live-codes.ts';

type Read = { refused: 4400 | 4406 | 4413; message?: never } | { refused?: never; message: ClientMessage };

/** Reads what a client sent, or says with which code it is refused. `text` is null for a binary frame. Never throws. */
export function readClientMessage(text: string | null): Read {
  if (text === null) return { refused: 4400 };
  if (Buffer.byteLength(text) > MAX_CLIENT_BYTES) return { refused: 4413 };
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { refused: 4400 };
  }
  // Before the rest is looked at: the hello of another version may have other fields.
  if (isHelloOfOtherVersion(raw)) return { refused: 4406 };
  const parsed = ClientMessage.safeParse(raw);
  if (!parsed.success) return { refused: 4400 };
  const { data: message } = parsed;
  if (message.type === 'hello' && hasRepeats(message.channels.map(({ channel }) => channel))) return { refused: 4400 };
  return { message };
}

function isHelloOfOtherVersion(raw: unknown): boolean {
  const { type, version } = (raw ?? {}) as { type?: unknown; version?: unknown };
  return type === 'hello' && Number.isInteger(version) && version !== LIVE_VERSION;
}

function hasRepeats(names: string[]): boolean {
  return new Set(names).size !== names.length;
}
