import { dirname } from 'node:path';
import { errorCode } from '../store/disk';
import { realLogDisk } from './logDisk';
import type { LogDisk } from './logDisk';
import { WaitingLines } from './waitingLines';

/** Bytes kept for a disk that refuses them; what comes later is counted, not kept. */
const longestWaiting = 256 * 1024;
/** Growth (bytes) after which a rotation that failed is tried again. */
const rotationRetry = 1024 * 1024;
/** Milliseconds between two looks whether the file stands where it stood. */
const lookInterval = 16;
/** First and longest pause (ms) before a disk that refused is tried again; each failure doubles it. */
const shortestPause = 16;
const longestPause = 1000;
/** Times that lines are written again because the file under them was deleted meanwhile. */
const rewrites = 3;

const lineEnd = 10;
const noTag = new Uint8Array(0);
/** Failures after which a handle is good for nothing, as when a network share went away. */
const brokenHandle: ReadonlySet<string> = new Set(['EBADF', 'EIO', 'ESTALE', 'ENXIO']);

/**
 * One log file with its old versions. Lines wait in memory until {@link flush}; they are written to a handle that stays
 * open. Nothing here throws but {@link handOver}: a disk that refuses makes lines wait, and what does not find room to
 * wait is counted and told in the file afterwards.
 */
export class RotatingFile {
  private descriptor: number | undefined;
  private size = 0;
  private rotateAt: number;
  /** Lines that wait, and those written since the handle was last known to be a file that has a name. */
  private readonly waiting = new WaitingLines();
  /** Bytes of the first waiting line that stand in the file already: it must not be torn over two files. */
  private begun = 0;
  /** What a killed process left without an end: it ends before our first line. */
  private lastLine: 'ended' | 'torn' = 'ended';
  private lookedAt = Number.NEGATIVE_INFINITY;
  private refusedAt = 0;
  private pause = 0;
  /** Lines that were dropped since the last time that something could be written. */
  private dropped = 0;
  private droppedEver = 0;
  private bytesEver = 0;

  constructor(
    readonly path: string,
    private readonly limits: { readonly size: number; readonly old: number },
    /** Makes the line that says how many lines are missing. */
    private readonly missedLine: (count: number) => string,
    private readonly disk: LogDisk = realLogDisk,
  ) {
    this.rotateAt = limits.size;
  }

  /** Bytes that wait to be written. */
  get waitingBytes(): number {
    return this.waiting.bytes;
  }

  /** Bytes written since the start. */
  get writtenBytes(): number {
    return this.bytesEver;
  }

  /** Lines that could not be written since the start. */
  get missed(): number {
    return this.droppedEver;
  }

  /** Takes a line and what stands before it; the bytes are copied. */
  add(line: Uint8Array, tag: Uint8Array = noTag): void {
    if (this.waiting.bytes + tag.length + line.length > longestWaiting) this.miss();
    else this.waiting.add(tag, line);
  }

  /** Counts a line that could not even be made. */
  miss(): void {
    this.dropped += 1;
    this.droppedEver += 1;
  }

  /** Milliseconds until a disk that refused may be tried again; 0 when nothing holds a flush back. */
  pausedFor(now: number): number {
    // A clock that was set back makes nobody wait.
    return now < this.refusedAt ? 0 : Math.max(0, this.refusedAt + this.pause - now);
  }

  /** Writes what waits; false when the disk refuses it, and then everything not yet written goes on waiting. */
  flush(now: number): boolean {
    try {
      for (let round = 0; round < rewrites; round += 1) {
        this.opened(now);
        this.writeWaiting(now);
        if (this.dropped > 0) this.tellMissed(now);
        if (!this.wasDeleted()) break;
        this.release();
      }
      this.waiting.settle();
      this.pause = 0;
      return true;
    } catch (error) {
      // The log is where failures are told: this one is told by the line that says how much is missing.
      if (brokenHandle.has(errorCode(error) ?? '') || this.wasDeleted()) this.release();
      this.waiting.settle();
      this.refusedAt = now;
      this.pause = Math.min(longestPause, Math.max(shortestPause, this.pause * 2));
      return false;
    }
  }

  /** Gives the file another name and goes on in a new one; throws the system's error, and then nothing has moved. */
  handOver(to: string, now: number): void {
    this.flush(now);
    this.disk.rename(this.path, to);
    this.release();
    this.flush(now);
  }

  close(now: number): void {
    this.flush(now);
    if (this.descriptor === undefined) return;
    try {
      this.disk.sync(this.descriptor);
    } catch {
      // Nothing more can be done for these lines.
    }
    this.release();
  }

  private release(): void {
    const { descriptor } = this;
    if (descriptor === undefined) return;
    // What was written to a deleted file waits again, for the next one.
    if (this.wasDeleted()) this.waiting.takeBack();
    this.waiting.settle();
    // First: a handle that fails to close is as gone as one that closes.
    this.descriptor = undefined;
    this.begun = 0;
    try {
      this.disk.close(descriptor);
    } catch {
      // What was written to it is written.
    }
  }

  private opened(now: number): void {
    if (now < this.lookedAt || now - this.lookedAt >= lookInterval) this.look();
    this.lookedAt = now;
    if (this.descriptor !== undefined) return;
    const descriptor = this.openPath();
    this.descriptor = descriptor;
    this.rotateAt = this.limits.size;
    this.begun = 0;
    try {
      this.size = this.disk.state(descriptor).bytes;
      this.lastLine = this.endsWithLine(descriptor) ? 'ended' : 'torn';
    } catch (error) {
      this.release();
      throw error;
    }
  }

  private openPath(): number {
    try {
      return this.disk.open(this.path);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
      // Somebody deleted the folder.
      this.disk.makeFolder(dirname(this.path));
      return this.disk.open(this.path);
    }
  }

  private endsWithLine(descriptor: number): boolean {
    if (this.size === 0) return true;
    const last = Buffer.alloc(1);
    return this.disk.read(descriptor, last, this.size - 1) === 1 && last[0] === lineEnd;
  }

  /** Lets go of a handle that is no longer the file of this name: what is written to it nobody would find. */
  private look(): void {
    if (this.descriptor === undefined) return;
    try {
      const held = this.disk.state(this.descriptor);
      const there = this.disk.look(this.path);
      if (there?.identity !== held.identity) {
        this.release();
        return;
      }
      // Somebody emptied it: the rest of a line that was begun would stand there alone.
      if (held.bytes < this.size) this.begun = 0;
      this.size = held.bytes;
    } catch (error) {
      // A look that is refused says nothing about the handle; one that is no handle any more says it itself.
      if (errorCode(error) === 'EBADF') this.release();
    }
  }

  /** Whether the file has no name any more to which lines were written that are not known to be safe. */
  private wasDeleted(): boolean {
    const { waiting, descriptor } = this;
    return waiting.isUnsafe && descriptor !== undefined && this.namesOf(descriptor) === 0;
  }

  private namesOf(descriptor: number): number {
    try {
      return this.disk.state(descriptor).names;
    } catch {
      // Not known: written once is enough.
      return 1;
    }
  }

  private tellMissed(now: number): void {
    const count = this.dropped;
    this.add(Buffer.from(this.missedLine(count), 'utf8'));
    this.dropped -= count;
    this.writeWaiting(now);
  }

  private writeWaiting(now: number): void {
    while (this.waiting.lines > 0) {
      const lines = this.waiting.linesWithin(this.rotateAt - this.size + this.begun);
      if (lines > 0) this.write(lines);
      // What has begun here ends here, and a line that is longer than a file has one of its own.
      else if (this.begun > 0 || this.size === 0) this.write(1);
      else this.rotate(now);
    }
  }

  private write(lines: number): void {
    if (this.lastLine === 'torn') {
      this.put(Buffer.from('\n'));
      this.lastLine = 'ended';
    }
    let batch = this.waiting.content(lines, this.begun);
    while (batch.length > 0) {
      const written = this.put(batch);
      batch = batch.subarray(written);
      this.begun = this.waiting.wrote(this.begun + written);
    }
  }

  /** Bytes that the disk took, at least one. */
  private put(bytes: Uint8Array): number {
    if (this.descriptor === undefined) throw new Error('the log file is not open');
    const written = this.disk.write(this.descriptor, bytes);
    if (written === 0) throw new Error('the disk took no bytes');
    this.size += written;
    this.bytesEver += written;
    return written;
  }

  /** Moves the old files up to the first gap, so that a chain that was interrupted loses none of them. */
  private rotate(now: number): void {
    try {
      let gap = 1;
      while (gap < this.limits.old && this.disk.look(`${this.path}.${gap}`) !== undefined) gap += 1;
      if (gap === this.limits.old) this.disk.remove(`${this.path}.${gap}`);
      for (let number = gap; number > 1; number -= 1) {
        this.disk.rename(`${this.path}.${number - 1}`, `${this.path}.${number}`);
      }
      this.disk.rename(this.path, `${this.path}.1`);
    } catch {
      // Held open by another program (Windows): better too long a file than a lost line.
      this.rotateAt = this.size + rotationRetry;
      return;
    }
    this.release();
    this.lookedAt = Number.NEGATIVE_INFINITY;
    this.opened(now);
  }
}
