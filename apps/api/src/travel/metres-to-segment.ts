import type { LonLat } from './lon-lat.ts';

const METRES_PER_DEGREE = 111_195;

/** Metres from a place to a straight stretch, on the plane that touches Earth at the place: right for stretches of a few kilometres. */
export function metresToSegment(place: LonLat, start: LonLat, end: LonLat): number {
  const lonScale = Math.cos((place[1] * Math.PI) / 180) * METRES_PER_DEGREE;
  const startX = (start[0] - place[0]) * lonScale;
  const startY = (start[1] - place[1]) * METRES_PER_DEGREE;
  const dx = (end[0] - start[0]) * lonScale;
  const dy = (end[1] - start[1]) * METRES_PER_DEGREE;
  const lengthSquare = dx * dx + dy * dy;
  const share = lengthSquare === 0 ? 0 : Math.min(1, Math.max(0, -(startX * dx + startY * dy) / lengthSquare));
  return Math.hypot(startX + share * dx, startY + share * dy);
}
