import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { desktopTotals, sum, totalLine, unitTotals } from './totals.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'totals-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function report(content: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe('unit totals', () => {
  it('counts what passed, failed and was skipped', () => {
    const file = report({
      numPassedTests: 7,
      numFailedTests: 2,
      numPendingTests: 1,
      numTodoTests: 1,
      testResults: [],
    });
    expect(unitTotals(file, 1, false)).toEqual({ passed: 7, failed: 2, skipped: 2 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    const file = report({
      numPassedTests: 7,
      numFailedTests: 0,
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'passed', assertionResults: [{}] },
      ],
    });
    expect(unitTotals(file, 1, false)).toEqual({ passed: 7, failed: 1, skipped: 0 });
  });

  it('does not call tests skipped that were not asked for by name', () => {
    const file = report({ numPassedTests: 1, numFailedTests: 0, numPendingTests: 40, testResults: [] });
    expect(unitTotals(file, 0, true)).toEqual({ passed: 1, failed: 0, skipped: 0 });
  });

  it('is never green in silence', () => {
    expect(unitTotals(join(folder, 'absent.json'), 0, false).failed).toBe(1);
    const file = report({ numPassedTests: 3, numFailedTests: 0, testResults: [] });
    expect(unitTotals(file, 1, false)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });
});

describe('desktop totals', () => {
  it('counts a test that passed only when repeated as failed', () => {
    const file = report({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 } });
    expect(desktopTotals(file, 1)).toEqual({ passed: 4, failed: 2, skipped: 2 });
  });

  it('is never green without a report', () => {
    expect(desktopTotals(join(folder, 'absent.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('the last line', () => {
  it('adds runners up and names skipped tests only when there are some', () => {
    const all = [
      { passed: 2, failed: 0, skipped: 0 },
      { passed: 3, failed: 1, skipped: 0 },
    ];
    expect(totalLine(sum(all))).toBe('5 passed, 1 failed');
    expect(totalLine({ passed: 5, failed: 0, skipped: 2 })).toBe('5 passed, 0 failed, 2 skipped');
  });
});
