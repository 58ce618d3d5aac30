/** Bytes that are taken at first; more where lines come faster than they are written. */
const firstBytes = 16 * 1024;

/**
 * Lines that wait to be written, one behind the other in memory that is used again and again. Lines that were written can
 * be taken back until {@link settle} says that they are safe.
 */
export class WaitingLines {
  private memory = Buffer.allocUnsafeSlow(firstBytes);
  private used = 0;
  /** For each line the byte behind it. */
  private readonly ends: number[] = [];
  private count = 0;
  /** Lines that were written, and their bytes. */
  private done = 0;
  private doneBytes = 0;
  /** Lines of those that nobody takes back. */
  private safe = 0;

  /** Bytes of the lines that wait. */
  get bytes(): number {
    return this.used - this.doneBytes;
  }

  /** Number of lines that wait. */
  get lines(): number {
    return this.count - this.done;
  }

  /** Whether lines were written that are not known to be safe. */
  get isUnsafe(): boolean {
    return this.done > this.safe;
  }

  /** Takes a line, made of two parts; its bytes are copied. */
  add(tag: Uint8Array, line: Uint8Array): void {
    const length = tag.length + line.length;
    if (this.used + length > this.memory.length) this.makeRoom(length);
    if (tag.length > 0) this.memory.set(tag, this.used);
    this.memory.set(line, this.used + tag.length);
    this.used += length;
    this.ends[this.count] = this.used;
    this.count += 1;
  }

  /** How many lines, from the first that waits, have room in so many bytes. */
  linesWithin(bytes: number): number {
    if (this.bytes <= bytes) return this.lines;
    let count = 0;
    while (count < this.lines && this.endOf(count) - this.doneBytes <= bytes) count += 1;
    return count;
  }

  /** The bytes of so many lines that wait, one at least, without the first so many bytes; the same memory. */
  content(lines: number, from: number): Buffer {
    return this.memory.subarray(this.doneBytes + from, this.endOf(lines - 1));
  }

  /** Takes note that so many bytes were written; those of a line of which not all was. */
  wrote(bytes: number): number {
    const until = this.doneBytes + bytes;
    while (this.done < this.count && this.endOf(0) <= until) {
      this.doneBytes = this.endOf(0);
      this.done += 1;
    }
    return until - this.doneBytes;
  }

  /** Lines that were written are safe. */
  settle(): void {
    this.safe = this.done;
    if (this.done < this.count) return;
    this.used = 0;
    this.count = 0;
    this.done = 0;
    this.doneBytes = 0;
    this.safe = 0;
  }

  /** Lines that were written and are not safe wait again. */
  takeBack(): void {
    this.done = this.safe;
    this.doneBytes = this.safe === 0 ? 0 : (this.ends[this.safe - 1] ?? 0);
  }

  /** The byte behind one of the lines that wait. */
  private endOf(line: number): number {
    return this.ends[this.done + line] ?? 0;
  }

  /** Forgets what is safe, and takes more memory where that is not enough. */
  private makeRoom(length: number): void {
    const from = this.safe === 0 ? 0 : (this.ends[this.safe - 1] ?? 0);
    const size = this.used - from + length;
    const memory = size * 2 > this.memory.length ? Buffer.allocUnsafeSlow(size * 2) : this.memory;
    memory.set(this.memory.subarray(from, this.used));
    this.memory = memory;
    for (let line = this.safe; line < this.count; line += 1) {
      this.ends[line - this.safe] = (this.ends[line] ?? 0) - from;
    }
    this.used -= from;
    this.count -= this.safe;
    this.done -= this.safe;
    this.doneBytes -= from;
    this.safe = 0;
  }
}
