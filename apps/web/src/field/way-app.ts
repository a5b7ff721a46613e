import { WAY_APPS, type WayApp } from './directions-link.ts';

/** Which program shows the way. Remembered on this phone, whoever signs in; nothing else reads the storage key. */
const KEY = 'gocua.way-app';
const listeners = new Set<() => void>();
let chosen: WayApp = readChosen();

function readChosen(): WayApp {
  try {
    const kept = localStorage.getItem(KEY);
    return WAY_APPS.find((app) => app === kept) ?? 'device';
  } catch {
    return 'device';
  }
}

export const wayApp = {
  read: (): WayApp => chosen,
  choose(next: WayApp): void {
    chosen = next;
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // Private windows may refuse storage; the choice then lasts as long as the page.
    }
    for (const listener of listeners) listener();
  },
  listen(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
