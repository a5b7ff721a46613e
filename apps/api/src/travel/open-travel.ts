import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { CachedProvider } from './cache/cached-provider.ts';
import type { TileStore } from './cache/store.ts';
import { EmbeddedProvider } from './embedded-provider.ts';
import { MatricesProvider } from './engines/matrices-provider.ts';
import { OsrmProvider } from './engines/osrm-provider.ts';
import { ValhallaProvider } from './engines/valhalla-provider.ts';
import { FallbackProvider } from './fallback-provider.ts';
import { StraightLineProvider } from './straight-line-provider.ts';
import type { StreetEngine } from './street-engine.ts';
import type { TravelProvider } from './travel.ts';

/** Which engine is asked first. */
export type TravelEngine =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'osrm' | 'valhalla'; readonly url: string }
  | { readonly kind: 'matrices'; readonly path: string };

export interface TravelCache {
  readonly tiles: TileStore;
  readonly clock: Clock;
}

/** Rises when a provider computes other figures from the same answers. */
const CACHE_VERSION = 1;
/** Nobody tells us when an outside engine was given new streets. */
const CACHE_DAYS = 7;
const DAY_MS = 24 * 3600 * 1000;
const TIMEOUT_MS = 10_000;
const TRIES = 3;

/**
 * The chosen engine; when that is away the embedded streets; when those fail too, straight lines. Each answer says where it is
 * from, `say` hears of every step down, and what is planned on straight lines is marked as such.
 */
export function openTravel(
  engine: TravelEngine,
  streets: StreetEngine,
  say: (sentence: string) => void,
  cache: TravelCache | null = null,
): TravelProvider {
  const embedded = new FallbackProvider(new EmbeddedProvider(streets), new StraightLineProvider(), (reason) =>
    say(`straight lines instead of streets: ${reason}`),
  );
  const outside = openOutside(engine, say, cache);
  if (!outside) return embedded;
  return new FallbackProvider(outside, embedded, (reason) => say(`the embedded streets instead of ${engine.kind}: ${reason}`));
}

/**
 * Outside engines are asked over a network, so what they answered is kept in the database. The embedded streets are not: they compute a
 * table faster than a database reads it (see the README), and `matrices` is in memory.
 */
function openOutside(engine: TravelEngine, say: (sentence: string) => void, cache: TravelCache | null): TravelProvider | null {
  if (engine.kind === 'matrices') return new MatricesProvider(engine.path);
  if (engine.kind === 'embedded') return null;
  const address = { url: engine.url, timeoutMs: TIMEOUT_MS, tries: TRIES };
  const provider = engine.kind === 'osrm' ? new OsrmProvider(address) : new ValhallaProvider(address);
  if (!cache) return provider;
  return new CachedProvider(provider, cache.tiles, {
    source: engine.kind,
    versionOf: (profileId, speedsKey) => hash([CACHE_VERSION, engine.kind, engine.url, profileId, speedsKey]),
    notBefore: () => new Date(cache.clock.now().getTime() - CACHE_DAYS * DAY_MS),
    say,
  });
}

const hash = (parts: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
