import type { ProblemCode } from '../../shared/model/problem';

/** Problems that the operator cannot put right alone: what helps is a diagnostic bundle for the support team. */
const forSupport: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'internal-error',
  'malformed-answer',
  'import-report-unreadable',
  'state-unreadable',
  'disk-failed',
  'log-reader-gone',
]);

/** Whether a notice of this problem offers the diagnostic bundle. */
export function needsSupport(code: ProblemCode): boolean {
  return forSupport.has(code);
}
