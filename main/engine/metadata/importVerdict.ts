import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import type { Result } from '../../../shared/result';
import type { Answer, RequestFailure } from '../dhis2/clientPort';
import { readImportAnswer } from './importReport';
import type { ObjectError } from './importReport';

/** What a server's answer means for the objects of one import. */
export type ImportVerdict =
  | { readonly kind: 'sound' }
  /** These objects fail; nothing was written. */
  | { readonly kind: 'errors'; readonly errors: readonly ObjectError[] }
  /** The request was refused as a whole and names nobody: one object may be guilty. */
  | { readonly kind: 'refused'; readonly problem: Problem; readonly serverCode?: string }
  /** The request failed for reasons that no object can be blamed for. */
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Judges an answer to an import with atomicMode=ALL of the objects with these keys. */
export function readVerdict(
  answer: Result<Answer, RequestFailure>,
  own: ReadonlySet<string>,
  host: string,
): ImportVerdict {
  if (!answer.ok) {
    const { problem: cause, status } = answer.error;
    // An import that makes the server stumble, or is too long for it, may do so because of one object.
    return status === 500 || status === 413
      ? { kind: 'refused', problem: cause }
      : { kind: 'failed', problem: cause };
  }
  const read = readImportAnswer(answer.value);
  switch (read.kind) {
    case 'unreadable':
      return { kind: 'failed', problem: unreadableReport(host) };
    case 'refused': {
      const refusal = problem('import-rejected', { host }, read.words);
      return {
        kind: 'refused',
        problem: refusal,
        ...(read.code === undefined ? {} : { serverCode: read.code }),
      };
    }
    case 'report': {
      const errors = read.report.errors.filter(({ key }) => own.has(key));
      if (errors.length > 0) return { kind: 'errors', errors };
      if (read.report.status === 'OK') return { kind: 'sound' };
      const words = read.report.errors.map(({ message }) => message).join('\n');
      return { kind: 'refused', problem: problem('import-rejected', { host }, words) };
    }
  }
}

/** An import report that says nothing. */
export function unreadableReport(host: string): Problem {
  return problem('import-report-unreadable', { host, path: '/api/metadata' });
}
