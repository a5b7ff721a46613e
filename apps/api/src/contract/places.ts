import { z } from 'zod';
import { CONFIDENCES } from './codes.ts';
import { Coordinates, Id } from './common.ts';
import { PLACE_KINDS, PLACE_LIMITS, POI_KINDS } from './place-codes.ts';

/** Searching is a POST: an address of a sick person must never stand in a URL. */
export const PlaceSearch = z.object({
  /** As typed so far; the last word may be unfinished. */
  text: z.string().max(PLACE_LIMITS.textLength),
  /** Of equals, the one nearer to this place comes first. */
  near: Coordinates.optional(),
  limit: z.number().int().min(1).max(PLACE_LIMITS.hits).default(PLACE_LIMITS.usualHits),
});
export type PlaceSearch = z.infer<typeof PlaceSearch>;

export const PlaceHit = z.object({
  /** Stable while the map stays the same. */
  id: z.string(),
  kind: z.enum(PLACE_KINDS),
  /** "Số 12, Ngách 34/56 Phố Xã Đàn" */
  name: z.string(),
  /** Units it lies in, smallest first: "Phường Kim Liên, Quận Đống Đa". */
  area: z.string(),
  lat: z.number(),
  lon: z.number(),
  /** The present ward, when it is one place in one ward. */
  unitId: Id.nullable(),
  /** How far the place can be trusted as the one that was typed. */
  confidence: z.enum(CONFIDENCES),
  /** Numbers that were typed and that the map does not know there; the place was put between their neighbours. */
  unknownNumbers: z.array(z.string()),
  poiKind: z.enum(POI_KINDS).nullable(),
  /** For an old ward: the present units that have it, wholly or in part. */
  successors: z.array(z.object({ unitId: Id, name: z.string(), whole: z.boolean() })),
});
export type PlaceHit = z.infer<typeof PlaceHit>;

/** `source` says who answered: the built-in map, or an outside engine that the operator switched on. */
export const PlaceSearchResult = z.object({ hits: z.array(PlaceHit), source: z.enum(['map', 'nominatim', 'photon']) });
export type PlaceSearchResult = z.infer<typeof PlaceSearchResult>;

/** What an operator has set up for the map of this installation. */
export const MapSettings = z.object({
  /** Raster tiles; null: the vector base map that the server itself holds. */
  tiles: z.object({ url: z.string(), attribution: z.string(), maxZoom: z.number().int() }).nullable(),
  /** The outside engine that may be asked when the built-in search finds nothing. */
  outsideSearch: z.enum(['nominatim', 'photon']).nullable(),
});
export type MapSettings = z.infer<typeof MapSettings>;
