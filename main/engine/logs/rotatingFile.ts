import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';

/** Bytes kept for a disk that refuses them; what comes later is counted, not kept. */
const longestWaiting = 256 * 1024;
/** Growth (bytes) after which a rotation that failed is tried again. */
const rotationRetry = 1024 * 1024;
/** Milliseconds between two looks whether the file was taken away. */
const lookInterval = 1000;

/** The file operations of a log file; tests make them fail. */
export interface LogDisk {
  readonly write: (descriptor: number, bytes: Uint8Array) => number;
  readonly rename: (from: string, to: string) => void;
}

/** The machine's own disk. */
export const realLogDisk: LogDisk = {
  write: (descriptor, bytes) => writeSync(descriptor, bytes),
  rename: (from, to) => renameSync(from, to),
};

/**
 * One log file with its old versions. Lines wait in memory until {@link flush}; they are written to a handle that stays
 * open. Synchronous on purpose: a batch takes microseconds, and the last one is written while the process ends.
 */
export class RotatingFile {
  private descriptor: number | undefined;
  private size = 0;
  private rotateAt: number;
  private lines: Buffer[] = [];
  private waiting = 0;
  /** The first waiting line stands in the file in part: it must not be torn over two files. */
  private begun = false;
  private lookedAt = 0;
  /** Lines that were dropped since the last time that something could be written. */
  private dropped = 0;
  private droppedEver = 0;

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
    return this.waiting;
  }

  /** Lines that could not be written since the start. */
  get missed(): number {
    return this.droppedEver;
  }

  add(line: Buffer): void {
    if (this.waiting + line.length > longestWaiting) {
      this.dropped += 1;
      this.droppedEver += 1;
      return;
    }
    this.lines.push(line);
    this.waiting += line.length;
  }

  /** Writes what waits; false when the disk refuses it, and then everything not yet written goes on waiting. */
  flush(now: number): boolean {
    try {
      this.open(now);
      this.writeWaiting();
      if (this.dropped > 0) {
        const count = this.dropped;
        this.dropped = 0;
        this.add(Buffer.from(this.missedLine(count), 'utf8'));
        this.writeWaiting();
      }
      return true;
    } catch {
      // The log is where failures are told: this one is told by the line that says how much is missing.
      return false;
    }
  }

  close(now: number): void {
    this.flush(now);
    if (this.descriptor === undefined) return;
    try {
      fsyncSync(this.descriptor);
    } catch {
      // Nothing more can be done for these lines.
    }
    closeSync(this.descriptor);
    this.descriptor = undefined;
  }

  private open(now: number): void {
    if (this.descriptor !== undefined && now >= this.lookedAt && now - this.lookedAt < lookInterval) return;
    this.lookedAt = now;
    if (this.descriptor !== undefined) {
      const there = statSync(this.path, { throwIfNoEntry: false, bigint: true });
      const held = fstatSync(this.descriptor, { bigint: true });
      if (there !== undefined && there.ino === held.ino && there.dev === held.dev) {
        this.size = Number(held.size);
        return;
      }
      // Somebody removed or renamed the file: what is written to it from here on nobody would find.
      closeSync(this.descriptor);
      this.descriptor = undefined;
    }
    this.descriptor = openSync(this.path, 'a+', 0o600);
    this.size = fstatSync(this.descriptor).size;
    this.rotateAt = this.limits.size;
    this.endLastLine(this.descriptor);
  }

  /** A line that a kill cut off ends here, so that the next one begins as a line of its own. */
  private endLastLine(descriptor: number): void {
    if (this.size === 0) return;
    const last = Buffer.alloc(1);
    readSync(descriptor, last, 0, 1, this.size - 1);
    if (last[0] !== 10) this.size += this.disk.write(descriptor, Buffer.from('\n'));
  }

  private writeWaiting(): void {
    while (this.lines.length > 0) {
      let count = 0;
      let bytes = 0;
      for (const line of this.lines) {
        const fits = this.size + bytes + line.length <= this.rotateAt || this.size + bytes === 0;
        if (!fits && !(count === 0 && this.begun)) break;
        bytes += line.length;
        count += 1;
      }
      if (count === 0) this.rotate();
      else this.write(count);
    }
  }

  private write(count: number): void {
    const descriptor = this.descriptor;
    if (descriptor === undefined) throw new Error('the log file is not open');
    let batch = Buffer.concat(this.lines.slice(0, count));
    const rest = this.lines.slice(count);
    while (batch.length > 0) {
      const written = this.disk.write(descriptor, batch);
      this.size += written;
      this.waiting -= written;
      batch = batch.subarray(written);
      // Kept as it stands: a line of which a part is written is ended when the disk takes bytes again.
      this.lines = batch.length > 0 ? [batch, ...rest] : rest;
      this.begun = batch.length > 0;
      if (written === 0) throw new Error('the disk took no bytes');
    }
  }

  /** Moves the old files up to the first gap, so that a chain that was interrupted loses none of them. */
  private rotate(): void {
    try {
      let gap = 1;
      while (gap < this.limits.old && existsSync(`${this.path}.${gap}`)) gap += 1;
      if (gap === this.limits.old) rmSync(`${this.path}.${gap}`, { force: true });
      for (let number = gap; number > 1; number -= 1) {
        this.disk.rename(`${this.path}.${number - 1}`, `${this.path}.${number}`);
      }
      this.disk.rename(this.path, `${this.path}.1`);
    } catch {
      // Held open by another program (Windows): better too long a file than a lost line.
      this.rotateAt = this.size + rotationRetry;
      return;
    }
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
    this.descriptor = openSync(this.path, 'a+', 0o600);
    this.size = 0;
    this.rotateAt = this.limits.size;
  }
}
