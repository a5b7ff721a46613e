import type { StreetEdges } from './street-graph.ts';

/** From one directed edge into another: degrees to the right of straight on, negative to the left, -180 … 180. */
export function turnDegrees(streets: StreetEdges, arriving: number, leaving: number): number {
  const turn = bearing(streets, leaving, 'start') - bearing(streets, arriving, 'end');
  return ((((turn + 180) % 360) + 360) % 360) - 180;
}

/** Degrees clockwise from north of the first or last stretch of a directed edge. */
export function bearing(streets: StreetEdges, directedEdge: number, end: 'start' | 'end'): number {
  const { edgePointStart, pointLonE7, pointLatE7 } = streets;
  const edge = directedEdge >> 1;
  const against = (directedEdge & 1) === 1;
  const first = edgePointStart[edge]!;
  const last = edgePointStart[edge + 1]! - 1;
  const atFirst = against === (end === 'end');
  const [a, b] = atFirst ? [first, first + 1] : [last - 1, last];
  const [from, to] = against ? [b, a] : [a, b];
  const east = (pointLonE7[to]! - pointLonE7[from]!) * Math.cos(((pointLatE7[from]! / 1e7) * Math.PI) / 180);
  const north = pointLatE7[to]! - pointLatE7[from]!;
  return (Math.atan2(east, north) * 180) / Math.PI;
}
