import type { BundleProgress, BundleSaved } from '../../../shared/model/bundle';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { BundleWork } from './bundleWork';

/** Writes a bundle, whole or not at all; aborted, it ends with `cancelled` and leaves nothing. */
export function saveBundle(
  work: BundleWork,
  path: string,
  onProgress: (progress: Omit<BundleProgress, 'bundleId'>) => void,
  signal: AbortSignal,
): Promise<Result<BundleSaved, Problem>> {
  return Promise.resolve(
    fail(
      problem('internal-error', {
        reason: 'not-built',
        logs: work.request.logs.length,
        path,
        watched: onProgress.length,
        aborted: String(signal.aborted),
      }),
    ),
  );
}
