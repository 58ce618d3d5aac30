import type { Problem } from '../../../../shared/model/problem';
import { fail, succeed } from '../../../../shared/result';
import type { Result } from '../../../../shared/result';
import { diskProblem, errorCode, realDisk, writeAll } from '../../store/disk';
import { temporaryEnding } from '../../store/atomicFile';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

let written = 0;

/** Writes pieces to a file, whole or not at all: what stood there before stays until everything is on the disk. */
export async function writeWhole(
  path: string,
  pieces: AsyncIterable<Uint8Array>,
): Promise<Result<{ path: string; bytes: number }, Problem>> {
  written += 1;
  const temporary = `${path}.${process.pid}-${written}${temporaryEnding}`;
  let bytes = 0;
  try {
    const file = await realDisk.open(temporary, 'create');
    try {
      for await (const piece of pieces) {
        await writeAll(file, piece, bytes);
        bytes += piece.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await renameOver(temporary, path);
    await realDisk.syncFolder(dirname(path));
    return succeed({ path, bytes });
  } catch (error) {
    await realDisk.unlink(temporary).catch(() => undefined);
    return fail(diskProblem(error, path));
  }
}

/** Windows: a virus scanner or an indexer may hold the old file for a moment. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await realDisk.rename(from, to);
      return;
    } catch (error) {
      const held = ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '');
      if (!held || attempt === 5) throw error;
      await sleep(20 * attempt);
    }
  }
}
