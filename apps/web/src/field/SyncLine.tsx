import { CircleAlert, CloudCheck, CloudOff, CloudUpload, type LucideIcon, Smartphone } from 'lucide-react';
import { Link } from 'react-router';
import type { Tone } from '../design/StateMark.tsx';
import { formatTime } from '../words/format.ts';
import { usePhone } from './phone-context.ts';
import { type SyncState, syncState } from './sync-state.ts';
import { fieldWords } from './words.ts';

const LOOK: Record<SyncState['kind'], [Tone, LucideIcon]> = {
  'disk-failed': ['bad', CircleAlert],
  'signed-out': ['warn', Smartphone],
  'on-phone': ['warn', Smartphone],
  sending: ['plain', CloudUpload],
  disconnected: ['warn', CloudOff],
  received: ['good', CloudCheck],
  connected: ['good', CloudCheck],
};

/** The state of sending, in words, always on the screen; it leads to what waits. */
export function SyncLine() {
  const { view, unsent } = usePhone();
  const words = useSyncWords();
  const state = syncState(unsent, view.live === 'live', view.team.heardAt);
  const [tone, Icon] = LOOK[state.kind];
  return (
    <Link to="/to/them" className={`phone-sync tone-${tone}`}>
      <Icon aria-hidden />
      <span role="status">{words}</span>
    </Link>
  );
}

export function useSyncWords(): string {
  const { view, unsent, zone } = usePhone();
  const t = fieldWords.useText();
  const state = syncState(unsent, view.live === 'live', view.team.heardAt);
  switch (state.kind) {
    case 'disk-failed':
      return t('sync.diskFailed');
    case 'signed-out':
      return t('sync.signedOut', { count: state.count });
    case 'on-phone':
      return t('sync.onPhone', { count: state.count });
    case 'sending':
      return t('sync.sending', { count: state.count });
    case 'disconnected':
      return state.heardAt ? t('sync.disconnected', { time: formatTime(state.heardAt, zone) }) : t('sync.neverConnected');
    case 'received':
      return t('sync.received', { time: formatTime(state.receivedAt, zone) });
    case 'connected':
      return t('sync.connected');
  }
}
