import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { diskProblem, errorCode } from '../store/disk';

/** Marks a folder as ours to empty: without it a folder with content is never touched. */
const markName = 'passerelle-demonstration';

/** Leaves an empty folder for a demonstration; a folder that holds anything but an earlier demonstration is refused. */
export async function emptyDemonstrationFolder(folder: string): Promise<Result<null, Problem>> {
  try {
    const names = await namesIn(folder);
    if (names.length > 0 && !names.includes(markName)) {
      return fail(problem('setup-invalid', { place: folder, what: 'not-a-demonstration-folder' }));
    }
    for (const name of names) {
      // The mark goes last: a kill half-way leaves a folder that is still known as ours.
      if (name !== markName) await rm(join(folder, name), { recursive: true, force: true });
    }
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(join(folder, markName), '', { mode: 0o600 });
    return succeed(null);
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
