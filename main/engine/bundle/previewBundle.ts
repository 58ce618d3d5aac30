import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { diskProblem } from '../store/disk';
import { openBundle } from './bundleEntries';
import type { OpenedBundle } from './bundleEntries';
import type { BundleWork } from './bundleWork';
import { manifestName, manifestText } from './documents/manifest';

/** Most bytes that are shown of an entry. */
const shownBytes = 64 * 1024;

/** The first 64 kB of an entry, as they would be written; fails with `log-unknown` where there is no such entry. */
export async function previewBundle(
  work: BundleWork,
  entry: string,
): Promise<Result<{ readonly text: string }, Problem>> {
  try {
    const bundle = await openBundle(work);
    try {
      const content = await beginningOf(work, bundle, entry);
      return content === undefined
        ? fail(problem('log-unknown', { file: entry }))
        : succeed({ text: new TextDecoder('utf-8').decode(content.subarray(0, shownBytes)) });
    } finally {
      await bundle.close();
    }
  } catch (error) {
    return fail(diskProblem(error, work.places.logFolder));
  }
}

async function beginningOf(
  work: BundleWork,
  bundle: OpenedBundle,
  name: string,
): Promise<Buffer | undefined> {
  if (name === manifestName) {
    const listed = [];
    for (const entry of bundle.entries) listed.push(await entry.measure());
    return Buffer.from(manifestText(work, bundle, listed), 'utf8');
  }
  const entry = bundle.entries.find((one) => one.name === name);
  if (entry === undefined) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of entry.read(() => undefined)) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= shownBytes) break;
  }
  return Buffer.concat(chunks);
}
