export interface TestReport {
  exitCode: number;
  testResults: {
    name?: string;
    status: string;
    assertionResults: { status: string; title: string; ancestorTitles: string[] }[];
  }[];
}
/** The lines said after the tests, the numbers last, and the exit code. */
export function summarise(facts: {
  report: TestReport;
  secondChance: string[];
  failedChecks: string[];
  missing: string[];
  isRequiringAll: boolean;
}): {
  lines: string[];
  exitCode: number;
};
