import { existsSync, readFileSync } from 'node:fs';

/**
 * Counts of one runner, or of all.
 * @typedef {{ passed: number, failed: number, skipped: number }} Totals
 */

/**
 * Counts of the unit runner's report. A file that could not be loaded, a report that is missing, or a
 * runner that ended badly without a failed test each count as one failure: silence is never green.
 * @param {string} report
 * @param {number} exitCode
 * @param {boolean} byName tests were chosen by name: the others are not counted as skipped
 * @returns {Totals}
 */
export function unitTotals(report, exitCode, byName) {
  const read = readReport(report);
  const broken = list(read?.testResults).filter(
    (file) => file.status === 'failed' && list(file.assertionResults).length === 0,
  ).length;
  return atLeastOneFailure(exitCode, read === undefined, {
    passed: count(read?.numPassedTests),
    failed: count(read?.numFailedTests) + broken,
    skipped: byName ? 0 : count(read?.numPendingTests) + count(read?.numTodoTests),
  });
}

/**
 * Counts of the desktop runner's report; a test that passed only when repeated has failed.
 * @param {string} report
 * @param {number} exitCode
 * @returns {Totals}
 */
export function desktopTotals(report, exitCode) {
  const read = readReport(report);
  return atLeastOneFailure(exitCode, read === undefined, {
    passed: count(read?.stats?.expected),
    failed: count(read?.stats?.unexpected) + count(read?.stats?.flaky),
    skipped: count(read?.stats?.skipped),
  });
}

/**
 * Adds runners up.
 * @param {readonly Totals[]} all
 * @returns {Totals}
 */
export function sum(all) {
  return all.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/**
 * The last line of `npm test`.
 * @param {Totals} totals
 */
export function totalLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * @param {number} exitCode
 * @param {boolean} noReport
 * @param {Totals} totals
 * @returns {Totals}
 */
function atLeastOneFailure(exitCode, noReport, totals) {
  const silent = totals.failed === 0 && (exitCode !== 0 || noReport);
  return silent ? { ...totals, failed: 1 } : totals;
}

/**
 * @param {string} file
 * @returns {Record<string, any> | undefined}
 */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/**
 * @param {unknown} value
 * @returns {number}
 */
function count(value) {
  return typeof value === 'number' ? value : 0;
}

/**
 * @param {unknown} value
 * @returns {any[]}
 */
function list(value) {
  return Array.isArray(value) ? value : [];
}
