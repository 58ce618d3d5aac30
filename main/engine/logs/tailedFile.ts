import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { LogFile, LogLine } from '../../../shared/model/log';
import { errorCode } from '../store/disk';
import { parseLine } from './lineForm';

/** Most bytes read at a time. */
const blockBytes = 256 * 1024;
/** A line without an end is handed over in pieces of this many bytes: ours are shorter than 4 kB. */
const longestPiece = 64 * 1024;
/** So many bytes before the position prove that the file still is what was read. */
const markBytes = 64;
/** More generations than any of our files keeps. */
const mostGenerations = 20;
const lineBreak = 10;

interface Generation {
  readonly handle: FileHandle;
  readonly ino: bigint;
  readonly dev: bigint;
}

async function openGeneration(path: string): Promise<Generation | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    // Not there now, or held by another program: the next look tries again.
    if (['ENOENT', 'EACCES', 'EPERM', 'EBUSY'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
  const { ino, dev } = await handle.stat({ bigint: true });
  return { handle, ino, dev };
}

/** Whether a path leads to this file; `absent` when it leads nowhere. */
async function leadsTo(path: string, generation: Generation): Promise<'same' | 'other' | 'absent'> {
  try {
    const { ino, dev } = await stat(path, { bigint: true });
    return ino === generation.ino && dev === generation.dev ? 'same' : 'other';
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'absent';
    throw error;
  }
}

/**
 * Follows one log file by a handle that it keeps, so that a rename does not matter: it reads the handle to its end,
 * finds under which number the file stands now, and goes on with each younger one, down to the file itself.
 */
export class TailedFile {
  private current: Generation | undefined;
  /** Offset behind the last whole line. */
  private position = 0;
  private mark: Buffer = Buffer.alloc(0);
  /** Younger files that stand between the current one and the path, in order of age. */
  private younger: Generation[] = [];

  constructor(
    readonly path: string,
    readonly file: LogFile,
  ) {}

  /** The last whole lines, from old files too where the current one has fewer; following begins behind them. */
  async begin(count: number): Promise<LogLine[]> {
    this.current = await openGeneration(this.path);
    if (this.current === undefined) return [];
    const { lines, end } = await this.lastLines(this.current.handle, count);
    await this.moveTo(end);
    for (let number = 1; number <= mostGenerations && lines.length < count; number += 1) {
      const old = await openGeneration(`${this.path}.${number}`);
      if (old === undefined) break;
      // Rotated a moment ago: what is called .1 now was read above.
      if (old.ino !== this.current.ino) {
        lines.unshift(...(await this.lastLines(old.handle, count - lines.length)).lines);
      }
      await old.handle.close();
    }
    return lines;
  }

  /** Lines that were added, at most a block of them; `more` when there may be further ones at once. */
  async next(): Promise<{ readonly lines: LogLine[]; readonly more: boolean }> {
    this.current ??= await openGeneration(this.path);
    if (this.current === undefined) return { lines: [], more: false };
    const lines = await this.read(this.current.handle);
    if (lines.length > 0) return { lines, more: true };
    if (this.younger.length === 0) {
      if ((await leadsTo(this.path, this.current)) !== 'other') return { lines: [], more: false };
      // Looked up only now: the writer had left the old file by then, so one more reading finds all of it.
      this.younger = (await this.findYounger(this.current)) ?? [];
      if (this.younger.length === 0) return { lines: [], more: true };
    }
    const last = await this.read(this.current.handle);
    if (last.length > 0) return { lines: last, more: true };
    const rest = await this.endPiece(this.current.handle);
    await this.current.handle.close();
    this.current = this.younger.shift();
    this.position = 0;
    this.mark = Buffer.alloc(0);
    return { lines: rest, more: true };
  }

  async close(): Promise<void> {
    for (const generation of [this.current, ...this.younger]) await generation?.handle.close();
    this.current = undefined;
    this.younger = [];
  }

  /** Opens everything younger than a file that lost its name; `undefined` when names moved meanwhile: look again. */
  private async findYounger(from: Generation): Promise<Generation[] | undefined> {
    let number = 1;
    while (number <= mostGenerations && (await leadsTo(`${this.path}.${number}`, from)) !== 'same')
      number += 1;
    const found = number <= mostGenerations;
    const written = found ? 0n : (await from.handle.stat({ bigint: true })).mtimeNs;
    const younger: Generation[] = [];
    for (let other = found ? number - 1 : mostGenerations; other >= 0; other -= 1) {
      const one = await openGeneration(other === 0 ? this.path : `${this.path}.${other}`);
      if (one === undefined) continue;
      // The file is gone altogether: old files that were last written before it were seen before it.
      const older = !found && other > 0 && (await one.handle.stat({ bigint: true })).mtimeNs <= written;
      if (older) await one.handle.close();
      else younger.push(one);
    }
    const stayed = !found || (await leadsTo(`${this.path}.${number}`, from)) === 'same';
    const newest = younger.at(-1);
    const complete = newest !== undefined && (await leadsTo(this.path, newest)) === 'same';
    if (stayed && complete) return younger;
    for (const one of younger) await one.handle.close();
    return undefined;
  }

  /** Whole lines behind the position. */
  private async read(handle: FileHandle): Promise<LogLine[]> {
    const { size } = await handle.stat();
    if (size < this.position) this.startAnew();
    if (size === 0) return [];
    // Of a file that did not grow the mark alone is read: it may have been emptied and filled again to the same size.
    const start = this.position - this.mark.length;
    const buffer = Buffer.allocUnsafe(Math.min(blockBytes, size - start));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
    const bytes = buffer.subarray(0, bytesRead);
    if (!bytes.subarray(0, this.mark.length).equals(this.mark)) {
      // Emptied and filled again between two looks: all of it is new.
      this.startAnew();
      return this.read(handle);
    }
    const fresh = bytes.subarray(this.mark.length);
    if (fresh.length === 0) return [];
    const end = fresh.lastIndexOf(lineBreak) + 1;
    if (end === 0) return fresh.length < longestPiece ? [] : this.take(fresh, longestPiece, bytes);
    return this.take(fresh, end, bytes);
  }

  private take(fresh: Buffer, end: number, bytes: Buffer): LogLine[] {
    const lines = this.split(fresh.subarray(0, end), this.position);
    const taken = this.mark.length + end;
    this.position += end;
    this.mark = Buffer.from(bytes.subarray(Math.max(0, taken - markBytes), taken));
    return lines;
  }

  /** What stands at the end of a file that nobody writes any more, without a line break. */
  private async endPiece(handle: FileHandle): Promise<LogLine[]> {
    const { size } = await handle.stat();
    const buffer = Buffer.alloc(Math.max(0, Math.min(longestPiece, size - this.position)));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, this.position);
    return bytesRead === 0 ? [] : this.split(buffer.subarray(0, bytesRead), this.position);
  }

  private startAnew(): void {
    this.position = 0;
    this.mark = Buffer.alloc(0);
  }

  private async moveTo(position: number): Promise<void> {
    const start = Math.max(0, position - markBytes);
    const mark = Buffer.alloc(position - start);
    await this.current?.handle.read(mark, 0, mark.length, start);
    this.position = position;
    this.mark = mark;
  }

  private split(bytes: Buffer, offset: number): LogLine[] {
    const lines: LogLine[] = [];
    for (let from = 0; from < bytes.length;) {
      const at = bytes.indexOf(lineBreak, from);
      const end = at === -1 ? bytes.length : at;
      lines.push(parseLine(this.file, offset + from, bytes.toString('utf8', from, end)));
      from = end + 1;
    }
    return lines;
  }

  /** The last whole lines of one file, read from its end by blocks, and the offset behind them. */
  private async lastLines(handle: FileHandle, count: number): Promise<{ lines: LogLine[]; end: number }> {
    const { size } = await handle.stat();
    let start = size;
    let bytes = Buffer.alloc(0);
    let breaks = 0;
    while (start > 0 && breaks <= count) {
      const length = Math.min(start, 64 * 1024);
      const block = Buffer.alloc(length);
      await handle.read(block, 0, length, start - length);
      for (let at = block.indexOf(lineBreak); at !== -1; at = block.indexOf(lineBreak, at + 1)) breaks += 1;
      bytes = Buffer.concat([block, bytes]);
      start -= length;
    }
    const end = bytes.lastIndexOf(lineBreak) + 1;
    const lines = this.split(bytes.subarray(0, end), start);
    // The first one may be the end of a line that begins before.
    return { lines: count === 0 ? [] : lines.slice(-count), end: start + end };
  }
}
