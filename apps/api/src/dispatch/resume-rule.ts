import { MAX_REPLAY } from '../contract/live-codes.ts';
import type { ChannelNews } from './hub-store.ts';

/**
 * Rules L9 to L11: whether a client that has applied everything up to `after` can be given the messages after it, or needs
 * a snapshot. `news` holds at least the first message after `after`, if it is still kept.
 */
export function howToBegin(after: number | null, news: ChannelNews): 'resume' | 'snapshot' {
  if (after === null) return 'snapshot';
  if (after === news.lastSeq) return 'resume';
  const isReachable = after < news.lastSeq && news.lastSeq - after <= MAX_REPLAY;
  const isKept = news.messages.some((message) => message.seq === after + 1);
  return isReachable && isKept ? 'resume' : 'snapshot';
}
