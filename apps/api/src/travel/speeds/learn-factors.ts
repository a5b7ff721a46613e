import type { LearnedSpeeds } from '../../contract/speeds.ts';

/** One real drive: what it took from setting out to arriving, and what the speed table says it takes. */
export interface DriveRecord {
  readonly bandId: string | null;
  /** The ward it led to. */
  readonly unitId: string;
  readonly actualSec: number;
  readonly expectedSec: number;
}

/** Shorter drives say more about parking than about streets. */
const LEAST_SEC = 60;
/** Beyond four times too long or too short somebody pressed a button late, or had supper. */
const MOST_RATIO = 4;
/** The assumed table is taken to be right within 15 %. */
const PRIOR_SPREAD = 0.15;
/** Spread of single drives, until there are enough to estimate it. */
const USUAL_SPREAD = 0.3;
const LEAST_SPREAD = 0.05;
const ENOUGH_TO_ESTIMATE = 30;

/**
 * Factors on travel times by hours and ward, shrunk where data is thin (Bühlmann & Straub 1970, the credibility of a cell with n
 * drives being n / (n + s² / a²)). With x = ln(actual / expected), m the mean of a cell, M that of all drives:
 *
 *   ln(factor) = Z · m + (1 − Z) · Z0 · M,   Z = n / (n + s²/a²),   Z0 = N / (N + s²/0.15²)
 *
 * s² is the variance within cells and a² that between their true means, both estimated as that paper does:
 * s² = Σ (x − m)² / (N − C), a² = max(0, (Σ n (m − M)² − (C − 1) s²) / (N − Σ n² / N)).
 */
export function learnFactors(records: readonly DriveRecord[]): LearnedSpeeds {
  const cells = new Map<string, { bandId: string | null; unitId: string; xs: number[] }>();
  for (const { bandId, unitId, actualSec, expectedSec } of records) {
    const x = Math.log(actualSec / expectedSec);
    if (!(expectedSec >= LEAST_SEC) || !(Math.abs(x) <= Math.log(MOST_RATIO))) continue;
    const key = `${bandId} ${unitId}`;
    const cell = cells.get(key);
    if (cell) cell.xs.push(x);
    else cells.set(key, { bandId, unitId, xs: [x] });
  }
  const means = [...cells.values()].map(({ xs, ...cell }) => ({
    ...cell,
    n: xs.length,
    m: xs.reduce((a, b) => a + b, 0) / xs.length,
    xs,
  }));
  const N = means.reduce((sum, { n }) => sum + n, 0);
  const M = N === 0 ? 0 : means.reduce((sum, { n, m }) => sum + n * m, 0) / N;
  const C = means.length;
  const within = means.reduce((sum, { m, xs }) => sum + xs.reduce((part, x) => part + (x - m) ** 2, 0), 0);
  const s2 = N - C >= ENOUGH_TO_ESTIMATE ? Math.max(LEAST_SPREAD ** 2, within / (N - C)) : USUAL_SPREAD ** 2;
  const spread = N - means.reduce((sum, { n }) => sum + n * n, 0) / Math.max(1, N);
  const between = means.reduce((sum, { n, m }) => sum + n * (m - M) ** 2, 0) - (C - 1) * s2;
  const a2 = spread > 0 ? Math.max(0, between / spread) : 0;
  const overall = (N / (N + s2 / PRIOR_SPREAD ** 2)) * M;
  return {
    driveCount: N,
    overallFactor: round(Math.exp(overall)),
    cells: means
      .map(({ bandId, unitId, n, m }) => {
        const Z = a2 === 0 ? 0 : n / (n + s2 / a2);
        return { bandId, unitId, driveCount: n, ratio: round(Math.exp(m)), factor: round(Math.exp(Z * m + (1 - Z) * overall)) };
      })
      .sort((a, b) => b.driveCount - a.driveCount || (a.unitId < b.unitId ? -1 : 1)),
  };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
