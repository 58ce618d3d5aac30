import { basename } from 'node:path';
import { problem } from '../../../../shared/model/problem';
import type { Problem } from '../../../../shared/model/problem';
import type { SearchedSource } from '../textSearch';

/** The problem of a source that cannot be read; the path stays out of it. */
export function unreadable(source: SearchedSource, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return problem('log-unreadable', { file: basename(source.path() ?? '') }, code);
}
