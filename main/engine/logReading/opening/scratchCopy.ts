import { randomInt } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProblemCode } from '../../../../shared/model/problem';
import { errorCode } from '../../store/disk';

/** Bytes that a disk keeps for everything else. */
const reserve = 256 * 1024 * 1024;
const largestNumber = 2 ** 47;

/** How much may still be written, for all copies of one opening together. */
export class Allowance {
  private constructor(
    private left: number,
    private room: number,
  ) {}

  /** Looks at the room on the disk of the folder, which is created 0700 when it is missing. */
  static async forFolder(folder: string, most: number): Promise<Allowance> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = await statfs(folder);
    return new Allowance(most, Math.max(0, bavail * bsize - reserve));
  }

  /** Takes so many bytes; a code where there are none left. */
  take(bytes: number): ProblemCode | undefined {
    if (bytes > this.left) return 'log-too-large';
    if (bytes > this.room) return 'disk-full';
    this.left -= bytes;
    this.room -= bytes;
    return undefined;
  }

  /** Gives back what was taken for a copy that is deleted. */
  giveBack(bytes: number): void {
    this.left += bytes;
    this.room += bytes;
  }
}

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
    this.failure = this.allowance.take(piece.length);
    if (this.failure !== undefined) return 'full';
    try {
      for (let done = 0; done < piece.length;) done += writeSync(this.descriptor, piece, done);
    } catch (error) {
      const code = errorCode(error);
      this.failure = code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'disk-failed';
      return 'full';
    }
    this.bytes += piece.length;
    return 'taken';
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
