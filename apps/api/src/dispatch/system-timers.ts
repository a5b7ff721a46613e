import { setImmediate as breathe } from 'node:timers/promises';
import type { HubTimers } from './hub.ts';

/** The machine's own timers. None of them keeps a process alive. */
export const systemTimers: HubTimers = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
  breathe: () => breathe(),
};
