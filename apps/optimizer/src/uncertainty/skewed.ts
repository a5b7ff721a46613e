/** So many equally likely values stand for a distribution: a draw is one look-up. */
const TABLE_SIZE = 8192;

/**
 * Equally likely factors of a log-normal distribution with mean 1 and this standard deviation: what takes longer than planned takes
 * much longer sometimes, and never takes less than nothing. The table's own mean is exactly 1.
 */
export function factorTable(standardDeviation: number): Float64Array {
  if (standardDeviation === 0) return Float64Array.of(1);
  const variance = Math.log(1 + standardDeviation ** 2);
  const table = Float64Array.from({ length: TABLE_SIZE }, (_, i) =>
    Math.exp(Math.sqrt(variance) * normalQuantile((i + 0.5) / TABLE_SIZE) - variance / 2),
  );
  const mean = table.reduce((sum, value) => sum + value, 0) / TABLE_SIZE;
  return table.map((value) => value / mean);
}

/** The standard normal quantile of a probability in (0, 1): Acklam's rational approximation (2003), relative error below 1.2e-9. */
export function normalQuantile(p: number): number {
  const low = 0.02425;
  if (p > 1 - low) return -normalQuantile(1 - p);
  if (p < low) {
    const q = Math.sqrt(-2 * Math.log(p));
    return (
      (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q +
        4.374664141464968) *
        q +
        2.938163982698783) /
      ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1)
    );
  }
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r - 30.66479806614716) *
      r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r - 13.28068155288572) *
      r +
      1)
  );
}
