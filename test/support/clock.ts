import type { Clock, Ids } from '../../apps/api/src/clock.ts';

/** A clock that moves only when a test moves it. */
export class ManualClock implements Clock {
  #nowMs: number;

  /** Begins at an instant with its offset: "2026-11-23T18:30+07:00". */
  constructor(start: string) {
    this.#nowMs = Date.parse(start);
    if (Number.isNaN(this.#nowMs)) throw new Error(`Not an instant: ${start}`);
  }

  now(): Date {
    return new Date(this.#nowMs);
  }

  advance(seconds: number): void {
    this.#nowMs += seconds * 1000;
  }

  set(instant: string): void {
    this.#nowMs = Date.parse(instant);
  }
}

/** Ids that are the same in every run: 00000000-0000-4000-8000-000000000001, …2, …; seeds 1, 2, … */
export class CountedIds implements Ids {
  #count = 0;
  #seeds = 0;

  newId(): string {
    this.#count++;
    return `00000000-0000-4000-8000-${this.#count.toString(16).padStart(12, '0')}`;
  }

  newSeed(): number {
    return ++this.#seeds;
  }
}
