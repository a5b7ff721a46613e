import { GeocoderError } from './geocoder.ts';

/** More people than this waiting in line would wait too long: they are told to come back. */
const LONGEST_LINE = 5;

/** Lets one thing begin every `intervalMs` at most, in the order of asking. */
export class Pace {
  readonly #intervalMs: number;
  #line: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  /** Resolves when it is this caller's turn; throws GeocoderError "busy" when the line is too long. */
  async turn(): Promise<void> {
    if (this.#intervalMs === 0) return;
    if (this.#waiting >= LONGEST_LINE) throw new GeocoderError('busy', `Already ${LONGEST_LINE} searches wait for the engine.`);
    this.#waiting++;
    const turn = this.#line;
    this.#line = turn.then(() => new Promise((resolve) => setTimeout(resolve, this.#intervalMs).unref()));
    await turn;
    this.#waiting--;
  }
}
