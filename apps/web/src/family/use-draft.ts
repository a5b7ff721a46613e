import { useSyncExternalStore } from 'react';
import { newId } from '../api/newId.ts';
import { browserWorld } from '../live/browserWorld.ts';
import { localDate } from '../words/format.ts';
import type { Draft } from './draft.ts';
import { DraftStore, type Shelf } from './draft-store.ts';
import { newToken } from './new-token.ts';

function shelf(): Shelf | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

let opened: DraftStore | null = null;

/** One draft a tab. */
export function draftStore(): DraftStore {
  opened ??= new DraftStore(shelf(), () => ({ id: newId(), token: newToken() }));
  return opened;
}

export function useDraft(): Draft {
  const store = draftStore();
  return useSyncExternalStore(store.listen, store.read);
}

/** The zone of the place served; the family's pages ask before any server has told theirs. */
const ZONE = 'Asia/Ho_Chi_Minh';

/** The calendar year of the place, for years of birth. */
export function thisYear(): number {
  return Number(localDate(browserWorld.nowMs(), ZONE).slice(0, 4));
}
