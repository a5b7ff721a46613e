import type { Confidence, CoordinateSource } from './codes.ts';

/** Why a person should look at a pin, the worst first. No dependency: the web filters by it. */
export const PIN_DOUBTS = ['no_place', 'outside_ward', 'ward', 'street'] as const;
export type PinDoubt = (typeof PIN_DOUBTS)[number];

export interface PinFacts {
  readonly lat: number | null;
  readonly confidence: Confidence | null;
  readonly coordinateSource: CoordinateSource | null;
  readonly outsideWard: boolean;
}

/** What is doubtful about a pin, null when it can be trusted. Where a person has put it is not doubted again. */
export function pinDoubt({ lat, confidence, coordinateSource, outsideWard }: PinFacts): PinDoubt | null {
  if (lat === null) return 'no_place';
  if (coordinateSource === 'pinned') return null;
  if (outsideWard) return 'outside_ward';
  return confidence === 'ward' || confidence === 'street' ? confidence : null;
}
