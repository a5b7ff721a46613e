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

const TIMEOUT_MS = 10_000;
const TRIES = 3;

/**
 * The chosen engine; when that is away the embedded streets; when those fail too, straight lines. Each answer says where it is
 * from, `say` hears of every step down, and what is planned on straight lines is marked as such.
 */
export function openTravel(engine: TravelEngine, streets: StreetEngine, say: (sentence: string) => void): TravelProvider {
  const embedded = new FallbackProvider(new EmbeddedProvider(streets), new StraightLineProvider(), (reason) =>
    say(`straight lines instead of streets: ${reason}`),
  );
  const outside = openOutside(engine);
  if (!outside) return embedded;
  return new FallbackProvider(outside, embedded, (reason) => say(`the embedded streets instead of ${engine.kind}: ${reason}`));
}

function openOutside(engine: TravelEngine): TravelProvider | null {
  if (engine.kind === 'osrm') return new OsrmProvider({ url: engine.url, timeoutMs: TIMEOUT_MS, tries: TRIES });
  if (engine.kind === 'valhalla') return new ValhallaProvider({ url: engine.url, timeoutMs: TIMEOUT_MS, tries: TRIES });
  if (engine.kind === 'matrices') return new MatricesProvider(engine.path);
  return null;
}
