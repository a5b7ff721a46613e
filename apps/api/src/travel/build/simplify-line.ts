import type { LonLat } from '../lon-lat.ts';
import { metresToSegment } from '../metres-to-segment.ts';

/** Douglas and Peucker: leaves out points that lie less than toleranceMetres off the line through the others. */
export function simplifyLine(line: readonly LonLat[], toleranceMetres: number): LonLat[] {
  const keep = new Uint8Array(line.length);
  keep[0] = 1;
  keep[line.length - 1] = 1;
  const open: [number, number][] = [[0, line.length - 1]];
  for (let part = open.pop(); part; part = open.pop()) {
    const [first, last] = part;
    let farthest = -1;
    let farthestMetres = toleranceMetres;
    for (let i = first + 1; i < last; i++) {
      const metres = metresToSegment(line[i]!, line[first]!, line[last]!);
      if (metres <= farthestMetres) continue;
      farthest = i;
      farthestMetres = metres;
    }
    if (farthest < 0) continue;
    keep[farthest] = 1;
    open.push([first, farthest], [farthest, last]);
  }
  return line.filter((_, i) => keep[i] === 1);
}
