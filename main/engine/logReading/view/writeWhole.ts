import { dirname } from 'node:path';
import type { Problem } from '../../../../shared/model/problem';
import { fail, succeed } from '../../../../shared/result';
import type { Result } from '../../../../shared/result';
import { renameOver, temporaryEnding } from '../../store/atomicFile';
import { diskProblem, realDisk, writeAll } from '../../store/disk';

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
    await renameOver(temporary, path, realDisk);
    await realDisk.syncFolder(dirname(path));
    return succeed({ path, bytes });
  } catch (error) {
    await realDisk.unlink(temporary).catch(() => undefined);
    return fail(diskProblem(error, path));
  }
}
