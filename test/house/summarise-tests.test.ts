import { describe, expect, it } from 'vitest';
import { filesForSecondChance, mergeReports } from '../../scripts/second-chance.mjs';
import { summarise } from '../../scripts/summarise-tests.mjs';

const test = (status: string, group = 'group') => ({ status, title: 'a test', ancestorTitles: [group] });
const file = (...assertionResults: ReturnType<typeof test>[]) => ({ status: 'passed', assertionResults });
const clean = { secondChance: [], failedChecks: [], missing: [], isRequiringAll: false };

describe('the last words of npm test', () => {
  it('are one line of numbers', () => {
    const report = { exitCode: 0, testResults: [file(test('passed'), test('passed')), file(test('passed'))] };
    expect(summarise({ ...clean, report })).toEqual({ lines: ['tests: 3 passed, 0 failed, 0 skipped'], exitCode: 0 });
  });

  it('name what was skipped and what was not found', () => {
    const report = {
      exitCode: 0,
      testResults: [
        file(test('passed'), test('skipped', 'a door [needs PostgreSQL]'), test('pending', 'a door [needs PostgreSQL]')),
      ],
    };
    const { lines, exitCode } = summarise({ ...clean, report, missing: ['PostgreSQL: set PG_BIN'] });
    expect(lines).toEqual([
      'Not found on this machine:',
      '  PostgreSQL: set PG_BIN',
      'Skipped:',
      '  a door [needs PostgreSQL]: 2',
      'tests: 1 passed, 0 failed, 2 skipped',
    ]);
    expect(exitCode).toBe(0);
    expect(summarise({ ...clean, report, isRequiringAll: true }).exitCode).toBe(1);
  });

  it('count as failed whatever made the run fail: a check, a file that could not be read, an error outside of tests', () => {
    const passed = [file(test('passed'))];
    const last = (facts: Parameters<typeof summarise>[0]) => summarise(facts).lines.at(-1);
    expect(last({ ...clean, report: { exitCode: 0, testResults: passed }, failedChecks: ['style'] })).toBe(
      'tests: 1 passed, 1 failed, 0 skipped',
    );
    expect(
      last({ ...clean, report: { exitCode: 1, testResults: [...passed, { status: 'failed', assertionResults: [] }] } }),
    ).toBe('tests: 1 passed, 1 failed, 0 skipped');
    expect(last({ ...clean, report: { exitCode: 1, testResults: passed } })).toBe('tests: 1 passed, 1 failed, 0 skipped');
    expect(summarise({ ...clean, report: { exitCode: 1, testResults: passed } }).exitCode).toBe(1);
  });
});

describe('a second chance', () => {
  const results = (...failed: string[]) => ({
    exitCode: failed.length > 0 ? 1 : 0,
    testResults: ['a.browser', 'b.browser', 'sum'].map((name) => {
      const status = failed.includes(name) ? 'failed' : 'passed';
      return { name, status, assertionResults: [test(status)] };
    }),
  });
  const readSource = (file: string) => (file.endsWith('.browser') ? 'describeWithBrowser(…)' : 'describe(…)');

  it('is for tests in a browser alone, and only when nothing else failed', () => {
    expect(filesForSecondChance(results(), readSource)).toEqual([]);
    expect(filesForSecondChance(results('a.browser', 'b.browser'), readSource)).toEqual(['a.browser', 'b.browser']);
    expect(filesForSecondChance(results('a.browser', 'sum'), readSource)).toEqual([]);
  });

  it('counts as what it was the second time, and is said', () => {
    const first = results('a.browser');
    const file = (status: string) => ({ name: 'a.browser', status, assertionResults: [test(status)] });
    const passed = mergeReports(first, { exitCode: 0, testResults: [file('passed')] });
    expect(summarise({ ...clean, report: passed, secondChance: ['a.browser'] })).toEqual({
      lines: ['Run twice, as they failed the first time:', '  a.browser', 'tests: 3 passed, 0 failed, 0 skipped'],
      exitCode: 0,
    });
    const failed = mergeReports(first, { exitCode: 1, testResults: [file('failed')] });
    expect(summarise({ ...clean, report: failed, secondChance: ['a.browser'] }).exitCode).toBe(1);
  });
});
