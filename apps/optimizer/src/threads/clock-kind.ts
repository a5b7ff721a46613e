import { monotonicNow } from '../clock.ts';

/** By which clock a time limit is meant: the wall's, or the processor's own, for measuring on a machine with other work. */
export type ClockKind = 'wall' | 'processor';

/**
 * Milliseconds, rising. `processor`: what the whole process has computed, divided by its threads, which is the wall time of an
 * idle machine with a core for each.
 */
export function nowBy(clock: ClockKind, threads: number): () => number {
  if (clock === 'wall') return monotonicNow;
  return () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000 / threads;
  };
}
