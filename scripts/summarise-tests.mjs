/**
 * What is said after the tests: what was skipped and why, which checks failed, and as the last line the numbers.
 * Whatever made the run fail counts as failed, so that the last line never looks better than the exit code.
 */
export function summarise({ report, secondChance, failedChecks, missing, isRequiringAll }) {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const count = (...statuses) => tests.filter(({ status }) => statuses.includes(status)).length;
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  const passed = count('passed');
  const skipped = tests.filter(({ status }) => ['skipped', 'pending', 'todo', 'disabled'].includes(status));
  let failed = count('failed') + brokenFiles.length + failedChecks.length;
  // An error outside of any test, or vitest itself could not go on.
  if (failed === 0 && report.exitCode !== 0) failed = 1;

  const lines = [];
  if (failedChecks.length > 0) lines.push(`Failed besides the tests: ${failedChecks.join(', ')}.`);
  if (missing.length > 0) lines.push('Not found on this machine:', ...missing.map((thing) => `  ${thing}`));
  if (skipped.length > 0) lines.push('Skipped:', ...groupByFirstTitle(skipped));
  if (secondChance.length > 0)
    lines.push('Run twice, as they failed the first time:', ...secondChance.map((file) => `  ${file}`));
  if (isRequiringAll && skipped.length > 0) lines.push('REQUIRE_ALL=1: skipping is not allowed here.');
  lines.push(`tests: ${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  return { lines, exitCode: failed > 0 || (isRequiringAll && skipped.length > 0) ? 1 : 0 };
}

/** One line for each describe, whose title says what it needs. */
function groupByFirstTitle(tests) {
  const counts = new Map();
  for (const { ancestorTitles, title } of tests) {
    const group = ancestorTitles[0] || title;
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return [...counts].map(([group, n]) => `  ${group}: ${n}`);
}
