import type { SolveOptions } from '../options.ts';
import type { ClockKind } from './clock-kind.ts';
import type { SearchScripts } from './start-thread.ts';

export interface ThreadOptions extends Omit<SolveOptions, 'now'> {
  /** By which clock `seconds` are meant; `wall` unless said otherwise. */
  readonly clock?: ClockKind;
  /** To be given by who calls from a thread that runs a script itself (`searchScripts`). */
  readonly scripts?: SearchScripts;
}
