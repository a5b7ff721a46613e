import type { SolveOptions } from '../options.ts';
import type { ClockKind } from './clock-kind.ts';

export interface ThreadOptions extends Omit<SolveOptions, 'now'> {
  /** By which clock `seconds` are meant; `wall` unless said otherwise. */
  readonly clock?: ClockKind;
}
