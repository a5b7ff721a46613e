import type { FrontierPoint } from '@gocua/api/contract/promise-frontier';

/**
 * How much of what the whole curve gains each of its points has, 0 … 1, never falling: counted in what decides between its ends, which is who is
 * left out, the most urgent first, and only where nobody more is served what it costs.
 */
export function sharesOfGain(points: readonly FrontierPoint[]): number[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [];
  const decides = first.leftOut.findIndex((left, i) => left !== last.leftOut[i]);
  const left = ({ leftOut, cost }: FrontierPoint): number => (decides < 0 ? cost : leftOut[decides]!);
  const whole = left(first) - left(last);
  return points.map((point) => (whole > 0 ? (left(first) - left(point)) / whole : 0));
}
