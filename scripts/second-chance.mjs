import { readFileSync } from 'node:fs';

/** More failures than this are no bad luck. */
const MOST_FILES = 3;

/**
 * The files to run once more, from a fresh state: those in a real browser, which a busy machine may make late once. Empty when
 * anything else failed too, or many did: then the run has failed.
 * @param report vitest's JSON report of the first run
 */
export function filesForSecondChance(report, readSource = (file) => readFileSync(file, 'utf8')) {
  const failed = report.testResults.filter(({ status }) => status === 'failed').map(({ name }) => name);
  const isInBrowser = (file) => readSource(file).includes('describeWithBrowser');
  return failed.length <= MOST_FILES && failed.every(isInBrowser) ? failed : [];
}

/** Both runs as one report: of a file that ran twice the second counts, and so does the second exit code. */
export function mergeReports(first, second) {
  const ranAgain = new Set(second.testResults.map(({ name }) => name));
  const testResults = [...first.testResults.filter(({ name }) => !ranAgain.has(name)), ...second.testResults];
  return { exitCode: second.exitCode, testResults };
}
