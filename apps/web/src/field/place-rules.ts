import type { TeamAssignment } from '@gocua/api/contract/dispatch';
import type { FieldSettings, TeamEvening } from '@gocua/api/contract/field';
import type { Evening } from './evenings.ts';
import type { PhonePlace } from './PositionSharer.ts';

/** On the way to the base and home again it still helps to know; the server has the same numbers. */
const BEFORE_SHIFT_MS = 30 * 60_000;
const AFTER_SHIFT_MS = 60 * 60_000;

/** Whether the phone may be asked where it is: within the shift, and until everybody is back. */
export function isInShift(evening: Evening | null, facts: TeamEvening | null, nowMs: number): boolean {
  if (!evening || facts?.homeAt) return false;
  return nowMs >= Date.parse(evening.opensAt) - BEFORE_SHIFT_MS && nowMs <= Date.parse(evening.closesAt) + AFTER_SHIFT_MS;
}

/** A place says something about a door only when it is this new and this exact. */
const FRESH_MS = 2 * 60_000;
const EXACT_METRES = 100;

/** Metres to the home when the team seems to be there and has not said so; null otherwise. A suggestion, never a step by itself. */
export function arrivalSuggestion(
  visit: TeamAssignment,
  place: PhonePlace | null,
  settings: FieldSettings,
  nowMs: number,
): number | null {
  if (visit.state !== 'travelling' || !place) return null;
  if (nowMs - place.atMs > FRESH_MS || place.accuracyMetres > EXACT_METRES) return null;
  const metres = metresBetween(place, visit);
  return metres <= settings.geofenceMetres ? metres : null;
}

const EARTH_METRES = 6_371_000;

/** Straight line on the ground; exact enough for the width of a street. */
export function metresBetween(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const radians = Math.PI / 180;
  const x = (b.lon - a.lon) * radians * Math.cos(((a.lat + b.lat) / 2) * radians);
  const y = (b.lat - a.lat) * radians;
  return Math.round(Math.hypot(x, y) * EARTH_METRES);
}
