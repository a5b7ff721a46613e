import type { TestReport } from './summarise-tests.mjs';

/** The files to run once more; empty when what failed is no bad luck. */
export function filesForSecondChance(report: TestReport, readSource?: (file: string) => string): string[];
/** Both runs as one report: of a file that ran twice the second counts. */
export function mergeReports(first: TestReport, second: TestReport): TestReport;
