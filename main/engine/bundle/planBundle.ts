import type { BundleEntry, BundlePlan } from '../../../shared/model/bundle';
import type { Problem } from '../../../shared/model/problem';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { diskProblem } from '../store/disk';
import { fail } from '../../../shared/result';
import { openBundle } from './bundleEntries';
import type { BundleWork } from './bundleWork';
import { manifestName, manifestText } from './documents/manifest';

/** Lists what a bundle would hold, and how large it would be. */
export async function planBundle(work: BundleWork): Promise<Result<BundlePlan, Problem>> {
  try {
    const bundle = await openBundle(work);
    try {
      const entries: BundleEntry[] = [];
      for (const entry of bundle.entries) entries.push(await entry.measure());
      const manifest = manifestText(work, bundle, entries);
      entries.push({ name: manifestName, kind: 'manifest', bytes: Buffer.byteLength(manifest, 'utf8') });
      const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
      return succeed({ entries: [...entries, ...bundle.missing], bytes });
    } finally {
      await bundle.close();
    }
  } catch (error) {
    return fail(diskProblem(error, work.places.logFolder));
  }
}
