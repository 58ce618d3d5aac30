import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '../../store/disk';

/** Details that are kept beside the runs; none of them is in a bundle. */
export interface DetailFacts {
  readonly texts: number;
  readonly bytes: number;
}

/**
 * How many details of a period there are: what servers answered is in them, at length, and nobody would look through so
 * much of it before it is sent. `unknown` where the folder cannot be read.
 */
export async function detailFacts(
  logFolder: string,
  { from, until }: { readonly from: number; readonly until: number },
): Promise<DetailFacts | 'unknown'> {
  // The state stands beside the logs.
  const folder = join(dirname(logFolder), 'runs', 'details');
  let texts = 0;
  let bytes = 0;
  try {
    for (const name of await readdir(folder, { recursive: true })) {
      const facts = await stat(join(folder, name)).catch(() => undefined);
      if (facts?.isFile() !== true || facts.mtimeMs < from || facts.mtimeMs > until) continue;
      texts += 1;
      bytes += facts.size;
    }
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') return 'unknown';
  }
  return { texts, bytes };
}
