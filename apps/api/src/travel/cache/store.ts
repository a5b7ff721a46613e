import type { Clock, Ids } from '../../clock.ts';
import type { Database } from '../../db/open-database.ts';
import { packTile, type StoredTile, type Tile, unpackKeys, unpackTile } from './tile.ts';

/** A tile that is there, without its figures. */
export interface TileHead {
  readonly id: string;
  readonly originKeys: readonly string[];
  readonly destinationKeys: readonly string[];
}

/** Where tiles are kept between runs of the server. */
export interface TileStore {
  /** The newest tiles of a version, not older than `since`. */
  list(version: string, since: Date): Promise<TileHead[]>;
  /** Null when it is gone meanwhile, or its bytes are damaged: then it is deleted. */
  load(id: string): Promise<Tile | null>;
  /** Adds tiles, forgets those they stand for, and those used longest ago while all together are too large. */
  replace(version: string, tiles: readonly Tile[], obsoleteIds: readonly string[]): Promise<void>;
  touch(ids: readonly string[]): Promise<void>;
}

/** All tiles together, as they are stored. Then the ones used longest ago go. */
export const MOST_CACHE_BYTES = 256 * 1024 * 1024;
/** Tiles of one version that are looked at. */
const MOST_TILES = 200;

/** The tiles in the database, shared by all processes on it. */
export function databaseTiles(db: Database, clock: Clock, ids: Ids, mostBytes: number = MOST_CACHE_BYTES): TileStore {
  const { client } = db;
  return {
    async list(version, since) {
      const rows = await client.travelTile.findMany({
        where: { version, createdAt: { gte: since } },
        orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
        take: MOST_TILES,
        select: { id: true, originKeys: true, destinationKeys: true },
      });
      return rows.map(({ id, originKeys, destinationKeys }) => ({
        id,
        originKeys: unpackKeys(originKeys),
        destinationKeys: unpackKeys(destinationKeys),
      }));
    },
    async load(id) {
      const stored = await client.travelTile.findUnique({
        where: { id },
        select: { originKeys: true, destinationKeys: true, figures: true, checksum: true },
      });
      const tile = stored && unpackTile(stored);
      if (stored && !tile) await client.travelTile.deleteMany({ where: { id } });
      return tile;
    },
    async replace(version, tiles, obsoleteIds) {
      const now = clock.now();
      await client.travelTile.deleteMany({ where: { id: { in: [...obsoleteIds] } } });
      for (const tile of tiles) {
        const stored: StoredTile = packTile(tile);
        const byteCount = stored.originKeys.length + stored.destinationKeys.length + stored.figures.length;
        await client.travelTile.create({
          data: { id: ids.newId(), version, ...stored, byteCount, createdAt: now, usedAt: now },
        });
      }
      const all = await client.travelTile.findMany({
        orderBy: [{ usedAt: 'desc' }, { id: 'asc' }],
        select: { id: true, byteCount: true },
      });
      let bytes = 0;
      const tooMany = all.filter(({ byteCount }) => {
        bytes += byteCount;
        return bytes > mostBytes;
      });
      if (tooMany.length > 0) await client.travelTile.deleteMany({ where: { id: { in: tooMany.map(({ id }) => id) } } });
    },
    async touch(idsUsed) {
      await client.travelTile.updateMany({ where: { id: { in: [...idsUsed] } }, data: { usedAt: clock.now() } });
    },
  };
}
