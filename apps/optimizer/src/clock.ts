/** The only place of the package that reads a clock: milliseconds, rising. */
export const monotonicNow = (): number => performance.now();
