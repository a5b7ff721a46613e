import { CsvError, parse } from 'csv-parse/sync';
import { IMPORT_COLUMNS, IMPORT_LIMITS, type ImportColumn, REQUIRED_IMPORT_COLUMNS } from '../../contract/cases.ts';
import { fold } from '../../contract/fold.ts';
import { ProblemError } from '../../problem.ts';

/** A row of the file by column; `line` is where it begins, 1 = the header. */
export interface TableRow {
  line: number;
  /** Trimmed text; a column that is missing or empty is ''. */
  text: Record<ImportColumn, string>;
  /** Set when the row has more or fewer cells than the header. */
  cellCount: number | null;
}

const COLUMN_OF_HEADER = new Map<string, ImportColumn>(
  (Object.entries(IMPORT_COLUMNS) as [ImportColumn, readonly string[]][]).flatMap(([column, names]) => [
    [fold(column), column] as [string, ImportColumn],
    ...names.map((name) => [name, column] as [string, ImportColumn]),
  ]),
);

/** Reads the rows of a CSV text whose separator is a comma, semicolon or tab. Throws file-not-csv, file-header, file-too-many-rows. */
export function readTable(text: string): TableRow[] {
  const records = parseCsv(text);
  const header = records.shift();
  if (!header) throw new ProblemError('file-not-csv', { detail: 'The file is empty.' });
  const columns = header.cells.map((name) => COLUMN_OF_HEADER.get(fold(name)));
  checkHeader(columns);
  const rows = records.filter((record) => record.cells.some((cell) => cell.trim() !== ''));
  if (rows.length === 0) throw new ProblemError('file-not-csv', { detail: 'The file has a header but no rows.' });
  if (rows.length > IMPORT_LIMITS.rows) {
    throw new ProblemError('file-too-many-rows', {
      params: { rows: rows.length, limit: IMPORT_LIMITS.rows },
      detail: 'Split the file and upload the parts.',
    });
  }
  return rows.map(({ line, cells }) => {
    const row = Object.fromEntries(Object.keys(IMPORT_COLUMNS).map((column) => [column, ''])) as Record<ImportColumn, string>;
    columns.forEach((column, index) => {
      if (column) row[column] = (cells[index] ?? '').trim();
    });
    return { line, text: row, cellCount: cells.length === header.cells.length ? null : cells.length };
  });
}

interface CsvRecord {
  line: number;
  cells: string[];
}

function parseCsv(text: string): CsvRecord[] {
  try {
    // Empty lines are kept, and every line end is made one character, so that the line numbers stay those of the file.
    const parsed = parse(text.replace(/\r\n?/g, '\n'), {
      bom: true,
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: false,
    }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    let lineBefore = 0;
    return parsed.map(({ record, info }) => {
      const line = lineBefore + 1;
      lineBefore = info.lines;
      return { line, cells: record };
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    throw new ProblemError('file-not-csv', {
      detail: `Line ${line} cannot be read: a quotation mark is open or stands in the wrong place.`,
      params: { line },
    });
  }
}

/** The candidate that occurs most often in the header line. */
function separatorOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/));
  const counts = [',', ';', '\t'].map((separator) => ({ separator, count: header.split(separator).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).separator;
}

function checkHeader(columns: (ImportColumn | undefined)[]): void {
  const missing = REQUIRED_IMPORT_COLUMNS.filter((column) => !columns.includes(column));
  const known = columns.filter((column) => column !== undefined);
  const doubled = known.filter((column, index) => known.indexOf(column) !== index);
  if (missing.length === 0 && doubled.length === 0) return;
  throw new ProblemError('file-header', {
    detail: 'The first line must name the columns. Take the template as a pattern.',
    errors: [
      ...missing.map((column) => ({
        pointer: column,
        code: 'column-missing',
        message: `a column "${IMPORT_COLUMNS[column][0]}" is needed`,
        line: 1,
      })),
      ...doubled.map((column) => ({
        pointer: column,
        code: 'column-doubled',
        message: `the column "${IMPORT_COLUMNS[column][0]}" stands twice`,
        line: 1,
      })),
    ],
  });
}
