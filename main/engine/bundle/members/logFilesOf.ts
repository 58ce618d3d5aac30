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

/** Opens the live file of a log and its old ones; `last-hour` is the file with the last hour's lines. */
export async function logFilesOf(folder: string, log: LogFile | 'last-hour'): Promise<HeldFiles> {
  const held = new Map<string, { readonly file: HeldFile; readonly number: number }>();
  let unreadable: string[] = [];
  for (let look = 0; look < mostLooks; look += 1) {
    let moved = false;
    const { files, others } = await scanFolder(folder);
    // What stands there and is no file is told like a file that cannot be opened.
    unreadable = others.filter((one) => belongs(one, log)).map(({ name }) => name);
    for (const file of files.filter((one) => belongs(one, log))) {
      const key = generationKey(file.dev, file.ino);
      const known = held.get(key);
      if (known !== undefined) {
        held.set(key, { ...known, number: file.number });
        continue;
      }
      const opened = await hold(file);
      if (opened === 'unreadable') unreadable.push(file.name);
      else if (opened === 'moved') moved = true;
      else held.set(key, { file: opened, number: file.number });
    }
    if (!moved) break;
  }
  const oldestFirst = [...held.values()].toSorted((one, other) => other.number - one.number);
  return { files: oldestFirst.map(({ file }) => file), unreadable };
}

function belongs(file: FolderFile, log: LogFile | 'last-hour'): boolean {
  if (log === 'last-hour') return file.place === 'archived' && file.log === undefined;
  return file.log === log && (file.place === 'live' || file.place === 'old');
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
    // Emptied meanwhile.
    if (bytesRead === 0) return;
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
