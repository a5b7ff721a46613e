import type { LiveWorld, Socket } from './LiveClient.ts';

/** The live client's world in a real browser. */
export const browserWorld: LiveWorld = {
  open: (url, subprotocol) => new WebSocket(url, subprotocol) as unknown as Socket,
  nowMs: () => Date.now(),
  random: () => Math.random(),
  setTimer: (run, afterMs) => setTimeout(run, afterMs),
  clearTimer: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout> | undefined),
  isOnline: () => navigator.onLine,
  onWake: (wake) => {
    const onVisible = () => document.visibilityState === 'visible' && wake();
    window.addEventListener('online', wake);
    window.addEventListener('offline', wake);
    window.addEventListener('focus', wake);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      window.removeEventListener('online', wake);
      window.removeEventListener('offline', wake);
      window.removeEventListener('focus', wake);
      document.removeEventListener('visibilitychange', onVisible);
    };
  },
};

/** Where the live stream is, from where the page is. */
export function liveUrl(path: string): string {
  return `${window.location.protocol === 'https:' ? 'wss' : 'ws'}://${window.location.host}${path}`;
}
