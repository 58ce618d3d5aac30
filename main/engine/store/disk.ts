import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';

/** An open file as the store uses it. */
export interface OpenFile {
  /** Bytes read into the buffer, 0 at the end of the file. */
  read(into: Buffer, position: number): Promise<number>;
  /** Bytes written: may be fewer than given, as write(2) does on a disk that is nearly full. */
  write(bytes: Uint8Array, position: number): Promise<number>;
  truncate(length: number): Promise<void>;
  /** Returns once the content, and the length needed to read it, are on the medium. */
  sync(): Promise<void>;
  size(): Promise<number>;
  close(): Promise<void>;
}

/** The few file operations on which everything durable rests; tests make each of them fail in turn. */
export interface Disk {
  /** `create` fails when the file exists, `change` when it does not. */
  open(path: string, how: 'read' | 'create' | 'change'): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  /** A second name for the same content; a copy where the file system has no hard links. */
  duplicate(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
  /** Names in a folder; none when the folder does not exist. */
  list(path: string): Promise<readonly string[]>;
  exists(path: string): Promise<boolean>;
  /** Makes renames and new names in this folder survive a power cut. */
  syncFolder(path: string): Promise<void>;
}

function openFile(handle: FileHandle): OpenFile {
  return {
    read: async (into, position) => (await handle.read(into, 0, into.length, position)).bytesRead,
    write: async (bytes, position) => (await handle.write(bytes, 0, bytes.length, position)).bytesWritten,
    truncate: (length) => handle.truncate(length),
    sync: () => handle.datasync(),
    size: async () => (await handle.stat()).size,
    close: () => handle.close(),
  };
}

const openFlags = {
  read: constants.O_RDONLY,
  create: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
  change: constants.O_RDWR,
} as const;

/** The machine's own disk; files 0600, folders 0700. */
export const realDisk: Disk = {
  open: async (path, how) => openFile(await open(path, openFlags[how], 0o600)),
  rename: (from, to) => rename(from, to),
  duplicate: async (from, to) => {
    try {
      await link(from, to);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') throw error;
      await copyFile(from, to);
      const copy = await open(to, openFlags.change);
      await copy.datasync().finally(() => copy.close());
    }
  },
  unlink: (path) => unlink(path),
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
  list: async (path) => {
    try {
      return await readdir(path);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    }
  },
  exists: async (path) => {
    try {
      await stat(path);
      return true;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return false;
      throw error;
    }
  },
  syncFolder: async (path) => {
    // Windows cannot open a folder for syncing; NTFS journals names by itself.
    if (process.platform === 'win32') return;
    const folder = await open(path, constants.O_RDONLY);
    await folder.sync().finally(() => folder.close());
  },
};

/** Writes all bytes, or throws: a short write is continued until the disk says why. */
export async function writeAll(file: OpenFile, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const written = await file.write(bytes.subarray(done), position + done);
    if (written === 0) throw Object.assign(new Error('the disk took no bytes'), { code: 'ENOSPC' });
    done += written;
  }
}

/** The errno name of a system error, where it has one. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Turns a failed file operation into a problem that names the file and keeps the system's own words. */
export function diskProblem(error: unknown, path: string): Problem {
  const code = errorCode(error);
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  return problem(
    full ? 'disk-full' : 'disk-failed',
    { file: basename(path), reason: code ?? 'unknown' },
    error instanceof Error ? error.message : String(error),
  );
}
