/** The curve that is watched while the plan is being searched, as SVG paths in a box of 1000 × 100. Pure. */
import type { RunProgress } from '@gocua/api/contract/planning';

export interface CurvePaths {
  /** Step line of the best cost, lower is better. */
  cost: string;
  /** Area of the visits placed so far. */
  served: string;
}

const WIDTH = 1000;
const HEIGHT = 100;

/** `limitMs` is the whole width; what runs longer widens it. */
export function curvePaths(progress: Pick<RunProgress, 'curve' | 'elapsedMs' | 'visitCount'>, limitMs: number): CurvePaths {
  const { curve, elapsedMs, visitCount } = progress;
  if (curve.length === 0) return { cost: '', served: '' };
  const spanMs = Math.max(limitMs, elapsedMs, 1);
  const x = (ms: number) => round((Math.min(ms, spanMs) / spanMs) * WIDTH);
  const costs = curve.map((point) => point.bestCost);
  const best = Math.min(...costs);
  // The first plans are far worse than all later ones: the scale begins where nine tenths of the time are still to come.
  const worst = costs.length > 4 ? costs[Math.floor(costs.length * 0.1)]! : Math.max(...costs);
  const share = (cost: number) => (worst > best ? Math.min(1, (cost - best) / (worst - best)) : 1);
  const costY = (cost: number) => round(6 + (1 - share(cost)) * (HEIGHT - 12));
  const servedY = (count: number) => round(HEIGHT - (visitCount > 0 ? count / visitCount : 0) * HEIGHT);
  const end = x(elapsedMs);
  return {
    cost: steps(
      curve.map((p) => [x(p.elapsedMs), costY(p.bestCost)]),
      end,
    ),
    served: area(
      curve.map((p) => [x(p.elapsedMs), servedY(p.servedCount)]),
      end,
    ),
  };
}

const round = (value: number) => Math.round(value * 10) / 10;

function steps(points: readonly (readonly [number, number])[], end: number): string {
  let path = '';
  for (const [index, [x, y]] of points.entries()) path += index === 0 ? `M${x} ${y}` : `H${x}V${y}`;
  return `${path}H${end}`;
}

function area(points: readonly (readonly [number, number])[], end: number): string {
  const first = points[0]![0];
  return `${steps(points, end)}V${HEIGHT}H${first}Z`;
}
