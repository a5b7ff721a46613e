/** The closed lists of address search. No dependency: the web imports these as values. */

/** What a hit of the address search is. An old ward was dissolved on 1-7-2025 and lives on in one or several present units. */
export const PLACE_KINDS = ['house', 'alley', 'street', 'poi', 'ward', 'district', 'city', 'old_ward', 'foreign'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

export const POI_KINDS = [
  'school',
  'health',
  'worship',
  'market',
  'shop',
  'bank',
  'office',
  'culture',
  'transport',
  'green',
  'building',
  'other',
] as const;
export type PoiKind = (typeof POI_KINDS)[number];

export const PLACE_LIMITS = { textLength: 240, hits: 20, usualHits: 8 } as const;
