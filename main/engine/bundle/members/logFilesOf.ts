import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import type { LogFile } from '../../../../shared/model/log';
import { generationKey, scanFolder } from '../../logReading/sources/scanFolder';
import type { FolderFile } from '../../logReading/sources/scanFolder';
import { errorCode } from '../../store/disk';

/** Most looks at a folder whose files are renamed meanwhile. */
const mostLooks = 5;
const readBytes = 256 * 1024;

/** One file, held open from the moment at which the bundle began: what is written later is not part of it. */
export interface HeldFile {
  readonly name: string;
  readonly compressed: 'no' | 'gzip';
  /** Bytes on the disk, compressed or not. */
  readonly bytes: number;
  /** Its content in pieces that are good until the next one; each call reads from the beginning. Tells how many bytes of the disk were read. */
  read(onBytes: (bytes: number) => void): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

/** The files of one log, oldest first. */
export interface HeldFiles {
  readonly files: readonly HeldFile[];
  /** Names of files that cannot be opened. */
  readonly unreadable: readonly string[];
}

/** Which files of a log folder are wanted. */
export type WantedFiles =
  /** The live file of a log and its old ones. */
  | { readonly of: LogFile }
  /** What was cleared of a log; files that were last changed before `since` (milliseconds) hold no line that is. */
  | { readonly clearedOf: LogFile; readonly since: number }
  | 'last-hour';

/** Opens files of a log folder. */
export async function logFilesOf(folder: string, wanted: WantedFiles): Promise<HeldFiles> {
  const held = new Map<string, { readonly file: HeldFile; readonly found: FolderFile }>();
  let unreadable: string[] = [];
  for (let look = 0; look < mostLooks; look += 1) {
    let moved = false;
    const { files, others } = await scanFolder(folder);
    // What stands there and is no file is told like a file that cannot be opened.
    unreadable = others.filter((one) => belongs(one, wanted)).map(({ name }) => name);
    const names = new Set(files.map(({ name }) => name));
    for (const file of files.filter((one) => belongs(one, wanted))) {
      // Not removed yet behind its compressed form, which is whole.
      if (file.place === 'archived' && names.has(`${file.name}.gz`)) continue;
      const key = generationKey(file.dev, file.ino);
      const known = held.get(key);
      if (known !== undefined) {
        held.set(key, { ...known, found: file });
        continue;
      }
      const opened = await hold(file);
      if (opened === 'unreadable') unreadable.push(file.name);
      else if (opened === 'moved') moved = true;
      else held.set(key, { file: opened, found: file });
    }
    if (!moved) break;
  }
  const oldestFirst = [...held.values()].toSorted(
    ({ found: one }, { found: other }) => other.number - one.number || one.changed - other.changed,
  );
  return { files: oldestFirst.map(({ file }) => file), unreadable };
}

function belongs(file: FolderFile, wanted: WantedFiles): boolean {
  if (wanted === 'last-hour') return file.place === 'archived' && file.log === undefined;
  if ('of' in wanted) return file.log === wanted.of && (file.place === 'live' || file.place === 'old');
  const { clearedOf, since } = wanted;
  // Of a file that cannot be looked at nobody knows when it was changed.
  const isLate = file.changed >= since || file.unreadable !== undefined;
  return file.log === clearedOf && file.place === 'archived' && isLate;
}

async function hold(file: FolderFile): Promise<HeldFile | 'moved' | 'unreadable'> {
  let handle: FileHandle;
  try {
    handle = await open(file.path, 'r');
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'moved' : 'unreadable';
  }
  const { dev, ino, size } = await handle.stat({ bigint: true });
  if (dev !== file.dev || ino !== file.ino) {
    await handle.close();
    return 'moved';
  }
  const bytes = Number(size);
  const { name, compressed } = file;
  return {
    name,
    compressed,
    bytes,
    read: (onBytes) =>
      compressed === 'gzip' ? inflated(handle, bytes, onBytes) : bytesOf(handle, bytes, onBytes),
    close: () => handle.close(),
  };
}

/** Each piece is good until the next one is asked for. */
async function* bytesOf(
  handle: FileHandle,
  size: number,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.min(readBytes, size));
  for (let at = 0; at < size;) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, size - at), at);
    // Emptied meanwhile: what stood there is not told as all there is.
    if (bytesRead === 0) throw new Error('shorter than it was');
    at += bytesRead;
    onBytes(bytesRead);
    yield buffer.subarray(0, bytesRead);
  }
}

async function* inflated(
  handle: FileHandle,
  size: number,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: readBytes });
  const feed = async (): Promise<void> => {
    try {
      for await (const chunk of bytesOf(handle, size, onBytes)) {
        if (!gunzip.write(Buffer.from(chunk))) await new Promise((resolve) => gunzip.once('drain', resolve));
        if (gunzip.destroyed) return;
      }
      gunzip.end();
    } catch (error) {
      gunzip.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  };
  const fed = feed();
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) yield chunk;
    await fed;
  } finally {
    // Ends what waits for room, too.
    gunzip.destroy();
    gunzip.emit('drain');
  }
}
