import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { temporaryEnding } from '../store/atomicFile';
import { timesOf } from './lineForm';
import { archiveName } from './logBudget';
import type { LogDisk } from './logDisk';

const compressed = '.gz';

/** The folder in the log folder that takes what was cleared; every file in it is whole, whenever the program ends. */
export class LogArchive {
  private readonly folder: string;

  constructor(
    logFolder: string,
    private readonly disk: LogDisk,
  ) {
    this.folder = join(logFolder, archiveName);
  }

  /** Removes what a process left that was killed while it compressed; the uncompressed file is whole then. */
  tidy(): void {
    try {
      const names = new Set(this.disk.list(this.folder));
      for (const name of names) {
        const isDouble = names.has(name + compressed);
        if (name.endsWith(temporaryEnding) || isDouble) this.disk.remove(join(this.folder, name));
      }
    } catch {
      // It goes with the next start.
    }
  }

  /** A name for a file that is cleared now, and where it goes; makes the folder. Throws the system's error. */
  placeFor(name: string, now: number): { readonly name: string; readonly path: string } {
    this.disk.makeFolder(this.folder);
    const stamp = timesOf(now).local.replace(/[-:]/g, '').replace(' ', '-');
    for (let number = 1; ; number += 1) {
      const free = `${name}.${stamp}${number === 1 ? '' : `-${number}`}`;
      const path = join(this.folder, free);
      const taken = [path, path + compressed].some((one) => this.disk.look(one) !== undefined);
      if (!taken) return { name: free, path };
    }
  }

  /** Compresses a file of the archive; its name afterwards, the same one where there is no room for a second copy. */
  async compress(name: string): Promise<string> {
    const path = join(this.folder, name);
    const temporary = path + compressed + temporaryEnding;
    try {
      await pipeline(
        createReadStream(path),
        createGzip(),
        createWriteStream(temporary, { mode: 0o600, flags: 'wx' }),
      );
      const file = await open(temporary, 'r+');
      await file.sync().finally(() => file.close());
      await rename(temporary, path + compressed);
    } catch {
      await unlink(temporary).catch(() => undefined);
      return name;
    }
    // Twice in the archive is no loss: the next start removes the uncompressed one.
    await unlink(path).catch(() => undefined);
    return name + compressed;
  }
}
