import type { TravelProfile } from '../profiles.ts';
import type { StreetClass } from '../street-class.ts';
import type { OsmTags } from './read-osm-pbf.ts';

/** Kilometres an hour along and against the way's own direction; 0 is closed. */
export interface OpenDirections {
  readonly forwardKmh: number;
  readonly backwardKmh: number;
}

const CLOSED: OpenDirections = { forwardKmh: 0, backwardKmh: 0 };
/** A team visits people where they live, so "private", "destination" and the like do not keep it out. */
const DENIED = new Set(['no', 'agricultural', 'forestry', 'military', 'use_sidepath']);
const ALLOWED = new Set(['yes', 'designated', 'permissive', 'destination', 'official']);
const UNPAVED = new Set(['unpaved', 'dirt', 'earth', 'ground', 'mud', 'sand', 'gravel', 'grass', 'compacted', 'fine_gravel']);
/** A car needs this much; a way that says it is narrower is closed to it. */
const CAR_WIDTH_METRES = 2.2;

/** What a profile may do on a way, from the way's tags. */
export function openDirections(tags: OsmTags, streetClass: StreetClass, profile: TravelProfile): OpenDirections {
  const decisive = profile.accessKeys.find((key) => tags[key] !== undefined);
  const access = decisive === undefined ? undefined : tags[decisive];
  if (access !== undefined && DENIED.has(access)) return CLOSED;
  let kmh = profile.speedsKmh[streetClass] ?? 0;
  // "access=yes" on a footpath does not invite motorbikes: only a key that names the vehicle opens a closed class
  if (kmh === 0 && access !== undefined && ALLOWED.has(access) && decisive === profile.accessKeys[0])
    kmh = profile.allowedByTagKmh;
  if (kmh === 0) return CLOSED;
  if (profile.id === 'car' && Number.parseFloat(tags.width ?? '') < CAR_WIDTH_METRES) return CLOSED;
  if (tags.surface !== undefined && UNPAVED.has(tags.surface)) kmh *= profile.unpavedFactor;
  const limitKmh = /^\d+$/.test(tags.maxspeed ?? '') ? Number(tags.maxspeed) : 0;
  if (limitKmh > 0) kmh = Math.min(kmh, limitKmh);
  const direction = onewayDirection(tags, streetClass, profile);
  return { forwardKmh: direction >= 0 ? kmh : 0, backwardKmh: direction <= 0 ? kmh : 0 };
}

/** 1: only along the way, -1: only against it, 0: both. */
function onewayDirection(tags: OsmTags, streetClass: StreetClass, profile: TravelProfile): -1 | 0 | 1 {
  if (profile.onewayKeys.length === 0) return 0;
  const key = profile.onewayKeys.find((candidate) => tags[candidate] !== undefined);
  const value = key === undefined ? undefined : tags[key];
  if (value === 'yes' || value === '1' || value === 'true') return 1;
  if (value === '-1' || value === 'reverse') return -1;
  if (value !== undefined) return 0;
  const implied = tags.junction === 'roundabout' || tags.junction === 'circular' || streetClass === 'motorway';
  return implied ? 1 : 0;
}
