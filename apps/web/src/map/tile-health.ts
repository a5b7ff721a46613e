/**
 * Whether a tile server may be trusted for the map, judged by what its tiles do. Framework-free. A single missing tile is nothing (the sea, the
 * edge of a map); a row of failures, or a first tile that does not come, means the server is away.
 */
export class TileHealth {
  #failedInARow = 0;
  #waitingSinceMs: number | null = null;

  /** A tile was asked for. */
  asked(nowMs: number): void {
    this.#waitingSinceMs ??= nowMs;
  }

  loaded(nowMs: number, isMoreWaiting: boolean): void {
    this.#failedInARow = 0;
    this.#waitingSinceMs = isMoreWaiting ? nowMs : null;
  }

  failed(): void {
    this.#failedInARow++;
  }

  isAway(nowMs: number): boolean {
    if (this.#failedInARow >= FAILURES_IN_A_ROW) return true;
    return this.#waitingSinceMs !== null && nowMs - this.#waitingSinceMs >= PATIENCE_MS;
  }
}

/** Half of a small map: the other half is not waited for. */
export const FAILURES_IN_A_ROW = 4;
/** Nothing at all for this long, while something is waited for. */
export const PATIENCE_MS = 8_000;
