import type { TracedLeg } from '../route-geometry.ts';
import { DECIMETRES_PER_METRE } from '../street-graph.ts';
import { type Maneuver, modifierOf } from './maneuver.ts';

/** A link without a name (a slip road, the gap between two carriageways) up to this long is not told as a step of its own. */
const LINK_METRES = 60;
/** Nor is a few metres of a street that goes on after a jog, or of another that is only crossed. */
const CROSSING_METRES = 30;
/** Two turns to opposite sides are one movement only when they follow each other at once. */
const JOG_METRES = 15;
const SLIGHT_DEGREES = 60;

/**
 * What a person does as one movement is one instruction: "slightly right, 40 m, slightly right into Y" is "right into Y", two lefts over the
 * gap of a wide road are one turning round, and to go straight on along the street one is on is nothing to be told.
 */
export function joinManeuvers(found: readonly Maneuver[], leg: TracedLeg): Maneuver[] {
  const joined: Maneuver[] = [];
  for (const next of found) {
    let maneuver = next;
    for (;;) {
      const before = joined.at(-1);
      if (!before || !isOneMovement(before, maneuver, leg, joined.at(-2))) break;
      joined.pop();
      maneuver = together(before, maneuver);
    }
    const before = joined.at(-1);
    const isNothing = isTurn(maneuver) && maneuver.modifier === 'straight' && maneuver.nameIndex === before?.nameIndex;
    if (before && isNothing) joined[joined.length - 1] = { ...before, lastStretch: maneuver.lastStretch };
    else joined.push(maneuver);
  }
  return joined;
}

const isTurn = ({ kind }: Maneuver): boolean => kind === 'turn' || kind === 'end of road' || kind === 'new name';

function isOneMovement(first: Maneuver, second: Maneuver, leg: TracedLeg, street: Maneuver | undefined): boolean {
  if (!isTurn(first) || !isTurn(second) || first.modifier === 'uturn' || second.modifier === 'uturn') return false;
  const metres = metresOf(first, leg);
  const isLink = first.nameIndex === 0 && second.nameIndex !== 0 && metres <= LINK_METRES;
  const isJog = first.nameIndex === second.nameIndex && first.nameIndex === street?.nameIndex && metres <= CROSSING_METRES;
  const isCrossed = first.kind === 'new name' && metres <= CROSSING_METRES;
  if (!isLink && !isJog && !isCrossed) return false;
  const [a, b] = [degreesOf(first), degreesOf(second)];
  return a * b >= 0 || Math.min(Math.abs(a), Math.abs(b)) < SLIGHT_DEGREES || metres <= JOG_METRES;
}

function together(first: Maneuver, second: Maneuver): Maneuver {
  const whole = { ...second, bearingBefore: first.bearingBefore, firstStretch: first.firstStretch };
  const modifier = modifierOf(degreesOf(whole));
  return { ...whole, modifier, kind: modifier === 'straight' ? 'new name' : 'turn' };
}

/** To the right is positive, −180 … 180. */
const degreesOf = ({ bearingBefore, bearingAfter }: Maneuver): number => ((bearingAfter - bearingBefore + 540) % 360) - 180;

function metresOf({ firstStretch, lastStretch }: Maneuver, { stretches }: TracedLeg): number {
  const dm = stretches.slice(firstStretch, lastStretch + 1).reduce((sum, { lengthDm }) => sum + lengthDm, 0);
  return dm / DECIMETRES_PER_METRE;
}
