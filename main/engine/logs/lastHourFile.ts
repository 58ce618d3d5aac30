import { closeSync, existsSync, openSync, renameSync, rmSync, writevSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../../shared/model/problem';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { temporaryEnding, writeFileAtomically } from '../store/atomicFile';
import type { LastHour } from './lastHour';
import { mostLastHourBytes } from './lastHour';

/** Name of the file in the log folder that holds the lines of the last hour. */
export const lastHourName = 'last-hour.log';

/** Milliseconds between an error and the writing: what follows the error at once belongs to it. */
const afterError = 500;
/** Shortest time (ms) between two writings that errors ask for. */
const betweenErrors = 30_000;

/** Writes the lines of the last hour to disk: soon after an error, when asked, and while a program ends by an error. */
export class LastHourFile {
  readonly path: string;
  private mostBytes = mostLastHourBytes;
  private timer: NodeJS.Timeout | undefined;
  private writtenAt = Number.NEGATIVE_INFINITY;
  /** Whether an error happened that the file does not show yet. */
  private owed: 'yes' | 'no' = 'no';
  private turn: Promise<unknown> = Promise.resolve();
  /** Writings that are asked for and not at their end. */
  private underWay = 0;
  /** Lines of all that had come when the file was written last: it holds none that came later. */
  private savedLines: number | undefined;

  constructor(
    folder: string,
    private readonly lines: LastHour,
    private readonly now: () => number,
    /** Told when the file on disk has changed. */
    private readonly onWritten: () => void,
  ) {
    this.path = join(folder, lastHourName);
  }

  /** Bounds the file; the newest lines stay. */
  setMostBytes(bytes: number): void {
    this.savedLines = undefined;
    this.mostBytes = Math.min(mostLastHourBytes, Math.max(0, bytes));
  }

  /** Has the file written soon, at most every 30 seconds, and once more after the last error. */
  noteError(): void {
    this.owed = 'yes';
    if (this.timer !== undefined) return;
    const since = this.now() - this.writtenAt;
    const wait = since >= 0 && since < betweenErrors ? betweenErrors - since : afterError;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.save();
    }, wait).unref();
  }

  /**
   * Replaces the file; its path, or why it could not be written. One writing takes place after the other, and none where
   * no line has come since the last one.
   */
  save(): Promise<Result<string, Problem>> {
    this.underWay += 1;
    const done = this.turn
      .then(() => (this.isUpToDate() ? succeed(this.path) : this.write()))
      .finally(() => {
        this.underWay -= 1;
      });
    this.turn = done;
    return done;
  }

  private isUpToDate(): boolean {
    return this.savedLines === this.lines.added && existsSync(this.path);
  }

  private async write(): Promise<Result<string, Problem>> {
    this.owed = 'no';
    this.writtenAt = this.now();
    const { added } = this.lines;
    const content = Buffer.concat(this.lines.content(this.now(), this.mostBytes));
    const written = await writeFileAtomically(this.path, content);
    this.savedLines = written.ok ? added : undefined;
    this.onWritten();
    return written.ok ? succeed(this.path) : written;
  }

  /** Writes at once what an error still owes; resolves when no writing is under way any more, and nothing is owed. */
  close(): Promise<void> {
    // What is under way may put its older lines in the place of these.
    const isAgain = this.owed === 'yes' && this.underWay > 0;
    this.saveOwed();
    return this.turn.then(() => {
      if (isAgain) this.owed = 'yes';
      this.saveOwed();
    });
  }

  /** Writes at once what an error still owes: for the moment in which the process ends. */
  saveOwed(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.owed === 'no') return;
    this.owed = 'no';
    const temporary = `${this.path}.${process.pid}-end${temporaryEnding}`;
    try {
      const descriptor = openSync(temporary, 'w', 0o600);
      try {
        const content = this.lines.content(this.now(), this.mostBytes);
        if (content.length > 0) writevSync(descriptor, content);
      } finally {
        closeSync(descriptor);
      }
      renameSync(temporary, this.path);
    } catch {
      rmSync(temporary, { force: true });
    }
  }
}
