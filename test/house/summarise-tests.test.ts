import { describe, expect, it } from 'vitest';
import { summarise } from '../../scripts/summarise-tests.mjs';

const test = (status: string, group = 'group') => ({ status, title: 'a test', ancestorTitles: [group] });
const file = (...assertionResults: ReturnType<typeof test>[]) => ({ status: 'passed', assertionResults });
const clean = { failedChecks: [], missing: [], isRequiringAll: false };

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
