import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { diskProblem, errorCode } from '../store/disk';
import { acquireStateLock } from '../store/stateLock';
import type { StateLock } from '../store/stateLock';

/** Marks a folder as ours to empty: without it a folder with content is never touched. */
const markName = 'passerelle-demonstration';
/** Folder of the state lock. */
const lockName = 'lock';

/**
 * Takes the state folder of a demonstration: locked, and emptied of the demonstration before. Refused when it holds
 * anything but an earlier demonstration, or when one is under way in it. The caller releases the lock.
 */
export async function claimDemonstrationFolder(
  folder: string,
  now: () => number = Date.now,
): Promise<Result<StateLock, Problem>> {
  try {
    const found = (await namesIn(folder)).filter((name) => name !== lockName);
    if (found.length > 0 && !found.includes(markName)) {
      return fail(problem('setup-invalid', { place: folder, what: 'not-a-demonstration-folder' }));
    }
    const lock = await acquireStateLock(folder, now);
    if (!lock.ok) return lock;
    await writeFile(join(folder, markName), '', { mode: 0o600 });
    for (const name of found) {
      if (name !== markName) await rm(join(folder, name), { recursive: true, force: true });
    }
    return succeed(lock.value);
  } catch (error) {
    return fail(diskProblem(error, folder));
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
