import { newId } from '../api/newId.ts';

const KEY = 'gocua.device';

/** Made once per browser; delivery is recorded per device. Without storage it lives as long as the page. */
export function deviceId(): string {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept) return kept;
    const made = newId();
    localStorage.setItem(KEY, made);
    return made;
  } catch {
    return newId();
  }
}
