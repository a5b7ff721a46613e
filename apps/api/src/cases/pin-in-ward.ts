import type { Deps } from '../deps.ts';

/** Boundaries are simplified: a pin this near to its ward is in it. */
const BORDER_METRES = 40;

/** Adds whether a case's pin lies outside the ward that the case names. Without a pin there is nothing to flag. */
export function withPinInWard<Case extends { unitId: string; lat: number | null; lon: number | null }>(
  places: Deps['places'],
  one: Case,
): Case & { outsideWard: boolean } {
  const { unitId, lat, lon } = one;
  return { ...one, outsideWard: lat !== null && lon !== null && !places.isInUnit(unitId, lon, lat, BORDER_METRES) };
}
