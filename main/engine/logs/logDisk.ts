import {
  chmodSync,
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import type { BigIntStats } from 'node:fs';

/** What a log needs to know of a file. */
export interface LogFileState {
  /** Device and number: the same for one file whatever its name. */
  readonly identity: string;
  readonly bytes: number;
  /** Names that the file has; 0 when it was deleted under an open handle. */
  readonly names: number;
  /** Last change, in milliseconds since the epoch. */
  readonly changedAt: number;
}

/**
 * The file operations of the log files, each of which may throw a system error; tests make them fail. Synchronous on
 * purpose: a batch takes microseconds, and the last one is written while the process ends.
 */
export interface LogDisk {
  /** Opens for appending, creating the file (0600) where it is missing. */
  readonly open: (path: string) => number;
  /** Bytes written: may be fewer than given, as on a disk that is nearly full. */
  readonly write: (descriptor: number, bytes: Uint8Array) => number;
  readonly read: (descriptor: number, into: Uint8Array, position: number) => number;
  readonly state: (descriptor: number) => LogFileState;
  /** `undefined` when nothing stands under this name. */
  readonly look: (path: string) => LogFileState | undefined;
  readonly sync: (descriptor: number) => void;
  readonly close: (descriptor: number) => void;
  readonly rename: (from: string, to: string) => void;
  readonly remove: (path: string) => void;
  /** Names in a folder; none when there is no folder. */
  readonly list: (folder: string) => readonly string[];
  /** Makes a folder (0700) with its parents; no failure when it is there. */
  readonly makeFolder: (folder: string) => void;
}

function stateOf(stats: BigIntStats): LogFileState {
  return {
    identity: `${stats.dev}:${stats.ino}`,
    bytes: Number(stats.size),
    names: Number(stats.nlink),
    changedAt: Number(stats.mtimeMs),
  };
}

/** The machine's own disk. */
export const realLogDisk: LogDisk = {
  open: (path) => openSync(path, 'a+', 0o600),
  write: (descriptor, bytes) => writeSync(descriptor, bytes),
  read: (descriptor, into, position) => readSync(descriptor, into, 0, into.length, position),
  state: (descriptor) => stateOf(fstatSync(descriptor, { bigint: true })),
  look: (path) => {
    const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
    return stats === undefined ? undefined : stateOf(stats);
  },
  sync: (descriptor) => {
    fsyncSync(descriptor);
  },
  close: (descriptor) => {
    closeSync(descriptor);
  },
  rename: (from, to) => {
    renameSync(from, to);
  },
  remove: (path) => {
    rmSync(path, { force: true });
  },
  list: (folder) => {
    try {
      return readdirSync(folder);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  },
  makeFolder: (folder) => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (process.platform !== 'win32') chmodSync(folder, 0o700);
  },
};
