import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { diskProblem, errorCode, realDisk, writeAll } from './disk';
import type { Disk } from './disk';

let temporaries = 0;

/** Ending of files that are being written; what is left of them after a kill is removed at the next start. */
export const temporaryEnding = '.tmp';
/** Ending of the previous good version. */
export const backupEnding = '.bak';

/** Makes a folder (0700) with its parents, and makes its name survive a power cut. */
export async function ensureFolder(path: string, disk: Disk = realDisk): Promise<Result<null, Problem>> {
  try {
    if (!(await disk.exists(path))) {
      await disk.makeFolder(path);
      await disk.syncFolder(dirname(path));
    }
    return succeed(null);
  } catch (error) {
    return fail(diskProblem(error, path));
  }
}

/** Whole content of a file, or `undefined` when there is none. */
export async function readWholeFile(
  path: string,
  disk: Disk = realDisk,
): Promise<Result<Buffer | undefined, Problem>> {
  try {
    const file = await disk.open(path, 'read');
    try {
      const content = Buffer.alloc(await file.size());
      let done = 0;
      while (done < content.length) {
        const read = await file.read(content.subarray(done), done);
        if (read === 0) break;
        done += read;
      }
      return succeed(content.subarray(0, done));
    } finally {
      await file.close();
    }
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? succeed(undefined) : fail(diskProblem(error, path));
  }
}

/** Renames over what is there. Windows: a virus scanner or an indexer may hold the old file for a moment. */
export async function renameOver(from: string, to: string, disk: Disk): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await disk.rename(from, to);
      return;
    } catch (error) {
      const held = ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '');
      if (!held || attempt === 5) throw error;
      await sleep(20 * attempt);
    }
  }
}

async function removeQuietly(path: string, disk: Disk): Promise<void> {
  // What stays behind is removed at the next start; the first failure is the one to report.
  await disk.unlink(path).catch(() => undefined);
}

/**
 * Replaces a file as a whole: whoever reads it, after whatever accident, finds the old content or the new one, never
 * a part. `backup: 'keep'` leaves the previous version under `.bak`; ask for it only when that version was good.
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
  options: { readonly backup?: 'keep' | 'none'; readonly disk?: Disk } = {},
): Promise<Result<null, Problem>> {
  const disk = options.disk ?? realDisk;
  temporaries += 1;
  const temporary = `${path}.${process.pid}-${temporaries}${temporaryEnding}`;
  try {
    const file = await disk.open(temporary, 'create');
    try {
      await writeAll(file, typeof content === 'string' ? Buffer.from(content, 'utf8') : content, 0);
      await file.sync();
    } finally {
      await file.close();
    }
    if (options.backup === 'keep') await keepBackup(path, disk);
    await renameOver(temporary, path, disk);
    await disk.syncFolder(dirname(path));
    return succeed(null);
  } catch (error) {
    await removeQuietly(temporary, disk);
    return fail(diskProblem(error, path));
  }
}

async function keepBackup(path: string, disk: Disk): Promise<void> {
  const temporary = `${path}.${process.pid}-${temporaries}b${temporaryEnding}`;
  try {
    await disk.duplicate(path, temporary);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  // Never fails to keep its promise half way: rename(2) of one name of a file onto another name of it does nothing.
  await renameOver(temporary, path + backupEnding, disk);
  await removeQuietly(temporary, disk);
}

/** Removes what writers that were killed left in a folder; only under the state lock, since a living writer has some too. */
export async function removeTemporaries(path: string, disk: Disk = realDisk): Promise<Result<null, Problem>> {
  try {
    for (const name of await disk.list(path)) {
      if (name.endsWith(temporaryEnding)) await disk.unlink(`${path}/${name}`);
    }
    return succeed(null);
  } catch (error) {
    return fail(diskProblem(error, path));
  }
}

/** `settings.json` at a time becomes `settings.unreadable-20251010T142301123Z.json`. */
export function asideName(path: string, now: number): string {
  const stamp = new Date(now).toISOString().replace(/[-:.]/g, '');
  const dot = path.lastIndexOf('.');
  const cut = dot > path.lastIndexOf('/') && dot > path.lastIndexOf('\\') ? dot : path.length;
  return `${path.slice(0, cut)}.unreadable-${stamp}${path.slice(cut)}`;
}

/** Moves an unreadable file or folder out of the way, never over an older one; the new path, or `undefined` when it is gone. */
export async function keepAside(
  path: string,
  now: number,
  disk: Disk = realDisk,
): Promise<Result<string | undefined, Problem>> {
  try {
    let aside = asideName(path, now);
    for (let more = 1; await disk.exists(aside); more += 1) aside = asideName(path, now + more);
    if (!(await disk.exists(path))) return succeed(undefined);
    await renameOver(path, aside, disk);
    await disk.syncFolder(dirname(path));
    return succeed(aside);
  } catch (error) {
    return fail(diskProblem(error, path));
  }
}
