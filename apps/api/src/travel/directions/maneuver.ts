import type { StepKind, StepModifier } from '../../contract/codes.ts';

/** One instruction and the stretches that follow it, up to the next instruction. */
export interface Maneuver {
  readonly kind: StepKind;
  readonly modifier: StepModifier;
  /** On a roundabout: which exit, from 1. */
  readonly exit: number | null;
  /** Degrees clockwise from north, before and after. */
  readonly bearingBefore: number;
  readonly bearingAfter: number;
  /** Index of the name of the street that is followed then, 0 for none. */
  readonly nameIndex: number;
  /** Positions of its first and last stretch in the leg; the arrival has none (first = last + 1). */
  readonly firstStretch: number;
  readonly lastStretch: number;
}

/** Below this many degrees nobody feels a turn; from this on they do, even if it is the only way on. */
export const FELT_DEGREES = 30;
const PLAIN_DEGREES = 60;
const SHARP_DEGREES = 120;
const ROUND_DEGREES = 165;

/** What a turn of so many degrees is called; to the right is positive. */
export function modifierOf(degrees: number): StepModifier {
  const size = Math.abs(degrees);
  if (size < FELT_DEGREES / 2) return 'straight';
  if (size >= ROUND_DEGREES) return 'uturn';
  const side = degrees > 0 ? 'right' : 'left';
  return size < PLAIN_DEGREES ? `slight ${side}` : size < SHARP_DEGREES ? side : `sharp ${side}`;
}
