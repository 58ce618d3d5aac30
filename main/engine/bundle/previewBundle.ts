import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { BundleWork } from './bundleWork';

/** The first 64 kB of an entry, as they would be written. */
export function previewBundle(
  work: BundleWork,
  entry: string,
): Promise<Result<{ readonly text: string }, Problem>> {
  return Promise.resolve(
    fail(problem('internal-error', { reason: 'not-built', logs: work.request.logs.length, entry })),
  );
}
