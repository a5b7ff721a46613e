import { checkPlaces } from '../check-places.ts';
import type { LonLat } from '../lon-lat.ts';
import { DEFAULT_PROFILE_ID } from '../profiles.ts';
import {
  MAX_MATRIX_PLACES,
  type NearestStreet,
  type RouteGeometry,
  type TravelOptions,
  type TravelProvider,
  type TravelSource,
  type TravelTable,
} from '../travel.ts';
import { KnownTable } from './known-table.ts';
import { missingParts, type TablePart } from './missing-parts.ts';
import type { TileHead, TileStore } from './store.ts';
import { placeKey } from './tile.ts';

export interface CacheRules {
  /** What the engine's figures depend on besides the places; another version is another cache. */
  versionOf(profileId: string, speedsKey: string): string;
  /** What the engine's answers name as their source. */
  readonly source: TravelSource;
  /** Tiles older than this are not believed: an outside engine may have other streets by then. */
  notBefore(): Date;
  /** Hears why the cache was not used; the engine is asked then. */
  say(sentence: string): void;
}

/** A tile holds at most so many pairs: what the database is handed in one piece (about 4 MB before compression). */
const TILE_PAIRS = 500_000;
/** An answer that was put together from more tiles is stored as a whole instead. */
const MOST_TILES_USED = 8;

/**
 * An engine behind a memory that outlives the server: pairs that were asked before with the same profile and speeds are not asked
 * again, so planning again with a few new homes asks for those alone. Places at one door are asked once. Only tables are kept, routes
 * and snaps are not. Where the database fails, the engine is simply asked.
 */
export class CachedProvider implements TravelProvider {
  readonly #engine: TravelProvider;
  readonly #store: TileStore;
  readonly #rules: CacheRules;

  constructor(engine: TravelProvider, store: TileStore, rules: CacheRules) {
    this.#engine = engine;
    this.#store = store;
    this.#rules = rules;
  }

  async table(origins: readonly LonLat[], destinations: readonly LonLat[], options: TravelOptions = {}): Promise<TravelTable> {
    checkPlaces(origins, MAX_MATRIX_PLACES);
    checkPlaces(destinations, MAX_MATRIX_PLACES);
    options.signal?.throwIfAborted();
    const profileId = options.profileId ?? DEFAULT_PROFILE_ID;
    const version = this.#rules.versionOf(profileId, options.speeds?.key ?? '');
    const from = new Doors(origins);
    const to = origins === destinations ? from : new Doors(destinations);
    const known = new KnownTable(from.keys, to.keys);
    const used = await this.#recall(version, known);
    options.signal?.throwIfAborted();
    const parts = missingParts(known.durationsSec, from.keys.length, to.keys.length);
    for (const { rows, columns } of parts) {
      const answer = await this.#engine.table(
        rows.map((i) => from.places[i]!),
        columns.map((j) => to.places[j]!),
        options,
      );
      known.fill(rows, columns, answer);
    }
    if (parts.length > 0) await this.#remember(version, known, parts, used);
    const { source } = this.#rules;
    return { ...known.expand(from.doorOf, to.doorOf), source, profileId };
  }

  route(places: readonly LonLat[], options?: TravelOptions): Promise<RouteGeometry> {
    return this.#engine.route(places, options);
  }

  nearest(places: readonly LonLat[], options?: TravelOptions): Promise<(NearestStreet | null)[]> {
    return this.#engine.nearest(places, options);
  }

  /** Fills in what tiles know; the tiles that were used. */
  async #recall(version: string, known: KnownTable): Promise<TileHead[]> {
    const used: TileHead[] = [];
    try {
      const heads = await this.#store.list(version, this.#rules.notBefore());
      const size = ({ originKeys, destinationKeys }: TileHead): number => originKeys.length * destinationKeys.length;
      for (const head of heads.sort((a, b) => size(b) - size(a))) {
        if (!known.lacksSomeOf(head)) continue;
        const tile = await this.#store.load(head.id);
        if (!tile) continue;
        known.take(tile);
        used.push(head);
      }
      if (used.length > 0) await this.#store.touch(used.map(({ id }) => id));
    } catch (error) {
      this.#rules.say(`the travel cache could not be read: ${(error as Error).name}`);
    }
    return used;
  }

  async #remember(version: string, known: KnownTable, parts: readonly TablePart[], used: readonly TileHead[]): Promise<void> {
    const isWhole = used.length >= MOST_TILES_USED;
    const keep = isWhole ? [known.whole()] : parts;
    const obsolete = isWhole ? used.filter((head) => known.holds(head)).map(({ id }) => id) : [];
    const tiles = keep.flatMap((part) => slices(part).map((slice) => known.tile(slice)));
    try {
      await this.#store.replace(version, tiles, obsolete);
    } catch (error) {
      this.#rules.say(`the travel cache could not be written: ${(error as Error).name}`);
    }
  }
}

/** Rows of a part in slices that each are small enough for a tile. */
function slices({ rows, columns }: TablePart): TablePart[] {
  const step = Math.max(1, Math.floor(TILE_PAIRS / Math.max(1, columns.length)));
  const parts: TablePart[] = [];
  for (let first = 0; first < rows.length; first += step) parts.push({ rows: rows.slice(first, first + step), columns });
  return parts;
}

/** Places that differ, in order, and which of them each place is. */
class Doors {
  readonly keys: string[] = [];
  readonly places: LonLat[] = [];
  readonly doorOf: Int32Array;

  constructor(places: readonly LonLat[]) {
    const doors = new Map<string, number>();
    this.doorOf = Int32Array.from(places, (place) => {
      const key = placeKey(place);
      const known = doors.get(key);
      if (known !== undefined) return known;
      doors.set(key, this.keys.length);
      this.places.push(place);
      return this.keys.push(key) - 1;
    });
  }
}
