/** So many at once, and so many a second in the long run. Times are milliseconds of the injected clock. */
export class TokenBucket {
  readonly #burst: number;
  readonly #perSec: number;
  #tokens: number;
  #filledAt: number;

  constructor(burst: number, perSec: number, nowMs: number) {
    this.#burst = burst;
    this.#perSec = perSec;
    this.#tokens = burst;
    this.#filledAt = nowMs;
  }

  /** Takes one; false when there is none. */
  take(nowMs: number): boolean {
    const passedSec = Math.max(0, nowMs - this.#filledAt) / 1000;
    this.#tokens = Math.min(this.#burst, this.#tokens + passedSec * this.#perSec);
    this.#filledAt = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
