import type { BundlePlan } from '../../../shared/model/bundle';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { BundleWork } from './bundleWork';

/** Lists what a bundle would hold, and how large it would be. */
export function planBundle(work: BundleWork): Promise<Result<BundlePlan, Problem>> {
  return Promise.resolve(
    fail(problem('internal-error', { reason: 'not-built', logs: work.request.logs.length })),
  );
}
