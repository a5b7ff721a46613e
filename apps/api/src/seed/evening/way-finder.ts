import type { LonLat } from '../../travel/lon-lat.ts';
import { DEFAULT_PROFILE_ID } from '../../travel/profiles.ts';
import type { StreetEngine } from '../../travel/street-engine.ts';
import type { EveningRow } from './store.ts';

/** Where a team of the demo is: at a home, at its depot, or so far along the street between two. */
export class WayFinder {
  readonly #streets: StreetEngine | null;
  readonly #lines = new Map<string, readonly LonLat[]>();

  constructor(streets: StreetEngine | null) {
    this.#streets = streets;
  }

  placeAt(visits: readonly EveningRow[], depot: LonLat, at: Date, pace: number): LonLat {
    const there = visits.find(({ state }) => state === 'arrived');
    if (there?.home) return there.home;
    const done = visits
      .filter(({ state }) => state === 'finished')
      .sort((a, b) => a.finishedAt!.getTime() - b.finishedAt!.getTime());
    const before = done.at(-1)?.home ?? depot;
    const next = visits.find(({ state }) => state === 'travelling');
    if (!next?.home || !next.travellingAt) return before;
    const driveMs = Math.max(1, next.travelSec * 1000 * pace);
    return along(this.#line(before, next.home), Math.min(1, (at.getTime() - next.travellingAt.getTime()) / driveMs));
  }

  #line(from: LonLat, to: LonLat): readonly LonLat[] {
    const key = `${from} ${to}`;
    const known = this.#lines.get(key);
    if (known) return known;
    const line = this.#streets?.trace(DEFAULT_PROFILE_ID, [from, to])[0]?.line ?? [from, to];
    this.#lines.set(key, line);
    return line;
  }
}

/** The point of a line at a share of its length. On a city's scale degrees are even enough. */
function along(line: readonly LonLat[], share: number): LonLat {
  const lengths = line.slice(1).map((point, i) => Math.hypot(point[0] - line[i]![0], point[1] - line[i]![1]));
  let left = lengths.reduce((sum, length) => sum + length, 0) * Math.max(0, share);
  for (const [i, length] of lengths.entries()) {
    const [a, b] = [line[i]!, line[i + 1]!];
    if (left <= length && length > 0) return [a[0] + ((b[0] - a[0]) * left) / length, a[1] + ((b[1] - a[1]) * left) / length];
    left -= length;
  }
  return line.at(-1)!;
}
