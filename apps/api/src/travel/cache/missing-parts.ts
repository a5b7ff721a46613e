/** A rectangle of a table, by positions of rows and columns. */
export interface TablePart {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** An engine is asked at most so many questions; then one larger one that has known pairs in it is quicker. */
const MOST_PARTS = 8;

/**
 * What of a table is not known yet (negative), as rectangles that together hold each unknown pair once and no other: rows that
 * lack the same columns are one part. After k places were added to n known ones these are two: the new rows, and the new columns of the old rows.
 */
export function missingParts(figures: Int32Array, rowCount: number, columnCount: number): TablePart[] {
  const parts = new Map<string, { rows: number[]; columns: number[] }>();
  for (let i = 0; i < rowCount; i++) {
    const columns: number[] = [];
    for (let j = 0; j < columnCount; j++) if (figures[i * columnCount + j]! < 0) columns.push(j);
    if (columns.length === 0) continue;
    const key = columns.length === columnCount ? 'all' : columns.join();
    const part = parts.get(key);
    if (part) part.rows.push(i);
    else parts.set(key, { rows: [i], columns });
  }
  if (parts.size <= MOST_PARTS) return [...parts.values()];
  const all = [...parts.values()];
  const columns = [...new Set(all.flatMap((part) => part.columns))].sort((a, b) => a - b);
  return [{ rows: all.flatMap(({ rows }) => rows).sort((a, b) => a - b), columns }];
}
