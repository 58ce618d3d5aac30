import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { LogFormat } from '../formats/lineForms';
import { createRecordIndex } from '../index/createRecordIndex';
import type { GrowingRecordIndex } from '../index/createRecordIndex';
import type { GrowingFacetTable } from '../index/facetTable';
import type { TextEncoding } from '../recordIndex';

/** Bytes read at a time; the next ones are read while these are indexed. */
const blockBytes = 512 * 1024;
/** Bytes that are read at an end of which nothing is known: more than little writing appends between two looks. */
const endBytes = 8 * 1024;
/** So many bytes before the position prove that the file still is what was read. */
const markBytes = 64;
/** Milliseconds that a last line without its end is held back. */
const holdBack = 250;

/** How a file is read. */
export interface SourceForm {
  readonly format: LogFormat;
  readonly encoding: TextEncoding;
}

/** A file that was opened for reading, and what it was then. */
export interface OpenFile {
  readonly handle: FileHandle;
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly changed: number;
  /** Where it stands, when that is not where its generation stands: an inflated copy. */
  readonly copy?: string;
}

/** What a look at a file found: `emptied` means that its content is another one now, and this source is over. */
export type Look = 'same' | 'grown' | 'emptied';

/**
 * One generation of a file, read by a handle that is kept, so that a rename does not matter. What was read is known by its
 * records; the bytes stay in the file.
 */
export class LogSource {
  readonly index: GrowingRecordIndex;
  readonly dev: bigint;
  readonly ino: bigint;
  /** Bytes of the file when it was looked at last. */
  size: number;
  /** Milliseconds since the epoch at which it was written last. */
  changed: number;
  /** How often it was looked at. */
  looks = 0;
  private readonly handle: FileHandle;
  private position = 0;
  private mark: Buffer = Buffer.alloc(0);
  private stamp = 0n;
  /** Whether the mark must be compared once more: a clock ticks slower than a file can be written twice. */
  private mood: 'settled' | 'restless' = 'restless';
  /** When the part of a line at the end was found, while it is held back. */
  private partSince: number | undefined;
  private part: 'none' | 'held' | 'shown' = 'none';
  private wholeBefore = 0;
  private looking: Promise<Look> | undefined;
  private state: 'open' | 'closed' | 'over' = 'open';

  /** Takes over an open file; its first bytes are read by the first look. */
  constructor(
    /** Names this content of this file; another content gets another one. */
    readonly id: string,
    private readonly file: OpenFile,
    readonly form: SourceForm,
    facets: GrowingFacetTable,
    private readonly now: () => number,
  ) {
    this.index = createRecordIndex({ format: form.format, facets });
    this.handle = file.handle;
    this.dev = file.dev;
    this.ino = file.ino;
    this.size = file.size;
    this.changed = file.changed;
  }

  /** Where its inflated copy stands; absent for a file that is read where it is. */
  get copy(): string | undefined {
    return this.file.copy;
  }

  /** Bytes that were read. */
  get read(): number {
    return this.position;
  }

  /** Bytes that are known to be there and were not read yet. */
  get unread(): number {
    return Math.max(0, this.size - this.position);
  }

  /** Bytes of whole lines; what stands behind them may still go on. */
  get wholeBytes(): number {
    return this.part === 'shown' ? this.wholeBefore : this.index.bytes;
  }

  /** Whether a part of a line waits to be shown. */
  get holds(): 'part' | 'nothing' {
    return this.part === 'held' ? 'part' : 'nothing';
  }

  /**
   * Looks whether the file grew, and reads at most about `most` bytes of what it grew by. A look `at-the-end` does it in one
   * step instead of two; when the file was written is only known again after one at the `whole`.
   */
  look(most: number, at: 'whole' | 'at-the-end' = 'whole'): Promise<Look> {
    this.looking ??= (at === 'whole' ? this.lookNow(most) : this.lookAtEnd(most)).finally(() => {
      this.looks += 1;
      this.looking = undefined;
    });
    return this.looking;
  }

  /** Reads bytes as they stand in the file, fewer at its end, none once the source is over or closed. */
  bytes(offset: number, length: number): Promise<Buffer> {
    if (this.state !== 'open') return Promise.resolve(Buffer.alloc(0));
    return this.fill(Buffer.allocUnsafe(Math.max(0, length)), offset);
  }

  /** Shows the part of a line at the end, because nobody writes the file any more. */
  endLine(): void {
    if (this.part !== 'held') return;
    this.wholeBefore = this.index.bytes;
    this.index.finish();
    this.part = 'shown';
  }

  /** The source for what stands in an emptied file now; this one is over. */
  renewed(id: string, facets: GrowingFacetTable): LogSource {
    this.state = 'over';
    const file = { ...this.file, size: this.size, changed: this.changed };
    return new LogSource(id, file, this.form, facets, this.now);
  }

  async close(): Promise<void> {
    if (this.state !== 'open') return;
    this.state = 'closed';
    await this.looking?.catch(() => undefined);
    await this.handle.close();
  }

  private async lookNow(most: number): Promise<Look> {
    const stats = await this.handle.stat({ bigint: true });
    const size = Number(stats.size);
    if (size < this.position) {
      this.size = size;
      return 'emptied';
    }
    const touched = size !== this.size || stats.mtimeNs !== this.stamp;
    this.size = size;
    this.stamp = stats.mtimeNs;
    this.changed = Number(stats.mtimeMs);
    if (!touched && this.mood === 'settled' && size === this.position) return this.holdBack();
    this.mood = touched ? 'restless' : 'settled';
    const result = await this.readOn(most);
    return result === 'same' ? this.holdBack() : result;
  }

  private async lookAtEnd(most: number): Promise<Look> {
    const marked = this.mark.length;
    const room = Buffer.allocUnsafe(marked + endBytes);
    const { bytesRead } = await this.handle.read(room, 0, room.length, this.position - marked);
    const bytes = room.subarray(0, bytesRead);
    // Much was written, or the file is another one: that is found out as always.
    if (bytesRead === room.length || !bytes.subarray(0, marked).equals(this.mark)) return this.lookNow(most);
    if (bytesRead === marked) return this.holdBack();
    this.moveBehind(bytes);
    this.size = Math.max(this.size, this.position);
    this.take(bytes.subarray(marked));
    return 'grown';
  }

  /** Reads and indexes at most about `most` of the bytes that are known to be there. */
  private async readOn(most: number): Promise<Look> {
    let result: Look = 'same';
    let block: Buffer = Buffer.allocUnsafe(markBytes + Math.min(most, blockBytes, this.size - this.position));
    let other: Buffer | undefined;
    let reading = this.readBlock(block, most);
    for (let left = most; ;) {
      const bytes = await reading;
      const marked = this.mark.length;
      if (!bytes.subarray(0, marked).equals(this.mark)) return 'emptied';
      const fresh = bytes.subarray(marked);
      if (fresh.length === 0) return result;
      this.moveBehind(bytes);
      left -= fresh.length;
      const goesOn = left > 0 && this.position < this.size;
      if (goesOn) {
        [block, other] = [other ?? Buffer.allocUnsafe(markBytes + blockBytes), block];
        reading = this.readBlock(block, left);
        // It is waited for in the next round, too late to be the first to hear of a failure.
        reading.catch(() => undefined);
      }
      this.take(fresh);
      result = 'grown';
      if (!goesOn) return result;
    }
  }

  /** Goes on behind bytes that begin with the mark. */
  private moveBehind(bytes: Buffer): void {
    this.position += bytes.length - this.mark.length;
    this.mark = Buffer.from(bytes.subarray(Math.max(0, bytes.length - markBytes)));
  }

  private take(fresh: Buffer): void {
    const whole = this.index.bytes;
    this.index.feed(fresh);
    this.noticePart(whole);
  }

  /** Reads the next bytes, at most about `most`, together with the mark before them. */
  private readBlock(block: Buffer, most: number): Promise<Buffer> {
    const marked = this.mark.length;
    const length = Math.min(most, blockBytes, this.size - this.position);
    return this.fill(block.subarray(0, marked + length), this.position - marked);
  }

  /** Reads until the buffer is full or the file ends. */
  private async fill(buffer: Buffer, offset: number): Promise<Buffer> {
    let done = 0;
    while (done < buffer.length) {
      const { bytesRead } = await this.handle.read(buffer, done, buffer.length - done, offset + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return buffer.subarray(0, done);
  }

  private noticePart(wholeBefore: number): void {
    if (this.index.bytes === this.position) {
      this.part = 'none';
      this.partSince = undefined;
      return;
    }
    // A part that is shown already stays on the screen while it grows.
    const grew = this.part === 'shown' && this.index.bytes <= wholeBefore;
    this.part = 'held';
    if (grew) this.endLine();
    else this.partSince = this.now();
  }

  private holdBack(): Look {
    if (this.part !== 'held' || this.partSince === undefined) return 'same';
    const waited = this.now() - this.partSince;
    if (waited >= 0 && waited < holdBack) return 'same';
    this.endLine();
    return 'grown';
  }
}

/** Opens a file for reading; throws when it is not there, or held by another program. */
export async function openForReading(path: string): Promise<OpenFile> {
  const handle = await open(path, 'r');
  try {
    const { dev, ino, size, mtimeMs } = await handle.stat({ bigint: true });
    return { handle, dev, ino, size: Number(size), changed: Number(mtimeMs) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}
