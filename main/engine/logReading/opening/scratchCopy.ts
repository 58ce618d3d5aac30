import { randomInt } from 'node:crypto';
import { closeSync, openSync, rmSync, statfsSync, write, writeSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ProblemCode } from '../../../../shared/model/problem';
import { errorCode } from '../../store/disk';

/** Bytes that a disk keeps for everything else. */
const reserve = 256 * 1024 * 1024;
/** Bytes after which the disk is looked at again. */
const lookEvery = 16 * 1024 * 1024;
const largestNumber = 2 ** 47;
/** Bytes of a whole text that are written at a time: systems take long for more. */
const pieceBytes = 1024 * 1024;

/** How much may still be written, for all copies of one opening together. */
export class Allowance {
  /** Bytes taken since the disk was looked at. */
  private unseen = 0;

  private constructor(
    private readonly folder: string,
    private left: number,
    private room: number,
  ) {}

  /** Looks at the room on the disk of the folder, which is created 0700 when it is missing. */
  static async forFolder(folder: string, most: number): Promise<Allowance> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new Allowance(folder, most, roomIn(folder));
  }

  /** Takes as many bytes as there are left of so many; a code where these are not all. */
  take(bytes: number): { readonly granted: number; readonly refusal?: ProblemCode } {
    // Others write too: further copies, and other programs.
    if (this.unseen >= lookEvery) {
      this.room = roomIn(this.folder);
      this.unseen = 0;
    }
    const granted = Math.min(bytes, this.left, this.room);
    const refusal = this.left <= this.room ? 'log-too-large' : 'disk-full';
    this.left -= granted;
    this.room -= granted;
    this.unseen += granted;
    return granted === bytes ? { granted } : { granted, refusal };
  }

  /** Gives back what was taken for a copy that is deleted. */
  giveBack(bytes: number): void {
    this.left += bytes;
    this.room += bytes;
  }
}

function roomIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return Math.max(0, bavail * bsize - reserve);
}

const writePiece = promisify(write);

/**
 * A plain copy that is being written, 0600, its name a number and nothing that came from outside. Pieces are written
 * while the decompressor waits: each takes some microseconds, and none is lost when the next one turns out damaged.
 */
export class ScratchCopy {
  bytes = 0;
  /** Why not everything could be taken. */
  failure: ProblemCode | undefined;
  private descriptor: number | undefined;

  private constructor(
    readonly path: string,
    descriptor: number,
    private readonly allowance: Allowance,
  ) {
    this.descriptor = descriptor;
  }

  static create(folder: string, allowance: Allowance): ScratchCopy {
    for (;;) {
      const path = join(folder, `${randomInt(largestNumber)}`);
      try {
        return new ScratchCopy(path, openSync(path, 'wx', 0o600), allowance);
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') throw error;
      }
    }
  }

  /** Adds a piece; `full` when no further one is taken. */
  write(piece: Uint8Array): 'taken' | 'full' {
    if (this.descriptor === undefined || this.failure !== undefined) return 'full';
    const { granted, refusal } = this.allowance.take(piece.length);
    this.failure = refusal;
    try {
      for (let done = 0; done < granted;) {
        const written = writeSync(this.descriptor, piece, done, granted - done);
        done += written;
        this.bytes += written;
      }
    } catch (error) {
      const code = errorCode(error);
      this.failure = code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'disk-failed';
      return 'full';
    }
    return refusal === undefined ? 'taken' : 'full';
  }

  /** Writes a text without keeping this thread busy; `full` where not all of it could be taken, of which some may be there. */
  async writeWhole(text: Uint8Array): Promise<'taken' | 'full'> {
    const { descriptor } = this;
    const { granted, refusal } = this.allowance.take(text.length);
    this.bytes += granted;
    if (descriptor === undefined || refusal !== undefined) return 'full';
    try {
      for (let done = 0; done < text.length;) {
        const most = Math.min(pieceBytes, text.length - done);
        done += (await writePiece(descriptor, text, done, most)).bytesWritten;
      }
      return 'taken';
    } catch {
      return 'full';
    }
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }

  remove(): void {
    this.close();
    rmSync(this.path, { force: true });
    this.allowance.giveBack(this.bytes);
  }
}
