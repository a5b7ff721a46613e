/**
 * What kind of street an edge is. The first ten follow OpenStreetMap's `highway`; the two alley classes are Hanoi's own: a *ngõ*
 * takes a motorbike and usually a car, a *ngách* or *hẻm* (an alley of an alley) takes a motorbike only. The order is stored in
 * street files: append, never reorder.
 */
export const STREET_CLASSES = [
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'unclassified',
  'residential',
  'living_street',
  'service',
  'track',
  'path',
  'steps',
  'alley',
  'narrow_alley',
] as const;

export type StreetClass = (typeof STREET_CLASSES)[number];

const HIGHWAY_CLASSES: Readonly<Record<string, StreetClass>> = {
  motorway: 'motorway',
  motorway_link: 'motorway',
  trunk: 'trunk',
  trunk_link: 'trunk',
  primary: 'primary',
  primary_link: 'primary',
  secondary: 'secondary',
  secondary_link: 'secondary',
  tertiary: 'tertiary',
  tertiary_link: 'tertiary',
  unclassified: 'unclassified',
  road: 'unclassified',
  residential: 'residential',
  living_street: 'living_street',
  service: 'service',
  track: 'track',
  path: 'path',
  footway: 'path',
  pedestrian: 'path',
  cycleway: 'path',
  bridleway: 'path',
  steps: 'steps',
};

const SMALL_STREETS: ReadonlySet<StreetClass> = new Set(['unclassified', 'residential', 'living_street', 'service', 'path']);

/** The class of an OpenStreetMap way, or undefined when it is no street (proposed, under construction, a bus lane, …). */
export function streetClassOf(highway: string | undefined, name: string | undefined): StreetClass | undefined {
  const streetClass = highway === undefined ? undefined : HIGHWAY_CLASSES[highway];
  if (streetClass === undefined || name === undefined || !SMALL_STREETS.has(streetClass)) return streetClass;
  const lower = name.normalize('NFC').toLowerCase();
  if (lower.startsWith('ngách') || lower.startsWith('hẻm')) return 'narrow_alley';
  if (lower.startsWith('ngõ') || lower.startsWith('kiệt')) return 'alley';
  return streetClass;
}
